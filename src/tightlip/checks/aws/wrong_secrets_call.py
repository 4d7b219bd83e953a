"""A use of the client of Secrets Manager that fails when it runs."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.judgement.judge import Judge
from tightlip.model import Hit, Severity
from tightlip.reading.facts import BadCall, Reading


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every such use."""
    for fact in reading.facts:
        if isinstance(fact, BadCall):
            yield Hit(
                "wrong-secrets-call",
                fact.anchor(),
                f"`{fact.written}`: {fact.problem}",
                subject=fact.written,
                severity=Severity.NOTE if reading.in_tests else None,
                fix=f"Write `{fact.right}`." if fact.right else "",
            )
