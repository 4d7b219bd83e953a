"""Code that runs in every environment, and asks for the secret of one."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.judgement.environments import environments
from tightlip.judgement.judge import Judge
from tightlip.model import Hit
from tightlip.reading.facts import Reading, SecretRef
from tightlip.reading.secret_names import OPEN


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit at the call for every fetch whose secret's name holds an environment, in a file that is for none."""
    known = environments(judge)
    if reading.in_tests or known.of_path(reading.path):
        return
    for fact in reading.facts:
        if isinstance(fact, SecretRef) and fact.how == "fetch" and fact.around is not None and not fact.pinned:
            environment = known.of_name(fact.name)
            if environment:
                name = fact.name.replace(OPEN, "…")
                yield Hit(
                    "environment-fixed-in-code",
                    fact.around(),
                    f"`{fact.through}` fetches `{name}`, the secret of `{environment}`, wherever this runs",
                    subject=fact.name,
                )
