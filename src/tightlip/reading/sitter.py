"""tree-sitter, made ready: a grammar's parser, and its byte offsets as code points."""

from __future__ import annotations

import importlib
from bisect import bisect_right
from functools import cache
from itertools import accumulate

from tree_sitter import Language, Node, Parser, Tree


class SittingTree:
    """A parsed text: the root node, and what nodes are in terms of the text."""

    def __init__(self, text: str, grammar: str) -> None:
        data = text.encode("utf-8", errors="surrogatepass")
        self.text = text
        self.tree: Tree = Parser(_language(grammar)).parse(data)
        self.root: Node = self.tree.root_node
        # tree-sitter counts bytes, we count code points: the byte at which each code point starts.
        self._starts = None if text.isascii() else [0, *accumulate(_width(character) for character in text)]

    def offset(self, byte: int) -> int:
        """The code point at which a byte stands."""
        return byte if self._starts is None else bisect_right(self._starts, byte) - 1

    def range(self, node: Node) -> tuple[int, int]:
        """Where `node` starts and ends, in code points."""
        if self._starts is None:
            return node.start_byte, node.end_byte
        return self.offset(node.start_byte), self.offset(node.end_byte)

    def written(self, node: Node) -> str:
        """The text of `node`."""
        start, end = self.range(node)
        return self.text[start:end]


def _width(character: str) -> int:
    point = ord(character)
    return 1 if point < 0x80 else 2 if point < 0x800 else 3 if point < 0x10000 else 4


@cache
def _language(grammar: str) -> Language:
    return Language(importlib.import_module(f"tree_sitter_{grammar}").language())
