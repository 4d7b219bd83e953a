"""Statements that let something out of a function: `return`, `raise`, `assert`, `yield`."""

from __future__ import annotations

from collections.abc import Mapping

from tightlip.reading.python.flow.callee import argument_of, passed_to
from tightlip.reading.python.flow.frame import Frame, Handler, StatementHandler
from tightlip.reading.python.flow.sinks import carry
from tightlip.reading.python.flow.tables import Sink
from tightlip.reading.python.flow.values import OBJECT, UNKNOWN, Value, at, sited, spill
from tightlip.reading.python.module import dotted
from tightlip.reading.python.syntax import nodes as cst

_RAISED = Sink("secret-in-exception", strict=True)
# Raised to hand back a value: whoever waits for it takes it out, and shows it to nobody.
_HAND_BACK = frozenset({"LoopingCallDone", "Return", "StopAsyncIteration", "StopIteration"})

_RETURNED = Sink("secret-in-response", strict=True, own=True)


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
    if name.rpartition(".")[2] in _HAND_BACK or _tells_no_secret(frame, name):
        return
    maker = frame.analysis.survey.method(name, "__init__")
    if maker is not None and "__init__" in maker.calls:  # it makes its own message
        summary = frame.analysis.summary(maker)
        arguments = tuple(argument_of(frame, argument) for argument in raised.args)
        carry(frame, raised, name, summary, passed_to(summary, arguments))
        return
    for argument in raised.args:
        if name.endswith("ValidationError") and isinstance(argument.value, cst.Dict):
            _report_messages(frame, raised, name, argument.value)
            continue
        bare = isinstance(argument.value, (cst.Name, cst.Attribute, cst.Subscript))
        if argument.keyword is not None and bare:
            continue  # kept as an attribute, as a rule not shown
        origins = at(spill(frame.value(argument.value)), argument.value)
        if argument.keyword is not None and any(origin.kind == OBJECT for origin in origins):
            continue
        for origin in origins:
            frame.report(_RAISED, origin, name, raised)


def _report_messages(frame: Frame, raised: cst.Call, name: str, messages: cst.Dict) -> None:
    """Of an error that tells what is wrong with each field, the keys are the fields: `{"password": errors}`."""
    for element in messages.elements:
        for origin in at(spill(frame.value(element.value)), element.value):
            frame.report(_RAISED, origin, name, raised)


def _tells_no_secret(frame: Frame, name: str) -> bool:
    """Whether an error, of a class of this module, has a text of its own making that no secret is in."""
    teller = frame.analysis.survey.method(name, "__str__")
    if teller is None or not teller.words.isdisjoint(("args", "super", "__dict__")):
        return False
    return not any(frame.analysis.namer.name(word).sensitive for word in teller.words)


def _assert(frame: Frame, node: cst.Assert) -> None:
    frame.value(node.test)
    if node.msg is not None:
        for origin in at(spill(frame.value(node.msg)), node.msg):
            frame.report(_RAISED, origin, "assert", node)


def _yield(frame: Frame, node: cst.Yield) -> Value:
    inner = node.value.item if isinstance(node.value, cst.From) else node.value
    if inner is not None:
        frame.returned.append(sited(frame.value(inner), inner))
    return UNKNOWN


SPEECH: Mapping[type[cst.CSTNode], StatementHandler] = {
    cst.Return: _return, cst.Raise: _raise, cst.Assert: _assert,
}  # fmt: skip

YIELDS: Mapping[type[cst.CSTNode], Handler] = {
    cst.Yield: _yield,
}  # fmt: skip
