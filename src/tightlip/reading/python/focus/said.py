"""What one file lets out: the arguments of sinks, what is raised, and what handlers of requests give back."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tightlip.reading.python.focus.calls import Sink
from tightlip.reading.python.focus.notes import Notes
from tightlip.reading.python.focus.places import REQUEST, SECRET, Place, Put
from tightlip.reading.python.focus.tree import Body, last_name

_BARE = (ast.Name, ast.Attribute, ast.Subscript)
# Raised to hand back a value.
_HAND_BACK = frozenset({"LoopingCallDone", "Return", "StopAsyncIteration", "StopIteration"})


def said(notes: Notes) -> Iterator[Put | Place]:
    """What sinks and clients are told, but those that believe only the surest names."""
    for leaf in notes.sinks.keys() & notes.calls.keys():
        for call, body in notes.calls[leaf]:
            for sink in notes.sinks[leaf]:
                if not sink.strict:
                    yield from ((argument, body) for argument in _let_out(sink, call, notes))
            if leaf == "exception" or any(keyword.arg == "exc_info" for keyword in call.keywords):
                yield REQUEST
    for leaf in notes.runners & notes.calls.keys():
        yield from (SECRET for call, _ in notes.calls[leaf] if notes.runs_environment(call))


def said_strictly(notes: Notes) -> Iterator[Put]:
    """What is raised, given back by handlers of requests, or told to other sinks that believe only the surest names."""
    for body in notes.names.bodies:
        yield from ((part, body) for node in body.nodes.get(ast.Raise, ()) for part in _raised(node, notes))
        yield from ((node.msg, body) for node in body.nodes.get(ast.Assert, ()) if node.msg is not None)
        if body.nodes.get(ast.Return) and _answers_requests(body, notes):
            yield from ((node.value, body) for node in body.nodes[ast.Return] if node.value is not None)
    for leaf in notes.sinks.keys() & notes.calls.keys():
        for sink in notes.sinks[leaf]:
            if sink.strict:
                yield from ((each, body) for call, body in notes.calls[leaf] for each in _let_out(sink, call, notes))
    if notes.has_errors:  # what an error of this file says
        for call, body in notes.calls["__init__"]:
            yield from ((argument, body) for argument in (*call.args, *call.keywords))


def requests(notes: Notes) -> Iterator[Put]:
    """What requests are given that is told when they fail."""
    for leaf in notes.sinks.keys() & notes.calls.keys():
        for sink in notes.sinks[leaf]:
            if sink.raises:
                yield from ((each, body) for call, body in notes.calls[leaf] for each in _let_out(sink, call, notes))


def _let_out(sink: Sink, call: ast.Call, notes: Notes) -> Iterator[ast.AST]:
    """The arguments of `call` that get out."""
    if sink.in_address and not notes.has_address:
        return
    starred = any(isinstance(argument, ast.Starred) for argument in call.args)
    for place, argument in enumerate(call.args):
        if type(argument) is not ast.Constant and (starred or sink.lets_out(place)):
            yield argument
    for keyword in call.keywords:
        if keyword.arg is None or sink.lets_out(keyword.arg):
            yield keyword


def _raised(node: ast.Raise, notes: Notes) -> Iterator[ast.AST]:
    """What an error tells that is raised: an argument that is only kept is shown by a class of this file at most."""
    if not isinstance(node.exc, ast.Call):
        yield from [node.exc] if node.exc is not None else []
    elif (name := last_name(node.exc.func)) not in _HAND_BACK:
        yield from node.exc.args
        own = any(name == each.name for each in notes.names.of(ast.ClassDef))
        yield from (each for each in node.exc.keywords if own or not isinstance(each.value, _BARE))


def _answers_requests(body: Body, notes: Notes) -> bool:
    """Whether what a function returns is sent to a client."""
    decorators = getattr(body.node, "decorator_list", ())
    return any(last_name(decorator) in notes.names.tables.handlers.leaves for decorator in decorators)
