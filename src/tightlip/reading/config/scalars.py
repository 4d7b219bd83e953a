"""A scalar of YAML as text that knows its places, whatever its style: plain, quoted, or a block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tightlip.reading.config.nodes import Items, Node, Scalar
from tightlip.reading.pieces import Piece, join

_LINE = re.compile(r"[^\n]*\n?")
_FOLD = re.compile(r"(?:(?<![ \t])[ \t]+)?\r?\n[ \t\r\n]*")
_ESCAPE = re.compile(r"\\(?:\r?\n[ \t]*|(.))|(?:(?:(?<![ \t])|(?<=\\[ \t]))[ \t]+)?\r?\n[ \t\r\n]*", re.S)
_QUOTED = re.compile(r"'(?=')|[^']+")  # a quote is doubled
_SHORT = {"n": "\n", "t": "\t", "r": "\r"}


def piece(scalar: Scalar, text: str) -> Piece:
    """What `scalar`, which stands in `text`, says."""
    whole = Piece.of(text, scalar.start, scalar.end)
    first = whole.text[:1]
    if first in ("|", ">"):
        return _block(whole, fold=first == ">")
    if first == '"':
        return join(_escaped(whole.cut(1, len(whole.text) - 1)))
    if first != "'":
        return join(_folded(whole))
    halves = (whole.cut(*match.span()) for match in _QUOTED.finditer(whole.text, 1, len(whole.text) - 1))
    return join(_folded(join(halves)))


def pieces(node: Node | None, text: str) -> Iterator[Piece]:
    """The texts of `node`, one or a list of them (lists in lists, too); aliases stand elsewhere."""
    if isinstance(node, Scalar):
        if node.tag != "*" and node.start < node.end:
            yield piece(node, text)
    elif isinstance(node, Items):
        for item in node.items:
            yield from pieces(item, text)


def _block(whole: Piece, *, fold: bool) -> Piece:
    """The lines of a block scalar without their indentation; folded, those that follow one another become one."""
    header = whole.text.find("\n") + 1
    body = whole.cut(header) if header else whole.cut(len(whole.text))
    lines = [body.cut(*match.span()) for match in _LINE.finditer(body.text) if match[0]]
    indent = min((_indent(line.text) for line in lines if line.text.strip()), default=0)
    kept = [line.cut(min(indent, len(line.text.rstrip("\r\n")))) for line in lines]
    if fold:
        for index, (line, following) in enumerate(pairwise(kept)):
            if line.text.strip() and following.text[:1] not in ("", " ", "\t", "\n", "\r"):
                kept[index] = Piece(line.text.rstrip("\r\n") + " ", line.marks[: len(line.text.rstrip("\r\n")) + 1])
    return join(kept)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _folded(text: Piece) -> Iterator[Piece]:
    at = 0
    for match in _FOLD.finditer(text.text):
        yield text.cut(at, match.start())
        yield Piece(" ", text.marks[match.start() : match.start() + 1])
        at = match.end()
    yield text.cut(at)


def _escaped(text: Piece) -> Iterator[Piece]:
    at = 0
    for match in _ESCAPE.finditer(text.text):
        yield text.cut(at, match.start())
        said = _SHORT.get(match[1], match[1]) if match[1] else "" if match[0][0] == "\\" else " "
        mark = match.start(1) if match[1] else match.start()
        yield Piece(said, text.marks[mark : mark + len(said)])
        at = match.end()
    yield text.cut(at)
