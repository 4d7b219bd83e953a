"""Calls that yield a secret: stores, prompts, the environment, whole objects."""

from __future__ import annotations

from tightlip.reading.python.flow.callee import Argument, Callee
from tightlip.reading.python.flow.frame import Frame
from tightlip.reading.python.flow.parts import ENVIRON_KEY, looked_up, whole_environment, written_out
from tightlip.reading.python.flow.tables import Source
from tightlip.reading.python.flow.values import FETCHED, OBJECT, PARAMETER, UNKNOWN, Origin, Value, spill
from tightlip.reading.python.module import dotted
from tightlip.reading.python.syntax import nodes as cst


def matches(source: Source, arguments: tuple[Argument, ...]) -> bool:
    """Whether a call with these arguments is the one that the row means."""
    if source.arguments:
        return bool(arguments) == (source.arguments == "some")
    if source.given:
        given = next((a for a in arguments if a.keyword == source.given), None)
        # `hide_password=False` is the one switch that reveals by being off.
        wanted = "False" if source.given == "hide_password" else "True"
        return given is not None and isinstance(given.node, cst.Name) and given.node.value == wanted
    return True


def from_source(source: Source, node: cst.Call) -> Value:
    """What a call of `source` yields."""
    secret = Value((Origin(FETCHED, source.what, node, noun=source.noun),))
    if not source.fields:
        return secret
    fields: dict[str, Value] = {}
    for path in source.fields:
        first, _, rest = path.partition(".")
        inner = {**(fields[first].fields or {}), rest: secret} if first in fields and rest else {rest: secret}
        fields[first] = Value(fields=inner) if rest else secret
    if not source.whole:
        return Value(fields=fields)
    # Written out whole it is one thing, the response; its parts are told apart only when they are asked for.
    return Value((Origin(OBJECT, source.whole, node),), fields)


def lookup(frame: Frame, node: cst.Call, callee: Callee, arguments: tuple[Argument, ...], position: int) -> Value:
    """What a call yields that reads the entry named by its argument at `position`."""
    plain = [argument for argument in arguments if not argument.keyword and not argument.star]
    made_by = next(iter(callee.names), "")
    if position >= len(plain):
        return Value(made_by=made_by)  # `env = Env()`, to be asked later
    for key in plain[position].value.texts:
        found = looked_up(frame, f'{callee.written}("{key}")', key, node)
        if found.origins:
            return found
    return whole_environment(node) if plain[position].value.made_by == ENVIRON_KEY else Value(made_by=made_by)


def dump(frame: Frame, node: cst.Call, callee: Callee, arguments: tuple[Argument, ...], kind: str) -> Value:
    """What a call yields that writes out a whole object; `kind` is its table in `sources.toml`."""
    if kind == "locals":
        names = {name: value for name, value in frame.names.items() if "." not in name and spill(value)}
        strong = any(_surely_a_secret(value) for value in names.values())
        origin = Origin(OBJECT, "every local variable", node)
        return Value((origin,) if strong else (), names or None)
    if kind == "globals":
        known = {**frame.analysis.names, **(frame.names if frame.body.node is None else {})}
        strong = any(_surely_a_secret(value) for value in known.values())
        return Value((Origin(OBJECT, "every global variable", node),)) if strong else UNKNOWN
    if kind == "arguments":
        origin = Origin(OBJECT, "all arguments of the command line", node)
        return Value((origin,) if frame.analysis.secret_options else (), made_by="argparse.Namespace")
    if any(argument.keyword in ("exclude", "include") for argument in arguments):
        return UNKNOWN
    if callee.owner is not None and callee.leaf in ("model_dump", "model_dump_json", "dict", "json"):
        return written_out(frame, callee.receiver, dotted(callee.owner) or "the model", node)
    if arguments:
        return written_out(frame, arguments[0].value, dotted(arguments[0].node) or "the object", node)
    return UNKNOWN


def _surely_a_secret(value: Value) -> bool:
    return any(not origin.weak and origin.kind != PARAMETER for origin in spill(value))
