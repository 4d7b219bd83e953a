"""JSON (with comments, if it has them) into nodes; what does not parse is left out, the rest is read."""

from __future__ import annotations

import re

from tree_sitter import Node as Leaf

from tightlip.reading.config.nodes import Items, Node, Pair, Scalar, Table
from tightlip.reading.sitter import SittingTree

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))", re.S)
_PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


def parse(text: str) -> tuple[tuple[Node, ...], bool]:
    """The values in `text` (one, or one a line), and whether all of it was JSON."""
    tree = SittingTree(text, "json")
    found = (_node(child, tree) for child in tree.root.named_children)
    return tuple(node for node in found if node is not None), not tree.root.has_error


def _node(leaf: Leaf, tree: SittingTree) -> Node | None:
    place = tree.range(leaf)
    if leaf.type in ("object", "ERROR"):
        pairs = (_pair(child, tree) for child in leaf.named_children if child.type == "pair")
        return Table(tuple(pair for pair in pairs if pair is not None), *place)
    if leaf.type == "array":
        items = (_node(child, tree) for child in leaf.named_children)
        return Items(tuple(item for item in items if item is not None), *place)
    if leaf.type == "string":
        return Scalar(_ESCAPE.sub(_unescaped, tree.written(leaf)[1:-1]), *place)
    if leaf.type in ("number", "true", "false", "null"):
        return Scalar("" if leaf.type == "null" else tree.written(leaf), *place)
    return None


def _pair(leaf: Leaf, tree: SittingTree) -> Pair | None:
    key, value = leaf.child_by_field_name("key"), leaf.child_by_field_name("value")
    nodes = (_node(key, tree), _node(value, tree)) if key is not None and value is not None else (None, None)
    return Pair(nodes[0], nodes[1]) if isinstance(nodes[0], Scalar) and nodes[1] is not None else None


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else _PLAIN_ESCAPES.get(match[2], match[2])
