"""The standard library's tree of a Python module: made, walked, and asked what a piece of it says."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any

# Fields that hold no nodes, or only such as say nothing.
_PLAIN = frozenset(
    "ctx op ops id attr arg name asname module level kind type_comment conversion is_async simple type_ignores "
    "kwd_attrs rest tag".split()
)
_LEAVES = frozenset({ast.Constant, ast.Name, ast.Global, ast.Nonlocal, ast.alias, ast.MatchSingleton})


def parse(text: str) -> ast.Module:
    """The tree of `text`; what `ast.parse` raises when it is no Python of this interpreter's version."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the code that is read, not about ours
        return ast.parse(text)


def walk(root: ast.AST) -> Iterator[ast.AST]:
    """`root` and every node below it that means something, in no order to rely on."""
    stack: list[ast.AST | None] = [root]
    while stack:
        node = stack.pop()
        if node is None:  # `{**a}` has no key
            continue
        yield node
        for value in _parts(type(node))(node):  # type: ignore[arg-type]
            if type(value) is list:
                stack.extend(value)
            else:
                stack.append(value)


def children(node: ast.AST) -> Iterator[ast.AST]:
    """The direct children of `node` that mean something."""
    for value in _parts(type(node))(node):  # type: ignore[arg-type]
        if type(value) is list:
            yield from (each for each in value if each is not None)
        elif value is not None:
            yield value


def dotted(node: ast.AST) -> str:
    """The chain of names that `node` is, as written (`a.b().c`); empty when it is something else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before, after = dotted(node.value), f".{node.attr}"
    elif isinstance(node, ast.Call):
        before, after = dotted(node.func), "()"
    elif isinstance(node, ast.Subscript):
        before, after = dotted(node.value), "[]"
    else:
        return ""
    return before + after if before else ""


def fold(node: ast.AST | None) -> str | None:
    """The text that `node` is when it is made of literals only; `None` otherwise. Bytes are read as Latin-1."""
    if isinstance(node, ast.Constant):
        value = node.value
        return value if isinstance(value, str) else value.decode("latin-1") if isinstance(value, bytes) else None
    if isinstance(node, ast.JoinedStr):
        return None if any(isinstance(part, ast.FormattedValue) for part in node.values) else template(node)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = fold(node.left), fold(node.right)
        return None if left is None or right is None else left + right
    return None


def template(node: ast.AST) -> str:
    """The text of a string, with `{}` for the fields of f-strings; empty when `node` is something else."""
    if isinstance(node, ast.JoinedStr):
        return "".join(fold(part) or "" if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return fold(node) or ""


@cache
def _parts(kind: type[ast.AST]) -> Callable[[ast.AST], tuple[Any, ...]]:
    """A function that gives the values of a node's fields that may hold nodes: `None`, a node, or a list."""
    names = [name for name in kind._fields if name not in _PLAIN] if kind not in _LEAVES else []
    if not names:
        return lambda _: ()
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda node: (get(node),)
