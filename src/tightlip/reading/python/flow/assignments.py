"""Statements and patterns that give a value a name."""

from __future__ import annotations

from collections.abc import Mapping

from tightlip.reading.python.flow.annotations import opaque
from tightlip.reading.python.flow.displays import under
from tightlip.reading.python.flow.frame import Frame, Handler, StatementHandler
from tightlip.reading.python.flow.naming import is_class_like
from tightlip.reading.python.flow.parts import ENVIRON, named
from tightlip.reading.python.flow.texts import concatenate
from tightlip.reading.python.flow.values import (
    CLEAN,
    FETCHED,
    NAMED,
    PARAMETER,
    UNKNOWN,
    Value,
    join,
    mixed,
    sited,
    spill,
    stored,
)
from tightlip.reading.python.module import dotted, literal
from tightlip.reading.python.syntax import nodes as cst
from tightlip.reading.words import words_of

# What is called so and made by a template is no answer to a client.
_NO_ANSWERS = frozenset("sql query statement command script email mail message subject".split())
# What is called so is what went wrong: `client, error = get_client()`.
_ERRORS = frozenset("err error errors exc exception".split())


def _assign(frame: Frame, node: cst.Assign) -> None:
    value = sited(frame.value(node.value), node.value)
    if not _NO_ANSWERS.isdisjoint(words_of(dotted(node.targets[0].target).rpartition(".")[2])):
        frame.forget_leaks("secret-in-response", node.value)
    for target in node.targets:
        bind(frame, target.target, value)


def _annotated(frame: Frame, node: cst.AnnAssign) -> None:
    if node.value is not None:
        value = sited(frame.value(node.value), node.value)
        bind(frame, node.target, CLEAN if opaque(frame, node.annotation) else value)
    elif opaque(frame, node.annotation):
        bind(frame, node.target, CLEAN)


def _augmented(frame: Frame, node: cst.AugAssign) -> None:
    added = sited(frame.value(node.value), node.value)
    old = frame.value(node.target)
    if isinstance(node.operator, cst.BitOrAssign):
        bind(frame, node.target, join((old, added)))
    elif isinstance(node.operator, cst.AddAssign):
        bind(frame, node.target, concatenate(old, added))


def _delete(frame: Frame, node: cst.Del) -> None:
    if isinstance(node.target, cst.Tuple):
        for element in node.target.elements:
            _forget(frame, element.value)
    else:
        _forget(frame, node.target)


def _forget(frame: Frame, target: cst.BaseExpression) -> None:
    if isinstance(target, cst.Subscript) and isinstance(index := target.slice[0].slice, cst.Index):
        frame.forget(dotted(target.value), literal(index.value))
    else:
        frame.names.pop(dotted(target), None)


def _walrus(frame: Frame, node: cst.NamedExpr) -> Value:
    value = sited(frame.value(node.value), node.value)
    bind(frame, node.target, value)
    return frame.value(node.target)


def bind(frame: Frame, target: cst.BaseExpression, value: Value) -> None:
    """Give the name, attribute, entry or tuple `target` the value."""
    if isinstance(target, (cst.Tuple, cst.List)):
        _unpack(frame, target, value)
    elif isinstance(target, cst.StarredElement):
        bind(frame, target.value, value)
    elif isinstance(target, cst.Subscript):
        _put(frame, target, value)
    else:
        path = dotted(target)
        if not path or path.endswith(("()", "[]")):
            frame.value(target)
            return
        kept = _kept(frame, target, path, value) if path not in frame.body.censored else CLEAN
        frame.names[path] = kept
        owner, _, part = path.rpartition(".")
        if owner in ("self", "cls") and frame.body.owner:
            frame.analysis.keep_attribute(frame.body.owner, part, kept)


def _kept(frame: Frame, target: cst.BaseExpression, path: str, value: Value) -> Value:
    """`value` as it is known under the name `path`: a telling name says what an untold value is."""
    owner, _, last = path.rpartition(".")
    verdict = frame.analysis.namer.variable(last, owner.rpartition(".")[2])
    if not verdict.sensitive and not value.tail:
        verdict = frame.analysis.namer.connection_string(path, frame.body.addresses)
    if value.text is not None:
        real = verdict.strong and frame.analysis.judge.value(value.text, last).strength in ("weak", "strong")
        return named(verdict, path, target) if real else value
    if frame.without_password and any(origin.noun == "connection string" for origin in value.origins):
        return CLEAN
    if frame.analysis.namer.tells_a_fact(last) and any(
        origin.kind in (NAMED, FETCHED, PARAMETER) for origin in value.origins
    ):
        return UNKNOWN
    if value.clean or not verdict.sensitive:
        return stored(value, target)
    told = [origin for origin in spill(value) if origin.kind != PARAMETER]
    if value.fields and not told:
        return stored(value, target)
    if not told and is_class_like(value.made_by.rpartition(".")[2]):
        return value  # `token = PersonalToken(user)`: an object, shown as such
    if not told or (verdict.strong and all(origin.weak for origin in told)):
        untold = tuple(origin for origin in stored(value, target).origins if origin.kind == PARAMETER)
        kept = named(verdict, path, target, value.made_by)
        return kept._replace(origins=(*kept.origins, *untold))
    return stored(value, target)


def _unpack(frame: Frame, target: cst.Tuple | cst.List, value: Value) -> None:
    fields = value.fields or {}
    for position, element in enumerate(target.elements):
        part = fields.get(str(position))
        if part is None:
            path = dotted(element.value)
            telling = frame.analysis.namer.name(path.rpartition(".")[2]).sensitive
            # `user, pw = creds`: each name is the other's witness.
            part = (
                Value(tuple(o._replace(weak=False) for o in value.origins)) if telling and not value.fields else UNKNOWN
            )
        elif not _ERRORS.isdisjoint(words_of(dotted(element.value).rpartition(".")[2])):
            part = part._replace(origins=tuple(o for o in part.origins if o.kind != NAMED or o.before))
        bind(frame, element.value, part)


def _put(frame: Frame, target: cst.Subscript, value: Value) -> None:
    """`container[key] = value`."""
    path = dotted(target.value)
    index = target.slice[0].slice
    key = literal(index.value) if isinstance(index, cst.Index) else None
    if isinstance(index, cst.Index):
        frame.value(index.value)
    if not path or path.endswith(("()", "[]")):
        return
    old = frame.lookup(path) or _untouched(frame, target.value)
    if path in frame.body.censored:
        frame.names[path] = CLEAN
    elif key is None:
        both = Value((*old.origins, *stored(value, target).origins))
        frame.names[path] = old._replace(origins=mixed((both,)).origins)
    else:
        part = stored(under(stored(value, target), frame.analysis.namer.name(key), key, target), target)
        frame.names[path] = old._replace(fields={**(old.fields or {}), key: part}, clean=False, text=None)


def _untouched(frame: Frame, container: cst.BaseExpression) -> Value:
    """What a container that was not given a value here holds already: the environment does, and all settings."""
    value = frame.value(container)
    return value if value.made_by in (ENVIRON, *frame.analysis.tables.configurations) else UNKNOWN


def capture(frame: Frame, pattern: cst.CSTNode, value: Value) -> None:
    """Give the names in a `match` pattern what they stand for in `value`."""
    if isinstance(pattern, cst.MatchAs):
        if pattern.pattern is not None:
            capture(frame, pattern.pattern, value)
        if pattern.name is not None:
            bind(frame, pattern.name, value)
    elif isinstance(pattern, cst.MatchMapping):
        for element in pattern.elements:
            _capture_part(frame, element.pattern, value, literal(element.key) or "")
    elif isinstance(pattern, cst.MatchClass):
        for keyword in pattern.kwds:
            _capture_part(frame, keyword.pattern, value, keyword.key.value)
    elif isinstance(pattern, (cst.MatchList, cst.MatchTuple)):
        for position, part in enumerate(pattern.patterns):
            if isinstance(part, cst.MatchSequenceElement):
                capture(frame, part.value, (value.fields or {}).get(str(position), UNKNOWN))
    elif isinstance(pattern, cst.MatchOr):
        for choice in pattern.patterns:
            capture(frame, choice.pattern, value)


def _capture_part(frame: Frame, pattern: cst.CSTNode, value: Value, key: str) -> None:
    part = (value.fields or {}).get(key)
    if part is None:
        verdict = frame.analysis.namer.name(key)
        told = verdict.sensitive and any(origin.kind != PARAMETER for origin in value.origins)
        part = Value(value.origins) if told else named(verdict, key, pattern)
    capture(frame, pattern, part)


ASSIGNMENTS: Mapping[type[cst.CSTNode], StatementHandler] = {
    cst.Assign: _assign, cst.AnnAssign: _annotated, cst.AugAssign: _augmented, cst.Del: _delete,
}  # fmt: skip

NAMING_EXPRESSIONS: Mapping[type[cst.CSTNode], Handler] = {
    cst.NamedExpr: _walrus,
}  # fmt: skip
