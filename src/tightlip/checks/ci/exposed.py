"""A CI workflow that hands a secret on: to a log, to an output, to too many. One check serves all these rules."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.judgement.judge import Judge
from tightlip.model import Hit
from tightlip.reading.facts import Exposure, Reading


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every exposure."""
    for fact in reading.facts:
        if isinstance(fact, Exposure):
            yield Hit(
                fact.rule,
                fact.anchor(),
                fact.message,
                subject=fact.message,
                severity=fact.severity,
                trace=fact.trace(),
            )
