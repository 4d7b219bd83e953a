"""A rotation schedule that lets a secret live longer than the house allows."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.judgement.judge import Judge
from tightlip.model import Hit, Severity
from tightlip.reading.facts import Reading, Rotation

# "Every three months" is up to 92 days, on the second Tuesday up to 98; who sets a limit of 90 means no other thing.
_UNEVEN = 8


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every schedule of more than `rotation-days`; one that nobody can read gives none."""
    limit = judge.settings.rotation_days
    for fact in reading.facts:
        if not isinstance(fact, Rotation) or fact.days is None:
            continue
        if fact.days > limit + (_UNEVEN if fact.written.startswith("cron(") else 0):
            yield Hit(
                "slow-rotation",
                fact.anchor(),
                f"{_words(fact)}; the limit is {limit}",
                subject=fact.written,
                severity=Severity.NOTE if reading.in_tests else None,
            )


def _words(fact: Rotation) -> str:
    if fact.written.startswith("every "):
        return f"a secret is rotated {fact.written}"
    if fact.days == float("inf"):
        return f"`{fact.written}` rotates a secret once, and never again"
    return f"`{fact.written}` leaves up to {fact.days:g} days between two rotations"
