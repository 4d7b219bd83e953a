"""One secret in two environments: the same value in two files, or one's file that names another's secret."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tightlip import paths
from tightlip.judgement.environments import Environments, environments
from tightlip.judgement.judge import Judge
from tightlip.model import Finding, Hit, Observation, Secret, Severity
from tightlip.reading.facts import Binding, Reading, SecretRef
from tightlip.reading.secret_names import OPEN

_RULE = "shared-secret-across-environments"
# Of an address with a password, what is shared is the password: the host differs by environment.
_PASSWORD = re.compile(r"\w+://[^\s/:@]*:([^\s/@]{6,})@")
_SHORTEST = 8
_SHOWN = 3
_LOCAL = re.compile(r"[.\-_]local(?:[.\-_]|$)")


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every name of another environment's secret, and one with a side for every secret value."""
    if reading.in_tests or reading.kind == paths.ENV_TEMPLATE:
        return
    known = environments(judge)
    environment = _environment(reading, known)
    for fact in reading.facts:
        if isinstance(fact, SecretRef):
            other = "" if fact.pinned or not environment else known.of_name(fact.name)
            if other not in ("", environment):
                yield Hit(
                    _RULE,
                    fact.anchor(),
                    f"this is for `{environment}`, and names a secret of `{other}`: `{fact.name.replace(OPEN, '…')}`",
                    subject=fact.name,
                )
        elif isinstance(fact, Binding) and _is_secret(fact, judge):
            side = environment or known.in_words(fact.name) or known.in_words(fact.owner)
            value = _compared(fact.value)
            if side and len(value) >= _SHORTEST:
                yield Hit(_RULE, fact.anchor(), f"`{fact.name}` has the same value in", Secret(value), side=side)


def conclude(observations: Sequence[Observation]) -> Iterator[Finding]:
    """One finding for each value that is in files of several environments: in production's, if it is in there."""
    by_value: dict[str, list[Observation]] = {}
    for observation in observations:
        by_value.setdefault(observation.key, []).append(observation)
    for seen in by_value.values():
        chosen = min(seen, key=lambda one: one.side != "prod")
        others = [one.finding for one in seen if one.side != chosen.side]
        if others:
            places = [f"{other.path}, line {other.span.line}" for other in others[:_SHOWN]]
            message = f"{chosen.finding.message} {'; '.join(places)}{'; …' if len(others) > _SHOWN else ''}"
            yield chosen.finding._replace(message=message)


def _environment(reading: Reading, known: Environments) -> str:
    """The environment of the file: its path says it, or the family of a task definition."""
    found = known.of_path(reading.path)
    if not found and reading.kind == paths.DOTENV and _LOCAL.search(reading.path.rpartition("/")[2]):
        return "local"
    families = (fact.value for fact in reading.facts if isinstance(fact, Binding) and fact.name == "family")
    return found or next(filter(None, map(known.in_words, families)), "")


def _is_secret(binding: Binding, judge: Judge) -> bool:
    """Whether the value is strong: a weak or a made-up one may be in two files by chance."""
    return binding.form != "comment" and judge.binding(binding.name, binding.value, in_tests=False) is Severity.ERROR


def _compared(value: str) -> str:
    match = _PASSWORD.match(value)
    return match[1] if match is not None else value
