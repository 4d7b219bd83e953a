"""A real value in a template of an env file, which is there to be committed and copied."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.judgement.judge import Judge
from tightlip.model import Hit, Secret, Severity
from tightlip.reading.facts import Binding, Reading


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every strong value under a sensitive name; weak ones are what a template is made of."""
    for fact in reading.facts:
        if isinstance(fact, Binding) and judge.binding(fact.name, fact.value, reading.in_tests) is Severity.ERROR:
            yield Hit(
                "secret-in-env-template",
                fact.anchor(),
                f"`{fact.name}` has a real value in a template",
                Secret(fact.value),
            )
