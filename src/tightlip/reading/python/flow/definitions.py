"""Functions, classes and lambdas: what their parameters hold, and their bodies followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tightlip.reading.python.flow.annotations import holds_text, opaque
from tightlip.reading.python.flow.frame import Frame, Handler, StatementHandler
from tightlip.reading.python.flow.parts import an_object, named
from tightlip.reading.python.flow.scout import Body
from tightlip.reading.python.flow.values import CLEAN, FETCHED, PARAMETER, Origin, Value, sited, spill
from tightlip.reading.python.module import dotted, literal, walk
from tightlip.reading.python.syntax import nodes as cst


def _function(frame: Frame, node: cst.FunctionDef) -> None:
    for decorator in node.decorators:
        frame.value(decorator.decorator)
    if frame.body.node is None:
        return  # the functions of a module are followed on their own
    body = Body(node.name.value, frame.body.owner, node)
    body.spent, body.labels = frame.body.spent, frame.body.labels
    inner = frame.child(body)
    inner.leaks = {}
    summary = frame.functions[body.name] = frame.analysis.follow(inner)
    frame.names[body.name] = CLEAN
    for key, leak in inner.leaks.items():
        # The leaks of its own parameters are its callers' business; all others are this function's too.
        if leak.origin.kind != PARAMETER or leak.origin.text not in summary.parameters:
            frame.leaks.setdefault(key, leak)


def _class(frame: Frame, node: cst.ClassDef) -> None:
    name = node.name.value
    body = Body(name, name, frame.body.node)
    inner = frame.child(body)
    for statement in node.body.body:
        if isinstance(statement, cst.SimpleStatementLine):
            inner.run(statement)
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
    hidden = set(_hidden_options(node))
    for parameter in everything:
        name = parameter.name.value
        if name in ("self", "cls"):
            continue
        names.append(name)
        frame.names[name] = _parameter(frame, parameter)
        if name in hidden or any(map(_hides_input, (*_calls(parameter.annotation), *_calls(parameter.default)))):
            frame.names[name] = Value((Origin(FETCHED, f"`{name}`, whose input is hidden,", parameter.name),))
    return tuple(names)


def _hidden_options(node: cst.FunctionDef) -> Iterator[str]:
    """The parameters that `@click.option("--pin", hide_input=True)` fills."""
    for decorator in node.decorators:
        for call in _calls(decorator.decorator):
            if _hides_input(call):
                yield from ((literal(arg.value) or "").lstrip("-").replace("-", "_") for arg in call.args)


def _calls(node: cst.CSTNode | None) -> Iterator[cst.Call]:
    return (part for part in walk(node) if isinstance(part, cst.Call)) if node is not None else iter(())


def _hides_input(call: cst.Call) -> bool:
    return any(
        arg.keyword is not None and arg.keyword.value == "hide_input" and dotted(arg.value) == "True"
        for arg in call.args
    )


def _is_header(frame: Frame, parameter: cst.Param) -> bool:
    """Whether a parameter is a header that a client sent, or a cookie: `authorization: str = Header()`."""
    calls = (*_calls(parameter.annotation), *_calls(parameter.default))
    return any(dotted(call.func).rpartition(".")[2] in frame.analysis.tables.headers for call in calls)


def _parameter(frame: Frame, parameter: cst.Param) -> Value:
    name = parameter.name.value
    annotation = parameter.annotation
    if opaque(frame, annotation):
        return CLEAN
    if isinstance(parameter.default, cst.Name) and parameter.default.value in ("True", "False"):
        return CLEAN
    kind = frame.analysis.module.qualified(annotation.annotation) if annotation is not None else ""
    origins: tuple[Origin, ...] = (Origin(PARAMETER, name, parameter.name),)
    if holds_text(annotation):
        by_use = frame.analysis.namer.connection_string(name, frame.body.addresses)
        verdict = by_use if by_use.sensitive else frame.analysis.namer.variable(name)
        # A header so called is a weak name's witness, too; a token may be of a thing that the client asks for.
        if verdict.sensitive and verdict.kind != "token" and _is_header(frame, parameter):
            verdict = frame.analysis.namer.environment(name)
        origins += named(verdict, name, parameter.name).origins
    if kind in frame.analysis.shown:
        origins += an_object(kind, parameter.name).origins
    return Value(origins, made_by=kind if kind not in ("str", "bytes") else "")


def _lambda(frame: Frame, node: cst.Lambda) -> Value:
    inner = frame.child(frame.body)
    for parameter in node.params.params:
        inner.names[parameter.name.value] = _parameter(inner, parameter)._replace(origins=())
    # What it would return: `map(lambda user: user.password, users)`, `logger.debug(lambda: f"…{password}")`.
    return Value(spill(sited(inner.value(node.body), node.body)))


DEFINITIONS: Mapping[type[cst.CSTNode], StatementHandler] = {
    cst.FunctionDef: _function, cst.ClassDef: _class,
}  # fmt: skip

LAMBDAS: Mapping[type[cst.CSTNode], Handler] = {
    cst.Lambda: _lambda,
}  # fmt: skip
