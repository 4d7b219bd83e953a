"""A secret that AWS is handed in clear, where a reference to it could stand."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.judgement.judge import Judge
from tightlip.model import Hit, Secret, Severity
from tightlip.reading.facts import Handover, Reading

_RULE = "plaintext-secret-in-task-definition"
# What stands where a secret belongs is judged as one, whatever its name.
_A_SECRET = "secret"
# `changeme`, where something else is put in its place later.
_WELL_KNOWN = "a well-known password"
# The kinds of name that mean the value itself: a parameter `Secret` is as often the secret's name.
_CERTAIN_KINDS = ("password", "token", "key")


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every value handed over that is a secret, and for all that will show one."""
    told: set[str] = set()
    for fact in reading.facts:
        if not isinstance(fact, Handover):
            continue
        if fact.value:
            for hit in _given(fact, reading, judge):
                told.add(fact.name)
                yield hit
        elif fact.name not in told:  # that a known value is shown, too, is no news
            yield from _shown(fact, reading, judge)


def _given(fact: Handover, reading: Reading, judge: Judge) -> Iterator[Hit]:
    severity = judge.binding(_A_SECRET if fact.secret else fact.name, fact.value, reading.in_tests)
    if severity is not None:
        if fact.stand_in and severity is Severity.WARNING and judge.value(fact.value).reason == _WELL_KNOWN:
            severity = Severity.NOTE
        message = f"`{fact.name}` stands in clear in {fact.place}"
        yield Hit(_RULE, fact.anchor(), message, Secret(fact.value), severity=severity, fix=fact.remedy)


def _shown(fact: Handover, reading: Reading, judge: Judge) -> Iterator[Hit]:
    noun = judge.name(fact.name)
    if fact.secret or (noun.strong and noun.kind in _CERTAIN_KINDS):
        yield Hit(
            _RULE,
            fact.anchor(),
            f"`{fact.name}` is {fact.place}: whoever may look at the stack can read it",
            subject=fact.name,
            severity=Severity.NOTE if reading.in_tests else Severity.WARNING,
            fix=fact.remedy,
        )
