"""A secret written into Python code: a sensitive name is given a literal that looks like one."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.judgement.judge import Judge
from tightlip.model import Hit, Secret, Severity
from tightlip.reading.facts import Binding, Reading
from tightlip.reading.python import forms

_MESSAGES = {
    forms.ASSIGNMENT: "`{name}` is set to a literal",
    forms.ENTRY: "`{name}` is given a literal in a dictionary",
    forms.ARGUMENT: "`{name}` is given a literal in a call of `{owner}`",
    forms.KEY: "the {words} of `{owner}` is a literal",
    forms.PARAMETER: "`{name}` defaults to a literal",
    forms.FALLBACK: "`{name}` falls back to a literal",
    forms.COMPARISON: "`{name}` is compared with a literal",
    forms.RETURN: "`{name}` returns a literal",
    forms.HEADER: "`{name}` holds a literal credential",
    forms.COMMAND: "`{name}` is given a literal in a command line",
    forms.EMBEDDED: "`{name}` is given a literal inside a string",
    forms.TEXT: "`{name}` is given a literal inside a string",
    forms.ELEMENT: "`{name}` holds a literal",
    forms.LABEL: "`{name}` is set to a literal",
    forms.CONSTANT: "a literal is handed on as `{name}`",
    forms.COMMENT: "`{name}` is given a literal in a comment",
    forms.DOCSTRING: "`{name}` is given a literal in a docstring",
}


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every binding whose name and value the judge takes for a secret."""
    for fact in reading.facts:
        if isinstance(fact, Binding) and fact.form in _MESSAGES:  # a notebook has scripts in it, too
            severity = how_loud(fact, reading, judge)
            if severity is not None:
                yield Hit(
                    "hardcoded-secret",
                    fact.anchor(),
                    message(fact),
                    Secret(fact.written or fact.value, fact.value),
                    severity=severity,
                )


def message(fact: Binding) -> str:
    """What is wrong with the binding `fact`, without its value."""
    words = fact.name.replace("_", " ")
    return _MESSAGES[fact.form].format(name=fact.name, words=words, owner=fact.owner)


def how_loud(fact: Binding, reading: Reading, judge: Judge) -> Severity | None:
    """How loud the binding `fact` is, by its name, its value and its form; `None` when it is no secret."""
    severity = judge.binding(fact.name, fact.value, reading.in_tests)
    if severity is None and fact.form == forms.KEY and fact.value.isalnum():
        return Severity.NOTE if reading.in_tests else Severity.WARNING
    if severity is None:
        return None
    if fact.form in forms.WEAK_EVIDENCE and judge.binding(fact.name, fact.value, in_tests=False) != Severity.ERROR:
        return None
    if fact.form == forms.DOCSTRING:  # most are examples
        return Severity.NOTE
    if fact.form in (forms.COMPARISON, forms.COMMENT):  # what is compared, or was once, need not be what is in use
        return min(severity, Severity.NOTE if reading.in_tests else Severity.WARNING)
    return severity
