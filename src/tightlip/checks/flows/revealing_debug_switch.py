"""A switch that makes a library log, print or show secrets wholesale."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.judgement.judge import Judge
from tightlip.model import Hit, Severity
from tightlip.reading.facts import Reading, Switch


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every switch turned on; in tests, and behind a debug flag, it is only a note."""
    for fact in reading.facts:
        if isinstance(fact, Switch):
            yield Hit(
                "revealing-debug-switch",
                fact.anchor(),
                f"`{fact.written}`: {fact.effect}",
                subject=fact.written,
                severity=Severity.NOTE if reading.in_tests else fact.severity,
                fix=fact.fix,
            )
