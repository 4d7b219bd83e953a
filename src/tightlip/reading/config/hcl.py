"""HCL (Terraform) into nodes: a block is a table under its type and labels, as in Terraform's JSON."""

from __future__ import annotations

from tree_sitter import Node as Leaf

from tightlip.reading.config.escapes import unescape
from tightlip.reading.config.nodes import Items, Node, Pair, Scalar, Table
from tightlip.reading.sitter import SittingTree

# Functions that change a value's form but not what it says: their one argument stands for the call.
_TRANSPARENT = frozenset(
    {"jsonencode", "yamlencode", "base64encode", "sensitive", "nonsensitive", "tostring", "trimspace"}
)
_WRAPPERS = frozenset({"expression", "literal_value", "collection_value", "template_expr", "function_arguments"})
_PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


def parse(text: str) -> tuple[tuple[Node, ...], bool]:
    """The file as one table, and whether all of it was HCL."""
    tree = SittingTree(text, "hcl")
    return tuple(
        _body(child, tree) for child in tree.root.named_children if child.type == "body"
    ), not tree.root.has_error


def _body(leaf: Leaf, tree: SittingTree) -> Table:
    pairs = []
    for child in leaf.named_children:
        if child.type == "attribute" and len(child.named_children) == 2:
            name, value = child.named_children
            pairs.append(Pair(_name(name, tree), _node(value, tree)))
        elif child.type == "block":
            pairs.append(_block(child, tree))
    return Table(tuple(pairs), *tree.range(leaf))


def _block(leaf: Leaf, tree: SittingTree) -> Pair:
    names = [_name(child, tree) for child in leaf.named_children if child.type in ("identifier", "string_lit")]
    body = next((child for child in leaf.named_children if child.type == "body"), None)
    value: Table = _body(body, tree) if body is not None else Table((), *tree.range(leaf))
    for name in reversed(names[1:]):
        value = Table((Pair(name, value),), *tree.range(leaf))
    return Pair(names[0], value)


def _name(leaf: Leaf, tree: SittingTree) -> Scalar:
    written = tree.written(leaf)
    return Scalar(written.strip('"'), *tree.range(leaf))


def _node(leaf: Leaf, tree: SittingTree) -> Node:
    while leaf.type in _WRAPPERS and len(leaf.named_children) == 1:
        leaf = leaf.named_children[0]
    place = tree.range(leaf)
    if leaf.type == "object":
        return Table(
            tuple(_element(child, tree) for child in leaf.named_children if child.type == "object_elem"), *place
        )
    if leaf.type == "tuple":
        return Items(tuple(_node(child, tree) for child in leaf.named_children if child.type == "expression"), *place)
    if leaf.type == "function_call":
        return _call(leaf, tree)
    if leaf.type in ("string_lit", "quoted_template", "heredoc_template"):
        return _string(leaf, tree)
    return Scalar(tree.written(leaf), *place, literal=leaf.type in ("numeric_lit", "bool_lit"))


def _element(leaf: Leaf, tree: SittingTree) -> Pair:
    key, value = leaf.named_children[0], leaf.named_children[-1]
    written = tree.written(key)
    return Pair(Scalar(written.strip('"()'), *tree.range(key)), _node(value, tree))


def _call(leaf: Leaf, tree: SittingTree) -> Node:
    function = tree.written(leaf.named_children[0])
    arguments = [
        child for group in leaf.named_children[1:] for child in group.named_children if child.type == "expression"
    ]
    if function in _TRANSPARENT and len(arguments) == 1:
        return _node(arguments[0], tree)._replace(tag=function)
    return Scalar(tree.written(leaf), *tree.range(leaf), literal=False, tag=function)


def _string(leaf: Leaf, tree: SittingTree) -> Scalar:
    parts = [child for child in leaf.named_children if child.type.startswith("template_")]
    whole = all(part.type == "template_literal" for part in parts)
    text = "".join(tree.written(part) for part in parts)
    value = text if leaf.type == "heredoc_template" else unescape(text, _PLAIN_ESCAPES)
    return Scalar(value, *tree.range(leaf), literal=whole)
