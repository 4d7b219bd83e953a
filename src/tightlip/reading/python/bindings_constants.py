"""A literal under a name that says nothing, which the module then hands to something that takes a secret."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from tightlip.reading.python.module import PythonModule, walk
from tightlip.reading.python.syntax import nodes as cst


def bound_once(module: PythonModule, names: frozenset[str]) -> frozenset[str]:
    """Those of the variables `names` that the module binds in one place, in whatever scope."""
    bound = Counter(name for node in walk(module.tree) for name in _bound_by(node))
    return frozenset(name for name in names if bound[name] == 1)


def _bound_by(node: cst.CSTNode) -> Iterator[str]:
    """The variables that `node` itself binds: a parameter hides a constant of its name."""
    if isinstance(node, (cst.AssignTarget, cst.AnnAssign, cst.AugAssign, cst.NamedExpr, cst.For, cst.CompFor)):
        yield from _names([node.target])
    elif isinstance(node, cst.AsName):
        yield from _names([node.name])
    elif isinstance(node, (cst.Param, cst.MatchAs, cst.MatchStar)) and node.name is not None:
        yield node.name.value


def _names(targets: Iterable[cst.BaseExpression]) -> Iterator[str]:
    for target in targets:
        if isinstance(target, cst.Name):
            yield target.value
        elif isinstance(target, (cst.Tuple, cst.List)):
            yield from _names(element.value for element in target.elements)
