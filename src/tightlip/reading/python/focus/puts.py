"""What may be put into each place of one file: which expressions, and where they stand."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from operator import attrgetter
from typing import Any

from tightlip.reading.python.focus.notes import Notes
from tightlip.reading.python.focus.places import ALL, ATTRIBUTE, ENTRY, HANDED, KEPT, RETURNED, SECRET, Place, Put
from tightlip.reading.python.focus.tree import Body, dotted, fold, last_name, walk
from tightlip.reading.python.focus.values import Values

# What is given a value, and the value: the fields of these nodes.
_VALUED, _LOOPED = attrgetter("target", "value"), attrgetter("target", "iter")
_GIVEN: Mapping[type[ast.AST], Callable[[ast.AST], tuple[Any, Any]]] = {
    ast.AnnAssign: _VALUED, ast.AugAssign: _VALUED, ast.NamedExpr: _VALUED,
    ast.For: _LOOPED, ast.AsyncFor: _LOOPED, ast.comprehension: _LOOPED,
    ast.withitem: attrgetter("optional_vars", "context_expr"),
}  # fmt: skip
_COUNTED = frozenset({"items", "enumerate"})
_MAPPINGS = frozenset({"dict", "OrderedDict", "SimpleNamespace"})
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

Index = defaultdict[str, list[Put]]


class Puts:
    """The places of one file, each with what is put into it. Nothing is evaluated here."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self.notes: Notes = values.notes
        self.bodies = self.notes.names.bodies
        self._globals = {name for node in self.notes.names.of(ast.Global, ast.Nonlocal) for name in node.names}
        self._variables: defaultdict[Body, Index] = defaultdict(lambda: defaultdict(list))
        self._shared: Index = defaultdict(list)
        self._attributes: Index = defaultdict(list)
        self._entries: Index = defaultdict(list)
        self._noted = False

    def into(self, place: Place) -> Iterator[Put | Place]:
        """What may be put into `place`, and the places that it may be filled from."""
        if not self._noted:
            self._note_all()
        where, name = place
        if isinstance(where, Body) and name == ALL:
            yield from self._all_variables(where)
        elif isinstance(where, Body):
            yield from self._into_variable(where, name)
        elif where == ATTRIBUTE:
            yield from self._attributes.get(name, ())
            yield from (
                put for body in self.notes.functions.get(name, ()) if _is_property(body) for put in _given(body)
            )
        elif where == ENTRY:
            yield from self._entries.get(name, ())
            yield from self._displayed.get(name, ())
        elif where == HANDED:
            yield from self._handed_over[name]
        elif where == RETURNED:
            yield from (put for body in self.notes.functions.get(name, ()) for put in _given(body))
        elif where == KEPT:
            own = self.notes.names.of(ast.ClassDef)
            classes = own if name == "own" else self.notes.models if name == "declared" else self.notes.classes
            fields = {field for node in classes for field in _fields(node)}
            strong = self.notes.names.namer.variable
            yield from (SECRET if strong(field).strong else (ATTRIBUTE, field) for field in fields)

    def _into_variable(self, body: Body, name: str) -> Iterator[Put | Place]:
        yield from self._variables[body].get(name, ())
        yield from self._shared.get(name, ())
        if isinstance(body.node, _FUNCTIONS) and name in body.parameters:
            called = body.node.name
            places = (f"{called} {body.parameters.index(name)}", f"{called} {name}", f"{called} *")
            yield from ((HANDED, place) for place in places)

    @cached_property
    def _handed_over(self) -> Index:
        """What functions of this file are given, by its name and a position, a keyword, or `*`: any of these."""
        found: Index = defaultdict(list)
        for called in self.notes.functions.keys() & self.notes.calls.keys():
            for call, body in self.notes.calls[called]:
                starred = any(isinstance(argument, ast.Starred) for argument in call.args)
                for position, argument in enumerate(call.args):
                    found[f"{called} {'*' if starred else position}"].append((argument, body))
                for keyword in call.keywords:
                    found[f"{called} {keyword.arg or '*'}"].append((keyword, body))
        return found

    def _all_variables(self, body: Body) -> Iterator[Place]:
        for name in {*body.parameters, *self._variables[body], *self._shared}:
            yield from (*self.values.telling.variable(name), (body, name))

    def _note_all(self) -> None:
        """Note what is put where in the whole file."""
        self._noted = True
        for body in self.bodies:
            self._note(body)
        for leaf in self.notes.names.tables.gathering:
            for call, body in self.notes.calls.get(leaf, ()):
                if isinstance(call.func, ast.Attribute):
                    for argument in (*call.args, *call.keywords):
                        self._store(call.func.value, argument, body)

    def _note(self, body: Body) -> None:
        """Note what the statements and expressions of `body` put where."""
        nodes = body.nodes
        for assign in nodes.get(ast.Assign, ()):
            for given in assign.targets:
                for target, value in _pairs(given, assign.value):
                    self._store(target, value, body)
        for kind, parts in _GIVEN.items():
            for node in nodes.get(kind, ()):
                target, value = parts(node)
                if target is not None and value is not None:
                    self._store(_shown(target, value), value, body)
        for handler in nodes.get(ast.ExceptHandler, ()):
            if handler.name is not None:
                self._store(ast.Name(handler.name), handler, body)
        for match in nodes.get(ast.Match, ()):
            for case in match.cases:
                for name in _captured(case.pattern):
                    self._store(ast.Name(name), match.subject, body)
                    self._store(ast.Name(name), case.pattern, body)
        for node in nodes.get(ast.ClassDef, ()):
            for item in node.body:
                if isinstance(item, (ast.Assign, ast.AnnAssign)):
                    for target in item.targets if isinstance(item, ast.Assign) else [item.target]:
                        if isinstance(target, ast.Name):
                            self._attributes[target.id].append((item.value or target, body))

    def _store(self, target: ast.AST, value: ast.AST, body: Body) -> None:
        """Note that `target` is given `value`."""
        if isinstance(target, ast.Name):
            puts = self._shared if target.id in self._globals else self._variables[body]
            puts[target.id].append((value, body))
        elif isinstance(target, ast.Attribute):
            self._attributes[target.attr].append((value, body))
        elif isinstance(target, ast.Subscript):
            key = fold(target.slice)
            if key is not None:
                self._entries[key].append((value, body))
                if fold(value) is None and self.values.telling.shows(key):
                    value = target
            self._store(target.value, value, body)
        elif isinstance(target, ast.Starred):
            self._store(target.value, value, body)
        else:
            for element in _elements(target):
                self._store(element, value, body)
                # `user, pw = login`: each name is the other's witness.
                self.values.surer |= self.notes.names.namer.name(last_name(element)).sensitive

    @cached_property
    def _displayed(self) -> Index:
        """What is put under the keys of mappings that are written out, and the keywords of what makes or fills some."""
        found: Index = defaultdict(list)
        for body in self.bodies:
            for node in body.nodes.get(ast.Dict, ()):
                for key, value in zip(node.keys, node.values):
                    plain = isinstance(value, ast.Constant) and not self.values.constant(value, body)
                    if key is not None and not plain:
                        for text in self.notes.texts(key):
                            found[text].append((value, body))
        for leaf in _MAPPINGS | self.notes.names.tables.gathering:
            for call, body in self.notes.calls.get(leaf, ()):
                for keyword in call.keywords:
                    if keyword.arg is not None:
                        found[keyword.arg].append((keyword, body))
        return found


def _pairs(target: ast.AST, value: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """What is assigned to what: of `a, b = c, d` each for itself."""
    ones, others = _elements(target), _elements(value)
    if len(ones) != len(others) or not ones or any(isinstance(each, ast.Starred) for each in (*ones, *others)):
        yield target, value
    else:
        for one, other in zip(ones, others):
            yield from _pairs(one, other)


def _elements(node: ast.AST) -> list[ast.expr]:
    return node.elts if isinstance(node, (ast.Tuple, ast.List)) else []


def _shown(target: ast.AST, value: ast.AST) -> ast.AST:
    """What of `target` is given something of `value`: not a key, and not a number that counts."""
    func = value.func if isinstance(value, ast.Call) else None
    counted = (func.attr if isinstance(func, ast.Attribute) else last_name(func)) in _COUNTED
    parts = _elements(target)
    return parts[1] if counted and len(parts) == 2 else target


def _captured(pattern: ast.AST) -> Iterator[str]:
    """The names that a pattern gives."""
    for part in ast.walk(pattern):
        if isinstance(part, (ast.MatchAs, ast.MatchStar)) and part.name:
            yield part.name


def _given(body: Body) -> Iterator[Put]:
    """What a function gives back."""
    for kind in (ast.Return, ast.Yield, ast.YieldFrom):
        yield from ((node.value, body) for node in body.nodes.get(kind, ()) if node.value is not None)


def _is_property(body: Body) -> bool:
    return any("property" in dotted(decorator) for decorator in body.node.decorator_list)


def _fields(node: ast.ClassDef) -> Iterator[str]:
    """The names of the parts of an object of a class."""
    for part in walk(node):
        if isinstance(part, (ast.Attribute, ast.Name)) and isinstance(part.ctx, ast.Store):
            yield part.attr if isinstance(part, ast.Attribute) else part.id
