"""Refuses a token's pattern that could run away: the time it takes must grow no faster than the text."""

from __future__ import annotations

import re
import sys
from typing import Any

_LONGEST = 20_000
_MOST_READINGS = 1_000
_LOOSE = 8  # a repeat whose length may vary by more is not put beside another such


def pattern_problem(pattern: str) -> str:
    """Why `pattern` cannot be a token format's, in words that follow "it"; empty when it can.

    A repeat needs an upper bound, because a match is tried at every place where the literal stands. A repeat of
    varying length must hardly hold another, nor stand right beside one, nor may many short ones stand side by side: one
    text could be read in very many ways.
    """
    try:
        compiled = re.compile(pattern)
        nodes = _parser().parse(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"is no regular expression: {error}"
    if compiled.groups:
        return "captures a group: write (?:…)"
    if compiled.match(""):
        return "matches the empty text"
    if nodes.getwidth()[1] > _LONGEST:
        return f"can match more than {_LONGEST:,} characters: give every repeat an upper bound, as in {{20,80}}"
    return _ambiguity(nodes)


def _parser() -> Any:
    if sys.version_info >= (3, 11):
        from re import _parser
    else:
        import sre_parse as _parser
    return _parser


def _ambiguity(nodes: Any) -> str:
    loose_before, ways = False, 1  # `ways`: in how many the short repeats side by side up to here share out one text
    for operation, value in nodes:
        name = str(operation)
        loose = False
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            low, high, repeated = value
            loose = high - low > _LOOSE
            ways *= 1 if loose else high - low + 1
            if (loose and loose_before) or ways > _MOST_READINGS:
                return "has repeats of varying length side by side: put something fixed between them"
            if high == low:
                ways = 1
            if high > 1 and _readings(repeated) ** high > _MOST_READINGS:
                return "repeats a repeat of varying length: one text can be read in too many ways"
        else:
            ways = 1
        inner = next((found for part in _parts(name, value) if (found := _ambiguity(part))), "")
        if inner:
            return inner
        loose_before = loose
    return ""


def _readings(nodes: Any) -> int:
    """In how many ways, at most, the repeats in `nodes` can share out one text."""
    ways = 1
    for operation, value in nodes:
        name = str(operation)
        if name.endswith("_REPEAT"):
            ways *= value[1] - value[0] + 1
        for part in _parts(name, value):
            ways *= _readings(part)
    return ways


def _parts(name: str, value: Any) -> Any:
    """The expressions that stand inside one node of a parsed expression."""
    if name == "BRANCH":
        return value[1]
    if name.endswith("_REPEAT") or name in ("SUBPATTERN", "ASSERT", "ASSERT_NOT"):
        return [value[-1]]
    return [value] if name == "ATOMIC_GROUP" else []
