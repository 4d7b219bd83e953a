"""What a call gives back: sanitizers, sources, propagators, functions of this module."""

from __future__ import annotations

from collections.abc import Mapping

from tightlip.reading.python.flow import sinks
from tightlip.reading.python.flow.callee import Argument, Callee, argument_of, callee_of, passed_to
from tightlip.reading.python.flow.fetches import dump, from_source, lookup, matches
from tightlip.reading.python.flow.frame import Frame, Handler, Summary
from tightlip.reading.python.flow.methods import by_name, method
from tightlip.reading.python.flow.parts import ENVIRON, ENVIRON_KEYS, ITEMS, whole_environment
from tightlip.reading.python.flow.propagation import propagated
from tightlip.reading.python.flow.values import CLEAN, ENVIRONMENT, OBJECT, Value, spill
from tightlip.reading.python.module import dotted
from tightlip.reading.python.syntax import nodes as cst
from tightlip.reading.words import words_of


def call(frame: Frame, node: cst.Call) -> Value:
    """A call: its sinks are reported, its value is returned."""
    callee = callee_of(frame, node)
    arguments = tuple(argument_of(frame, arg) for arg in node.args)
    sinks.reach(frame, node, callee.names, callee.written, arguments)
    return _result(frame, node, callee, arguments)


def _result(frame: Frame, node: cst.Call, callee: Callee, arguments: tuple[Argument, ...]) -> Value:
    tables = frame.analysis.tables
    for form in tables.propagators.find(callee.names):
        return propagated(form, callee, arguments)
    for source in tables.sources.find(callee.names):
        if matches(source, arguments):
            return from_source(source, node)
    if _hides(frame, callee):
        return CLEAN if callee.receiver.made_by != ENVIRON else Value(made_by=ENVIRON_KEYS, clean=True)
    if not tables.fetching.isdisjoint(name.rpartition(".")[2] for name in callee.names):
        fetched = _fetched(frame, node, callee, arguments)
        if fetched is not None:
            return fetched
    summary = _summary(frame, callee)
    if summary is not None:
        return _applied(frame, node, callee, summary, arguments)
    return method(frame, node, callee, arguments)


def _fetched(frame: Frame, node: cst.Call, callee: Callee, arguments: tuple[Argument, ...]) -> Value | None:
    """What a call yields that the tables know to look something up; `None` when they do not know it."""
    tables = frame.analysis.tables
    if any(tables.environment.find(callee.names)):
        if callee.leaf == "items":
            return Value(fields={"0": CLEAN, "1": Value(whole_environment(node).origins)}, made_by=ITEMS)
        return Value(whole_environment(node).origins, made_by="" if callee.leaf == "values" else ENVIRON)
    if any(tables.environment_printers.find(callee.names)) and sinks.runs_environment(arguments):
        return Value(fields={"stdout": Value(whole_environment(node).origins)})
    if any(tables.environment_readers.find(callee.names)) and sinks.runs_environment(arguments):
        return Value(whole_environment(node).origins)
    for parts in tables.address_parts.find(callee.names):
        held = Value(spill(arguments[0].value) if arguments else ())
        return Value(fields=dict.fromkeys(parts, held) if held.origins else None, made_by=callee.names[0])
    for position in tables.lookups.find(callee.names):
        return lookup(frame, node, callee, arguments, position)
    for kind in tables.dumps.find(callee.names):
        return dump(frame, node, callee, arguments, kind)
    return None


def _hides(frame: Frame, callee: Callee) -> bool:
    tables = frame.analysis.tables
    if callee.leaf in tables.clean_methods and callee.owner is not None:
        return True
    if callee.names and any(tables.sanitizers.find(callee.names)):
        return True
    words = words_of(callee.leaf)
    # `get_masked_key` masks; `get_hash_key` does not hide what a lookup of its own finds.
    return not tables.masking.isdisjoint(words) and callee.leaf not in tables.kept_methods


def _summary(frame: Frame, callee: Callee) -> Summary | None:
    if callee.owner is None:
        if callee.leaf in frame.functions:
            return frame.functions[callee.leaf]
        return frame.analysis.function(callee.leaf) if callee.written == callee.leaf else None
    if dotted(callee.owner) in ("self", "cls", "super()"):
        return frame.analysis.method(frame.body.owner, callee.leaf)
    owner = dotted(callee.owner)
    if owner in frame.analysis.survey.methods:
        return frame.analysis.method(owner, callee.leaf)
    return frame.analysis.method(callee.receiver.made_by, callee.leaf) if callee.receiver.made_by else None


def _applied(frame: Frame, node: cst.Call, callee: Callee, summary: Summary, arguments: tuple[Argument, ...]) -> Value:
    passed = passed_to(summary, arguments)
    sinks.carry(frame, node, callee.written, summary, passed)
    result = sinks.substituted(summary.returns, passed, node)
    if frame.analysis.namer.tells_a_fact(callee.leaf):
        result = result._replace(origins=tuple(o for o in result.origins if o.kind in (ENVIRONMENT, OBJECT)))
    if result.origins or result.fields or result.clean or _is_mask(result.text):
        return result._replace(text=None)
    return by_name(frame, node, callee)._replace(made_by=result.made_by)


def _is_mask(text: str | None) -> bool:
    """Whether a function that returns this text hides a secret: `"***"`, an empty text."""
    return text is not None and not any(character.isalnum() for character in text)


CALLS: Mapping[type[cst.CSTNode], Handler] = {
    cst.Call: call,
}  # fmt: skip
