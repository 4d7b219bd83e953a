"""What a Python module is made of, as far as rules care: libcst's nodes by libcst's names, without their layout.

Two readers make such trees: `grow`, out of the standard library's, and `whole`, out of libcst's. A class lists its
fields in libcst's order, so that a walk meets everything in the same order.
"""

from __future__ import annotations

import ast
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

    def __init__(self, at: Place, *values: Any) -> None:  # noqa: ARG002 - each class with fields has its own
        self.at = at

    def __init_subclass__(cls) -> None:
        fields = cls.__annotations__
        if fields:
            cls.fields = tuple(fields)
            cls.__init__ = _maker(cls.fields)  # type: ignore[method-assign]
            cls.below = _getter([name for name, kind in fields.items() if kind not in _HOLD_NO_NODES])


def _maker(names: Sequence[str]) -> Callable[..., None]:
    """An `__init__` as one would write it: a loop over the fields takes four times as long, for each node of a tree."""
    assigned = "; ".join(f"self.{name} = {name}" for name in ("at", *names))
    scope: dict[str, Callable[..., None]] = {}
    exec(f"def __init__(self, at, {', '.join(names)}): {assigned}", scope)
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

# Names, numbers, texts

class Name(BaseExpression):
    value: str

class Ellipsis(BaseExpression): ...

class Integer(BaseExpression):
    value: str

    @property
    def evaluated_value(self) -> int:
        """The number that it stands for."""
        return int(ast.literal_eval(self.value))

class Float(BaseExpression):
    value: str

class Imaginary(BaseExpression):
    value: str

class SimpleString(BaseExpression):
    """`value` is the literal as it is written, with its prefix and its quotes."""

    value: str

    @property
    def prefix(self) -> str:
        """The letters before the quotes, in lower case."""
        return self.value[: self.value.find(self.value[-1])].lower()

    @property
    def raw_value(self) -> str:
        """What stands between the quotes."""
        quoted = self.value[len(self.prefix) :]
        width = 3 if quoted[:3] in ('"""', "'''") else 1
        return quoted[width:-width]

    @property
    def evaluated_value(self) -> str | bytes:
        """What it stands for; `SyntaxError` where an escape in it is none."""
        value: str | bytes = ast.literal_eval(self.value)
        return value

class FormattedStringText(CSTNode):
    value: str

class FormattedStringExpression(CSTNode):
    """`equal` is "=" in `{name=}`, otherwise empty."""

    expression: BaseExpression
    format_spec: Sequence[FormattedStringText | FormattedStringExpression] | None
    equal: str

class FormattedString(BaseExpression):
    """An f-string or a t-string."""

    parts: Sequence[FormattedStringText | FormattedStringExpression]

class ConcatenatedString(BaseExpression):
    left: SimpleString | FormattedString
    right: SimpleString | FormattedString | ConcatenatedString

# Expressions

class Attribute(BaseExpression):
    value: BaseExpression
    attr: Name

class Index(CSTNode):
    value: BaseExpression

class Slice(CSTNode):
    lower: BaseExpression | None
    upper: BaseExpression | None
    step: BaseExpression | None

class SubscriptElement(CSTNode):
    slice: Index | Slice

class Subscript(BaseExpression):
    value: BaseExpression
    slice: Sequence[SubscriptElement]

class Arg(CSTNode):
    """`star` is "", "*" or "**"."""

    value: BaseExpression
    keyword: Name | None
    star: str

class Call(BaseExpression):
    func: BaseExpression
    args: Sequence[Arg]

class Await(BaseExpression):
    expression: BaseExpression

class From(CSTNode):
    item: BaseExpression

class Yield(BaseExpression):
    value: BaseExpression | From | None

class NamedExpr(BaseExpression):
    target: BaseExpression
    value: BaseExpression

class IfExp(BaseExpression):
    test: BaseExpression
    body: BaseExpression
    orelse: BaseExpression

class UnaryOperation(BaseExpression):
    operator: BaseOperator
    expression: BaseExpression

class BinaryOperation(BaseExpression):
    left: BaseExpression
    operator: BaseOperator
    right: BaseExpression

class BooleanOperation(BaseExpression):
    left: BaseExpression
    operator: BaseOperator
    right: BaseExpression

class ComparisonTarget(CSTNode):
    operator: BaseOperator
    comparator: BaseExpression

class Comparison(BaseExpression):
    left: BaseExpression
    comparisons: Sequence[ComparisonTarget]

class BaseElement(CSTNode):
    value: BaseExpression

class Element(BaseElement): ...

class StarredElement(BaseElement, BaseExpression): ...

class Tuple(BaseExpression):
    elements: Sequence[BaseElement]

class List(BaseExpression):
    elements: Sequence[BaseElement]

class Set(BaseExpression):
    elements: Sequence[BaseElement]

class DictElement(CSTNode):
    key: BaseExpression
    value: BaseExpression

class StarredDictElement(CSTNode):
    value: BaseExpression

class Dict(BaseExpression):
    elements: Sequence[DictElement | StarredDictElement]

class CompIf(CSTNode):
    test: BaseExpression

class CompFor(CSTNode):
    target: BaseExpression
    iter: BaseExpression
    ifs: Sequence[CompIf]
    inner_for_in: CompFor | None

class BaseComp(BaseExpression):
    elt: BaseExpression
    for_in: CompFor

class ListComp(BaseComp): ...

class SetComp(BaseComp): ...

class GeneratorExp(BaseComp): ...

class DictComp(BaseExpression):
    key: BaseExpression
    value: BaseExpression
    for_in: CompFor

# Operators: those that a rule asks for by name

class Add(BaseOperator): ...

class And(BaseOperator): ...

class BitOr(BaseOperator): ...

class Equal(BaseOperator): ...

class In(BaseOperator): ...

class Is(BaseOperator): ...

class IsNot(BaseOperator): ...

class Minus(BaseOperator): ...

class Modulo(BaseOperator): ...

class Multiply(BaseOperator): ...

class Not(BaseOperator): ...

class NotEqual(BaseOperator): ...

class NotIn(BaseOperator): ...

class Or(BaseOperator): ...

class AddAssign(BaseOperator): ...

class BitOrAssign(BaseOperator): ...

# Functions

class Annotation(CSTNode):
    annotation: BaseExpression

class Param(CSTNode):
    name: Name
    annotation: Annotation | None
    default: BaseExpression | None

class Parameters(CSTNode):
    params: Sequence[Param]
    star_arg: Param | None
    kwonly_params: Sequence[Param]
    star_kwarg: Param | None
    posonly_params: Sequence[Param]

class Lambda(BaseExpression):
    params: Parameters
    body: BaseExpression

class Decorator(CSTNode):
    decorator: BaseExpression

class FunctionDef(BaseStatement):
    name: Name
    params: Parameters
    body: BaseSuite
    decorators: Sequence[Decorator]
    returns: Annotation | None

class ClassDef(BaseStatement):
    name: Name
    body: BaseSuite
    bases: Sequence[Arg]
    keywords: Sequence[Arg]
    decorators: Sequence[Decorator]

# Statements

class IndentedBlock(BaseSuite): ...

class SimpleStatementSuite(BaseSuite): ...

class SimpleStatementLine(BaseStatement):
    body: Sequence[BaseSmallStatement]

class Expr(BaseSmallStatement):
    value: BaseExpression

class AssignTarget(CSTNode):
    target: BaseExpression

class Assign(BaseSmallStatement):
    targets: Sequence[AssignTarget]
    value: BaseExpression

class AnnAssign(BaseSmallStatement):
    target: BaseExpression
    annotation: Annotation
    value: BaseExpression | None

class AugAssign(BaseSmallStatement):
    target: BaseExpression
    operator: BaseOperator
    value: BaseExpression

class Del(BaseSmallStatement):
    target: BaseExpression

class Return(BaseSmallStatement):
    value: BaseExpression | None

class Raise(BaseSmallStatement):
    exc: BaseExpression | None
    cause: From | None

class Assert(BaseSmallStatement):
    test: BaseExpression
    msg: BaseExpression | None

class Pass(BaseSmallStatement): ...

class Break(BaseSmallStatement): ...

class Continue(BaseSmallStatement): ...

class NameItem(CSTNode):
    name: Name

class Global(BaseSmallStatement):
    names: Sequence[NameItem]

class Nonlocal(BaseSmallStatement):
    names: Sequence[NameItem]

class AsName(CSTNode):
    name: BaseExpression

class ImportAlias(CSTNode):
    name: Attribute | Name
    asname: AsName | None

class Import(BaseSmallStatement):
    names: Sequence[ImportAlias]

class ImportFrom(BaseSmallStatement):
    """`names` are none where it is `*`; `level` is the number of dots."""

    module: Attribute | Name | None
    names: Sequence[ImportAlias]
    level: int

class TypeAlias(BaseSmallStatement):
    name: Name
    value: BaseExpression

class Else(CSTNode):
    body: BaseSuite

class Finally(CSTNode):
    body: BaseSuite

class If(BaseStatement):
    test: BaseExpression
    body: BaseSuite
    orelse: If | Else | None

class While(BaseStatement):
    test: BaseExpression
    body: BaseSuite
    orelse: Else | None

class For(BaseStatement):
    target: BaseExpression
    iter: BaseExpression
    body: BaseSuite
    orelse: Else | None

class WithItem(CSTNode):
    item: BaseExpression
    asname: AsName | None

class With(BaseStatement):
    items: Sequence[WithItem]
    body: BaseSuite

class BaseHandler(CSTNode):
    body: BaseSuite
    type: BaseExpression | None
    name: AsName | None

class ExceptHandler(BaseHandler): ...

class ExceptStarHandler(BaseHandler): ...

class BaseTry(BaseStatement):
    body: BaseSuite
    handlers: Sequence[BaseHandler]
    orelse: Else | None
    finalbody: Finally | None

class Try(BaseTry): ...

class TryStar(BaseTry): ...

# Patterns

class MatchCase(CSTNode):
    pattern: MatchPattern
    body: BaseSuite
    guard: BaseExpression | None

class Match(BaseStatement):
    subject: BaseExpression
    cases: Sequence[MatchCase]

class MatchValue(MatchPattern):
    value: BaseExpression

class MatchSingleton(MatchPattern):
    value: Name

class MatchStar(CSTNode):
    name: Name | None

class MatchSequenceElement(CSTNode):
    value: MatchPattern

class MatchSequence(MatchPattern):
    patterns: Sequence[MatchSequenceElement | MatchStar]

class MatchList(MatchSequence): ...

class MatchTuple(MatchSequence): ...

class MatchMappingElement(CSTNode):
    key: BaseExpression
    pattern: MatchPattern

class MatchMapping(MatchPattern):
    elements: Sequence[MatchMappingElement]
    rest: Name | None

class MatchKeywordElement(CSTNode):
    key: Name
    pattern: MatchPattern

class MatchClass(MatchPattern):
    cls: BaseExpression
    patterns: Sequence[MatchSequenceElement]
    kwds: Sequence[MatchKeywordElement]

class MatchAs(MatchPattern):
    pattern: MatchPattern | None
    name: Name | None

class MatchOrElement(CSTNode):
    pattern: MatchPattern

class MatchOr(MatchPattern):
    patterns: Sequence[MatchOrElement]
# fmt: on
