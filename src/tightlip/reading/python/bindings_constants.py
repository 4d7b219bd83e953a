"""A literal under a name that says nothing, which the module then hands to something that takes a secret."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import libcst as cst

from tightlip.reading.python.module import PythonModule, literal, walk


def constants(module: PythonModule, names: frozenset[str]) -> dict[str, tuple[cst.BaseExpression, str]]:
    """Those of the variables `names` that the module binds once, and to a literal: its node and its text."""
    found: dict[str, tuple[cst.BaseExpression, str]] = {}
    bound: Counter[str] = Counter()
    for node in walk(module.tree):
        bound.update(name for name in _bound_by(node) if name in names)
        if isinstance(node, (cst.Assign, cst.AnnAssign)) and node.value is not None:
            text = literal(node.value)
            targets = [target.target for target in node.targets] if isinstance(node, cst.Assign) else [node.target]
            for target in targets:
                if text is not None and isinstance(target, cst.Name) and target.value in names:
                    found[target.value] = node.value, text
    return {name: value for name, value in found.items() if bound[name] == 1}


def _bound_by(node: cst.CSTNode) -> Iterator[str]:
    """The variables that `node` itself binds, in whatever scope: a parameter hides a constant of its name."""
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
