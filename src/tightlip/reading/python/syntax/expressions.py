"""Expressions, grown out of the standard library's."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from tightlip.reading.python.syntax import nodes as cst
from tightlip.reading.python.syntax.texts import Texts

_HEAD = re.compile(r"(?:async[\s\\]+)?(?:def|class)[\s\\]+")


class Expressions(Texts):
    """All expressions."""

    def value(self, node: ast.expr) -> Any:
        """The expression that `node` is."""
        return _EXPRESSIONS[type(node)](self, node)

    def optional(self, node: ast.expr | None) -> Any:
        """The expression that `node` is, if it is one."""
        return _EXPRESSIONS[type(node)](self, node) if node is not None else None

    def _name(self, node: ast.Name) -> cst.Name:
        return cst.Name(self.place(node), node.id)

    def name_of(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> cst.Name:
        """The name of a function or class."""
        at = self.place(node)
        head = _HEAD.match(self.text, self.start(at))
        line, column = self.spot(head.end()) if head else at[:2]
        return cst.Name((line, column, line, column + len(node.name)), node.name)

    def _constant(self, node: ast.Constant) -> Any:
        value = node.value
        if isinstance(value, (str, bytes)):
            return self.texts(node)
        if value is None or value is True or value is False:
            return cst.Name(self.place(node), str(value))
        if value is ...:
            return cst.Ellipsis(self.place(node))
        kind = {int: cst.Integer, float: cst.Float, complex: cst.Imaginary}[type(value)]
        at = self.place(node)
        return kind(at, self.text[self.start(at) : self.end(at)])

    def _attribute(self, node: ast.Attribute) -> cst.Attribute:
        at, name = self.place(node), node.attr
        _, _, line, column = at
        return cst.Attribute(at, self.value(node.value), cst.Name((line, column - len(name), line, column), name))

    def _subscript(self, node: ast.Subscript) -> cst.Subscript:
        inner = node.slice
        several = isinstance(inner, ast.Tuple) and not self._is_enclosed(inner)
        parts = [self._index(each) for each in (inner.elts if several else [inner])]  # type: ignore[attr-defined]
        return cst.Subscript(self.place(node), self.value(node.value), parts)

    def _index(self, node: ast.expr) -> cst.SubscriptElement:
        at = self.place(node)
        if isinstance(node, ast.Slice):
            bounds = (self.optional(bound) for bound in (node.lower, node.upper, node.step))
            return cst.SubscriptElement(at, cst.Slice(at, *bounds))
        return cst.SubscriptElement(at, cst.Index(at, self.value(_unstarred(node))))

    def _call(self, node: ast.Call) -> cst.Call:
        at, args = self.place(node), self.arguments(node.args, node.keywords)
        if len(args) == 1 and args[0].at[2:] == at[2:]:
            args[0].at = args[0].value.at  # `any(each for each in row)`: the parentheses are the call's
        return cst.Call(at, self.value(node.func), args)

    def arguments(self, plain: Sequence[ast.expr], keywords: Sequence[ast.keyword]) -> list[cst.Arg]:
        """The arguments of a call in their order; only a starred one can follow a keyword."""
        args = [self._argument(each) for each in plain]
        if keywords:
            args += [self._keyword(each) for each in keywords]
            if any(arg.star for arg in args):
                args.sort(key=lambda arg: arg.at)
        return args

    def _argument(self, node: ast.expr) -> cst.Arg:
        star = "*" if isinstance(node, ast.Starred) else ""
        return cst.Arg(self.place(node), self.value(_unstarred(node)), None, star)

    def _keyword(self, node: ast.keyword) -> cst.Arg:
        at, name = self.place(node), node.arg
        if name is None:
            return cst.Arg(at, self.value(node.value), None, "**")
        line, column, _, _ = at
        return cst.Arg(at, self.value(node.value), cst.Name((line, column, line, column + len(name)), name), "")

    def _awaited(self, node: ast.Await) -> cst.Await:
        return cst.Await(self.place(node), self.value(node.value))

    def _yielded(self, node: ast.Yield | ast.YieldFrom) -> cst.Yield:
        value = self.optional(node.value)
        if isinstance(node, ast.YieldFrom):
            value = cst.From(value.at, value)
        return cst.Yield(self.place(node), value)

    def _walrus(self, node: ast.NamedExpr) -> cst.NamedExpr:
        return cst.NamedExpr(self.place(node), self.value(node.target), self.value(node.value))

    def _either(self, node: ast.IfExp) -> cst.IfExp:
        test, body = self.value(node.test), self.value(node.body)
        return cst.IfExp(self.place(node), test, body, self.value(node.orelse))

    def _lambda(self, node: ast.Lambda) -> cst.Lambda:
        return cst.Lambda(self.place(node), self.parameters(node.args), self.value(node.body))

    def _unary(self, node: ast.UnaryOp) -> cst.UnaryOperation:
        operator = _OPERATORS.get(type(node.op), _OTHER)
        return cst.UnaryOperation(self.place(node), operator, self.value(node.operand))

    def _binary(self, node: ast.BinOp) -> cst.BinaryOperation:
        operator = _OPERATORS.get(type(node.op), _OTHER)
        return cst.BinaryOperation(self.place(node), self.value(node.left), operator, self.value(node.right))

    def _boolean(self, node: ast.BoolOp) -> cst.BooleanOperation:
        """`a or b or c` is `(a or b) or c`."""
        at, operator = self.place(node), _OPERATORS[type(node.op)]
        left, *rest = map(self.value, node.values)
        for right in rest[:-1]:
            left = cst.BooleanOperation((*at[:2], *self.outer_end(right.at)), left, operator, right)
        return cst.BooleanOperation(at, left, operator, rest[-1])

    def _comparison(self, node: ast.Compare) -> cst.Comparison:
        targets = [
            cst.ComparisonTarget(self.place(each), _OPERATORS.get(type(operator), _OTHER), self.value(each))
            for operator, each in zip(node.ops, node.comparators)
        ]
        return cst.Comparison(self.place(node), self.value(node.left), targets)

    def _sequence(self, node: ast.List | ast.Set) -> cst.BaseExpression:
        kind = cst.List if isinstance(node, ast.List) else cst.Set
        return kind(self.place(node), self.elements(node.elts))

    def _tuple(self, node: ast.Tuple) -> cst.Tuple:
        """A tuple's place is without its parentheses."""
        at, last = self.place(node), self.place(node.elts[-1]) if node.elts else None
        return cst.Tuple(self.within(at, last) if self._is_enclosed(node) else at, self.elements(node.elts))

    def _is_enclosed(self, node: ast.Tuple) -> bool:
        return self.in_parentheses(self.place(node), self.place(node.elts[0]) if node.elts else None)

    def elements(self, nodes: Sequence[ast.expr]) -> list[cst.BaseElement]:
        """The elements of a list, a tuple or a set."""
        return [
            self._starred(each) if isinstance(each, ast.Starred) else cst.Element(self.place(each), self.value(each))
            for each in nodes
        ]

    def _starred(self, node: ast.Starred) -> cst.StarredElement:
        return cst.StarredElement(self.place(node), self.value(node.value))

    def _dictionary(self, node: ast.Dict) -> cst.Dict:
        elements: list[cst.DictElement | cst.StarredDictElement] = []
        for key, value in zip(node.keys, node.values):
            at = self.place(value)
            if key is None:
                elements.append(cst.StarredDictElement(at, self.value(value)))
            else:
                at = (*self.outer_start(self.place(key)), *self.outer_end(at))
                elements.append(cst.DictElement(at, self.value(key), self.value(value)))
        return cst.Dict(self.place(node), elements)

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> cst.BaseComp:
        at = self.place(node)
        if isinstance(node, ast.GeneratorExp):
            last = node.generators[-1]
            at = self.within(at, self.place([last.iter, *last.ifs][-1]))
            return cst.GeneratorExp(at, self.value(node.elt), self._rounds(node.generators))
        kind = cst.ListComp if isinstance(node, ast.ListComp) else cst.SetComp
        return kind(at, self.value(node.elt), self._rounds(node.generators))

    def _mapping(self, node: ast.DictComp) -> cst.DictComp:
        key, value = self.value(node.key), self.value(node.value)
        return cst.DictComp(self.place(node), key, value, self._rounds(node.generators))

    def _rounds(self, nodes: Sequence[ast.comprehension]) -> cst.CompFor | None:
        """The loops of a comprehension, each inside the one before."""
        made: cst.CompFor | None = None
        for node in reversed(nodes):
            tests = [cst.CompIf(self.place(test), self.value(test)) for test in node.ifs]
            target = self.value(node.target)
            made = cst.CompFor(self.place(node.target), target, self.value(node.iter), tests, made)
        return made

    def parameters(self, node: ast.arguments) -> cst.Parameters:
        """The parameters of a function or lambda."""
        plain = [*node.posonlyargs, *node.args]
        defaults = [None] * (len(plain) - len(node.defaults)) + node.defaults
        made = [self._parameter(each, default) for each, default in zip(plain, defaults)]
        first = len(node.posonlyargs)
        keyword = [self._parameter(each, default) for each, default in zip_longest(node.kwonlyargs, node.kw_defaults)]
        star, kwarg = (self._parameter(each) if each else None for each in (node.vararg, node.kwarg))
        return cst.Parameters((0, 0, 0, 0), made[first:], star, keyword, kwarg, made[:first])

    def _parameter(self, node: ast.arg, default: ast.expr | None = None) -> cst.Param:
        name = node.arg
        line, column, _, _ = self.place(node)
        named = cst.Name((line, column, line, column + len(name)), name)
        return cst.Param(named.at, named, self.annotation(node.annotation), self.optional(default))

    def annotation(self, node: ast.expr | None) -> cst.Annotation | None:
        """The annotation that `node` is, if it is one."""
        return cst.Annotation(self.place(node), self.value(node)) if node is not None else None


def _unstarred(node: ast.expr) -> ast.expr:
    return node.value if isinstance(node, ast.Starred) else node


_NOWHERE = (0, 0, 0, 0)
_OTHER = cst.BaseOperator(_NOWHERE)
_OPERATORS: Mapping[type[ast.AST], cst.BaseOperator] = {
    kind: made(_NOWHERE)
    for kind, made in (
        (ast.Add, cst.Add), (ast.And, cst.And), (ast.BitOr, cst.BitOr), (ast.Eq, cst.Equal), (ast.In, cst.In),
        (ast.Is, cst.Is), (ast.IsNot, cst.IsNot), (ast.USub, cst.Minus), (ast.Mod, cst.Modulo),
        (ast.Mult, cst.Multiply), (ast.Not, cst.Not), (ast.NotEq, cst.NotEqual), (ast.NotIn, cst.NotIn),
        (ast.Or, cst.Or),
    )
}  # fmt: skip

_EXPRESSIONS: Mapping[type[ast.AST], Callable[[Expressions, Any], Any]] = {
    ast.Name: Expressions._name, ast.Constant: Expressions._constant, ast.JoinedStr: Expressions.texts,
    ast.Attribute: Expressions._attribute, ast.Subscript: Expressions._subscript, ast.Call: Expressions._call,
    ast.Await: Expressions._awaited, ast.Yield: Expressions._yielded, ast.YieldFrom: Expressions._yielded,
    ast.NamedExpr: Expressions._walrus, ast.IfExp: Expressions._either, ast.Lambda: Expressions._lambda,
    ast.UnaryOp: Expressions._unary, ast.BinOp: Expressions._binary, ast.BoolOp: Expressions._boolean,
    ast.Compare: Expressions._comparison, ast.List: Expressions._sequence, ast.Set: Expressions._sequence,
    ast.Tuple: Expressions._tuple, ast.Starred: Expressions._starred, ast.Dict: Expressions._dictionary,
    ast.ListComp: Expressions._comprehension, ast.SetComp: Expressions._comprehension,
    ast.GeneratorExp: Expressions._comprehension, ast.DictComp: Expressions._mapping,
    # Not in every version of Python.
    **({ast.TemplateStr: Expressions.texts} if hasattr(ast, "TemplateStr") else {}),
}  # fmt: skip
