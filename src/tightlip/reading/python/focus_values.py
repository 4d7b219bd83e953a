"""What the expressions of a file may hold: not values, but the names whose values are in them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

from tightlip.reading.python.flow.tables import words_of
from tightlip.reading.python.focus_notes import ERRORS, READS, REQUEST, SECRET, Held, Notes
from tightlip.reading.python.focus_tree import children, dotted, fold

_COMMANDS = frozenset({"env", "printenv", "set", "export"})
_MODELS = frozenset({"dict", "json"})
_OWN = frozenset({"self", "cls", "super"})  # no secret is called so


class Values(Notes):
    """A walk over the expressions of one file.

    `scope` are the functions around, the innermost last; a variable is a name of each of them.
    """

    def parameters(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, scope: tuple[str, ...]) -> None:
        """Note which parameters of a function are called after secrets, and look at their defaults."""
        for parameter in _parameters(node.args):
            self.hold([f"{scope[-1]}:{parameter.arg}"], [SECRET] if self.names.tells(parameter.arg) else [])
        for default in (*node.args.defaults, *node.args.kw_defaults):
            if default is not None:
                self.value(default, scope)

    def returned(self, node: ast.Return | ast.Yield | ast.YieldFrom, scope: tuple[str, ...]) -> Held:
        """Note what a function gives back, under its own name; what a handler of requests gives back is said."""
        held = self.value(node.value, scope) if node.value is not None else []
        if scope:
            name, _, line = scope[-1].partition("@")
            self.hold([f".{name}"], held)
            decorators = (
                decorator
                for function in self.functions.get(name, ())
                if str(function.lineno) == line
                for decorator in function.decorator_list
            )
            if any(self.leaf(each) in self.tables.handlers.leaves for each in decorators):
                self.said.update(held)
        return []

    def value(self, node: ast.AST, scope: tuple[str, ...]) -> Held:
        """The names whose values the value of `node` may hold."""
        evaluate = _EXPRESSIONS.get(type(node))
        if evaluate is not None:
            return evaluate(self, node, scope)
        held: Held = []
        for part in children(node):
            held += self.value(part, scope)
        return held

    def nothing(self, node: ast.AST, scope: tuple[str, ...]) -> Held:
        """A comparison, a negation: its parts are looked at, its value tells nothing."""
        for part in children(node):
            self.value(part, scope)
        return []

    def constant(self, node: ast.Constant, _: tuple[str, ...]) -> Held:
        """A text: where it is the path of a secret file, what is read from there is a secret."""
        return [SECRET] if isinstance(node.value, str) and node.value.startswith(self.tables.secret_files) else []

    def name(self, node: ast.Name, scope: tuple[str, ...]) -> Held:
        """A variable: itself, wherever it may have been given its value."""
        name = node.id
        if name in _OWN:
            return []
        imported = self.names.imports.get(name, "").rpartition(".")[2]
        if self.names.tells(name) or self.names.tells(imported) or {name, imported} & self.environment:
            return [SECRET]
        return [f":{name}", f".{name}", *(f"{place}:{name}" for place in scope)]

    def attribute(self, node: ast.Attribute, scope: tuple[str, ...]) -> Held:
        """A part of an object: what is kept under its name anywhere, and the object where it is only its value."""
        held = self.value(node.value, scope)
        owner, part = self.leaf(node.value) or _key(node.value), node.attr
        if self.names.tells(part) or self.is_whole(part, owner) or self.names.namer.name(part, owner).sensitive:
            return [SECRET]
        return [f".{part}", *(held if part in self.parts else ())]

    def subscript(self, node: ast.Subscript, scope: tuple[str, ...]) -> Held:
        """A part of a container, by its key."""
        held = self.value(node.value, scope)
        key = fold(node.slice)
        if key is None:
            written = self.leaf(node.slice)
            self.value(node.slice, scope)
            return [SECRET] if self.names.is_key(written) else held
        return self.entry(key, node.value, held)

    def entry(self, key: str, container: ast.AST, held: Held) -> Held:
        """The entry under the literal `key` of `container`, which holds what `held` does."""
        owner = self.leaf(container) or _key(container)
        if self.names.keys(key) or self.names.namer.name(key, owner).sensitive or owner in self.stores:
            return [SECRET]
        return [f".{key}", *(held if key in self.parts else ())]

    def dictionary(self, node: ast.Dict, scope: tuple[str, ...]) -> Held:
        """A mapping: its values, each of them also under its key."""
        everything: Held = []
        for key, value in zip(node.keys, node.values):
            held = self.value(value, scope)
            text = fold(key) if key is not None else None
            if key is not None and text is None:
                self.value(key, scope)
            if text is not None:
                self.hold([f".{text}"], held)
            telling = self.names.keys(text) if text is not None else self.names.is_key(self.leaf(key))
            everything += [SECRET] if telling and fold(value) is None else held
        return everything

    def joined(self, node: ast.BinOp | ast.BoolOp, scope: tuple[str, ...]) -> Held:
        """What is made of both sides, or is one of them."""
        parts = node.values if isinstance(node, ast.BoolOp) else [node.left, node.right]
        return [each for part in parts for each in self.value(part, scope)]

    def walrus(self, node: ast.NamedExpr, scope: tuple[str, ...]) -> Held:
        """`(name := value)`"""
        held = self.value(node.value, scope)
        self.store(node.target, held, scope)
        return [*held, *self.value(node.target, scope)]

    def function_of(self, node: ast.Lambda, scope: tuple[str, ...]) -> Held:
        """A lambda: what it would return."""
        inner = (*scope, f"lambda@{node.lineno}")
        self.parameters(node, inner)
        return self.value(node.body, inner)

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, scope: Any) -> Held:
        """A comprehension: its elements."""
        held: Held = []
        for each in node.generators:
            over = self.value(each.iter, scope)
            self.store(each.target, over, scope)
            for test in each.ifs:
                self.value(test, scope)
        for part in (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,):
            held += self.value(part, scope)
        return held

    def call(self, node: ast.Call, scope: tuple[str, ...]) -> Held:
        """A call: what it lets out, hands over and gives back."""
        leaf = self.leaf(node.func)
        receiver = self.value(node.func.value, scope) if isinstance(node.func, ast.Attribute) else []
        if not isinstance(node.func, (ast.Attribute, ast.Name)):
            receiver = self.value(node.func, scope)
        plain = [self.value(argument, scope) for argument in node.args]
        named = [(keyword.arg or "", self.value(keyword.value, scope)) for keyword in node.keywords]
        if self.under_keywords(node):
            named.append(("", [SECRET]))
        given = [each for held in (*plain, *(held for _, held in named)) for each in held]
        if plain and self.names.namer.opens_database(leaf, self.leaf(getattr(node.func, "value", None))):
            self.hold(plain[0], [SECRET])
        self.say(leaf, node, plain, named)
        self.hand_over(leaf, plain, named)
        if leaf in self.tables.gathering and isinstance(node.func, ast.Attribute):
            self.store(node.func.value, given, scope)
        if leaf in self.runners and any(_runs_env(argument) for argument in ast.walk(node)):
            self.said.add(SECRET)
        return self.result(leaf, node, receiver, given)

    def result(self, leaf: str, node: ast.Call, receiver: Held, given: Held) -> Held:
        """What a call gives back."""
        passes = leaf in self.passes
        known = leaf in self.sources
        is_method = isinstance(node.func, ast.Attribute)
        if not passes and not known and leaf not in self.lookups and is_method and leaf in self.tables.clean_methods:
            return []
        if known or self.names.tells(leaf) or leaf in self.environment:
            return [SECRET]
        if is_method and leaf in _MODELS and self.is_model(node.func):
            return [SECRET]
        key = fold(node.args[0]) if node.args else None
        if leaf in self.lookups or (is_method and leaf in READS):
            written = self.leaf(node.args[0]) if node.args else ""
            if key is not None and isinstance(node.func, ast.Attribute):
                return self.entry(key, node.func.value, receiver)
            if key is not None:
                return [SECRET] if self.names.keys(key) else [f".{key}"]
            return [SECRET] if leaf in self.lookups or self.names.is_key(written) else receiver
        if leaf == "getattr" and len(node.args) > 1:
            key = fold(node.args[1])
            if key is not None and (self.names.keys(key) or self.names.tells(key)):
                return [SECRET]
        if passes or leaf.endswith(ERRORS):
            return [f".{leaf}", *receiver, *given]
        return [f".{leaf}", *receiver]

    def is_model(self, func: ast.AST) -> bool:
        """Whether `x.json()` may be a model of this module that is written out, or settings."""
        owner = func.value if isinstance(func, ast.Attribute) else None
        last = words_of(self.leaf(owner) if owner is not None else "")[-1:]
        return not self.tables.holders.isdisjoint(last) or any(
            isinstance(item, ast.AnnAssign) and self.names.tells(self.leaf(item.target))
            for node in self.names.of(ast.ClassDef)
            for item in node.body
        )

    def under_keywords(self, node: ast.Call) -> Held:
        """What a telling keyword says of an argument: `log("…", password=value)`."""
        telling = any(
            keyword.arg and self.names.keys(keyword.arg) and fold(keyword.value) is None for keyword in node.keywords
        )
        return [SECRET] if telling else []

    def say(self, leaf: str, node: ast.Call, plain: list[Held], named: list[tuple[str, Held]]) -> None:
        """Note what the call `node` lets out."""
        starred = any(isinstance(argument, ast.Starred) for argument in node.args)
        for sink in self.sinks.get(leaf, ()):
            if sink.in_address and not self.has_address:
                continue
            out = [held for place, held in enumerate(plain) if starred or sink.lets_out(place)]
            out += [held for keyword, held in named if not keyword or sink.lets_out(keyword)]
            self.said.update(each for held in out for each in held)
            self.hold([REQUEST] if sink.raises else [], (each for held in out for each in held))
        if leaf in self.sinks and (leaf == "exception" or any(keyword == "exc_info" for keyword, _ in named)):
            self.said.add(REQUEST)
        if leaf == "__init__" and self.has_errors:  # what an error of this module says
            self.said.update(each for held in plain for each in held)

    def hand_over(self, leaf: str, plain: list[Held], named: list[tuple[str, Held]]) -> None:
        """Note what the parameters of a function of this module are given, or the parts of a container."""
        for function in self.functions.get(leaf, ()):
            parameters = [f"{leaf}@{function.lineno}:{each.arg}" for each in _parameters(function.args)]
            self.hold(parameters, (each for held in plain for each in held))
            for keyword, held in named:
                self.hold([f"{leaf}@{function.lineno}:{keyword}"] if keyword else parameters, held)
        if leaf in self.passes or leaf in self.tables.gathering:
            for keyword, held in named:
                self.hold([f".{keyword}"], held)

    def store(self, target: ast.AST, held: Held, scope: tuple[str, ...]) -> None:
        """Note that `target` is given what holds `held`."""
        if isinstance(target, ast.Name):
            self.hold(self.variable(target.id, scope), held)
        elif isinstance(target, ast.Attribute):
            self.value(target.value, scope)
            self.hold([f".{target.attr}"], held)
        elif isinstance(target, ast.Subscript):
            key = fold(target.slice)
            self.value(target.slice, scope)
            if key is not None:
                self.hold([f".{key}"], held)
                held = [*held, *([SECRET] if self.names.keys(key) else ())]
            self.store(target.value, held, scope)
        else:
            for part in children(target):
                self.store(part, held, scope)


def _parameters(arguments: ast.arguments) -> list[ast.arg]:
    starred = [each for each in (arguments.vararg, arguments.kwarg) if each is not None]
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *starred]


def _key(node: ast.AST) -> str:
    return (fold(node.slice) or dotted(node.value)) if isinstance(node, ast.Subscript) else ""


def _runs_env(node: ast.AST) -> bool:
    words = (fold(node) or "").replace("|", " ").replace(";", " ").replace("&", " ").split()[:1]
    return bool(words) and words[0].rpartition("/")[2] in _COMMANDS


_EXPRESSIONS: Mapping[type[ast.AST], Callable[[Values, Any, tuple[str, ...]], Held]] = {
    ast.Constant: Values.constant, ast.Name: Values.name, ast.Attribute: Values.attribute,
    ast.Subscript: Values.subscript, ast.Dict: Values.dictionary, ast.Call: Values.call,
    ast.BinOp: Values.joined, ast.BoolOp: Values.joined, ast.NamedExpr: Values.walrus,
    ast.Lambda: Values.function_of, ast.Compare: Values.nothing, ast.UnaryOp: Values.nothing,
    ast.ListComp: Values.comprehension, ast.SetComp: Values.comprehension, ast.GeneratorExp: Values.comprehension,
    ast.DictComp: Values.comprehension, ast.Yield: Values.returned, ast.YieldFrom: Values.returned,
}  # fmt: skip
