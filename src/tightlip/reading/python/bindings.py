"""Every place of a module where the name of a secret is bound to a literal: one walk, one function a kind of node."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tightlip.judgement.judge import Judge
from tightlip.model import Severity
from tightlip.reading.facts import Binding
from tightlip.reading.python import forms
from tightlip.reading.python.binder import TEXTS, Binder
from tightlip.reading.python.bindings_calls import visit_call
from tightlip.reading.python.bindings_commands import visit_arguments
from tightlip.reading.python.bindings_comments import bindings_in_comments
from tightlip.reading.python.bindings_constants import bound_once
from tightlip.reading.python.bindings_text import may_hold_pairs, pairs
from tightlip.reading.python.bindings_values import Found, index, key_name, literals, template
from tightlip.reading.python.module import PythonModule, children, dotted, literal
from tightlip.reading.python.syntax import nodes as cst
from tightlip.reading.text import SourceText

# So many rows make a table: `Sensor(api_key="powerToday"), Sensor(api_key="powerTotal"), …`
_TABLE = 4
# A dictionary under the plural of one of these holds them by their owners: `PASSWORDS = {"alice": "…"}`.
_SEVERAL = frozenset({"password", "token", "key"})
_DISPLAYS = (cst.Tuple, cst.List, cst.Set)


def bindings(module: PythonModule, source: SourceText, judge: Judge) -> Iterator[Binding]:
    """The names in `module` (whose text is `source`) that `judge` calls sensitive, bound to literals; comments last."""
    binder = Binder(module, source, judge)
    _walk(binder)
    described = _described(binding for binding, _ in binder.found if _may_describe(binding, judge))
    for binding, variable in binder.found:
        if (binding.owner, binding.name) in described and _may_describe(binding, judge):
            continue
        yield binding._replace(form=forms.LABEL) if variable in binder.keys else binding
    yield from _handed_on(binder)
    yield from bindings_in_comments(source, judge)


def _handed_on(binder: Binder) -> Iterator[Binding]:
    """`K = "…"`, and then `jwt.encode(claims, K)`."""
    names = frozenset(variable for _, variable, _, _ in binder.handed_on if variable in binder.constants)
    if names:
        known = bound_once(binder.module, names)
        before = len(binder.found)
        for name, variable, form, owner in binder.handed_on:
            node = binder.constants.get(variable)
            if variable in known and node is not None:
                binder.add(name, Found(node, literal(node) or ""), form if form == forms.KEY else forms.CONSTANT, owner)
        yield from (binding for binding, _ in binder.found[before:])


def _walk(binder: Binder) -> None:
    stack: list[cst.CSTNode] = [binder.module.tree]
    while stack:
        node = stack.pop()
        if id(node) in binder.closed:
            continue
        kind = type(node)
        visit = _VISITS.get(kind)
        if visit is not None:
            visit(binder, node)
        if kind is cst.Annotation:
            continue
        for value in reversed(kind.below(node)):  # `children`, written out: see `walk`
            if type(value) is list:
                stack.extend(reversed(value))
            elif value is not None:
                stack.append(value)


def _may_describe(binding: Binding, judge: Judge) -> bool:
    """Whether what a call is given may be the name of a thing. Nobody describes things by their passwords."""
    if not (binding.owner and binding.value.isidentifier()) or judge.name(binding.name).kind == "password":
        return False
    return judge.binding(binding.name, binding.value, in_tests=False) != Severity.ERROR


def _described(found: Iterator[Binding]) -> frozenset[tuple[str, str]]:
    """The (callee, keyword) pairs that are given many different identifiers: names of things, not secrets."""
    rows = {(each.owner, each.name, each.value) for each in found}
    counts = Counter((owner, name) for owner, name, _ in rows)
    return frozenset(pair for pair, count in counts.items() if count >= _TABLE)


def _assign(binder: Binder, target: cst.BaseExpression, value: cst.BaseExpression) -> None:
    """One target of an assignment; unpacking is followed by position."""
    if isinstance(target, (cst.Tuple, cst.List)) and isinstance(value, (cst.Tuple, cst.List)):
        if len(target.elements) == len(value.elements):
            for left, right in zip(target.elements, value.elements):
                _assign(binder, left.value, right.value)
        return
    if isinstance(target, cst.Subscript) and binder.is_label_map(dotted(target.value).rpartition(".")[2]):
        return  # errors["password"] = "…"
    name = binder.name_of(target)
    binder.close_texts(name, value)
    binder.bind_pair(name, value)
    variable = target.value if isinstance(target, cst.Name) else ""
    binder.bind(name, value, forms.ASSIGNMENT, variable=variable)
    if isinstance(value, TEXTS):
        binder.constants[variable] = value
    if isinstance(value, cst.Dict) and name.lower().endswith("s"):
        _bind_several(binder, name, value)


def _bind_several(binder: Binder, name: str, value: cst.Dict) -> None:
    """`PASSWORDS = {"alice": "…"}`. What is called a secret may be its name, and has to look like one itself."""
    kind = binder.judge.name(name).kind
    for element in value.elements:
        text = literal(element.value)
        is_owner = isinstance(element, cst.DictElement) and not binder.rank(key_name(binder.words, element.key))
        if text is None or not is_owner:
            continue
        if kind in _SEVERAL or (kind == "secret" and binder.judge.value(text, name).strength == "strong"):
            binder.add(name, Found(element.value, text), forms.ELEMENT)


def _visit_assign(binder: Binder, node: cst.Assign) -> None:
    # `safe = password = "…"`: the literal goes by the most telling name.
    for target in sorted(node.targets, key=lambda target: -binder.rank(binder.name_of(target.target))):
        _assign(binder, target.target, node.value)


def _visit_other_assignment(binder: Binder, node: cst.AnnAssign | cst.AugAssign | cst.NamedExpr) -> None:
    if node.value is not None:
        _assign(binder, node.target, node.value)


def _visit_for(binder: Binder, node: cst.For) -> None:
    binder.bind(binder.name_of(node.target), node.iter, forms.ELEMENT)


def _visit_function(binder: Binder, node: cst.FunctionDef) -> None:
    name = node.name.value
    if binder.rank(name):
        for statement in _own_statements(node.body):
            if isinstance(statement, cst.Return):
                binder.bind(name, statement.value, forms.RETURN)


def _visit_parameters(binder: Binder, node: cst.Parameters) -> None:
    for parameter in (*node.posonly_params, *node.params, *node.kwonly_params):
        binder.bind(parameter.name.value, parameter.default, forms.PARAMETER)


def _visit_class(binder: Binder, node: cst.ClassDef) -> None:
    """An enum's members are names of things."""
    bases = {dotted(base.value).rpartition(".")[2] for base in node.bases}
    if bases & binder.words.label_classes:
        binder.close(each for each in node.body.body if isinstance(each, cst.SimpleStatementLine))


def _visit_expression(binder: Binder, node: cst.Expr) -> None:
    if isinstance(node.value, TEXTS):  # a docstring, or a comment in its dress
        binder.close([node.value])
        _bind_inside(binder, node.value, forms.DOCSTRING)


def _visit_dict(binder: Binder, node: cst.Dict) -> None:
    elements = [element for element in node.elements if isinstance(element, cst.DictElement)]
    items = [(key_name(binder.words, element.key), element.value) for element in elements]
    for element, (name, value) in zip(elements, items):
        binder.use_as_key(element.key)
        binder.close_texts(name, value)
        binder.bind_pair(name, value)
        binder.bind(name, value, forms.ENTRY)
        if isinstance(value, cst.Dict) and binder.rank(name):  # {"API_KEY": {"value": "…"}}
            for inner in value.elements:
                if isinstance(inner, cst.DictElement) and literal(inner.key) in ("value", "default"):
                    binder.bind(name, inner.value, forms.ENTRY)
    values = {name.lower(): value for name, value in items}
    # {"name": "API_KEY", "value": "…"}
    binder.bind(literal(values.get("name", values.get("key"))) or "", values.get("value"), forms.ENTRY)


def _visit_either(binder: Binder, node: cst.BooleanOperation | cst.IfExp) -> None:
    for found in literals(binder.module, binder.words, node):
        if found.form == forms.FALLBACK:
            binder.add(found.name, found, forms.FALLBACK)


def _visit_comparison(binder: Binder, node: cst.Comparison) -> None:
    if all(isinstance(each.operator, (cst.Equal, cst.NotEqual)) for each in node.comparisons):
        binder.compare([node.left, *(each.comparator for each in node.comparisons)])
        return
    operator, other = node.comparisons[0].operator, node.comparisons[0].comparator
    # What is looked for in a mapping is a key; `password in ("admin", "letmein")` is a comparison.
    if isinstance(operator, (cst.In, cst.NotIn)) and not isinstance(other, _DISPLAYS):
        binder.use_as_key(node.left)


def _visit_match(binder: Binder, node: cst.Match) -> None:
    for case in node.cases:
        for pattern in _alternatives(case.pattern):
            binder.compare([node.subject, pattern])


def _visit_subscript(binder: Binder, node: cst.Subscript) -> None:
    binder.use_as_key(index(node))
    if dotted(node.value).rpartition(".")[2] == "Literal":
        binder.close(children(node))


def _visit_sequence(binder: Binder, node: cst.List | cst.Tuple) -> None:
    """`[("user", "orders"), ("password", "…")]`, and the arguments of a command."""
    visit_arguments(binder, node)
    for pair in (element.value for element in node.elements):
        if isinstance(pair, cst.Tuple) and len(pair.elements) == 2:
            binder.bind(literal(pair.elements[0].value) or "", pair.elements[1].value, forms.ELEMENT)


def _visit_sum(binder: Binder, node: cst.BinaryOperation) -> None:
    if literal(node) is not None:
        _visit_text(binder, node)


def _visit_text(binder: Binder, node: cst.BaseExpression) -> None:
    """Names and values inside one string; a concatenation is read as a whole."""
    if isinstance(node, cst.SimpleString):
        if not may_hold_pairs(node.value):
            return
    else:
        binder.close(child for child in children(node) if literal(child) is not None)
    _bind_inside(binder, node)


def _bind_inside(binder: Binder, node: cst.BaseExpression, form: str = "") -> None:
    text = template(node)
    if may_hold_pairs(text):
        for pair in pairs(text, binder.judge):
            binder.add_inside(node, pair._replace(form=form or pair.form))


_VISITS: Mapping[type[cst.CSTNode], Callable[[Binder, Any], None]] = {
    cst.Assign: _visit_assign,
    cst.AnnAssign: _visit_other_assignment,
    cst.AugAssign: _visit_other_assignment,
    cst.NamedExpr: _visit_other_assignment,
    cst.For: _visit_for,
    cst.FunctionDef: _visit_function,
    cst.Parameters: _visit_parameters,
    cst.ClassDef: _visit_class,
    cst.Expr: _visit_expression,
    cst.Dict: _visit_dict,
    cst.Call: visit_call,
    cst.BooleanOperation: _visit_either,
    cst.IfExp: _visit_either,
    cst.Comparison: _visit_comparison,
    cst.Match: _visit_match,
    cst.Subscript: _visit_subscript,
    cst.List: _visit_sequence,
    cst.Tuple: _visit_sequence,
    cst.BinaryOperation: _visit_sum,
    cst.SimpleString: _visit_text,
    cst.ConcatenatedString: _visit_text,
    cst.FormattedString: _visit_text,
}


def _own_statements(body: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The statements of a function, without those of functions and classes inside it."""
    stack = [body]
    while stack:
        node = stack.pop()
        if isinstance(node, (cst.FunctionDef, cst.ClassDef)):
            continue
        yield node
        if not isinstance(node, cst.BaseSmallStatement):
            stack.extend(children(node))


def _alternatives(pattern: cst.MatchPattern) -> Iterator[cst.BaseExpression]:
    if isinstance(pattern, cst.MatchValue):
        yield pattern.value
    elif isinstance(pattern, cst.MatchOr):
        for option in pattern.patterns:
            yield from _alternatives(option.pattern)
    elif isinstance(pattern, cst.MatchAs) and pattern.pattern is not None:
        yield from _alternatives(pattern.pattern)
