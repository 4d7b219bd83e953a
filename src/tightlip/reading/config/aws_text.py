"""What a node of an AWS template says as text, functions and all, with `${…}` for what is not known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tightlip.reading.config.nodes import Items, Node, Scalar, Table

_FORMAT = re.compile(r'format\(\s*"((?:[^"\\]|\\.)*)"')
_VERB = re.compile(r"%[\w.#+-]*[a-zA-Z]")


def text_of(node: Node | None) -> str:
    """The text of `node`: of `!Sub`, `Fn::Join`, `format(…)` too; `${…}` stands for every part that is not known."""
    if isinstance(node, Scalar):
        return _scalar(node)
    function, argument = _function(node)
    if function == "Sub":
        return text_of(argument.items[0] if isinstance(argument, Items) and argument.items else argument)
    if function == "Join" and isinstance(argument, Items) and len(argument.items) == 2:
        separator, parts = argument.items
        if isinstance(parts, Items):
            return text_of(separator).join(map(text_of, parts.items))
    return f"${{{text_of(argument)}}}" if function in ("Ref", "GetAtt") and isinstance(argument, Scalar) else "${…}"


def texts(node: Node | None) -> Iterator[tuple[str, Node]]:
    """The texts of `node`, one or a list of them, each with the node that it is from; both sides of an `Fn::If`."""
    function, argument = _function(node)
    if function == "If" and isinstance(argument, Items):
        for choice in argument.items[1:]:
            yield from texts(choice)
    elif isinstance(node, Items) and not function:
        for item in node.items:
            yield from texts(item)
    elif node is not None and text_of(node) != "${AWS::NoValue}":
        yield text_of(node), node


def _scalar(scalar: Scalar) -> str:
    value, tag = scalar.value, scalar.tag
    if scalar.literal or tag == "!Sub":
        return value
    if tag.startswith(("!", "*")):
        return f"${{{value}}}"
    if tag and value.startswith(f"{tag}("):  # a call in HCL
        template = _FORMAT.match(value)
        return _VERB.sub("${…}", template[1]) if template else "${…}"
    return value if "${" in value else f"${{{value}}}"


def _function(node: Node | None) -> tuple[str, Node]:
    """The intrinsic function that `node` calls, in short (`Sub`), and what it is given; an empty name for none."""
    if isinstance(node, Table) and len(node.pairs) == 1:
        (pair,) = node.pairs
        if pair.key.value == "Ref" or pair.key.value.startswith("Fn::"):
            return pair.key.value.removeprefix("Fn::"), pair.value
    tag = getattr(node, "tag", "")
    if isinstance(node, (Table, Items)) and tag.startswith("!"):
        return tag[1:], node._replace(tag="")
    return "", node or Scalar("", 0, 0)
