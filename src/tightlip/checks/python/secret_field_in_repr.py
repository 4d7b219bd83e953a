"""A secret in a field that the class's generated `repr()` shows."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.judgement.judge import Judge
from tightlip.model import Hit, Severity
from tightlip.reading.facts import Reading, ShownField

# How to keep a field out of the repr, for each kind of class that can.
_FIXES = {
    "dataclass": "Declare it with `field(repr=False)`.",
    "attrs class": "Declare it with `field(repr=False)`.",
    "pydantic model": "Type it as `SecretStr`, or declare it with `Field(repr=False)`.",
    "SQLModel": "Declare it with `Field(repr=False)`.",
}


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every shown field whose name says by itself that it holds a secret."""
    for fact in reading.facts:
        if isinstance(fact, ShownField) and judge.name(fact.name).strong:
            yield Hit(
                "secret-field-in-repr",
                fact.anchor(),
                f"`repr()` of the {fact.model} `{fact.owner}` shows `{fact.name}`",
                subject=f"{fact.owner}.{fact.name}",
                severity=Severity.NOTE if reading.in_tests else None,
                fix=_FIXES.get(fact.model, "Give the class a `__repr__` of its own."),
            )
