"""A secret written into a script, or into a command line that a document shows."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip import paths
from tightlip.judgement.judge import Judge
from tightlip.model import Hit, Secret, Severity
from tightlip.reading.command_lines import IN_TEXT
from tightlip.reading.facts import Binding, Reading
from tightlip.reading.scripts import IN_SCRIPT

# Of a machine that is started to try something, as often as not.
_COMMON = "a well-known password"


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every binding on a command line whose name and value the judge takes for a secret."""
    for fact in reading.facts:
        if not isinstance(fact, Binding) or fact.form != IN_SCRIPT:
            continue
        # What matters in a URL or a connection string is its password, which `credential-in-url` looks for.
        if "://" in fact.value or judge.name(fact.name).kind == "connection string":
            continue
        severity = judge.binding(fact.name, fact.value, reading.in_tests)
        # Documents are full of passwords that somebody made up for them.
        if severity is None or (reading.kind == paths.MARKDOWN and severity < Severity.ERROR):
            continue
        if severity is Severity.WARNING and _is_mild(fact, judge):
            severity = Severity.NOTE
        message = f"{fact.owner}: its value stands here"
        yield Hit("secret-in-shell", fact.anchor(), message, Secret(fact.value), severity=severity)


def _is_mild(fact: Binding, judge: Judge) -> bool:
    """Whether a weak value is a password that everybody uses, or stands in a text, which may tell how to set one."""
    return IN_TEXT in fact.owner or judge.value(fact.value, fact.name).reason == _COMMON
