"""A parsed Python module: its tree, what its names were imported as, and where its nodes stand.

libcst's own helpers are kept out of the way on purpose: `QualifiedNameProvider` reads 0.07 MB/s and
`ScopeProvider` 0.14, the walk below several MB/s; `PositionProvider` (0.22 MB/s) runs once, and only for a
module in which something was found (DESIGN section 3).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from operator import attrgetter
from typing import Any, cast

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from tightlip.model import Span
from tightlip.reading.facts import Anchor

# Fields that hold white space and punctuation only: nothing a rule could want.
_LAYOUT = frozenset(
    "lpar rpar lbracket rbracket lbrace rbrace comma semicolon equal dot colon header footer leading_lines "
    "lines_after_decorators lines_after_arrow indent trailing_whitespace indicator star newline first_colon "
    "second_colon separator pipe".split()
)

# What a field may hold besides nodes and sequences of them, and the nodes that hold nothing else.
_ATOMS = frozenset({str, bool, type(None), cst.MaybeSentinel})
_LEAVES = frozenset({cst.Name, cst.SimpleString, cst.Integer, cst.Float, cst.Imaginary, cst.FormattedStringText})

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
    """One module's tree. Facts keep `anchor(node)`, so that positions are computed only if one is asked for."""

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
            elif isinstance(node, cst.ImportFrom) and not isinstance(node.names, cst.ImportStar):
                module = "." * len(node.relative) + (dotted(node.module) if node.module else "")
                glue = "" if module.endswith(".") else "."
                for alias in node.names:
                    local, name = _imported(alias)
                    names[local] = f"{module}{glue}{name}"
        return names

    def qualified(self, node: cst.BaseExpression) -> str:
        """The dotted name that an expression stands for, imports resolved; empty when it is not a chain of names.

        A call or a subscript inside the chain shows as `()` or `[]`: `logging.getLogger().info`.
        """
        written = dotted(node)
        first, dot, rest = written.partition(".")
        base = first.rstrip("()[]")
        return self.imports.get(base, base) + first[len(base) :] + dot + rest if written else ""

    def anchor(self, node: cst.CSTNode) -> Anchor:
        """A function that tells where `node` stands."""
        return lambda: self.span(node)

    def span(self, node: cst.CSTNode) -> Span:
        """Where `node` stands."""
        start, end = (place := self._positions[node]).start, place.end
        return Span(start.line, start.column + 1, end.line, end.column + 1)

    @cached_property
    def _positions(self) -> Mapping[cst.CSTNode, CodeRange]:
        # Not `wrapper.resolve`: it walks the tree once more, for providers that want to visit it.
        wrapper = MetadataWrapper(self.tree, unsafe_skip_copy=True)
        return cast("Mapping[cst.CSTNode, CodeRange]", PositionProvider()._gen(wrapper))


def parse(text: str) -> PythonModule:
    """The module that `text` is; `PythonSyntaxError` when it is none."""
    try:
        return PythonModule(cst.parse_module(text))
    except cst.ParserSyntaxError as error:
        raise PythonSyntaxError(error.raw_line) from None
    except RecursionError:
        raise PythonSyntaxError(1) from None


def dotted(node: cst.CSTNode) -> str:
    """The chain of names that `node` is, as written (`a.b().c`); empty when it is something else."""
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
    """The direct children of `node` that mean something, in source order."""
    for value in _parts(type(node))(node):
        kind = type(value)
        if kind is tuple or kind is list:
            yield from value
        elif kind not in _ATOMS:
            yield value


def walk(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """`node` and everything below it that means something, in source order."""
    # `children`, written out: a generator for every node would take twice the time of all the rest.
    stack = [node]
    while stack:
        node = stack.pop()
        yield node
        for value in reversed(_parts(type(node))(node)):
            kind = type(value)
            if kind is tuple or kind is list:
                stack.extend(reversed(value))
            elif kind not in _ATOMS:
                stack.append(value)


def _blocks_and_imports(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """Every import below `node`, and what imports stand in; expressions, nine tenths of a tree, are passed by."""
    stack = [node]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed([child for child in children(node) if type(child) in _HOLD_IMPORTS]))


@cache
def _parts(kind: type[cst.CSTNode]) -> Callable[[cst.CSTNode], tuple[Any, ...]]:
    """A function that gives the values of a node's meaningful fields."""
    names = [field.name for field in dataclasses.fields(kind)]
    names = [name for name in names if name not in _LAYOUT and not name.startswith("whitespace")]
    if not names or kind in _LEAVES:
        return lambda _: ()
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda node: (get(node),)


def _imported(alias: cst.ImportAlias) -> tuple[str, str]:
    name = dotted(alias.name)
    if alias.asname is not None:
        return dotted(alias.asname.name), name
    # `import a.b` binds `a`; `from m import a` has no dot and binds `a` to itself.
    first = name.partition(".")[0]
    return first, first
