"""TOML into nodes: dotted keys and `[a.b]` headers become tables in tables."""

from __future__ import annotations

import re

from tree_sitter import Node as Leaf

from tightlip.reading.config.escapes import unescape
from tightlip.reading.config.nodes import Items, Node, Pair, Scalar, Table
from tightlip.reading.sitter import SittingTree

_KEYS = frozenset({"bare_key", "quoted_key", "dotted_key"})
_PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "e": "\x1b"}


def parse(text: str) -> tuple[tuple[Node, ...], bool]:
    """The document as one table, and whether all of it was TOML. A header that comes twice stands twice."""
    tree = SittingTree(text, "toml")
    pairs = []
    for child in tree.root.named_children:
        if child.type == "pair":
            pairs.append(_pair(child, tree))
        elif child.type in ("table", "table_array_element"):
            header = next((leaf for leaf in child.named_children if leaf.type in _KEYS), None)
            body = tuple(_pair(leaf, tree) for leaf in child.named_children if leaf.type == "pair")
            if header is not None:
                pairs.append(_nested(_keys(header, tree), Table(body, *tree.range(child))))
    return (Table(tuple(pairs), 0, len(text)),), not tree.root.has_error


def _pair(leaf: Leaf, tree: SittingTree) -> Pair:
    key, value, *_ = leaf.named_children  # a comment behind the value is a child of its pair, too
    return _nested(_keys(key, tree), _node(value, tree))


def _nested(keys: list[Scalar], value: Node) -> Pair:
    for key in reversed(keys[1:]):
        value = Table((Pair(key, value),), key.start, value.end)
    return Pair(keys[0], value)


def _keys(leaf: Leaf, tree: SittingTree) -> list[Scalar]:
    if leaf.type == "dotted_key":
        return [key for child in leaf.named_children for key in _keys(child, tree)]
    written = tree.written(leaf)
    return [Scalar(_text(written) if leaf.type == "quoted_key" else written, *tree.range(leaf))]


def _node(leaf: Leaf, tree: SittingTree) -> Node:
    place = tree.range(leaf)
    if leaf.type == "inline_table":
        return Table(tuple(_pair(child, tree) for child in leaf.named_children if child.type == "pair"), *place)
    if leaf.type == "array":
        return Items(tuple(_node(child, tree) for child in leaf.named_children if child.type != "comment"), *place)
    written = tree.written(leaf)
    return Scalar(_text(written) if leaf.type == "string" else written, *place)


def _text(written: str) -> str:
    """What a quoted string says: basic strings know escapes, literal ones ('…') do not."""
    width = 3 if written[:3] in ('"""', "'''") else 1
    body = written[width:-width]
    if width == 3:
        body = body.removeprefix("\r").removeprefix("\n")
    return body if written[0] == "'" else unescape(re.sub(r"\\[ \t]*\r?\n\s*", "", body), _PLAIN_ESCAPES)
