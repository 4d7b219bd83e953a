"""How far a policy's patterns reach: which actions they cover, and how many secrets, parameters or keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import Any

from tightlip.reading.facts import Condition, Said

# `${…}`, with braces in it or without, and what a shell writes without any.
_VARIABLE = re.compile(r"\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\$[A-Za-z_]\w*")
_WORD = re.compile(r"[a-z]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Reach(IntEnum):
    """How much of one kind of thing a resource's pattern means."""

    NOTHING = 0  # it means something else
    ONE = 1  # one, some under a name of their own, or what cannot be told from here
    ENVIRONMENTS = 2  # a family of secrets, over all environments
    ALL = 3


@lru_cache(maxsize=1024)
def _pattern(text: str) -> re.Pattern[str]:
    parts = (re.escape(part).replace(r"\*", ".*").replace(r"\?", ".") for part in _VARIABLE.split(text))
    return re.compile("[^:]*".join(parts), re.I | re.S)


def covers(pattern: str, action: str) -> bool:
    """Whether the action pattern of a policy means `action`. One that is put together later means nothing yet."""
    return "$" not in pattern and _pattern(pattern).fullmatch(action) is not None


def first_covering(said: Iterable[Said], actions: Sequence[str]) -> Said | None:
    """The first of the patterns that covers one of `actions`."""
    return next((each for each in said if any(covers(each.text, action) for action in actions)), None)


def secrets_reach(text: str, environments: frozenset[str]) -> Reach:
    """How many secrets a resource means; `environments` are words that tell one environment from others."""
    reach, name = _named(text, "secretsmanager", "secret:", ("q7zz-AbC123", "q7/zz/k-AbC123"))
    if reach is not Reach.ONE or "$" in name or "!" in name:  # `rds!…`, `events!…`: an AWS service's own
        return reach
    segments = name.strip("/").split("/")
    wild = [position for position, segment in enumerate(segments) if not segment.strip("*?-")]
    if not wild or any(_words(segment) & environments for segment in segments):
        return Reach.ONE
    # `app/*` and `app/*/database` hold all environments of an app; `app/orders/*` may be what one service has.
    return Reach.ENVIRONMENTS if wild[0] < max(2, len(segments) - 1) else Reach.ONE


def parameters_reach(text: str) -> Reach:
    """How many parameters of the Systems Manager a resource means."""
    return _named(text, "ssm", "parameter", ("/q7zz", "/q7/zz/k"))[0]


def keys_reach(text: str) -> Reach:
    """How many KMS keys a resource means."""
    return _named(text, "kms", "key/", ("1d2c", "3b4a"))[0]


def narrowed(conditions: Iterable[Condition], keys: Sequence[str]) -> bool:
    """Whether one of `conditions` leaves only some things: one on `keys`, or one that cannot be read here."""
    return any(
        not condition.key or (_positive(condition.operator) and condition.key.lower().startswith(tuple(keys)))
        for condition in conditions
    )


def _positive(operator: str) -> bool:
    """`…IfExists` lets through whoever does not bring the key at all, `…Not…` all but one."""
    lower = operator.lower()
    return "not" not in lower and not lower.endswith("ifexists")


def _named(text: str, service: str, prefix: str, probes: tuple[str, ...]) -> tuple[Reach, str]:
    """How many of the things of `service` whose ARN ends in `prefix` and a name are meant, and the pattern of the name.

    What means all the `probes`, which are names that nobody gives, means everything.
    """
    whole = _VARIABLE.sub(lambda match: match[0].replace(":", "."), text)
    if whole == "*":
        return Reach.ALL, ""
    if not whole.startswith("arn:"):  # a reference to something; what is no ARN at all would be refused
        return (Reach.ONE, "${…}") if whole.startswith("$") else (Reach.NOTHING, "")
    parts = whole.split(":", 5)
    if len(parts) < 6 and not whole.endswith("*"):
        return Reach.NOTHING, ""
    parts += ["*"] * (6 - len(parts))
    if not _pattern(parts[2]).fullmatch(service):
        return Reach.NOTHING, ""
    rest = parts[5]
    head, name = rest[: len(prefix)], rest[len(prefix) :]
    if "$" not in rest and all(_pattern(rest).fullmatch(prefix + probe) for probe in probes):
        return Reach.ALL, ""
    if "*" in head or "$" in head:
        return Reach.ONE, "${…}"
    return (Reach.ONE, name) if head == prefix else (Reach.NOTHING, "")


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_HUMP.sub(" ", text).lower()))


def says(text: str, words: Mapping[str, Any], key: str) -> bool:
    """Whether one of the words under `key` stands in a path or a name."""
    return not _words(text).isdisjoint(words[key])
