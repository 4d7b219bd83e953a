"""What an expression may hold: not values, but the places that what is in it may come from."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from tightlip.reading.python.focus.notes import READS, Notes
from tightlip.reading.python.focus.places import (
    ATTRIBUTE,
    ENTRY,
    KEPT,
    REQUEST,
    RETURNED,
    SECRET,
    Place,
    all_of,
    told_by,
)
from tightlip.reading.python.focus.telling import Telling
from tightlip.reading.python.focus.tree import Body, children, fold, last_name
from tightlip.reading.words import words_of

_JOIN = (ast.Add, ast.Mod, ast.BitOr)
_JOINING = frozenset({"join", "format", "format_map"})
_ASKED = frozenset({"secret", "arn"})
_ALL_OF_IT = frozenset({"items", "values", "copy"})
_MODELS = frozenset({"dict", "json"})
_MANY = 40  # keys that a variable may stand for: any more may be a secret's

Node = TypeVar("Node", bound=ast.AST)


class Values:
    """The expressions of one file. It is `surer` of weak names once a sure one has been met that stands for one."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.surer = False
        self._known: dict[ast.AST, list[Place]] = {}
        self.telling = Telling(notes)
        tables = notes.names.tables
        self._kept = tables.kept_methods | _JOINING
        self._masking, self._clean = tables.masking, tables.clean_methods

    def held(self, node: ast.AST, body: Body) -> list[Place]:
        """The places that what is in the value of `node`, an expression of `body`, may come from."""
        evaluate = _EXPRESSIONS.get(type(node))
        return self.held_by(children(node), body) if evaluate is None else evaluate(self, node, body)

    def held_by(self, nodes: Iterable[ast.AST], body: Body) -> list[Place]:
        """The same, of several expressions together."""
        return [place for node in nodes for place in self.held(node, body)]

    def nothing(self, _: ast.AST, __: Body) -> list[Place]:
        """A comparison, a negation, a number: its value tells nothing."""
        return []

    def constant(self, node: ast.Constant, _: Body) -> list[Place]:
        """A text: where it is the path of a secret file, what is read from there is a secret."""
        files = self.notes.names.tables.secret_files
        return [SECRET] if isinstance(node.value, str) and node.value.startswith(files) else []

    def name(self, node: ast.Name, body: Body) -> list[Place]:
        """A variable: of the function, or of one around it."""
        name = node.id
        told = self.telling.variable(name)
        if SECRET in told:
            return told
        places = [*told]
        for each in body.chain:
            places.append((each, name))
            if name in each.parameters:
                break
        return places

    def attribute(self, node: ast.Attribute, body: Body) -> list[Place]:
        """A part of an object: what is kept under its name anywhere, and the object where it is only its value."""
        part, told = node.attr, self.telling.attribute(node)
        if SECRET in told:
            return told
        if part == "__dict__":
            return self.written_out(node.value, body)
        return [
            *told,
            (ATTRIBUTE, part),
            (ENTRY, part),
            *(self.held(node.value, body) if part in self.notes.parts else ()),
        ]

    def subscript(self, node: ast.Subscript, body: Body) -> list[Place]:
        """A part of a container, by its key; of a key that is not known, any part."""
        return self.once(node, body, Values.part)

    def part(self, node: ast.Subscript, body: Body) -> list[Place]:
        """The same, when it is asked for the first time."""
        key = fold(node.slice)
        if key is not None:
            return self.entry(key, node.value, body)
        if self.telling.is_environment(node.value):
            return self.looked_up(node.slice)
        return [*self.under(node.slice, node.value, body), *self.held(node.value, body)]

    def once(self, node: Node, body: Body, evaluate: Callable[[Values, Node, Body], list[Place]]) -> list[Place]:
        """What `evaluate` says of `node`, remembered: in a chain each link asks for the last one."""
        known = self._known.get(node)
        if known is None:
            known = self._known[node] = list(dict.fromkeys(evaluate(self, node, body)))
        return known

    def under(self, key: ast.AST, container: ast.AST, body: Body) -> list[Place]:
        """The entry of `container` under what the variable `key` may stand for."""
        texts = self.notes.texts(key)
        if len(texts) > _MANY:
            return [SECRET]
        entries = [place for text in texts for place in self.entry(text, container, body)]
        return [*entries, *told_by(self.notes.names.namer.constant(last_name(key)))]

    def entry(self, key: str, container: ast.AST, body: Body) -> list[Place]:
        """The entry of `container` under `key`."""
        told, is_fact = self.telling.entry(key, container), self.notes.names.namer.tells_a_fact(key)
        if SECRET in told and not is_fact:
            return told
        self.surer |= SECRET in told
        whole = self.held(container, body) if told or key in self.notes.parts else ()
        return [(ENTRY, key), *(() if is_fact else told), *whole]

    def dictionary(self, node: ast.Dict, body: Body) -> list[Place]:
        """A mapping: its values, whatever their keys."""
        return [
            place
            for key, value in zip(node.keys, node.values)
            for place in self.given(key is not None and self.telling.names_one(key), value, body)
        ]

    def keyword(self, node: ast.keyword, body: Body) -> list[Place]:
        """`name=value`"""
        return self.given(node.arg is not None and self.telling.shows(node.arg), node.value, body)

    def given(self, told: bool, value: ast.AST, body: Body) -> list[Place]:
        """What is given under a key, by which it may be `told` that it is a secret."""
        if told and isinstance(value, (ast.Name, ast.Attribute, ast.Subscript)):
            return [SECRET]
        held = self.held(value, body)
        self.surer |= told and bool(held)
        return held

    def joined(self, node: ast.BinOp, body: Body) -> list[Place]:
        """What is made of both sides."""
        return self.held_by((node.left, node.right), body) if isinstance(node.op, _JOIN) else []

    def either(self, node: ast.BoolOp, body: Body) -> list[Place]:
        """What is one of several; of `a and b`, the first only shows when it is empty."""
        return self.held_by(node.values if isinstance(node.op, ast.Or) else node.values[-1:], body)

    def choice(self, node: ast.IfExp, body: Body) -> list[Place]:
        """`a if test else b`"""
        return self.held_by((node.body, node.orelse), body)

    def field(self, node: ast.FormattedValue, body: Body) -> list[Place]:
        """A field of an f-string."""
        return self.held(node.value, body)

    def function(self, node: ast.Lambda, _: Body) -> list[Place]:
        """A lambda: what it would return."""
        return self.held(node.body, self.notes.lambdas[node])

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp, body: Body) -> list[Place]:
        """A comprehension: its elements."""
        return self.held(node.elt, body)

    def mapped(self, node: ast.DictComp, body: Body) -> list[Place]:
        """A comprehension of a mapping: its values."""
        return self.held(node.value, body)

    def caught(self, node: ast.ExceptHandler, _: Body) -> list[Place]:
        """An error: that of a request tells what the request was given."""
        errors = self.notes.names.tables.telling_errors
        return [REQUEST] if node.type is not None and not errors.isdisjoint(_named(node.type)) else []

    def pattern(self, node: ast.pattern, _: Body) -> list[Place]:
        """A pattern, for what it gives a name: one of its keys may tell that it is a secret."""
        keys = {key for part in ast.walk(node) for key in (fold(part), *getattr(part, "kwd_attrs", ())) if key}
        return [place for key in keys for place in told_by(self.notes.names.namer.name(key))]

    def call(self, node: ast.Call, body: Body) -> list[Place]:
        """What a call gives back."""
        return self.once(node, body, Values.results)

    def results(self, node: ast.Call, body: Body) -> list[Place]:
        """The same, by all names of what is called."""
        return [place for leaf in self.notes.leaves(node.func) for place in self.result(leaf, node, body)]

    def result(self, leaf: str, node: ast.Call, body: Body) -> list[Place]:
        """What a call of something so called gives back."""
        notes, owner = self.notes, node.func.value if isinstance(node.func, ast.Attribute) else None
        passes = notes.passes(leaf, owner is not None)
        given = self.held_by((*node.args, *node.keywords), body) if passes else []
        if passes and owner is None:
            return given
        if leaf in notes.environment or any(_is_given(source.given, node) for source in notes.sources.get(leaf, ())):
            return [SECRET]
        if leaf in notes.runners and notes.runs_environment(node):
            return [SECRET]
        keys = [node.args[position] for position in notes.lookups.get(leaf, ()) if position < len(node.args)]
        found = [*given, *(place for key in keys for place in self.looked_up(key))]
        if leaf in notes.dumps:
            found += self.dump(leaf, node, owner, body)
        elif leaf in _MODELS and owner is not None:
            found += self.written_out(owner, body, "declared")
        if owner is not None and leaf in READS and node.args:
            key = fold(node.args[0])
            found += self.under(node.args[0], owner, body) if key is None else self.entry(key, owner, body)
        if owner is not None and leaf in self._clean:
            return found
        if not self._masking.isdisjoint(words_of(leaf)) and leaf not in self._kept:
            return found
        if leaf == "getattr" and len(node.args) > 1:
            found += self.under(node.args[1], node.args[0], body)
        if self.fetches(leaf, node):
            return [SECRET]
        return [*found, (RETURNED, leaf), *self.receiver(leaf, owner, body)]

    def receiver(self, leaf: str, owner: ast.AST | None, body: Body) -> list[Place]:
        """What the result of a method has from the object that it is called on."""
        passes = leaf in self._kept or leaf.startswith("read")
        if leaf in _ALL_OF_IT and isinstance(owner, ast.Subscript) and self.telling.is_environment(owner.value):
            return [SECRET]  # `os.environ["a"].items()`: the engine takes no notice of what stands in brackets
        return self.held(owner, body) if owner is not None and passes else []

    def looked_up(self, key: ast.AST) -> list[Place]:
        """What is read from the environment: the secret that its key names, or all where the key may go through all."""
        telling = any(self.notes.names.namer.environment(text).sensitive for text in self.notes.texts(key))
        return [SECRET] if telling or last_name(key) in self.notes.looped else []

    def fetches(self, leaf: str, node: ast.Call) -> bool:
        """Whether a function yields a secret by its name, and by what it is asked for."""
        namer = self.notes.names.namer
        verdict, first = namer.fetched_by(leaf), node.args[0] if node.args else None
        text = fold(first)
        if not verdict.sensitive or text is not None:
            return verdict.sensitive and (namer.environment(text or "").sensitive or "/" in (text or ""))
        return verdict.strong or not _ASKED.isdisjoint(words_of(last_name(first)))

    def dump(self, leaf: str, node: ast.Call, owner: ast.AST | None, body: Body) -> list[Place]:
        """What a call gives that writes out a whole object, all variables, or a command line."""
        kinds = self.notes.dumps.get(leaf, ())
        if "locals" in kinds or "globals" in kinds:
            self.surer = True  # each is shown with its name
            return [all_of(each) for each in (body.chain if "locals" in kinds else body.chain[-1:])]
        if "arguments" in kinds:
            return [SECRET] if self.telling.takes_secrets else []
        if any(keyword.arg in ("exclude", "include") for keyword in node.keywords):
            return []
        return [place for each in (owner, *node.args[:1]) if each is not None for place in self.written_out(each, body)]

    def written_out(self, node: ast.AST, body: Body, kind: str = "any") -> list[Place]:
        """All parts of an object, which may be one of the file's classes of this `kind`."""
        name = last_name(node)
        takes_secrets = words_of(name)[-1:] == ["args"] and self.telling.takes_secrets
        if takes_secrets or self.is_holder(name) or self.notes.names.namer.variable(name).strong:
            return [SECRET]
        return [(KEPT, "own" if name in ("self", "cls") else kind), *self.held(node, body)]

    def is_holder(self, name: str) -> bool:
        """Whether an object is of a kind that holds secrets as a rule: `settings`."""
        return not self.notes.names.tables.holders.isdisjoint(words_of(name)[-1:])


def _is_given(keyword: str, node: ast.Call) -> bool:
    return not keyword or any(each.arg == keyword for each in node.keywords)


def _named(node: ast.AST) -> set[str]:
    """The names in `node`."""
    return {getattr(part, "id", getattr(part, "attr", "")) for part in ast.walk(node)}


_EXPRESSIONS: Mapping[type[ast.AST], Callable[[Values, Any, Body], list[Place]]] = {
    ast.Constant: Values.constant, ast.Name: Values.name, ast.Attribute: Values.attribute,
    ast.Subscript: Values.subscript, ast.Dict: Values.dictionary, ast.Call: Values.call, ast.keyword: Values.keyword,
    ast.BinOp: Values.joined, ast.BoolOp: Values.either, ast.IfExp: Values.choice, ast.Lambda: Values.function,
    ast.FormattedValue: Values.field, ast.Compare: Values.nothing, ast.UnaryOp: Values.nothing,
    ast.ListComp: Values.comprehension, ast.SetComp: Values.comprehension, ast.GeneratorExp: Values.comprehension,
    ast.DictComp: Values.mapped, ast.Yield: Values.nothing, ast.YieldFrom: Values.nothing,
    ast.ExceptHandler: Values.caught, ast.Slice: Values.nothing,
    ast.MatchAs: Values.pattern, ast.MatchClass: Values.pattern, ast.MatchMapping: Values.pattern,
    ast.MatchOr: Values.pattern, ast.MatchSequence: Values.pattern, ast.MatchStar: Values.pattern,
}  # fmt: skip
