"""Whether a secret of a file may reach a sink: what `flow` finds, and more.

Names are followed, not values, and in no order: a name that may hold a secret anywhere holds one everywhere. What it
is put into or handed to may hold one, too, and so on; if nothing that is told to a sink is among all these, no flow is.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tightlip.reading.python.focus_names import Names
from tightlip.reading.python.focus_notes import REQUEST, SECRET
from tightlip.reading.python.focus_tree import children, fold
from tightlip.reading.python.focus_values import Values


def may_flow(names: Names) -> bool:
    """Whether the file may hold such a flow."""
    look = _Look(names)
    look.block(names.tree.body, ())
    return look.leaks() or "hide_input" in names.written


class _Look(Values):
    """A walk over the statements of one file."""

    def leaks(self) -> bool:
        """Whether what is said may hold a secret."""
        reached, queue = {SECRET}, [SECRET]
        while queue:
            for name in self.edges.get(queue.pop(), ()):
                if name not in reached:
                    reached.add(name)
                    queue.append(name)
        return not reached.isdisjoint(self.said)

    def block(self, body: Iterable[ast.AST], scope: tuple[str, ...]) -> None:
        for statement in body:
            _STATEMENTS.get(type(statement), _Look.others)(self, statement, scope)

    def others(self, node: ast.AST, scope: tuple[str, ...]) -> None:
        for part in children(node):
            if isinstance(part, ast.expr):
                self.value(part, scope)
            else:
                self.block([part], scope)

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: tuple[str, ...]) -> None:
        inner = (*scope, f"{node.name}@{node.lineno}")
        for decorator in node.decorator_list:
            self.value(decorator, scope)
        self.parameters(node, inner)
        self.block(node.body, inner)

    def assign(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign, scope: tuple[str, ...]) -> None:
        held = self.value(node.value, scope) if node.value is not None else []
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            self.store(target, held, scope)
        if node.value is not None:
            self.rename(node, node.value)

    def rename(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign, value: ast.AST) -> None:
        """`say = logger.info`"""
        leaf = self.leaf(value)
        if leaf in self.sinks and not isinstance(value, ast.Call):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                known = self.sinks.setdefault(self.leaf(target), [])
                known += [sink for sink in self.sinks[leaf] if sink not in known]

    def loop(self, node: ast.For | ast.AsyncFor, scope: tuple[str, ...]) -> None:
        self.store(node.target, self.value(node.iter, scope), scope)
        self.block((*node.body, *node.orelse), scope)

    def context(self, node: ast.With | ast.AsyncWith, scope: tuple[str, ...]) -> None:
        for item in node.items:
            held = self.value(item.context_expr, scope)
            if item.optional_vars is not None:
                self.store(item.optional_vars, held, scope)
        self.block(node.body, scope)

    def handler(self, node: ast.ExceptHandler, scope: tuple[str, ...]) -> None:
        if node.name is not None:
            self.hold(self.variable(node.name, scope), [REQUEST])
        self.block(node.body, scope)

    def match(self, node: ast.Match, scope: tuple[str, ...]) -> None:
        held = self.value(node.subject, scope)
        for case in node.cases:
            parts = list(ast.walk(case.pattern))
            keys = [key for part in parts for key in (fold(part), *getattr(part, "kwd_attrs", ())) if key]
            told = [SECRET] if any(map(self.names.keys, keys)) else []
            bound = [part.name for part in parts if isinstance(part, (ast.MatchAs, ast.MatchStar)) and part.name]
            self.hold([each for name in bound for each in self.variable(name, scope)], [*held, *told])
            if case.guard is not None:
                self.value(case.guard, scope)
            self.block(case.body, scope)

    def speech(self, node: ast.Raise | ast.Assert, scope: tuple[str, ...]) -> None:
        for part in children(node):
            held = self.value(part, scope)
            if isinstance(part, ast.Call):
                held = [each for argument in _arguments(part) for each in self.value(argument, scope)]
                held += self.under_keywords(part)
            if not (isinstance(node, ast.Assert) and part is node.test):
                self.said.update(held)


def _arguments(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]


_STATEMENTS: Mapping[type[ast.AST], Callable[[_Look, Any, tuple[str, ...]], Any]] = {
    ast.FunctionDef: _Look.function, ast.AsyncFunctionDef: _Look.function,
    ast.Assign: _Look.assign, ast.AnnAssign: _Look.assign, ast.AugAssign: _Look.assign,
    ast.For: _Look.loop, ast.AsyncFor: _Look.loop, ast.With: _Look.context, ast.AsyncWith: _Look.context,
    ast.ExceptHandler: _Look.handler, ast.Match: _Look.match, ast.Return: Values.returned,
    ast.Raise: _Look.speech, ast.Assert: _Look.speech,
}  # fmt: skip
