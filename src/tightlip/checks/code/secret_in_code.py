"""A secret written into code of another language than Python."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.checks.python.hardcoded_secret import how_loud, message
from tightlip.judgement.judge import Judge
from tightlip.model import Hit, Secret, Severity
from tightlip.reading.facts import Binding, Reading

# Under `password:` stands "required" a hundred times before somebody's "swordfish" does.
_WORD = "a word for a password"


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every binding whose name and value the judge takes for a secret, as in Python."""
    for fact in reading.facts:
        if isinstance(fact, Binding):
            severity = _severity(fact, reading, judge)
            if severity is not None:
                yield Hit("secret-in-code", fact.anchor(), message(fact), Secret(fact.value), severity=severity)


def _severity(fact: Binding, reading: Reading, judge: Judge) -> Severity | None:
    """As in Python, but nothing is louder than a note in tests, nor where the value is weak.

    Tests in these languages are full of random-looking values that somebody made up for them, and front ends of
    labels; a provider's token or a private key has a rule of its own that knows it anywhere.
    """
    if "-----BEGIN" in fact.value:
        return None
    severity = how_loud(fact, reading, judge)
    if severity is None:
        return None
    literal = judge.value(fact.value, fact.name)
    if literal.reason == _WORD:
        return None
    return Severity.NOTE if literal.strength == "weak" or reading.in_tests else severity
