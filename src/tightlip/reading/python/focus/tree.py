"""The standard library's tree of a Python module: made, walked, and asked what a piece of it says."""

from __future__ import annotations

import ast
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from operator import attrgetter
from typing import Any

# Fields that hold no nodes, or only such as say nothing.
_PLAIN = frozenset(
    "ctx op ops id attr arg name asname module level kind type_comment conversion is_async simple type_ignores "
    "kwd_attrs rest tag str names".split()
)
_LEAVES = frozenset({ast.Constant, ast.Name, ast.Global, ast.Nonlocal, ast.alias, ast.MatchSingleton})
# Half of all nodes, and nobody asks for them by their kind; `{**a}` has no key.
_PASSED_OVER = frozenset({ast.Name, ast.Pass, ast.Break, ast.Continue, type(None)})
_PASSED_THROUGH = frozenset({ast.Attribute, ast.Expr, ast.Await, ast.Starred})
_FUNCTIONS = frozenset({ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda})
# Template strings show what is in them as f-strings do. Not in every version of Python.
_TAKEN_FOR = {
    getattr(ast, name): kind
    for name, kind in (("TemplateStr", ast.JoinedStr), ("Interpolation", ast.FormattedValue))
    if hasattr(ast, name)
}


def parse(text: str) -> ast.Module:
    """The tree of `text`; what `ast.parse` raises when it is no Python of this interpreter's version."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the code that is read, not about ours
        return ast.parse(text)


class Body:
    """A module, a function or a lambda with its own nodes, by their kind: those of the functions in it are theirs.

    Not among them are names, attributes, and statements that are an expression. Its expressions see the variables of
    all bodies of its `chain`: itself, what is around it, and so on to the module.
    """

    def __init__(self, node: Any, around: tuple[Body, ...] = ()) -> None:
        self.node = node
        self.chain: tuple[Body, ...] = (self, *around)
        self.nodes: defaultdict[type[ast.AST], list[Any]] = defaultdict(list)

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of its parameters in order, without an instance or a class, and without `*args` and `**more`."""
        if isinstance(self.node, ast.Module):
            return ()
        given = self.node.args
        return tuple(
            each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs) if each.arg not in ("self", "cls")
        )


def bodies(tree: ast.Module) -> list[Body]:
    """The module `tree`, in which template strings become f-strings, and every function in it, in one walk."""
    found = [Body(tree)]
    for body in found:  # which grows meanwhile
        nodes = body.nodes
        inside = body.node.body
        stack = [*inside] if type(inside) is list else [inside]
        while stack:
            node = stack.pop()
            kind = type(node)
            while kind in _PASSED_THROUGH:
                node = node.value
                kind = type(node)
            if kind in _PASSED_OVER:
                continue
            nodes[kind].append(node)
            if kind in _FUNCTIONS:
                found.append(Body(node, body.chain))
            for value in _OUTSIDE[kind](node):
                if type(value) is list:
                    stack += value
                else:
                    stack.append(value)
        for template_kind, kind in _TAKEN_FOR.items():
            for node in nodes.pop(template_kind, ()):
                node.__class__ = kind
                nodes[kind].append(node)
    return found


def walk(root: ast.AST) -> Iterator[ast.AST]:
    """`root` and every node below it that means something, in no order to rely on."""
    stack: list[ast.AST | None] = [root]
    while stack:
        node = stack.pop()
        if node is None:  # `{**a}` has no key
            continue
        yield node
        for value in _PARTS[type(node)](node):
            if type(value) is list:
                stack.extend(value)
            else:
                stack.append(value)


def children(node: ast.AST) -> Iterator[ast.AST]:
    """The direct children of `node` that mean something."""
    for value in _PARTS[type(node)](node):
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


def last_name(node: ast.AST | None) -> str:
    """The last name of the chain that `node` is, as written; empty when it is something else."""
    if isinstance(node, ast.Name):
        return node.id
    return dotted(node).rpartition(".")[2].rstrip("()[]") if node is not None else ""


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


def _getter(kind: type[ast.AST], without: str = "") -> Callable[[ast.AST], tuple[Any, ...]]:
    """A function that gives the values of a node's fields that may hold nodes: `None`, a node, or a list."""
    names = [name for name in kind._fields if name not in _PLAIN and name != without] if kind not in _LEAVES else []
    if not names:
        return lambda _: ()
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda node: (get(node),)


_KINDS = [kind for kind in vars(ast).values() if isinstance(kind, type) and issubclass(kind, ast.AST)]
_PARTS = {kind: _getter(kind) for kind in _KINDS}
# The same, but for what stands inside a function: its decorators and defaults belong to what is around it.
_OUTSIDE = {kind: _getter(kind, "body" if kind in _FUNCTIONS else "") for kind in _KINDS}
