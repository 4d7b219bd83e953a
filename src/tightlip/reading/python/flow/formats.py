"""Format strings: which argument fills which field, and what text stands before it."""

from __future__ import annotations

import re
import string
from typing import NamedTuple

_PERCENT = re.compile(
    r"%(?:\((?P<key>[^)]{0,200})\))?[#0\- +]*(?P<width>\*|\d+)?(?:\.(?P<precision>\*|\d+))?[hlL]?(?P<kind>.)", re.S
)
_NAMED = re.compile(r"%\((\w+)\)")
_NUMBERS = frozenset("diouxXeEfFgG")
_NUMERIC_SPEC = re.compile(r"[\d,_.+\- <>^=0]*[bdeEfFgGnoxX%,]$|^,$")
_TRUNCATED = re.compile(r"\.(\d+)s?$")

# A value cut to so few characters is shown on purpose, and in part.
FEW = 8


class Field(NamedTuple):
    """One field of a format string: the argument's position or name, and the parts of it that are read.

    `before` is all the text that stands before it; `harmless` a field that can only show a number; `partial` one
    that is cut to a few characters.
    """

    argument: int | str
    before: str
    parts: tuple[str, ...] = ()
    harmless: bool = False
    partial: bool = False


def percent_names(text: str) -> list[str]:
    """The names of the fields in a text that may be a format for `%`, or hold some: `%(name)s`."""
    return _NAMED.findall(text)


def percent_fields(text: str) -> list[Field] | None:
    """The fields of a `%` format; `None` when a `*` makes the count uncertain."""
    fields: list[Field] = []
    position, last = 0, 0
    before = ""
    for match in _PERCENT.finditer(text):
        before += text[last : match.start()]
        last = match.end()
        if match["kind"] == "%":
            before += "%"
            continue
        if "*" in (match["width"], match["precision"]):
            return None
        partial = match["precision"] is not None and int(match["precision"]) <= FEW
        argument: int | str = position if match["key"] is None else match["key"]
        fields.append(Field(argument, before, (), match["kind"] in _NUMBERS, partial))
        position += 1
        before += "\0"
    return fields


def brace_fields(text: str) -> list[Field] | None:
    """The fields of a `str.format` format; `None` when it is not one."""
    fields: list[Field] = []
    before, position = "", 0
    try:
        for literal, name, spec, _ in string.Formatter().parse(text):
            before += literal
            if name is None:
                continue
            first, *parts = re.split(r"\.|\[|\]\.?", name.rstrip("]"))
            argument: int | str = first
            if first == "" or first.isdigit():
                argument = int(first) if first else position
                position += 1
            harmless, partial = spec_effect(spec or "")
            fields.append(Field(argument, before, tuple(parts), harmless, partial))
            before += "\0"
    except ValueError:
        return None
    return fields


def spec_effect(spec: str) -> tuple[bool, bool]:
    """What a format specification does to a value: it shows only a number; it cuts to a few characters."""
    cut = _TRUNCATED.search(spec)
    if cut is not None:
        return False, int(cut.group(1)) <= FEW
    return bool(spec) and _NUMERIC_SPEC.match(spec) is not None, False
