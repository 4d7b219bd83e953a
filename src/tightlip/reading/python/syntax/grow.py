"""The standard library's tree of a module, grown into the one that the readers know (`nodes`).

`ast` and this take a sixth of the time of libcst's parser, need no import of it, and give the places of nodes at once.
What is made must be what libcst would make: `tests/reading/python/test_grow.py` compares both, node by node.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tightlip.reading.python.syntax import nodes as cst
from tightlip.reading.python.syntax.expressions import Expressions
from tightlip.reading.python.syntax.patterns import pattern

_AS = re.compile(r"[\s\\]*as[\s\\]+")


def grow(text: str, parsed: ast.Module | None = None) -> cst.Module:
    """The tree of `text`, of which `parsed` is the standard library's, where somebody has made it already.

    `KeyError` where it holds what this knows nothing of, and all that `ast.parse` raises.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the code that is read, not about ours
        return cst.Module((1, 0, 1, 0), _Statements(text).lines((parsed or ast.parse(text)).body))


class _Statements(Expressions):
    """Statements, all but those that name things in patterns."""

    def lines(self, body: Sequence[ast.stmt]) -> list[cst.BaseStatement]:
        """`body`, those of its simple statements that stand on one line together."""
        lines: list[cst.BaseStatement] = []
        row: list[cst.BaseSmallStatement] = []  # the simple statements of the line at hand
        end = 0
        for statement in body:
            grown = _STATEMENTS[type(statement)](self, statement)
            if not isinstance(grown, cst.BaseSmallStatement):
                lines.append(grown)
            elif statement.lineno == end:
                row.append(grown)
            else:
                row = [grown]
                lines.append(cst.SimpleStatementLine(grown.at, row))
            end = statement.end_lineno or 0
        return lines

    def _suite(self, body: Sequence[ast.stmt]) -> cst.BaseSuite:
        """The body of a compound statement: a block, or what stands behind its colon."""
        at = self.place(body[0])
        if self.before(at).strip():
            return cst.SimpleStatementSuite(at, [_STATEMENTS[type(each)](self, each) for each in body])
        return cst.IndentedBlock(at, self.lines(body))

    def _otherwise(self, body: Sequence[ast.stmt]) -> cst.Else | None:
        return cst.Else(self.place(body[0]), self._suite(body)) if body else None

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> cst.FunctionDef:
        returns = self.annotation(node.returns)
        params, decorators = self.parameters(node.args), self._decorators(node.decorator_list)
        return cst.FunctionDef(
            self.place(node), self.name_of(node), params, self._suite(node.body), decorators, returns
        )

    def _class_(self, node: ast.ClassDef) -> cst.ClassDef:
        bases, keywords = self.arguments(node.bases, []), self.arguments([], node.keywords)
        decorators = self._decorators(node.decorator_list)
        return cst.ClassDef(self.place(node), self.name_of(node), self._suite(node.body), bases, keywords, decorators)

    def _decorators(self, nodes: Sequence[ast.expr]) -> list[cst.Decorator]:
        """Decorators begin at their `@`."""
        made: list[cst.Decorator] = []
        for node in nodes:
            at = self.place(node)
            sign = self.text.rfind("@", 0, self.start(at))
            made.append(cst.Decorator((*self.spot(sign), *self.outer_end(at)), self.value(node)))
        return made

    def _expression(self, node: ast.Expr) -> cst.Expr:
        return cst.Expr(self.place(node), self.value(node.value))

    def _assign(self, node: ast.Assign) -> cst.Assign:
        targets = [cst.AssignTarget(self.place(target), self.value(target)) for target in node.targets]
        return cst.Assign(self.place(node), targets, self.value(node.value))

    def _annotated(self, node: ast.AnnAssign) -> cst.AnnAssign:
        annotation = self.annotation(node.annotation)
        return cst.AnnAssign(self.place(node), self.value(node.target), annotation, self.optional(node.value))

    def _augmented(self, node: ast.AugAssign) -> cst.AugAssign:
        operator = _AUGMENTED.get(type(node.op), _OTHER)
        return cst.AugAssign(self.place(node), self.value(node.target), operator, self.value(node.value))

    def _delete(self, node: ast.Delete) -> cst.Del:
        targets = self.elements(node.targets)
        at = (*targets[0].at[:2], *targets[-1].at[2:])
        return cst.Del(self.place(node), cst.Tuple(at, targets) if len(targets) > 1 else targets[0].value)

    def _returned(self, node: ast.Return) -> cst.Return:
        return cst.Return(self.place(node), self.optional(node.value))

    def _raised(self, node: ast.Raise) -> cst.Raise:
        cause = cst.From(self.place(node.cause), self.value(node.cause)) if node.cause else None
        return cst.Raise(self.place(node), self.optional(node.exc), cause)

    def _asserted(self, node: ast.Assert) -> cst.Assert:
        return cst.Assert(self.place(node), self.value(node.test), self.optional(node.msg))

    def _shared(self, node: ast.Global | ast.Nonlocal) -> cst.BaseSmallStatement:
        at = self.place(node)
        names = [cst.NameItem(at, cst.Name(at, name)) for name in node.names]
        return cst.Global(at, names) if isinstance(node, ast.Global) else cst.Nonlocal(at, names)

    def _imported(self, node: ast.Import) -> cst.Import:
        return cst.Import(self.place(node), self._aliases(node.names))

    def _imported_from(self, node: ast.ImportFrom) -> cst.ImportFrom:
        at = self.place(node)
        names = [] if node.names[0].name == "*" else self._aliases(node.names)
        return cst.ImportFrom(at, _dotted(at, node.module) if node.module else None, names, node.level)

    def _aliases(self, nodes: Sequence[ast.alias]) -> list[cst.ImportAlias]:
        made: list[cst.ImportAlias] = []
        for node in nodes:
            at = self.place(node)
            asname = cst.AsName(at, cst.Name(at, node.asname)) if node.asname else None
            made.append(cst.ImportAlias(at, _dotted(at, node.name), asname))
        return made

    def _if_(self, node: ast.If) -> cst.If:
        test, body = self.value(node.test), self._suite(node.body)
        orelse: cst.If | cst.Else | None = self._otherwise(node.orelse) if not self._is_elif(node.orelse) else None
        if orelse is None and node.orelse:
            orelse = self._if_(node.orelse[0])  # type: ignore[arg-type]
        return cst.If(self.place(node), test, body, orelse)

    def _is_elif(self, body: Sequence[ast.stmt]) -> bool:
        if len(body) != 1 or not isinstance(body[0], ast.If):
            return False
        return self.text.startswith("elif", self.start(self.place(body[0])))

    def _while_(self, node: ast.While) -> cst.While:
        return cst.While(self.place(node), self.value(node.test), self._suite(node.body), self._otherwise(node.orelse))

    def _for_(self, node: ast.For | ast.AsyncFor) -> cst.For:
        target, over = self.value(node.target), self.value(node.iter)
        return cst.For(self.place(node), target, over, self._suite(node.body), self._otherwise(node.orelse))

    def _with_(self, node: ast.With | ast.AsyncWith) -> cst.With:
        items: list[cst.WithItem] = []
        for item in node.items:
            at, name = self.place(item.context_expr), item.optional_vars
            asname = cst.AsName(self.place(name), self.value(name)) if name else None
            items.append(cst.WithItem(at, self.value(item.context_expr), asname))
        return cst.With(self.place(node), items, self._suite(node.body))

    def _try_(self, node: Any) -> cst.BaseTry:
        kinds = (cst.Try, cst.ExceptHandler) if isinstance(node, ast.Try) else (cst.TryStar, cst.ExceptStarHandler)
        body = self._suite(node.body)
        handlers: list[cst.BaseHandler] = []
        for each in node.handlers:
            name = self._caught(each.name, self.place(each.type)) if each.name else None
            handlers.append(kinds[1](self.place(each), self._suite(each.body), self.optional(each.type), name))
        last = node.finalbody
        final = cst.Finally(self.place(last[0]), self._suite(last)) if last else None
        return kinds[0](self.place(node), body, handlers, self._otherwise(node.orelse), final)

    def _caught(self, name: str, type_: cst.Place) -> cst.AsName:
        """The name of an error that is caught, which stands behind its type."""
        end = self.outer_end(type_)
        behind = _AS.match(self.text, self.start((*end, *end)))
        line, column = self.spot(behind.end()) if behind else end
        at = (line, column, line, column + len(name))
        return cst.AsName(at, cst.Name(at, name))

    def _match(self, node: ast.Match) -> cst.Match:
        cases: list[cst.MatchCase] = []
        for case in node.cases:
            at, grown = self.place(case.pattern), pattern(self, case.pattern)
            cases.append(cst.MatchCase(at, grown, self._suite(case.body), self.optional(case.guard)))
        return cst.Match(self.place(node), self.value(node.subject), cases)

    def _alias(self, node: Any) -> cst.TypeAlias:
        return cst.TypeAlias(self.place(node), self.value(node.name), self.value(node.value))


def _dotted(at: cst.Place, name: str) -> cst.Attribute | cst.Name:
    first, *rest = name.split(".")
    made: cst.Attribute | cst.Name = cst.Name(at, first)
    for part in rest:
        made = cst.Attribute(at, made, cst.Name(at, part))
    return made


def _plain(kind: type[cst.BaseSmallStatement]) -> Callable[[_Statements, Any], cst.BaseSmallStatement]:
    return lambda grower, node: kind(grower.place(node))


_NOWHERE = (0, 0, 0, 0)
_OTHER = cst.BaseOperator(_NOWHERE)
_AUGMENTED = {ast.Add: cst.AddAssign(_NOWHERE), ast.BitOr: cst.BitOrAssign(_NOWHERE)}

_STATEMENTS: Mapping[type[ast.AST], Callable[[_Statements, Any], Any]] = {
    ast.FunctionDef: _Statements._function, ast.AsyncFunctionDef: _Statements._function,
    ast.ClassDef: _Statements._class_, ast.Expr: _Statements._expression, ast.Assign: _Statements._assign,
    ast.AnnAssign: _Statements._annotated, ast.AugAssign: _Statements._augmented, ast.Delete: _Statements._delete,
    ast.Return: _Statements._returned, ast.Raise: _Statements._raised, ast.Assert: _Statements._asserted,
    ast.Global: _Statements._shared, ast.Nonlocal: _Statements._shared, ast.Import: _Statements._imported,
    ast.ImportFrom: _Statements._imported_from, ast.If: _Statements._if_, ast.While: _Statements._while_,
    ast.For: _Statements._for_, ast.AsyncFor: _Statements._for_, ast.With: _Statements._with_,
    ast.AsyncWith: _Statements._with_, ast.Try: _Statements._try_, ast.Match: _Statements._match,
    ast.Pass: _plain(cst.Pass), ast.Break: _plain(cst.Break), ast.Continue: _plain(cst.Continue),
    # Not in every version of Python.
    **{getattr(ast, name): make for name, make in (
        ("TryStar", _Statements._try_), ("TypeAlias", _Statements._alias),
    ) if hasattr(ast, name)},
}  # fmt: skip
