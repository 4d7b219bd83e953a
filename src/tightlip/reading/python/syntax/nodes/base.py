"""What all nodes have in common, and the kinds of them: expressions, operators, statements, patterns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, ClassVar

# Line and column of the start and of the end. Lines count from 1 and columns from 0, in code points.
Place = tuple[int, int, int, int]

_HOLD_NO_NODES = frozenset({"str", "int", "BaseOperator"})  # types of fields that a walk passes by


class CSTNode:
    """Anything that stands in a module, at the place `at`. Two nodes are equal when they are the same.

    Of a class: the names of its `fields`, and `below`, which gives what the fields hold that hold nodes: one, a list of
    them, or `None`.
    """

    at: Place
    fields: ClassVar[tuple[str, ...]] = ()
    below: ClassVar[Callable[[CSTNode], tuple[Any, ...]]] = lambda _: ()

    def __init__(self, at: Place, *values: Any) -> None:
        # For the first of a kind, and then for no other: few modules have nodes of all kinds.
        kind = type(self)
        kind.__init__ = _maker(kind.fields)  # type: ignore[method-assign]
        kind.__init__(self, at, *values)

    def __init_subclass__(cls) -> None:
        fields = cls.__annotations__
        if fields:
            cls.fields = tuple(fields)
            cls.__init__ = CSTNode.__init__  # type: ignore[method-assign]
            cls.below = _getter([name for name, kind in fields.items() if kind not in _HOLD_NO_NODES])


def _maker(names: Sequence[str]) -> Callable[..., None]:
    """An `__init__` as one would write it: a loop over the fields takes four times as long, for each node of a tree."""
    parts = ("at", *names)
    assigned = "; ".join(f"self.{name} = {name}" for name in parts)
    scope: dict[str, Callable[..., None]] = {}
    exec(f"def __init__(self, {', '.join(parts)}): {assigned}", scope)
    return scope["__init__"]


def _getter(names: Sequence[str]) -> Callable[[CSTNode], tuple[Any, ...]]:
    if not names:
        return lambda _: ()
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda node: (get(node),)


# fmt: off
class BaseExpression(CSTNode): ...

class BaseOperator(CSTNode): ...

class BaseStatement(CSTNode): ...

class BaseSmallStatement(BaseStatement): ...

class BaseSuite(CSTNode):
    body: Sequence[BaseStatement]

class MatchPattern(CSTNode): ...

class Module(CSTNode):
    body: Sequence[BaseStatement]
# fmt: on
