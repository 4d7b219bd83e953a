"""Names, numbers and texts, the expressions that are made of them, and their operators."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from tightlip.reading.python.syntax.nodes.base import BaseExpression, BaseOperator, CSTNode


# fmt: off
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

# Parameters

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
# fmt: on
