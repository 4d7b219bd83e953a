"""The patterns of `match`, grown out of the standard library's."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

from tightlip.reading.python.syntax import nodes as cst
from tightlip.reading.python.syntax.expressions import Expressions


def pattern(grower: Expressions, node: ast.pattern) -> Any:
    """The pattern that `node` is; a `cst.MatchStar` where it takes all the rest of a sequence."""
    return _PATTERNS[type(node)](grower, node, grower.place(node))


def _value(grower: Expressions, node: ast.MatchValue, at: cst.Place) -> cst.MatchValue:
    return cst.MatchValue(at, grower.value(node.value))


def _singleton(_: Expressions, node: ast.MatchSingleton, at: cst.Place) -> cst.MatchSingleton:
    return cst.MatchSingleton(at, cst.Name(at, str(node.value)))


def _sequence(grower: Expressions, node: ast.MatchSequence, at: cst.Place) -> cst.MatchSequence:
    parentheses = grower.text.startswith("(", grower.start(at))
    return (cst.MatchTuple if parentheses else cst.MatchList)(at, [_element(grower, each) for each in node.patterns])


def _element(grower: Expressions, node: ast.pattern) -> cst.MatchSequenceElement | cst.MatchStar:
    grown = pattern(grower, node)
    return grown if isinstance(grown, cst.MatchStar) else cst.MatchSequenceElement(grown.at, grown)


def _star(_: Expressions, node: ast.MatchStar, at: cst.Place) -> cst.MatchStar:
    return cst.MatchStar(at, _named(node.name, at))


def _mapping(grower: Expressions, node: ast.MatchMapping, at: cst.Place) -> cst.MatchMapping:
    elements = [
        cst.MatchMappingElement(grower.place(key), grower.value(key), pattern(grower, value))
        for key, value in zip(node.keys, node.patterns)
    ]
    return cst.MatchMapping(at, elements, _named(node.rest, at))


def _class(grower: Expressions, node: ast.MatchClass, at: cst.Place) -> cst.MatchClass:
    keywords = [
        cst.MatchKeywordElement(at, cst.Name(at, name), pattern(grower, value))
        for name, value in zip(node.kwd_attrs, node.kwd_patterns)
    ]
    return cst.MatchClass(at, grower.value(node.cls), [_element(grower, each) for each in node.patterns], keywords)


def _as(grower: Expressions, node: ast.MatchAs, at: cst.Place) -> cst.MatchAs:
    inner = pattern(grower, node.pattern) if node.pattern else None
    return cst.MatchAs(at, inner, _named(node.name, at))


def _or(grower: Expressions, node: ast.MatchOr, at: cst.Place) -> cst.MatchOr:
    return cst.MatchOr(at, [cst.MatchOrElement(grower.place(each), pattern(grower, each)) for each in node.patterns])


def _named(name: str | None, at: cst.Place) -> cst.Name | None:
    """The name at the end of a pattern."""
    return cst.Name((at[2], at[3] - len(name), at[2], at[3]), name) if name else None


_PATTERNS: Mapping[type[ast.AST], Callable[[Expressions, Any, cst.Place], Any]] = {
    ast.MatchValue: _value, ast.MatchSingleton: _singleton, ast.MatchSequence: _sequence, ast.MatchStar: _star,
    ast.MatchMapping: _mapping, ast.MatchClass: _class, ast.MatchAs: _as, ast.MatchOr: _or,
}  # fmt: skip
