"""Calls that no table knows: methods of texts and containers, and functions known by their name alone."""

from __future__ import annotations

from tightlip.judgement.judge import NameVerdict
from tightlip.reading.python.flow.callee import Argument, Callee
from tightlip.reading.python.flow.fetches import dump
from tightlip.reading.python.flow.formats import brace_fields
from tightlip.reading.python.flow.frame import Frame
from tightlip.reading.python.flow.parts import ENVIRON, ITEMS, an_object, entry, named
from tightlip.reading.python.flow.scout import EXCEPTIONS, MODEL_DUMPS
from tightlip.reading.python.flow.texts import filled
from tightlip.reading.python.flow.values import (
    CLEAN,
    FETCHED,
    OBJECT,
    PARAMETER,
    UNKNOWN,
    Origin,
    Value,
    join,
    mixed,
    spill,
    stored,
)
from tightlip.reading.python.module import dotted, literal
from tightlip.reading.python.syntax import nodes as cst
from tightlip.reading.words import words_of

_AWS_CLIENTS = frozenset({"client", "resource", "create_client"})
_OPENS = frozenset({"open", "Path"})
_SECRET_FILE = "<secret file>"
_OPEN_FILES = ("/namespace", ".crt")  # what Kubernetes puts beside a pod's token
_READS = frozenset({"get", "pop", "setdefault", "getlist", "get_secret", "read"})


def method(frame: Frame, node: cst.Call, callee: Callee, arguments: tuple[Argument, ...]) -> Value:
    """A call of something that is not in the tables."""
    analysis, receiver, leaf = frame.analysis, callee.receiver, callee.leaf
    first = arguments[0].value if arguments else UNKNOWN
    if leaf.endswith(EXCEPTIONS):  # an error shows what it was made with
        return Value(mixed(argument.value for argument in arguments).origins, made_by=next(iter(callee.names), ""))
    opened = first.text if leaf in _OPENS and first.text is not None else ""
    if opened.startswith(analysis.tables.secret_files) and not opened.endswith(_OPEN_FILES):
        return Value(made_by=_SECRET_FILE, tail=opened)
    if receiver.made_by == _SECRET_FILE and leaf.startswith("read"):
        return Value((Origin(FETCHED, f"the content of `{receiver.tail}`", node),))
    if callee.owner is None:
        if leaf == "getattr" and len(arguments) > 1 and arguments[1].value.text is not None:
            return _part(frame, node, arguments[0].node, arguments[0].value, arguments[1].value.text)
        return by_name(frame, node, callee)
    if leaf == "format" and receiver.text is not None:
        return _formatted(frame, receiver.text, arguments)
    if leaf in ("join", "format", "format_map"):
        joined = [Value(receiver.origins)] if leaf != "join" else []
        values = [argument.value for argument in arguments]
        return mixed([*joined, *(CLEAN if value.made_by == ENVIRON else value for value in values)])
    if leaf == "replace" and any(origin.kind != PARAMETER for origin in first.origins):
        return CLEAN  # `text.replace(password, "***")`
    if leaf in ("split", "rsplit", "partition", "rpartition") and first.text in ("@", "://"):
        return CLEAN  # what is left of an address without its user
    if leaf == "items":
        inside = join(receiver.fields.values()) if receiver.fields else Value(receiver.origins)
        return Value(fields={"0": CLEAN, "1": Value((*inside.origins, *receiver.origins))}, made_by=ITEMS)
    if leaf == "values" and receiver.fields:
        return Value(spill(receiver))
    if leaf in _READS and first.text is not None and callee.owner is not None:
        part = _part(frame, node, callee.owner, receiver, first.text)
        if leaf == "pop":
            frame.forget(dotted(callee.owner), first.text)
        return part
    if leaf == "clear":
        frame.names[dotted(callee.owner)] = CLEAN
    if leaf in _READS and arguments and receiver.made_by != ENVIRON:
        key = dotted(arguments[0].node).rpartition(".")[2]
        verdict = analysis.namer.constant(key)
        if verdict.strong:
            return named(verdict, f"{callee.written}({dotted(arguments[0].node)})", node)
    if leaf in MODEL_DUMPS and (receiver.made_by in analysis.survey.fields or analysis.is_holder(dotted(callee.owner))):
        return dump(frame, node, callee, arguments, "model")
    if leaf in analysis.tables.fluent:
        return Value(made_by=callee.type)
    if leaf in analysis.tables.gathering:
        _gather(frame, node, callee, arguments)
        return UNKNOWN
    if leaf in analysis.tables.kept_methods:
        return Value(
            receiver.origins, receiver.fields if leaf == "copy" else None, receiver.made_by, clean=receiver.clean
        )
    if leaf in _AWS_CLIENTS and first.text is not None:
        return Value(made_by=f"aws.{first.text}")
    return by_name(frame, node, callee)


def _part(frame: Frame, node: cst.Call, container: cst.BaseExpression, base: Value, key: str) -> Value:
    value = entry(frame, node, container, base, key)
    written = f'{dotted(container) or "…"}.get("{key}")'
    return value._replace(
        origins=tuple(o._replace(text=f"`{written}`") if o.root is node else o for o in value.origins), made_by=""
    )


def _gather(frame: Frame, node: cst.Call, callee: Callee, arguments: tuple[Argument, ...]) -> None:
    """`container.append(x)`, `container.update(x, key=y)`: the container holds what it was given, too."""
    path = dotted(callee.owner) if callee.owner is not None else ""
    old = callee.receiver
    if not path or path.endswith(("()", "[]")) or old.clean or path in frame.body.censored:
        return
    fields, origins = dict(old.fields or {}), list(old.origins)
    for argument in arguments:
        value = stored(argument.value, node)
        if argument.keyword:
            fields[argument.keyword] = value
        elif callee.leaf == "update" and value.fields:
            fields.update(value.fields)
        else:
            origins += spill(value)
    frame.names[path] = old._replace(origins=mixed((Value(tuple(origins)),)).origins, fields=fields or None, text=None)


def _formatted(frame: Frame, text: str, arguments: tuple[Argument, ...]) -> Value:
    parts: dict[str, Value] = {}
    whole: list[Value] = []
    position = 0
    for argument in arguments:
        if argument.keyword:
            parts[argument.keyword] = argument.value
        elif argument.star:
            parts.update(argument.value.fields or {})
            whole.append(argument.value)
        else:
            parts[str(position)] = argument.value
            position += 1
    fields = brace_fields(text)
    if fields is None:
        return mixed(parts.values())
    spread = Value(tuple(o for value in whole for o in value.origins if o.kind != OBJECT))
    return filled(frame.analysis.namer, text, fields, parts, spread)


def by_name(frame: Frame, node: cst.Call, callee: Callee) -> Value:
    """A call that nothing is known of but its name: `get_api_key()`."""
    made_by = next(iter(callee.names), "")
    if callee.owner is None and callee.leaf in frame.analysis.survey.methods:
        made_by = callee.leaf
        if made_by in frame.analysis.shown:
            return an_object(made_by, node)
    verdict = frame.analysis.namer.fetched_by(callee.leaf)
    about = _asked_for(frame, node)
    if not verdict.sensitive or about is False or not (verdict.strong or about):
        return Value(made_by=made_by)
    return named(NameVerdict(verdict.kind, True), f"{callee.written}()", node, made_by)


def _asked_for(frame: Frame, node: cst.Call) -> bool | None:
    """Whether the first argument of `get_secret(…)` names a secret; `None` when it tells nothing.

    `get_secret("AZURE_API_VERSION")` does not, `get_secret("prod/db/password")` and `get_secret(secret_name)` do.
    """
    first = node.args[0].value if node.args else None
    text = literal(first)
    if text is not None:
        return frame.analysis.namer.environment(text).sensitive or "/" in text
    words = words_of(dotted(first).rpartition(".")[2]) if first is not None else []
    return True if "secret" in words or "arn" in words else None
