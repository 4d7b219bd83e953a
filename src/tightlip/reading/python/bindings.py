"""Every place of a module where a name is bound to a literal: one walk, one method for each kind of node."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

import libcst as cst

from tightlip.judgement.judge import Judge
from tightlip.reading.facts import Binding
from tightlip.reading.python import forms
from tightlip.reading.python.bindings_text import MAY_HOLD_PAIRS, credential, pairs, user_password
from tightlip.reading.python.bindings_values import (
    Found,
    argument,
    index,
    key_name,
    literals,
    name_of,
    option_names,
)
from tightlip.reading.python.bindings_words import Words, binding_words
from tightlip.reading.python.module import PythonModule, children, dotted, literal

_TEXTS = (cst.SimpleString, cst.ConcatenatedString, cst.FormattedString)
# `://user:password@{host}` in an f-string: \0 stands for a field. The text rule sees only whole literals.
_USERINFO = re.compile(r"://[^/\s:@]*:([^/\s:@\0]+)@[^/\s]*\0")


def bindings(module: PythonModule, judge: Judge) -> Iterator[Binding]:
    """The bindings of names that `judge` holds to be sensitive, in source order, each literal once."""
    walk = _Walk(module, judge)
    walk.run()
    for target, binding in walk.found:
        is_label = binding.form == forms.ASSIGNMENT and isinstance(target, cst.Name) and target.value in walk.keys
        yield binding._replace(form=forms.LABEL) if is_label else binding


class _Walk:
    """The walk's state: what was found, and what later turned out to be a key."""

    def __init__(self, module: PythonModule, judge: Judge) -> None:
        self.module = module
        self.judge = judge
        self.words: Words = binding_words(judge.vocabulary["python_bindings"])
        self.found: list[tuple[cst.CSTNode | None, Binding]] = []
        self.keys: set[str] = set()  # variables that are used to look something up
        self.bound: set[cst.CSTNode] = set()  # literals that have their name already
        self.closed: set[cst.CSTNode] = set()  # nodes below which nothing is bound

    def run(self) -> None:
        stack: list[cst.CSTNode] = [self.module.tree]
        while stack:
            node = stack.pop()
            if node in self.closed:
                continue
            visit = _VISITS.get(type(node))
            if visit is not None:
                visit(self, node)
            stack.extend(reversed([child for child in children(node) if not isinstance(child, cst.Annotation)]))

    # Binding a name

    def rank(self, name: str) -> int:
        """0: says nothing, 1: a weak name, 2: a strong one."""
        verdict = self.judge.name(name) if name else None
        return 0 if verdict is None or not verdict.sensitive else 2 if verdict.strong else 1

    def bind(
        self, targets: Iterable[cst.CSTNode | str], value: cst.BaseExpression | None, form: str, owner: str = ""
    ) -> None:
        """Bind the most telling name among `targets` to every literal that `value` may yield."""
        names = {self.target_name(target): target for target in targets}
        best = max(names, key=self.rank, default="")
        if value is None or not self.rank(best):
            return
        target = names[best]
        for found in literals(self.module, self.words, value):
            if found.name and self.rank(found.name) >= self.rank(best):
                self.add(found.name, found, forms.FALLBACK, owner)
            else:
                self.add(best, found, found.form or form, owner, target if isinstance(target, cst.CSTNode) else None)

    def add(self, name: str, found: Found, form: str, owner: str = "", target: cst.CSTNode | None = None) -> None:
        """One binding, unless its literal has a name already."""
        if found.node in self.bound or not self.rank(name):
            return
        self.bound.add(found.node)
        value, is_header = credential(found.value)
        form = forms.HEADER if is_header and form != forms.COMPARISON else form
        self.found.append((target, Binding(name, value, self.module.anchor(found.node), form, owner)))

    def target_name(self, target: cst.CSTNode | str) -> str:
        return target if isinstance(target, str) else name_of(self.module, self.words, target)  # type: ignore[arg-type]

    def assign(self, targets: list[cst.BaseExpression], value: cst.BaseExpression | None) -> None:
        """Targets of one assignment; unpacking is followed by position."""
        if isinstance(value, (cst.Tuple, cst.List)):
            for target in targets:
                if isinstance(target, (cst.Tuple, cst.List)) and len(target.elements) == len(value.elements):
                    for left, right in zip(target.elements, value.elements):
                        self.assign([left.value], right.value)
        names = [self.target_name(target) for target in targets]
        self.close_label_map(names, value)
        if any(name.lower() in self.words.user_and_password for name in names):
            self.user_and_password(value)
        self.bind(targets, value, forms.ASSIGNMENT)
        if isinstance(value, cst.Dict) and any(self.judge.name(name).kind in _NAMED_BY_USER for name in names):
            for element in value.elements:
                text = literal(element.value)
                if text is not None:
                    for target in targets:
                        self.add(self.target_name(target), Found(element.value, text), forms.ELEMENT)

    def user_and_password(self, value: cst.BaseExpression | None, owner: str = "") -> None:
        """`("user", "password")`, where the name says that it is such a pair."""
        if isinstance(value, (cst.Tuple, cst.List)) and len(value.elements) == 2:
            self.bind(["password"], value.elements[1].value, forms.ARGUMENT, owner)

    def close_label_map(self, names: Iterable[str], value: cst.BaseExpression | None) -> None:
        """A dictionary under a name such as `help_texts` holds words for people."""
        is_map = isinstance(value, (cst.Dict, cst.Call)) and any(
            name.lower() in self.words.label_maps for name in names
        )
        if is_map and value is not None:
            self.closed.add(value)

    # The kinds of node

    def visit_assign(self, node: cst.Assign) -> None:
        self.assign([target.target for target in node.targets], node.value)

    def visit_ann_assign(self, node: cst.AnnAssign) -> None:
        self.assign([node.target], node.value)

    def visit_aug_assign(self, node: cst.AugAssign) -> None:
        self.bind([node.target], node.value, forms.ASSIGNMENT)

    def visit_named_expr(self, node: cst.NamedExpr) -> None:
        self.bind([node.target], node.value, forms.ASSIGNMENT)

    def visit_for(self, node: cst.For) -> None:
        self.bind([node.target], node.iter, forms.ASSIGNMENT)

    def visit_function(self, node: cst.FunctionDef) -> None:
        self.visit_parameters(node.params, node.name.value)
        if self.rank(node.name.value):
            for statement in _own_statements(node.body):
                if isinstance(statement, cst.Return):
                    self.bind([node.name.value], statement.value, forms.RETURN)

    def visit_lambda(self, node: cst.Lambda) -> None:
        self.visit_parameters(node.params, "lambda")

    def visit_parameters(self, node: cst.Parameters, owner: str) -> None:
        for parameter in (*node.posonly_params, *node.params, *node.kwonly_params):
            self.bind([parameter.name.value], parameter.default, forms.PARAMETER, owner)

    def visit_class(self, node: cst.ClassDef) -> None:
        bases = {dotted(base.value).rpartition(".")[2] for base in node.bases}
        if bases & self.words.label_classes:
            for statement in node.body.body:
                if isinstance(statement, cst.SimpleStatementLine):
                    self.closed.add(statement)

    def visit_expression(self, node: cst.Expr) -> None:
        if isinstance(node.value, _TEXTS):  # a docstring, or a comment in its dress
            self.closed.add(node.value)

    def visit_dict(self, node: cst.Dict) -> None:
        texts: dict[str, cst.BaseExpression] = {}
        for element in node.elements:
            if not isinstance(element, cst.DictElement):
                continue
            if isinstance(element.key, cst.Name):
                self.keys.add(element.key.value)
            name = key_name(self.words, element.key)
            texts[name.lower()] = element.value
            self.close_label_map([name], element.value)
            if name.lower() in self.words.user_and_password:
                self.user_and_password(element.value)
            self.bind([name], element.value, forms.ENTRY)
            if self.rank(name) and isinstance(element.value, cst.Dict):  # {"API_KEY": {"value": "…"}}
                for inner in element.value.elements:
                    if isinstance(inner, cst.DictElement) and literal(inner.key) in ("value", "default"):
                        self.bind([name], inner.value, forms.ENTRY)
        name = literal(texts.get("name", texts.get("key"))) or ""
        self.bind([name], texts.get("value"), forms.ENTRY)  # {"name": "API_KEY", "value": "…"}

    def visit_call(self, node: cst.Call) -> None:
        callee = self.module.qualified(node.func)
        last = callee.rpartition(".")[2]
        owner = dotted(node.func)
        by_keyword = {arg.keyword.value: arg.value for arg in node.args if arg.keyword is not None}
        is_reader = last.startswith(self.words.reading_verbs) and self.rank(last) > 0
        for name, value in by_keyword.items():
            self.close_label_map([name], value)
            if isinstance(value, cst.Name) and not self.rank(name):
                self.keys.add(value.value) if name.lower().endswith(("id", "name", "key")) else None
            if name.lower() in self.words.user_and_password:
                self.user_and_password(value, owner)
            if not is_reader:
                self.bind([name], value, forms.ARGUMENT, owner)
            if name in self.words.defaults:
                self.bind(option_names(node), value, forms.FALLBACK, owner)
        for row in self.words.arguments.of(callee):
            if row["position"] == 0 or len(node.args) > 1:
                self.bind([row["name"]], argument(node, row["position"], row.get("keyword", "")), forms.ARGUMENT, owner)
        for table, form in ((self.words.pairs, forms.ASSIGNMENT), (self.words.getters, forms.FALLBACK)):
            for row in table.of(callee):
                key = argument(node, row["name"], "")
                if isinstance(key, cst.Name):
                    self.keys.add(key.value)
                self.bind([key_name(self.words, key)], argument(node, row["value"], ""), form, owner)
        name = by_keyword.get("name") or by_keyword.get("key") or by_keyword.get("Name")
        value = by_keyword.get("value") or by_keyword.get("Value")
        self.bind([literal(name) or ""], value, forms.ARGUMENT, owner)
        if literal(by_keyword.get("Type")) == "SecureString":
            self.bind(["secret"], value, forms.ARGUMENT, owner)
        if last in self.words.wrappers and node.args and self.rank(last):
            self.bind([last], node.args[0].value, forms.ARGUMENT, owner)
        if last == "compare_digest" and len(node.args) == 2:
            self.compare(node.args[0].value, node.args[1].value)
        if last == "b64encode" and node.args:
            password = user_password(literal(node.args[0].value) or "")
            self.add("password", Found(node.args[0].value, password), forms.ARGUMENT, owner)

    def visit_either(self, node: cst.BooleanOperation | cst.IfExp) -> None:
        for found in literals(self.module, self.words, node):
            if found.form == forms.FALLBACK:
                self.add(found.name, found, forms.FALLBACK)

    def visit_comparison(self, node: cst.Comparison) -> None:
        left = node.left
        for comparison in node.comparisons:
            right = comparison.comparator
            if isinstance(comparison.operator, (cst.Equal, cst.NotEqual)):
                self.compare(left, right)
            elif isinstance(comparison.operator, (cst.In, cst.NotIn)) and isinstance(left, cst.Name):
                self.keys.add(left.value)
            left = right

    def compare(self, left: cst.BaseExpression, right: cst.BaseExpression) -> None:
        for one, other in ((left, right), (right, left)):
            text = literal(other)
            if text is not None:
                self.add(self.target_name(one), Found(other, text), forms.COMPARISON)

    def visit_match(self, node: cst.Match) -> None:
        for case in node.cases:
            for pattern in _alternatives(case.pattern):
                self.compare(node.subject, pattern)

    def visit_subscript(self, node: cst.Subscript) -> None:
        key = index(node)
        if isinstance(key, cst.Name):
            self.keys.add(key.value)
        if dotted(node.value).rpartition(".")[2] == "Literal":
            self.closed.add(node)
            self.closed.update(children(node))

    def visit_sequence(self, node: cst.List | cst.Tuple) -> None:
        """A list of arguments: `["mysql", "--password", "…"]`, `["curl", "-u", "user:…"]`."""
        for flag, value in zip(node.elements, node.elements[1:]):
            name = literal(flag.value) or ""
            if name in self.words.user_flags:
                password = user_password(literal(value.value) or "")
                self.add("password", Found(value.value, password), forms.ARGUMENT)
            elif name.startswith("--") and "=" not in name:
                self.bind([name], value.value, forms.ARGUMENT)

    def visit_sum(self, node: cst.BinaryOperation) -> None:
        if literal(node) is not None:
            self.visit_text(node)

    def visit_text(self, node: cst.BaseExpression) -> None:
        """Names and values inside one string; a concatenation is read as a whole."""
        if not isinstance(node, cst.SimpleString):
            self.closed.update(child for child in children(node) if literal(child) is not None)
        text = node.value if isinstance(node, cst.SimpleString) else _template(node)
        if not MAY_HOLD_PAIRS.search(text):
            return
        text = _template(node)
        match = _USERINFO.search(text)
        if match is not None:
            self.found.append((None, Binding("password", match[1], self.module.anchor(node), forms.URL)))
        for name, value, form in pairs(text.replace("\0", "{}"), self.judge):
            self.found.append((None, Binding(name, value, self.module.anchor(node), form)))


# A dictionary or a list under such a name is one of secrets: `PASSWORDS = {"alice": "…"}`.
_NAMED_BY_USER = frozenset({"password", "token", "key"})

_VISITS: Mapping[type[cst.CSTNode], Callable[..., None]] = {
    cst.Assign: _Walk.visit_assign,
    cst.AnnAssign: _Walk.visit_ann_assign,
    cst.AugAssign: _Walk.visit_aug_assign,
    cst.NamedExpr: _Walk.visit_named_expr,
    cst.For: _Walk.visit_for,
    cst.FunctionDef: _Walk.visit_function,
    cst.Lambda: _Walk.visit_lambda,
    cst.ClassDef: _Walk.visit_class,
    cst.Expr: _Walk.visit_expression,
    cst.Dict: _Walk.visit_dict,
    cst.Call: _Walk.visit_call,
    cst.BooleanOperation: _Walk.visit_either,
    cst.IfExp: _Walk.visit_either,
    cst.Comparison: _Walk.visit_comparison,
    cst.Match: _Walk.visit_match,
    cst.Subscript: _Walk.visit_subscript,
    cst.List: _Walk.visit_sequence,
    cst.Tuple: _Walk.visit_sequence,
    cst.BinaryOperation: _Walk.visit_sum,
    cst.SimpleString: _Walk.visit_text,
    cst.ConcatenatedString: _Walk.visit_text,
    cst.FormattedString: _Walk.visit_text,
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


def _template(node: cst.CSTNode) -> str:
    """The text of a string, with \\0 for the fields of f-strings."""
    if isinstance(node, cst.FormattedString):
        return "".join(part.value if isinstance(part, cst.FormattedStringText) else "\0" for part in node.parts)
    if isinstance(node, cst.ConcatenatedString):
        return _template(node.left) + _template(node.right)
    return literal(node) or ""
