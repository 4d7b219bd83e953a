"""The names of one file: what the judge says of each, asked once, and what they were imported as."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from tightlip.judgement.judge import Judge
from tightlip.reading.python.focus.tree import bodies, dotted
from tightlip.reading.python.focus.words import lexicon
from tightlip.reading.text import SourceText


class Names:
    """The names of one file, whose text, words (`written`) and tree are given: what they say, and stand for."""

    def __init__(self, source: SourceText, written: frozenset[str], tree: ast.Module, judge: Judge) -> None:
        self.source = source
        self.written = written
        self.tree = tree
        self.judge = judge
        self.bodies = bodies(tree)
        self.nodes: defaultdict[type[ast.AST], list[Any]] = defaultdict(list)  # of all bodies together
        for body in self.bodies:
            for kind, nodes in body.nodes.items():
                self.nodes[kind] += nodes
        known = lexicon(judge)
        self.words, self.tables, self.namer = known.words, known.tables, known.namer
        self.binds, self.tells, self.keys, self.is_key = known.binds, known.tells, known.keys, known.is_key
        self.meanings = known.meanings
        self.imports = dict(_imports(self.of(ast.Import, ast.ImportFrom)))

    def of(self, *kinds: type[ast.AST]) -> Iterator[Any]:
        """The nodes of these kinds."""
        return (node for kind in kinds for node in self.nodes.get(kind, ()))

    def qualified(self, node: ast.AST) -> str:
        """The dotted name that `node` stands for, imports resolved; empty when it has none."""
        first, dot, rest = dotted(node).partition(".")
        base = first.rstrip("()[]")
        return self.imports.get(base, base) + first[len(base) :] + dot + rest


def _imports(nodes: Iterable[ast.Import | ast.ImportFrom]) -> Iterator[tuple[str, str]]:
    """Local name -> dotted name of what it was imported as."""
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.partition(".")[0]
                yield (alias.asname, alias.name) if alias.asname else (first, first)
        else:
            module = "." * node.level + (node.module or "")
            for alias in node.names:
                yield alias.asname or alias.name, f"{module}{'' if module.endswith('.') else '.'}{alias.name}"
