"""XML into nodes: elements and attributes are keys. Told apart by its marks alone: entities are never expanded.

By hand, because the standard library's parsers give up at the first mistake and do not say where attributes stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from xml.sax.saxutils import unescape

from tightlip.reading.config.nodes import Node, Pair, Scalar, Table

_PARTS = re.compile(
    r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!\[CDATA\[(?P<data>.*?)(?:\]\]>|\Z)"
    # A document type that is never closed hides nothing, and is looked through no further than to the next one.
    r"|<!DOCTYPE\b[^<>\[]*\[(?:(?!<!DOCTYPE\b).)*?\]\s*>|<![A-Za-z][^<>]*>"
    r"|</(?P<closes>[^\s<>]+)\s*>"
    r"""|<(?P<opens>[^\W\d][^\s<>/="']*)(?![^\s<>/="'])(?P<attributes>(?:[^<>"']|"[^"]*"|'[^']*')*?)(?P<empty>/?)>""",
    re.S,
)
_ATTRIBUTE = re.compile(r"""(?<![\w.:\-])([^\W\d][\w.:\-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ENTITIES = {"&quot;": '"', "&apos;": "'"}
# `${env.NAME}`, `#{NAME}#`, `$(Name)`, `@NAME@`, `%NAME%`, and what Maven has encrypted: `{jSMOWnoPFgsHVpMvz5Vr…=}`.
_FILLED_IN = re.compile(r"[$#]\{.*\}#?|\$\(.*\)|@[\w.]+@|%\w+%|\{[^{}]+\}|__\w+__", re.S)
_NAMES = frozenset(("name", "key"))
_DEEPEST = 500


class _Open:
    """An element that is not closed yet."""

    def __init__(self, name: Scalar, pairs: list[Pair]) -> None:
        self.name, self.pairs = name, pairs
        self.texts: list[Scalar] = []


def parse(text: str) -> tuple[tuple[Node, ...], bool]:
    """The elements of `text` as one table, and whether every one of them was closed. What is no XML has none."""
    if not text.lstrip("\ufeff \t\r\n").startswith("<"):
        return (), True
    root = _Open(Scalar("", 0, 0), [])
    stack, at, whole = [root], 0, True
    for match in _PARTS.finditer(text):
        _add_text(stack[-1], text, at, match.start())
        whole &= "<" not in text[at : match.start()]
        at = match.end()
        if match["data"] is not None:
            stack[-1].texts.append(_scalar(match["data"], match.start("data"), match.end("data")))
        elif match["closes"]:
            whole &= _close(stack, match["closes"], at)
        elif match["opens"]:
            element = _Open(Scalar(match["opens"], *match.span("opens")), list(_attributes(match, text)))
            if match["empty"]:
                stack[-1].pairs += _pairs(element, at)
            elif len(stack) < _DEEPEST:
                stack.append(element)
            else:
                whole = False
    whole &= len(stack) == 1 and "<" not in text[at:]
    while len(stack) > 1:
        _pop(stack, len(text))
    return (Table(tuple(root.pairs), 0, len(text)),), whole


def _attributes(match: re.Match[str], text: str) -> Iterator[Pair]:
    for each in _ATTRIBUTE.finditer(text, *match.span("attributes")):
        group = 2 if each[2] is not None else 3
        value = unescape(each[group], _ENTITIES)
        yield Pair(Scalar(each[1], *each.span(1)), _scalar(value, *each.span(group)))


def _add_text(element: _Open, text: str, start: int, end: int) -> None:
    said = text[start:end]
    inner = said.strip()
    if inner:
        first = start + said.index(inner[0])
        element.texts.append(_scalar(unescape(inner, _ENTITIES), first, first + len(inner)))


def _scalar(value: str, start: int, end: int) -> Scalar:
    return Scalar(value, start, end, literal=_FILLED_IN.fullmatch(value) is None)


def _close(stack: list[_Open], name: str, end: int) -> bool:
    """Closes the innermost element of that `name`, and those in it; whether it was the innermost of all."""
    if not any(element.name.value == name for element in stack):
        return False
    clean = stack[-1].name.value == name
    while stack[-1].name.value != name:
        _pop(stack, end)
    _pop(stack, end)
    return clean


def _pop(stack: list[_Open], end: int) -> None:
    element = stack.pop()
    stack[-1].pairs += _pairs(element, end)


def _pairs(element: _Open, end: int) -> Iterator[Pair]:
    """What an element says: its text, and a table of all else; if that has a name, the text is its `value`."""
    pairs = _of_plist(element.pairs) if element.name.value == "dict" else element.pairs
    text = element.texts[0] if len(element.texts) == 1 else None
    if text and any(pair.key.value in _NAMES for pair in pairs):
        pairs = [*pairs, Pair(Scalar("value", text.start, text.start), text)]
    elif text:
        yield Pair(element.name, text)
    if pairs:
        yield Pair(element.name, Table(tuple(pairs), element.name.start, end))


def _of_plist(pairs: list[Pair]) -> list[Pair]:
    """The entries of a property list's dictionary: `<key>NAME</key>`, and the element after it."""
    return [
        Pair(key.value, value.value)
        for key, value in pairwise(pairs)
        if key.key.value == "key" and isinstance(key.value, Scalar)
    ]
