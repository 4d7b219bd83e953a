"""One module, followed: which bodies, in which order, and what is remembered of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property

from tightlip.judgement.judge import Judge
from tightlip.reading.python.flow.annotations import opaque
from tightlip.reading.python.flow.assignments import ASSIGNMENTS, NAMING_EXPRESSIONS
from tightlip.reading.python.flow.branches import BRANCHES, COMPREHENSIONS
from tightlip.reading.python.flow.calls import CALLS
from tightlip.reading.python.flow.definitions import DEFINITIONS, LAMBDAS, parameters
from tightlip.reading.python.flow.displays import DISPLAYS, children_of
from tightlip.reading.python.flow.frame import Frame, Handler, Leak, StatementHandler, Summary
from tightlip.reading.python.flow.naming import namer
from tightlip.reading.python.flow.parts import PARTS
from tightlip.reading.python.flow.scout import EXCEPTIONS, MODEL_DUMPS, Body, survey
from tightlip.reading.python.flow.speech import SPEECH, YIELDS
from tightlip.reading.python.flow.tables import tables
from tightlip.reading.python.flow.texts import TEXTS
from tightlip.reading.python.flow.values import NOTHING, PARAMETER, Value, join, spill, stored
from tightlip.reading.python.module import PythonModule, dotted, walk
from tightlip.reading.python.shown_fields import shown_fields
from tightlip.reading.python.syntax import nodes as cst
from tightlip.reading.words import words_of

_DEEPEST = 12
_EXPRESSIONS: Mapping[type[cst.CSTNode], Handler] = {
    **PARTS, **TEXTS, **DISPLAYS, **CALLS, **NAMING_EXPRESSIONS, **COMPREHENSIONS, **LAMBDAS, **YIELDS,
}  # fmt: skip
_STATEMENTS: Mapping[type[cst.CSTNode], StatementHandler] = {**ASSIGNMENTS, **BRANCHES, **SPEECH, **DEFINITIONS}
_LEAVES = (cst.Return, cst.Raise, cst.Continue, cst.Break)
_SOURCE_WORDS = frozenset({"environ", "__dict__", "hide_input"})  # not the names of secrets, but where to find some
_COMMANDS = frozenset("command cmd cli main handle".split())


class Analysis:
    """Follows secrets through one module. Functions are followed once, when first called or when their turn comes."""

    def __init__(self, module: PythonModule, judge: Judge) -> None:
        self.module = module
        self.judge = judge
        self.tables = tables(judge)
        self.namer = namer(judge)
        self.survey = survey(module.tree, self.namer)
        self.names: dict[str, Value] = {}
        self._attributes: dict[str, dict[str, Value]] = {}
        self._summaries: dict[int, Summary] = {}
        self._depth = 0

    def leaks(self) -> Iterator[Leak]:
        """Every secret of the module that reaches a sink."""
        top = Frame(self, self.survey.top, self.names)
        with suppress(RecursionError):  # an expression nested too deeply to follow: the functions go on
            top.run(self.module.tree)
        self.names = top.names
        yield from top.leaks.values()
        for methods in self.survey.methods.values():
            if "__init__" in methods and self._has_source(methods["__init__"]):
                self.summary(methods["__init__"])
        for body in self.survey.bodies:
            if self._worth_following(body):
                yield from self.summary(body).leaks

    def evaluate(self, frame: Frame, node: cst.CSTNode) -> Value:
        """What is known of the value of `node`."""
        return _EXPRESSIONS.get(type(node), children_of)(frame, node)

    def execute(self, frame: Frame, node: cst.CSTNode) -> bool:
        """Follow one statement; whether control leaves the body with it."""
        if isinstance(node, cst.SimpleStatementLine):
            return frame.run(node)
        handler = _STATEMENTS.get(type(node))
        if handler is not None:
            return bool(handler(frame, node))
        frame.value(node)
        return isinstance(node, _LEAVES)

    def follow(self, frame: Frame) -> Summary:
        """What the function that `frame` is for does with its parameters."""
        node = frame.body.node
        assert node is not None
        names = parameters(frame, node)
        frame.run(node.body)
        return Summary(names, tuple(frame.leaks.values()), join(frame.returned))

    def summary(self, body: Body) -> Summary:
        """The summary of a function of this module; an empty one while it is being made, or too deep."""
        known = self._summaries.get(id(body))
        if known is not None or self._depth > _DEEPEST:
            return known or Summary()
        self._summaries[id(body)] = Summary()
        self._depth += 1
        with suppress(RecursionError):
            self._summaries[id(body)] = self.follow(Frame(self, body))
        self._depth -= 1
        return self._summaries[id(body)]

    def function(self, name: str) -> Summary | None:
        """The summary of the module's function `name`."""
        body = self.survey.functions.get(name)
        return self.summary(body) if body is not None else None

    def method(self, owner: str, name: str) -> Summary | None:
        """The summary of a method of a class of this module."""
        body = self.survey.method(owner, name)
        return self.summary(body) if body is not None else None

    def attribute(self, owner: str, name: str) -> Value | None:
        """What the methods of the class `owner` seen so far put into `self.name`, or what its property returns."""
        body = self.survey.method(owner, name)
        if body is not None and body.node and any("property" in dotted(decorator) for decorator in body.decorators):
            value = stored(self.summary(body).returns, body.node.name)
            return value if value.origins or value.fields or value.clean else None
        return self._attributes.get(owner, {}).get(name)

    def keep_attribute(self, owner: str, name: str, value: Value) -> None:
        """Remember that a method of `owner` puts `value` into `self.name`; what starts empty is filled elsewhere."""
        if value == NOTHING:
            return
        kept = self._attributes.setdefault(owner, {})
        value = value._replace(origins=tuple(o for o in value.origins if o.kind != PARAMETER))
        kept[name] = join((kept[name], value)) if name in kept else value

    @cached_property
    def masked_attributes(self) -> frozenset[str]:
        """The attributes that a class of this module declares to be of a type that masks itself."""
        frame = Frame(self, self.survey.top)
        return frozenset(name for name, kind in self.survey.declared.items() if opaque(frame, kind))

    def is_about_other_tokens(self, body: Body) -> bool:
        """Whether a function's tokens open nothing, by its names, its class's or the module's imports."""
        return self.namer.about_other_tokens((*body.words, body.owner, *self.module.imports, *self.packages))

    @cached_property
    def shown(self) -> frozenset[str]:
        """The classes of this module whose objects show a secret when they are written out: by a generated `repr()`."""
        fields = shown_fields(self.module) if self.survey.fields else ()
        return frozenset(field.owner for field in fields if self.judge.name(field.name).strong)

    @cached_property
    def packages(self) -> frozenset[str]:
        """The packages that the module imports."""
        return frozenset(name.partition(".")[0] for name in self.module.imports.values())

    @cached_property
    def secret_options(self) -> bool:
        """Whether the module's command line takes a secret: `add_argument("--password")`."""
        return any(self.namer.name(option.lstrip("-"), "args").strong for option in self.survey.options)

    def holds_secrets(self, made_by: str, written: str) -> bool:
        """Whether an object, by its class or by what it is called, holds secrets among other things."""
        if made_by.startswith("argparse."):
            return self.secret_options
        fields, declared = self._attributes.get(made_by), self.survey.fields.get(made_by, ())
        if fields is not None or declared:
            kept = (origin for value in (fields or {}).values() for origin in spill(value))
            return any(not origin.weak for origin in kept) or any(
                self.namer.variable(name).strong and name not in self.masked_attributes for name in declared
            )
        if words_of(written.rpartition(".")[2])[-1:] == ["args"]:
            return self.secret_options
        return self.is_holder(written) or self.namer.variable(written.rpartition(".")[2]).strong

    def is_holder(self, written: str) -> bool:
        """Whether an object is of a kind that holds secrets as a rule: `settings`."""
        return not self.tables.holders.isdisjoint(words_of(written.rpartition(".")[2])[-1:])

    def is_defined_here(self, name: str) -> bool:
        """Whether `name` is a function or class of this module."""
        return name in self.survey.functions or name in self.survey.methods

    def is_exception(self, owner: str) -> bool:
        """Whether `owner`, a class of this module, is an error by the name of what it is made from."""
        return any(base.endswith(EXCEPTIONS) for base in self.survey.bases.get(owner, ()))

    def is_command(self, body: Body) -> bool:
        """Whether a function is a command of a command line, a method of one, or a script's main."""
        if any("command" in words_of(base) for base in self.survey.bases.get(body.owner, ())):
            return True
        if not _COMMANDS.isdisjoint(words_of(body.name)):
            return True
        return any(not _COMMANDS.isdisjoint(words_of(dotted(decorator))) for decorator in body.decorators)

    def is_for_administrators(self, body: Body) -> bool:
        """Whether a request handler serves administrators only: `user=Depends(get_admin_user)`."""
        if not self.answers_requests(body) or body.node is None:
            return False
        parts = [*walk(body.node.params), *(part for decorator in body.decorators for part in walk(decorator))]
        return any("admin" in words_of(part.value) for part in parts if isinstance(part, cst.Name))

    def answers_requests(self, body: Body) -> bool:
        """Whether what a function returns is sent to a client."""
        if not body.node or not body.node.decorators:
            return False
        names = (dotted(decorator).replace("()", "") for decorator in body.decorators)
        return any(any(self.tables.handlers.find((name,))) for name in names)

    def _worth_following(self, body: Body) -> bool:
        return self._has_sink(body) and (self._has_source(body) or not body.words.isdisjoint(self._bearers))

    def _has_sink(self, body: Body) -> bool:
        if body.speaks or not body.calls.isdisjoint(self._sinks) or (body.node and body.node.decorators):
            return True
        return not body.calls.isdisjoint(self._speakers)

    def _has_source(self, body: Body) -> bool:
        return (
            bool(body.addresses)
            or not (body.calls.isdisjoint(MODEL_DUMPS) or body.words.isdisjoint(self.tables.holders))
            or not body.words.isdisjoint(_SOURCE_WORDS)
            or not body.words.isdisjoint(self._whole_objects)
            or not body.calls.isdisjoint(self._sources)
            or not (body.words.isdisjoint(self.tables.sent) or body.words.isdisjoint(self.tables.requests))
            or any(self.namer.name(word).sensitive for word in body.words)
        )

    @cached_property
    def _whole_objects(self) -> frozenset[str]:
        """The classes that are `shown`, and the last names of what holds all settings in the frameworks imported."""
        known = (name for name in self.tables.configurations if name.partition(".")[0] in self.packages)
        return self.shown.union(name.rpartition(".")[2] for name in known)

    @cached_property
    def _sinks(self) -> frozenset[str]:
        """The last names of all sinks, and what they are called here: `from acme.audit import write as w`."""
        return self._as_imported(self.tables.sinks.leaves)

    @cached_property
    def _sources(self) -> frozenset[str]:
        """The same of what yields a secret, or a whole object."""
        return self._as_imported(self.tables.sources.leaves | self.tables.dumps.leaves)

    def _as_imported(self, leaves: frozenset[str]) -> frozenset[str]:
        return leaves.union(local for local, name in self.module.imports.items() if name.rpartition(".")[2] in leaves)

    @cached_property
    def _speakers(self) -> frozenset[str]:
        """The functions of this module that let something out, or call one that does."""
        silent = list(self.survey.bodies)
        speakers: set[str] = set()
        while True:
            more = [
                b for b in silent if b.speaks or not b.calls.isdisjoint(self._sinks) or not b.calls.isdisjoint(speakers)
            ]
            if not more:
                return frozenset(speakers)
            speakers.update(body.name for body in more)
            silent = [body for body in silent if body.name not in speakers]

    @cached_property
    def _bearers(self) -> frozenset[str]:
        """Names that are no secret's, yet hold one here: globals, attributes, functions that return one."""
        held = {name for name, value in self.names.items() if spill(value)}
        for kept in self._attributes.values():
            held.update(name for name, value in kept.items() if spill(value))
        held.update(body.name for body in self.survey.bodies if body.returns and self._has_source(body))
        return frozenset(held)
