"""The one shape that YAML, JSON, TOML and HCL are read into: tables, items and scalars, with their places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Scalar(NamedTuple):
    """A value without parts. `start` and `end` are offsets in code points, quotes included.

    `literal` says that `value` is the whole truth: not for `!Ref X`, a variable, or text with `${…}` in it
    that the format itself resolves. `tag` is YAML's (`!Sub`) or the HCL function around it (`file`).
    """

    value: str
    start: int
    end: int
    literal: bool = True
    tag: str = ""


class Pair(NamedTuple):
    """A key and its value."""

    key: Scalar
    value: Node


class Table(NamedTuple):
    """Pairs, in the order of the text; keys may repeat. An HCL block is a table under its type and its labels."""

    pairs: tuple[Pair, ...]
    start: int
    end: int
    tag: str = ""

    def get(self, *keys: str) -> Node | None:
        """What stands under `keys`, one below the other; `None` when a key is missing."""
        node: Node | None = self
        for key in keys:
            for own, value in node.pairs if isinstance(node, Table) else ():
                if own.value == key:
                    node = value
                    break
            else:
                return None
        return node

    def text(self, *keys: str) -> str:
        """The scalar under `keys`; empty when there is none."""
        node = self.get(*keys)
        return node.value if isinstance(node, Scalar) else ""


class Items(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    start: int
    end: int
    tag: str = ""


Node = Scalar | Table | Items


def tables(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[Table, tuple[str, ...]]]:
    """Every table in `node`, itself first, with the keys that lead to it (a list adds no key)."""
    left = [(node, path)]
    while left:
        node, path = left.pop()
        if isinstance(node, Table):
            yield node, path
            left += [
                (value, (*path, key.value)) for key, value in reversed(node.pairs) if not isinstance(value, Scalar)
            ]
        elif isinstance(node, Items):
            left += [(item, path) for item in reversed(node.items)]
