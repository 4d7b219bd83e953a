"""A module as libcst reads it: it knows the grammar of every version of Python, whichever runs this."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import libcst
from libcst.metadata import MetadataWrapper, PositionProvider

from tightlip.reading.python.depth import too_deep
from tightlip.reading.python.module import PythonModule, PythonSyntaxError, children
from tightlip.reading.python.syntax import nodes as cst

# libcst finds positions by recursion, a few Python frames a level: beyond this depth it would run out of them.
_DEEPEST = 200
_UNKNOWN = (0, 0, 0, 0)


def read_whole(text: str) -> PythonModule:
    """The module that `text` is; `PythonSyntaxError` when it is none, `RecursionError` when it is nested too deeply."""
    if too_deep(text):
        raise RecursionError
    try:
        parsed = libcst.parse_module(text)
    except libcst.ParserSyntaxError as error:
        raise PythonSyntaxError(error.raw_line) from None
    except Exception:  # it is nested too deeply, or too new for libcst: a `CSTLogicError`
        raise PythonSyntaxError(1) from None
    origins: dict[cst.CSTNode, libcst.CSTNode] = {}
    module = _WholeModule(_copied(parsed, origins), parsed, origins)
    if _depth(module.tree) > _DEEPEST:
        raise RecursionError
    return module


class _WholeModule(PythonModule):
    """A module that keeps libcst's tree, since to find the places in it takes as long as to parse it."""

    def __init__(self, tree: cst.Module, parsed: libcst.Module, origins: Mapping[cst.CSTNode, libcst.CSTNode]) -> None:
        super().__init__(tree)
        self._parsed = parsed
        self._origins = origins

    def place(self, node: cst.CSTNode) -> cst.Place:
        place = self._places[self._origins[node]]
        return place.start.line, place.start.column, place.end.line, place.end.column

    @cached_property
    def _places(self) -> Mapping[libcst.CSTNode, Any]:
        # Not `wrapper.resolve`: it walks the tree once more, for providers that want to visit it.
        return PositionProvider()._gen(MetadataWrapper(self._parsed, unsafe_skip_copy=True))


def _copied(node: Any, origins: dict[cst.CSTNode, libcst.CSTNode]) -> Any:
    """The node by the same name as `node`, which is libcst's; where there is none, one without fields."""
    name = type(node).__name__.replace("Templated", "Formatted")  # t-strings are f-strings to us
    kind: type[cst.CSTNode] = getattr(cst, name, cst.BaseOperator)
    made = kind(_UNKNOWN, *(_copied_field(node, name, origins) for name in kind.fields))
    origins[made] = node
    return made


def _copied_field(node: Any, name: str, origins: dict[cst.CSTNode, libcst.CSTNode]) -> Any:
    if name == "level":
        return len(node.relative)
    value = getattr(node, name)
    if isinstance(value, libcst.ImportStar):
        return []
    if name == "equal":
        return "" if value is None else "="
    if isinstance(value, (list, tuple)):
        return [_copied(each, origins) for each in value]
    if isinstance(value, libcst.CSTNode):
        return None if isinstance(value, libcst.ParamStar) else _copied(value, origins)
    return value if isinstance(value, str) else None


def _depth(tree: cst.CSTNode) -> int:
    depth, level = 0, [*children(tree)]
    while level:
        level = [child for node in level for child in children(node)]
        depth += 1
    return depth
