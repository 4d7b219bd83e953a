"""Bindings in Python that has no tree (Python 2, templates): found in the text, around its string literals."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import partial

from tightlip.judgement.judge import Judge
from tightlip.reading.facts import Binding
from tightlip.reading.python import forms
from tightlip.reading.python.bindings_text import Pair, credential, may_hold_pairs, pairs, place_inside
from tightlip.reading.text import SourceText

# Comments are matched so that nothing is found in them; an unclosed string ends with its line. None begins after a `\`,
# so that the end of an unclosed one is not looked for from each `\"` in it.
TOKEN = re.compile(
    r"""\#[^\n]*
      | (?P<string>(?P<prefix>\b[A-Za-z]{1,2})?(?<!\\)(?:'''(?:[^\\]|\\.)*?'''|\"\"\"(?:[^\\]|\\.)*?\"\"\"
                   |'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"))""",
    re.X | re.S,
)
# What stands between a name and its literal, up to the literal.
_NAMED = re.compile(r"(?<!\w)([A-Za-z_]\w*)\s*(?::\s*[\w.\[\],][\w.\[\], ]*)?(=|==|!=)\s*(?:\(\s*)?\Z")
_KEYED = re.compile(r"\s*(?:(:)|\]\s*(=|==|!=)|(,))\s*(?:\(\s*)?\Z")
_GETTER = re.compile(r"(?:getenv|\.get|[gs]etattr\([^,\n]{1,200},|\.setdefault)\s*(?:\(\s*)?\Z")

# A string after one of these is a value; others may be docstrings.
_EXPECTING = re.compile(r"[=(,\[+%]\s*\Z|:[ \t]*\Z")


def bindings_in_text(source: SourceText, judge: Judge) -> Iterator[Binding]:
    """`name = "…"`, `"key": "…"`, `x["key"] = "…"`, `f(name="…")`, `getenv("NAME", "…")`; and pairs inside strings."""
    text = source.text
    end, key, opening = 0, "", ""  # the string before: where it ended, what it says, what stood before it
    for token in TOKEN.finditer(text):
        if token["string"] is None:
            continue
        value = _evaluated(token["string"])
        before = text[end : token.start()][-200:]
        name, form = _name(before, key, opening)
        anchor = partial(source.span, *token.span())
        if judge.name(name).sensitive:
            yield Pair(name, credential(value), form).binding(anchor)
        elif _EXPECTING.search(before) and may_hold_pairs(value):
            for pair in pairs(value, judge):
                yield pair.binding(partial(place_inside, source, *token.span(), pair))
        end, key, opening = token.end(), value, before


def _name(before: str, key: str, opening: str) -> tuple[str, str]:
    """The name that a literal after `before` is bound to, and the form; `key` is the string literal before that."""
    match = _NAMED.search(before)
    if match is not None:
        form = forms.ASSIGNMENT if match[2] == "=" else forms.COMPARISON
        return match[1], form
    match = _KEYED.match(before)
    if match is None:
        return "", ""
    if match[3]:
        return (key, forms.FALLBACK) if _GETTER.search(opening) else ("", "")
    return key, forms.ENTRY if match[1] else forms.ASSIGNMENT if match[2] == "=" else forms.COMPARISON


def _evaluated(written: str) -> str:
    try:
        value = ast.literal_eval(written)
    except (ValueError, SyntaxError):  # `ur"…"` is Python 2 only
        return written.lstrip("bBrRuUfF").strip("'\"")
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
