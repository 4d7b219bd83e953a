"""JSON inside a string (a heredoc, a block scalar, an escaped document) becomes the nodes that it says."""

from __future__ import annotations

import re
from collections.abc import Callable

from tightlip.reading.config.nodes import Items, Node, Pair, Scalar, Table

# A policy, or a list of containers: all that AWS takes as JSON in a string and that we read.
_WORTH = re.compile(r'"(?:Effect|Statement|containerDefinitions|environment|image)"')
_Place = Callable[[int, int], tuple[int, int]]


def may_embed(text: str) -> bool:
    """Whether a string in `text` may be worth parsing."""
    return _WORTH.search(text) is not None


def unfolded(node: Node, text: str) -> Node:
    """`node` with its JSON strings parsed. `text` is what its places count in; empty when they are no offsets."""
    if isinstance(node, Table):
        return node._replace(pairs=tuple(pair._replace(value=unfolded(pair.value, text)) for pair in node.pairs))
    if isinstance(node, Items):
        return node._replace(items=tuple(unfolded(item, text) for item in node.items))
    return _parsed(node, text) if node.value.lstrip()[:1] in ("{", "[") and _WORTH.search(node.value) else node


def _parsed(scalar: Scalar, text: str) -> Node:
    from tightlip.reading.config.json import parse

    found, _ = parse(scalar.value)
    if not found:
        return scalar
    marks = _marks(scalar, text)

    def place(start: int, end: int) -> tuple[int, int]:
        # Where the text holds it line by line, at its own place; where it is escaped, at the whole string's.
        return (marks[start], marks[end - 1] + 1) if marks and end > start else (scalar.start, scalar.end)

    return _moved(found[0], place)


def _marks(scalar: Scalar, text: str) -> list[int]:
    """Where the string's characters stand in `text`, which may indent its lines; empty if it writes them otherwise."""
    marks: list[int] = []
    at = scalar.start
    for line in scalar.value.splitlines(keepends=True):
        at = text.find(line.rstrip("\n"), at, scalar.end)
        if at < 0:
            return []
        marks += range(at, at + len(line))
        at += len(line.rstrip("\n"))
    return marks


def _moved(node: Node, place: _Place) -> Node:
    start, end = place(node.start, node.end)
    if isinstance(node, Table):
        pairs = tuple(Pair(_scalar(pair.key, place), _moved(pair.value, place)) for pair in node.pairs)
        return Table(pairs, start, end, node.tag)
    if isinstance(node, Items):
        return Items(tuple(_moved(item, place) for item in node.items), start, end, node.tag)
    return _scalar(node, place)


def _scalar(scalar: Scalar, place: _Place) -> Scalar:
    start, end = place(scalar.start, scalar.end)
    # What surrounds the string resolves `${…}` in it: the format's own `literal` cannot be asked any more.
    return scalar._replace(start=start, end=end, literal="${" not in scalar.value)
