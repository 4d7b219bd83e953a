"""A parsed Python module: its tree, what its names were imported as, and where its nodes stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from tightlip.model import Span
from tightlip.reading.facts import Anchor
from tightlip.reading.python.syntax import nodes as cst

_HOLD_IMPORTS = frozenset({
    cst.Import, cst.ImportFrom, cst.Module, cst.IndentedBlock, cst.SimpleStatementSuite, cst.SimpleStatementLine,
    cst.FunctionDef, cst.ClassDef, cst.If, cst.Else, cst.For, cst.While, cst.Try, cst.TryStar, cst.ExceptHandler,
    cst.ExceptStarHandler, cst.Finally, cst.With, cst.Match, cst.MatchCase,
})  # fmt: skip


class PythonSyntaxError(ValueError):
    """Text that is not Python 3; `line` is where the parser stopped, from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"not valid Python (line {line})")
        self.line = line


class PythonModule:
    """One module's tree. Facts keep `anchor(node)`, so that places are looked for only if one is asked for."""

    def __init__(self, tree: cst.Module) -> None:
        self.tree = tree

    @cached_property
    def imports(self) -> Mapping[str, str]:
        """Local name -> dotted name of what it was imported as, over all scopes: `{"e": "os.environ"}`.

        Relative imports keep their dots: `from .config import KEY` gives `{"KEY": ".config.KEY"}`.
        """
        names: dict[str, str] = {}
        for node in _blocks_and_imports(self.tree):
            if isinstance(node, cst.Import):
                names.update(_imported(alias) for alias in node.names)
            elif isinstance(node, cst.ImportFrom):
                module = "." * node.level + (dotted(node.module) if node.module else "")
                glue = "" if module.endswith(".") else "."
                for alias in node.names:
                    local, name = _imported(alias)
                    names[local] = f"{module}{glue}{name}"
        return names

    def qualified(self, node: cst.BaseExpression) -> str:
        """The dotted name that an expression stands for, imports resolved; empty when it is not a chain of names.

        A call or a subscript inside the chain shows as `()` or `[]`: `logging.getLogger().info`.
        """
        return self.resolved(dotted(node))

    def resolved(self, written: str) -> str:
        """The same of a chain of names as `dotted` gives it."""
        first, dot, rest = written.partition(".")
        base = first.rstrip("()[]")
        return self.imports.get(base, base) + first[len(base) :] + dot + rest if written else ""

    def anchor(self, node: cst.CSTNode) -> Anchor:
        """A function that tells where `node` stands."""
        return lambda: self.span(node)

    def span(self, node: cst.CSTNode) -> Span:
        """Where `node` stands."""
        line, column, last, end = self.place(node)
        return Span(line, column + 1, last, end + 1)

    def place(self, node: cst.CSTNode) -> cst.Place:
        """The same, as the tree has it."""
        return node.at


def dotted(node: cst.CSTNode) -> str:
    """The chain of names that `node` is, as written (`a.b().c`); empty when it is something else."""
    if type(node) is cst.Name:
        return node.value
    parts: list[str] = []
    tail = ""
    while True:
        if isinstance(node, cst.Attribute):
            parts.append(node.attr.value + tail)
            node, tail = node.value, ""
        elif isinstance(node, cst.Call):
            node, tail = node.func, "()" + tail
        elif isinstance(node, cst.Subscript):
            node, tail = node.value, "[]" + tail
        elif isinstance(node, cst.Name):
            parts.append(node.value + tail)
            return ".".join(reversed(parts))
        else:
            return ""


def literal(node: cst.CSTNode | None) -> str | None:
    """The text that `node` is when it is made of literals only; `None` otherwise.

    Strings and bytes (as Latin-1), implicit and explicit concatenation, and f-strings without fields.
    """
    if isinstance(node, (cst.SimpleString, cst.ConcatenatedString, cst.FormattedString)):
        if isinstance(node, cst.FormattedString):
            texts = [part.value for part in node.parts if isinstance(part, cst.FormattedStringText)]
            return "".join(texts).replace("{{", "{").replace("}}", "}") if len(texts) == len(node.parts) else None
        if isinstance(node, cst.ConcatenatedString):
            left, right = literal(node.left), literal(node.right)
            return None if left is None or right is None else left + right
        if isinstance(node, cst.SimpleString) and "\\" not in node.value and not node.prefix:
            return node.raw_value  # as it stands; evaluating it would cost a compilation
        try:
            value = node.evaluated_value
        except SyntaxError:  # `"\x2q"`: libcst takes it, Python does not
            return node.raw_value
        return value.decode("latin-1") if isinstance(value, bytes) else value
    if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Add):
        left, right = literal(node.left), literal(node.right)
        return None if left is None or right is None else left + right
    return None


def children(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The direct children of `node`."""
    for value in type(node).below(node):
        if type(value) is list:
            yield from value
        elif value is not None:
            yield value


def walk(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """`node` and everything below it."""
    # `children`, written out: a generator for every node would take twice the time of all the rest.
    stack: list[Any] = [node]
    while stack:
        node = stack.pop()
        yield node
        for value in reversed(type(node).below(node)):
            if type(value) is list:
                stack.extend(reversed(value))
            elif value is not None:
                stack.append(value)


def _blocks_and_imports(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """Every import below `node`, and what imports stand in; expressions, nine tenths of a tree, are passed by."""
    stack = [node]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed([child for child in children(node) if type(child) in _HOLD_IMPORTS]))


def _imported(alias: cst.ImportAlias) -> tuple[str, str]:
    name = dotted(alias.name)
    if alias.asname is not None:
        return dotted(alias.asname.name), name
    # `import a.b` binds `a`; `from m import a` has no dot and binds `a` to itself.
    first = name.partition(".")[0]
    return first, first
