"""A literal under a sensitive name in a configuration file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tightlip.judgement.judge import Judge
from tightlip.model import Hit, Secret, Severity
from tightlip.reading.facts import Binding, Reading

# Descriptions of data, in which "password" is a field, and texts for people among other things.
_SCHEMA = re.compile(
    r"(?:^|\.)(?:properties|definitions|components|\$defs|parameters|messages?|labels?|errors?)(?:\.|$)|\.x-[\w-]+",
    re.I,
)


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every binding that the judge takes for a secret; a weak one is only a note here."""
    for fact in reading.facts:
        if not isinstance(fact, Binding) or _SCHEMA.search(fact.owner):
            continue
        severity = judge.binding(fact.name, fact.value, reading.in_tests)
        if severity is not None:
            yield Hit(
                "secret-in-config",
                fact.anchor(),
                f"`{fact.name}` {'falls back to' if fact.form == 'fallback' else 'is set to'} a literal",
                Secret(fact.value),
                severity=Severity.NOTE if severity is Severity.WARNING else severity,
            )
