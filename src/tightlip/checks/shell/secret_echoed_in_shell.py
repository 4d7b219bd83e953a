"""A script that says a secret: to its output, to a trace, in an address, in an image's history."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.judgement.judge import Judge
from tightlip.model import Hit, Severity
from tightlip.reading.facts import Reading, Spoken


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every secret said; only a note where that is what the script is for, and in tests and documents."""
    for fact in reading.facts:
        if isinstance(fact, Spoken):
            yield Hit(
                "secret-echoed-in-shell",
                fact.anchor(),
                f"{fact.what} {fact.how} {fact.through}",
                subject=f"{fact.what} {fact.through}",
                severity=Severity.NOTE if fact.quiet or reading.in_tests else None,
                trace=fact.trace(),
            )
