"""A fetched secret that is kept in a cache that never expires."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.judgement.judge import Judge
from tightlip.model import Hit, Severity
from tightlip.reading.facts import CachedFetch, Reading


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit at the decorator of every such function."""
    for fact in reading.facts:
        if isinstance(fact, CachedFetch):
            yield Hit(
                "secret-cached-without-expiry",
                fact.anchor(),
                f"`@{fact.decorator}` keeps what `{fact.function}` fetches as long as the process runs",
                subject=fact.function,
                severity=Severity.NOTE if reading.in_tests else None,
            )
