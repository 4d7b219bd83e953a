"""YAML into nodes, with the tags of CloudFormation; what does not parse is left out, the rest is read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node as Leaf

from tightlip.reading.config.escapes import unescape
from tightlip.reading.config.nodes import Items, Node, Pair, Scalar, Table
from tightlip.reading.sitter import SittingTree

_PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "e": "\x1b", "a": "\a", "b": "\b", "_": "\xa0"}
_TABLES = frozenset({"block_mapping", "flow_mapping"})
_LISTS = frozenset({"block_sequence", "flow_sequence"})
_PAIRS = frozenset({"block_mapping_pair", "flow_pair"})


def parse(text: str) -> tuple[tuple[Node, ...], bool]:
    """The documents in `text`, and whether all of it was YAML."""
    tree = SittingTree(text, "yaml")
    return tuple(_Reader(tree).documents(tree.root)), not tree.root.has_error


class _Reader:
    """Turns one tree into nodes; anchors stand for the text they are first given to."""

    def __init__(self, tree: SittingTree) -> None:
        self.tree = tree

    def documents(self, root: Leaf) -> Iterator[Node]:
        if root.type == "ERROR":  # pairs whose document did not hold together
            yield self._table(root, "")
        for child in root.named_children:
            if child.type in ("document", "block_node", "flow_node"):
                yield from self.documents(child) if child.type == "document" else (self.node(child),)
            elif child.type == "ERROR":
                yield self._table(child, "")

    def node(self, leaf: Leaf | None) -> Node:
        """The node that a `block_node` or `flow_node` stands for; an empty scalar for nothing at all."""
        if leaf is None:
            return Scalar("", 0, 0, literal=False)
        tag = ""
        for child in leaf.named_children:
            kind = child.type
            if kind == "tag":
                tag = self.tree.written(child)
            elif kind in _TABLES:
                return self._table(child, tag)
            elif kind in _LISTS:
                return self._items(child, tag)
            elif kind == "alias":
                return Scalar(self.tree.written(child), *self.tree.range(child), literal=False, tag="*")
            elif kind.endswith("_scalar"):
                return self._scalar(child, tag)
        return Scalar("", *self.tree.range(leaf), literal=False, tag=tag)

    def _table(self, leaf: Leaf, tag: str) -> Table:
        pairs = []
        for child in leaf.named_children:
            if child.type in _PAIRS:
                key = self.node(child.child_by_field_name("key"))
                if isinstance(key, Scalar):
                    pairs.append(Pair(key, self.node(child.child_by_field_name("value"))))
        return Table(tuple(pairs), *self.tree.range(leaf), tag)

    def _items(self, leaf: Leaf, tag: str) -> Items:
        items: list[Node] = []
        for child in leaf.named_children:
            if child.type == "block_sequence_item":
                items.append(self.node(next((c for c in child.named_children if c.type.endswith("_node")), None)))
            elif child.type == "flow_node":
                items.append(self.node(child))
            elif child.type == "flow_pair":
                items.append(self._table(leaf, ""))
        return Items(tuple(items), *self.tree.range(leaf), tag)

    def _scalar(self, leaf: Leaf, tag: str) -> Scalar:
        start, end = place = self.tree.range(leaf)
        written, kind = self.tree.text[start:end], leaf.type
        if kind == "double_quote_scalar":
            value = unescape(_folded(written[1:-1]), _PLAIN_ESCAPES, has_x=True)
        elif kind == "single_quote_scalar":
            value = _folded(written[1:-1]).replace("''", "'")
        elif kind == "block_scalar":
            value = _block(written)
        else:
            value = _folded(written)
        return Scalar(value, *place, literal=not tag.startswith("!") or tag.startswith("!!"), tag=tag)


def _folded(text: str) -> str:
    return re.sub(r"[ \t]*\r?\n[ \t]*", " ", text) if "\n" in text else text


def _block(written: str) -> str:
    _, _, body = written.partition("\n")
    lines = body.splitlines()
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[indent:] for line in lines)
