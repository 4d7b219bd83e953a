"""Following a secret from statement to statement: assignments, branches, loops, and the sinks that are statements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import libcst as cst

from tightlip.reading.python.flow.expressions import ENVIRON, ENVIRON_KEY, concatenate, elements, named, under
from tightlip.reading.python.flow.frame import Frame, Handler
from tightlip.reading.python.flow.scout import Body
from tightlip.reading.python.flow.tables import Sink
from tightlip.reading.python.flow.values import (
    CLEAN,
    ENVIRONMENT,
    FETCHED,
    NAMED,
    PARAMETER,
    UNKNOWN,
    Origin,
    Value,
    at,
    join,
    mixed,
    sited,
    spill,
    stored,
)  # fmt: skip
from tightlip.reading.python.module import dotted, literal, walk

_RAISED = Sink("secret-in-exception", strict=True)
_RETURNED = Sink("secret-in-response", strict=True, own=True)
_TEXTS = frozenset("Any AnyStr Text LiteralString Mapping Dict List Set Tuple Sequence Iterable".split())
_LEAVES = (cst.Return, cst.Raise, cst.Continue, cst.Break)


def run(frame: Frame, body: cst.CSTNode | Iterable[cst.CSTNode]) -> bool:
    """Follow the statements of `body`; whether control leaves it before its end."""
    statements = body.body if isinstance(body, (cst.IndentedBlock, cst.SimpleStatementSuite, cst.Module)) else body
    return any(_run_one(frame, statement) for statement in statements)  # type: ignore[union-attr]


def _run_one(frame: Frame, node: cst.CSTNode) -> bool:
    if isinstance(node, cst.SimpleStatementLine):
        return run(frame, node.body)
    handler = STATEMENTS.get(type(node))
    if handler is not None:
        return bool(handler(frame, node))
    frame.value(node)
    return isinstance(node, _LEAVES)


# --- assignments


def _assign(frame: Frame, node: cst.Assign) -> None:
    value = sited(frame.value(node.value), node.value)
    for target in node.targets:
        bind(frame, target.target, value)


def _annotated(frame: Frame, node: cst.AnnAssign) -> None:
    if node.value is not None:
        value = sited(frame.value(node.value), node.value)
        bind(frame, node.target, CLEAN if opaque(frame, node.annotation) else value)
    elif opaque(frame, node.annotation):
        bind(frame, node.target, CLEAN)


def opaque(frame: Frame, annotation: cst.Annotation | None) -> bool:
    """Whether something of this type never shows a secret: a number, a `SecretStr`."""
    if annotation is None:
        return False
    names = {part.value for part in walk(annotation.annotation) if isinstance(part, cst.Name)} - {
        "Optional",
        "Union",
        "None",
    }
    return bool(names) and names <= frame.analysis.tables.opaque


def _augmented(frame: Frame, node: cst.AugAssign) -> None:
    added = sited(frame.value(node.value), node.value)
    old = frame.value(node.target)
    if isinstance(node.operator, cst.BitOrAssign):
        bind(frame, node.target, join((old, added)))
    elif isinstance(node.operator, cst.AddAssign):
        bind(frame, node.target, concatenate(old, added))


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
        kept = _kept(frame, target, path, value)
        frame.names[path] = kept
        owner, _, part = path.rpartition(".")
        if owner in ("self", "cls") and frame.body.owner:
            frame.analysis.keep_attribute(frame.body.owner, part, kept)


def _kept(frame: Frame, target: cst.BaseExpression, path: str, value: Value) -> Value:
    """`value` as it is known under the name `path`: a telling name says what an untold value is."""
    owner, _, last = path.rpartition(".")
    verdict = frame.analysis.namer.variable(last, owner.rpartition(".")[2])
    if value.text is not None:
        real = verdict.strong and frame.analysis.judge.value(value.text, last).strength in ("weak", "strong")
        return named(verdict, path, target) if real else value
    if frame.analysis.namer.tells_a_fact(last) and any(origin.kind in (NAMED, FETCHED) for origin in value.origins):
        return UNKNOWN
    if value.clean or not verdict.sensitive:
        return stored(value, target)
    told = [origin for origin in spill(value) if origin.kind != PARAMETER]
    if value.fields and not told:
        return stored(value, target)
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
            part = Value(value.origins) if telling and not value.fields else UNKNOWN
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
    old = frame.lookup(path) or UNKNOWN
    if key is None:
        frame.names[path] = old._replace(origins=(*old.origins, *stored(value, target).origins))
    else:
        part = under(stored(value, target), frame.analysis.namer.name(key), key, target)
        frame.names[path] = old._replace(fields={**(old.fields or {}), key: part}, clean=False, text=None)


def _delete(frame: Frame, node: cst.Del) -> None:
    targets = node.target.elements if isinstance(node.target, cst.Tuple) else (node.target,)
    for target in targets:
        frame.names.pop(dotted(target), None)


# --- branches


def _if(frame: Frame, node: cst.If) -> bool:
    frame.value(node.test)
    before = frame.names
    frame.names = {**before, **dict.fromkeys(_harmless_if(node.test, True), CLEAN)}
    left = run(frame, node.body)
    taken, frame.names = frame.names, {**before, **dict.fromkeys(_harmless_if(node.test, False), CLEAN)}
    if node.orelse is None:
        right = False
    elif isinstance(node.orelse, cst.If):
        right = _if(frame, node.orelse)
    else:
        right = run(frame, node.orelse.body)
    return _rejoin(frame, before, ((left, taken), (right, frame.names)))


def _harmless_if(test: cst.BaseExpression, holds: bool) -> Iterator[str]:
    """The names that hold no secret where `test` holds, or does not: empty, a known word, or no text."""
    if isinstance(test, cst.UnaryOperation) and isinstance(test.operator, cst.Not):
        yield from _harmless_if(test.expression, not holds)
    elif isinstance(test, cst.BooleanOperation):
        # `a and b` holds where both do; `a or b` fails where both do.
        if isinstance(test.operator, cst.And) == holds:
            yield from _harmless_if(test.left, holds)
            yield from _harmless_if(test.right, holds)
    elif isinstance(test, cst.Comparison) and len(test.comparisons) == 1:
        operator = test.comparisons[0].operator
        if isinstance(operator, (cst.Is, cst.Equal) if holds else (cst.IsNot, cst.NotEqual)):
            other = test.comparisons[0].comparator
            if literal(other) is not None or dotted(other) in ("None", "True", "False"):
                yield dotted(test.left)
    elif isinstance(test, cst.Call) and dotted(test.func) == "isinstance" and len(test.args) > 1:
        types = {part.value for part in walk(test.args[1].value) if isinstance(part, cst.Name)}
        if types.isdisjoint(("str", "bytes")) == holds:
            yield dotted(test.args[0].value)
    elif not holds and isinstance(test, (cst.Name, cst.Attribute)):
        yield dotted(test)


def _rejoin(frame: Frame, before: dict[str, Value], ends: Iterable[tuple[bool, dict[str, Value]]]) -> bool:
    """Go on after branches, each of which left or did not, with these names; whether all of them left."""
    open_ends = [names for left, names in ends if not left]
    if open_ends:
        frame.merge(*open_ends)
    else:
        frame.names = before
    return not open_ends


def _for(frame: Frame, node: cst.For) -> None:
    loop(frame, node.target, node.iter, node.body)
    _body(frame, node.body)
    if node.orelse is not None:
        run(frame, node.orelse.body)


def loop(frame: Frame, target: cst.BaseExpression, over: cst.BaseExpression, body: cst.CSTNode) -> None:
    """Give the target of a loop or comprehension what one round of it brings."""
    value = elements(sited(frame.value(over), over))
    bind(frame, target, value)
    environment = value.made_by == ENVIRON_KEY or any(o.kind == ENVIRONMENT for o in spill(value))
    if environment and _chooses(target, body):
        # The loop picks what it shows by the variable's name.
        for name in _names_in(target):
            frame.names[name] = CLEAN


def _chooses(target: cst.BaseExpression, body: cst.CSTNode) -> bool:
    key = next(iter(_names_in(target)), "")
    tests = (node.test for node in walk(body) if isinstance(node, (cst.If, cst.IfExp, cst.CompIf)))
    return any(isinstance(part, cst.Name) and part.value == key for test in tests for part in walk(test))


def _names_in(target: cst.CSTNode) -> list[str]:
    return [part.value for part in walk(target) if isinstance(part, cst.Name)]


def _while(frame: Frame, node: cst.While) -> None:
    frame.value(node.test)
    _body(frame, node.body)
    if node.orelse is not None:
        run(frame, node.orelse.body)


def _body(frame: Frame, body: cst.CSTNode) -> None:
    """A body that may run or not."""
    before = dict(frame.names)
    run(frame, body)
    frame.merge(frame.names, before)


def _try(frame: Frame, node: cst.Try | cst.TryStar) -> bool:
    before = dict(frame.names)
    left = run(frame, node.body)
    if not left and node.orelse is not None:
        left = run(frame, node.orelse.body)
    ends = [(left, frame.names)]
    for handler in node.handlers:
        frame.merge(before, ends[0][1])
        if handler.name is not None:
            bind(frame, handler.name.name, CLEAN)
        ends.append((run(frame, handler.body), frame.names))
    left = _rejoin(frame, before, ends)
    if node.finalbody is not None:
        left = run(frame, node.finalbody.body) or left
    return left


def _with(frame: Frame, node: cst.With) -> bool:
    for item in node.items:
        value = sited(frame.value(item.item), item.item)
        if item.asname is not None:
            bind(frame, item.asname.name, value)
    return run(frame, node.body)


def _match(frame: Frame, node: cst.Match) -> bool:
    subject = sited(frame.value(node.subject), node.subject)
    before = frame.names
    ends = [(False, before)]
    for case in node.cases:
        frame.names = dict(before)
        _capture(frame, case.pattern, subject)
        if case.guard is not None:
            frame.value(case.guard)
        ends.append((run(frame, case.body), frame.names))
    return _rejoin(frame, before, ends)


def _capture(frame: Frame, pattern: cst.CSTNode, value: Value) -> None:
    if isinstance(pattern, cst.MatchAs):
        if pattern.pattern is not None:
            _capture(frame, pattern.pattern, value)
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
                _capture(frame, part.value, (value.fields or {}).get(str(position), UNKNOWN))
    elif isinstance(pattern, cst.MatchOr):
        for choice in pattern.patterns:
            _capture(frame, choice.pattern, value)


def _capture_part(frame: Frame, pattern: cst.CSTNode, value: Value, key: str) -> None:
    part = (value.fields or {}).get(key)
    if part is None:
        verdict = frame.analysis.namer.name(key)
        told = verdict.sensitive and any(origin.kind != PARAMETER for origin in value.origins)
        part = Value(value.origins) if told else named(verdict, key, pattern)
    _capture(frame, pattern, part)


# --- statements that let something out


def _return(frame: Frame, node: cst.Return) -> bool:
    if node.value is not None:
        value = sited(frame.value(node.value), node.value)
        frame.returned.append(value)
        if frame.analysis.answers_requests(frame.body):
            for origin in at(spill(value), node.value):
                frame.report(_RETURNED, origin, "return", node)
    return True


def _raise(frame: Frame, node: cst.Raise) -> bool:
    if node.exc is not None:
        value = frame.value(node.exc)
        if isinstance(node.exc, cst.Call):
            _report_raised(frame, node.exc)
        else:
            for origin in at(spill(value), node.exc):
                frame.report(_RAISED, origin, "raise", node)
    if node.cause is not None:
        frame.value(node.cause)
    return True


def _report_raised(frame: Frame, raised: cst.Call) -> None:
    name = dotted(raised.func).replace("()", "")
    qualified = frame.analysis.module.qualified(raised.func)
    if any(sink.rule == "secret-in-response" for sink in frame.analysis.tables.sinks.find((qualified,))):
        return
    for argument in raised.args:
        bare = isinstance(argument.value, (cst.Name, cst.Attribute, cst.Subscript))
        if argument.keyword is not None and bare:
            continue  # kept as an attribute, as a rule not shown
        for origin in at(spill(frame.value(argument.value)), argument.value):
            frame.report(_RAISED, origin, name, raised)


def _assert(frame: Frame, node: cst.Assert) -> None:
    frame.value(node.test)
    if node.msg is not None:
        for origin in at(spill(frame.value(node.msg)), node.msg):
            frame.report(_RAISED, origin, "assert", node)


# --- definitions


def _function(frame: Frame, node: cst.FunctionDef) -> None:
    for decorator in node.decorators:
        frame.value(decorator.decorator)
    if frame.body.node is None:
        return  # the functions of a module are followed on their own
    body = Body(node.name.value, frame.body.owner, node, spent=frame.body.spent, labels=frame.body.labels)
    frame.functions[body.name] = frame.analysis.follow(frame.child(body))
    frame.names[body.name] = CLEAN


def _class(frame: Frame, node: cst.ClassDef) -> None:
    name = node.name.value
    body = Body(name, name, frame.body.node)
    inner = frame.child(body)
    for statement in node.body.body:
        if isinstance(statement, cst.SimpleStatementLine):
            run(inner, statement.body)
        elif isinstance(statement, cst.FunctionDef) and frame.body.node is not None:
            _function(inner, statement)
    for path, value in inner.names.items():
        if frame.names.get(path) is not value and "." not in path:
            frame.analysis.keep_attribute(name, path, value)
    frame.names.pop(name, None)


def parameters(frame: Frame, node: cst.FunctionDef) -> tuple[str, ...]:
    """Give the parameters of the function their values; their names, without `self`, in order."""
    everything = (*node.params.posonly_params, *node.params.params, *node.params.kwonly_params)
    names: list[str] = []
    for parameter in everything:
        name = parameter.name.value
        if name in ("self", "cls"):
            continue
        names.append(name)
        frame.names[name] = _parameter(frame, parameter)
    return tuple(names)


def _parameter(frame: Frame, parameter: cst.Param) -> Value:
    name = parameter.name.value
    annotation = parameter.annotation
    if opaque(frame, annotation):
        return CLEAN
    if isinstance(parameter.default, cst.Name) and parameter.default.value in ("True", "False"):
        return CLEAN
    kind = frame.analysis.module.qualified(annotation.annotation) if annotation is not None else ""
    origins: tuple[Origin, ...] = (Origin(PARAMETER, name, parameter.name),)
    if _holds_text(annotation):
        origins += named(frame.analysis.namer.variable(name), name, parameter.name).origins
    return Value(origins, made_by=kind if kind not in ("str", "bytes") else "")


def _holds_text(annotation: cst.Annotation | None) -> bool:
    """Whether something of this type can be text, or hold some: an object of a class shows its class, as a rule."""
    if annotation is None:
        return True
    parts = list(walk(annotation.annotation))
    written = [part.value for part in parts if isinstance(part, cst.Name)]
    written += [word for part in parts if (text := literal(part)) for word in text.replace("[", " ").split()]
    return any(name in _TEXTS or name[:1].islower() or name.endswith(("Str", "Dict", "Mapping")) for name in written)


STATEMENTS: Mapping[type[cst.CSTNode], Callable[[Frame, Any], bool | None]] = {
    cst.Assign: _assign, cst.AnnAssign: _annotated, cst.AugAssign: _augmented, cst.Del: _delete, cst.If: _if,
    cst.For: _for, cst.While: _while, cst.Try: _try, cst.TryStar: _try, cst.With: _with, cst.Match: _match,
    cst.Return: _return, cst.Raise: _raise, cst.Assert: _assert, cst.FunctionDef: _function, cst.ClassDef: _class,
}  # fmt: skip


# --- expressions that bind names


def _walrus(frame: Frame, node: cst.NamedExpr) -> Value:
    value = sited(frame.value(node.value), node.value)
    bind(frame, node.target, value)
    return frame.value(node.target)


def _lambda(frame: Frame, node: cst.Lambda) -> Value:
    inner = frame.child(frame.body)
    for parameter in node.params.params:
        inner.names[parameter.name.value] = _parameter(inner, parameter)._replace(origins=())
    inner.value(node.body)
    return UNKNOWN


def _comprehension(frame: Frame, node: cst.ListComp | cst.SetComp | cst.GeneratorExp) -> Value:
    inner = frame.child(frame.body)
    _rounds(inner, node.for_in, node)
    return mixed((sited(inner.value(node.elt), node.elt),))


def _dictionary(frame: Frame, node: cst.DictComp) -> Value:
    inner = frame.child(frame.body)
    _rounds(inner, node.for_in, node)
    inner.value(node.key)
    value = Value(spill(sited(inner.value(node.value), node.value)))
    whole = any(origin.kind == ENVIRONMENT for origin in value.origins)
    return value._replace(made_by=ENVIRON if whole else "")


def _rounds(frame: Frame, comprehension: cst.CompFor, whole: cst.CSTNode) -> None:
    part: cst.CompFor | None = comprehension
    while part is not None:
        loop(frame, part.target, part.iter, whole)
        for condition in part.ifs:
            frame.value(condition.test)
        part = part.inner_for_in


def _yield(frame: Frame, node: cst.Yield) -> Value:
    inner = node.value.item if isinstance(node.value, cst.From) else node.value
    if inner is not None:
        frame.returned.append(sited(frame.value(inner), inner))
    return UNKNOWN


BINDING_EXPRESSIONS: Mapping[type[cst.CSTNode], Handler] = {
    cst.NamedExpr: _walrus, cst.Lambda: _lambda, cst.ListComp: _comprehension, cst.SetComp: _comprehension,
    cst.GeneratorExp: _comprehension, cst.DictComp: _dictionary, cst.Yield: _yield,
}  # fmt: skip
