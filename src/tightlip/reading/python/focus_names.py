"""The names of one file: what the judge says of each, asked once, and what they were imported as."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from tightlip.judgement.judge import Judge
from tightlip.reading.python.bindings_words import Words, binding_words
from tightlip.reading.python.flow.naming import Namer
from tightlip.reading.python.flow.tables import Tables, tables
from tightlip.reading.python.focus_tree import dotted, walk
from tightlip.reading.text import SourceText

_WORD = re.compile(r"\w+")


class Vocabulary(NamedTuple):
    """What is the same for all files of a run. In lower case, every secret's name holds a match of `stem`."""

    words: Words
    tables: Tables
    namer: Namer
    stem: re.Pattern[str]


@lru_cache(maxsize=2)
def _vocabulary(judge: Judge) -> Vocabulary:
    made = tables(judge)
    stem = re.compile("|".join(map(re.escape, made.stems)))
    return Vocabulary(binding_words(judge.vocabulary["python_bindings"]), made, Namer(judge, made), stem)


def telling_words(text: str, judge: Judge) -> Iterator[str]:
    """The words of `text` that may be secrets' names."""
    stem = _vocabulary(judge).stem
    return (word for word in set(_WORD.findall(text)) if stem.search(word.lower()))


class Names:
    """The names of one file, whose text and tree are given: what each says, and what it stands for."""

    def __init__(self, source: SourceText, tree: ast.Module, judge: Judge) -> None:
        self.source = source
        self.tree = tree
        self.judge = judge
        self.nodes: dict[type[ast.AST], list[Any]] = {}  # every node, by its kind
        for node in walk(tree):
            self.nodes.setdefault(type(node), []).append(node)
        self.words, self.tables, self.namer, self._stem = _vocabulary(judge)
        self.imports = dict(_imports(self.of(ast.Import, ast.ImportFrom)))
        self._bound: dict[str, bool] = {}
        self._told: dict[str, bool] = {}

    def of(self, *kinds: type[ast.AST]) -> Iterator[Any]:
        """The nodes of these kinds."""
        return (node for kind in kinds for node in self.nodes.get(kind, ()))

    @cached_property
    def written(self) -> frozenset[str]:
        """Every word of the file."""
        return frozenset(_WORD.findall(self.source.text))

    def qualified(self, node: ast.AST) -> str:
        """The dotted name that `node` stands for, imports resolved; empty when it has none."""
        first, dot, rest = dotted(node).partition(".")
        base = first.rstrip("()[]")
        return self.imports.get(base, base) + first[len(base) :] + dot + rest

    def binds(self, name: str) -> bool:
        """Whether a literal under `name`, or under the key that a constant so called holds, can be a secret."""
        known = self._bound.get(name)
        if known is None:
            known = self._bound[name] = self._stem.search(name.lower()) is not None and any(
                self.judge.name(each).sensitive for each in self.meanings(name)
            )
        return known

    def meanings(self, name: str) -> Iterator[str]:
        """`name`, and what a constant so called holds: "PASSWORD" for `CONF_PASSWORD`."""
        yield name
        yield from (name[len(head) :] for head in self.words.key_prefixes if name.startswith(head))

    def tells(self, identifier: str) -> bool:
        """Whether a variable, an attribute or a function so called can be a secret, or yield one."""
        known = self._told.get(identifier)
        if known is None:
            known = self._told[identifier] = self._stem.search(identifier.lower()) is not None and (
                self.namer.variable(identifier).sensitive or self.namer.fetched_by(identifier).sensitive
            )
        return known

    def keys(self, text: str) -> bool:
        """Whether what stands under the key `text` can be a secret."""
        return self._stem.search(text.lower()) is not None and self.judge.name(text).sensitive

    def is_key(self, identifier: str) -> bool:
        """Whether what stands under the key that a variable or constant so called holds can be a secret."""
        return self.tells(identifier) or self.namer.constant(identifier).sensitive


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
