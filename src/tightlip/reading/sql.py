"""SQL as facts: where a statement sets a password."""

from __future__ import annotations

import re
from functools import partial

from tightlip.judgement.judge import Judge
from tightlip.reading.facts import Binding, Reading
from tightlip.reading.python import forms

# `PASSWORD 'x'`, `IDENTIFIED BY 'x'`, `PASSWORD = N'x'`, `SET PASSWORD FOR 'root'@'%' = PASSWORD('x')`.
_SETS = re.compile(
    r"(?<![\w'\"`.@])(?P<name>\w{0,60}password|identified\s{1,9}(?:with\s{1,9}\S{1,60}\s{1,9})?by)"
    r"(?:\s{1,9}for\s[^=;\n]{1,100}(?==))?(?=[\s=])\s{0,9}(?:=\s{0,9})?(?:password\s{0,9}\(\s{0,9})?"
    r"N?'(?P<value>(?:[^'\n]|''){4,200})'",
    re.I,
)
_HASH = re.compile(r"\*[0-9A-F]{40}|md5[0-9a-f]{32}", re.I)  # MySQL's, PostgreSQL's


def read(reading: Reading, wanted: frozenset[str], _: Judge) -> Reading:
    """`reading` with a binding for every password that is set to a literal; one that is a hash is none."""
    source = reading.source
    found = _SETS.finditer(source.text) if "bindings" in wanted else ()
    facts = (
        Binding(
            match["name"] if match["name"].lower().endswith("password") else "password",
            match["value"].replace("''", "'"),
            partial(source.span, *match.span("value")),
            forms.ASSIGNMENT,
        )
        for match in found
        if not _HASH.fullmatch(match["value"])
    )
    return reading._replace(facts=tuple(facts))
