"""Statements, from a line to a class, and the patterns of a `match`."""

from __future__ import annotations

from collections.abc import Sequence

from tightlip.reading.python.syntax.nodes.base import (
    BaseExpression,
    BaseOperator,
    BaseSmallStatement,
    BaseStatement,
    BaseSuite,
    CSTNode,
    MatchPattern,
)
from tightlip.reading.python.syntax.nodes.expressions import Annotation, Arg, Attribute, From, Name, Parameters


# fmt: off
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

# Functions and classes

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
