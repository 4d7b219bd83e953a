"""Control flow: branches that join, tests that clear a name, loops and comprehensions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tightlip.reading.python.flow.assignments import bind, capture
from tightlip.reading.python.flow.displays import elements
from tightlip.reading.python.flow.frame import CAUGHT, Frame, Handler, Leak, StatementHandler
from tightlip.reading.python.flow.naming import is_class_like
from tightlip.reading.python.flow.parts import ENVIRON, ENVIRON_KEY, ITEMS, MEMBER
from tightlip.reading.python.flow.values import (
    CLEAN,
    ENVIRONMENT,
    FETCHED,
    OBJECT,
    PARAMETER,
    Origin,
    Value,
    mixed,
    sited,
    spill,
)
from tightlip.reading.python.module import dotted, literal, walk
from tightlip.reading.python.syntax import nodes as cst


def _if(frame: Frame, node: cst.If) -> bool:
    frame.value(node.test)
    before = frame.names
    frame.names = {**before, **dict.fromkeys(_harmless_if(node.test, True), CLEAN)}
    around = frame.when
    frame.when = around.union(_told_by(node.test, True))
    left = frame.run(node.body)
    frame.when = around.union(_told_by(node.test, False))
    taken, frame.names = frame.names, {**before, **dict.fromkeys(_harmless_if(node.test, False), CLEAN)}
    outside = frame.without_password
    frame.without_password = outside or (isinstance(node.test, cst.Attribute) and node.test.attr.value == "password")
    if node.orelse is None:
        right = False
    elif isinstance(node.orelse, cst.If):
        right = _if(frame, node.orelse)
    else:
        right = frame.run(node.orelse.body)
    frame.without_password, frame.when = outside, around
    return _rejoin(frame, before, ((left, taken), (right, frame.names)))


def _told_by(test: cst.BaseExpression, holds: bool) -> Iterator[tuple[str, bool]]:
    """The plain names that are true, or false, where `test` holds, or does not."""
    if isinstance(test, cst.Name):
        yield test.value, holds
    elif isinstance(test, cst.UnaryOperation) and isinstance(test.operator, cst.Not):
        yield from _told_by(test.expression, not holds)
    elif isinstance(test, cst.BooleanOperation) and isinstance(test.operator, cst.And) == holds:
        yield from _told_by(test.left, holds)
        yield from _told_by(test.right, holds)


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
        frame.run(node.orelse.body)


def loop(frame: Frame, target: cst.BaseExpression, over: cst.BaseExpression, body: cst.CSTNode) -> None:
    """Give the target of a loop or comprehension what one round of it brings."""
    container = sited(frame.value(over), over)
    value = MEMBER if isinstance(over, cst.Name) and is_class_like(over.value) else elements(container)
    bind(frame, target, value)
    whole = (
        container.made_by == ITEMS
        or value.made_by == ENVIRON_KEY
        or any(o.kind in (ENVIRONMENT, OBJECT) for o in spill(value))
    )
    if whole and _chooses(target, body):
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
        frame.run(node.orelse.body)


def _body(frame: Frame, body: cst.CSTNode) -> None:
    """A body that may run or not."""
    before = dict(frame.names)
    frame.run(body)
    frame.merge(frame.names, before)


def _try(frame: Frame, node: cst.Try | cst.TryStar) -> bool:
    before, leaks = dict(frame.names), set(frame.leaks)
    left = frame.run(node.body)
    requests = [leak for key, leak in frame.leaks.items() if key not in leaks and leak.sink.raises]
    if not left and node.orelse is not None:
        left = frame.run(node.orelse.body)
    ends = [(left, frame.names)]
    for handler in node.handlers:
        frame.merge(before, ends[0][1])
        frame.names[CAUGHT] = _caught(frame, handler, requests)
        if handler.name is not None:
            bind(frame, handler.name.name, frame.names[CAUGHT])
        gone = frame.run(handler.body)
        frame.names.pop(CAUGHT, None)
        ends.append((gone, frame.names))
    left = _rejoin(frame, before, ends)
    if node.finalbody is not None:
        left = frame.run(node.finalbody.body) or left
    return left


def _caught(frame: Frame, handler: cst.BaseHandler, requests: list[Leak]) -> Value:
    """The error that a handler catches: that of a request tells the address, with the secret that was put into it."""
    types = {part.value for part in walk(handler.type) if isinstance(part, cst.Name)} if handler.type else set()
    secrets = [leak.origin for leak in requests if leak.origin.kind != PARAMETER and leak.origin.site is not None]
    if not secrets or types.isdisjoint(frame.analysis.tables.telling_errors):
        return CLEAN
    text = f"{secrets[0].text}, in the address that the error repeats,"
    return Value((Origin(FETCHED, text, secrets[0].site or handler, partial=secrets[0].partial),))


def _with(frame: Frame, node: cst.With) -> bool:
    for item in node.items:
        value = sited(frame.value(item.item), item.item)
        if item.asname is not None:
            bind(frame, item.asname.name, value)
    return frame.run(node.body)


def _match(frame: Frame, node: cst.Match) -> bool:
    subject = sited(frame.value(node.subject), node.subject)
    before = frame.names
    ends = [(False, before)]
    for case in node.cases:
        frame.names = dict(before)
        capture(frame, case.pattern, subject)
        if case.guard is not None:
            frame.value(case.guard)
        ends.append((frame.run(case.body), frame.names))
    return _rejoin(frame, before, ends)


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


BRANCHES: Mapping[type[cst.CSTNode], StatementHandler] = {
    cst.If: _if, cst.For: _for, cst.While: _while, cst.Try: _try, cst.TryStar: _try, cst.With: _with,
    cst.Match: _match,
}  # fmt: skip

COMPREHENSIONS: Mapping[type[cst.CSTNode], Handler] = {
    cst.ListComp: _comprehension, cst.SetComp: _comprehension, cst.GeneratorExp: _comprehension,
    cst.DictComp: _dictionary,
}  # fmt: skip
