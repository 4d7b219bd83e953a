"""What a call gives back, and what it lets out: sources, sinks, sanitizers, propagators, functions of this module."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import libcst as cst

from tightlip.judgement.judge import NameVerdict
from tightlip.reading.python.flow import sinks
from tightlip.reading.python.flow.expressions import (
    ENVIRON,
    ENVIRON_KEY,
    ENVIRON_KEYS,
    ITEMS,
    elements,
    entry,
    filled,
    looked_up,
    named,
    under,
    whole_environment,
    written_out,
)  # fmt: skip
from tightlip.reading.python.flow.formats import brace_fields
from tightlip.reading.python.flow.frame import Frame, Summary
from tightlip.reading.python.flow.sinks import Argument
from tightlip.reading.python.flow.tables import Source, words_of
from tightlip.reading.python.flow.values import (
    CLEAN,
    FETCHED,
    OBJECT,
    UNKNOWN,
    Origin,
    Value,
    after,
    join,
    mixed,
    sited,
    spill,
)  # fmt: skip
from tightlip.reading.python.module import dotted, literal

_AWS_CLIENTS = frozenset({"client", "resource", "create_client"})
_EXCEPTIONS = ("Error", "Exception")  # an exception shows what it was made with
_READS = frozenset({"get", "pop", "setdefault", "getlist", "get_secret", "read"})


class Callee(NamedTuple):
    """What is called: `written` as in the source, `names` the dotted names it may have, `leaf` the last one.

    `receiver` is the value of the object whose method it is, `owner` that object and `type` its type, all empty for a
    plain function.
    """

    written: str
    names: tuple[str, ...]
    leaf: str
    receiver: Value
    owner: cst.BaseExpression | None = None
    type: str = ""


def call(frame: Frame, node: cst.Call) -> Value:
    """A call: its sinks are reported, its value is returned."""
    callee = _callee(frame, node)
    arguments = tuple(_argument(frame, arg) for arg in node.args)
    sinks.reach(frame, node, callee.names, callee.written, arguments)
    return _result(frame, node, callee, arguments)


def _callee(frame: Frame, node: cst.Call) -> Callee:
    func = node.func
    written = dotted(func).replace("()", "").replace("[]", "")
    qualified = frame.analysis.module.qualified(func).replace("()", "").replace("[]", "")
    if not isinstance(func, cst.Attribute):
        made_by = frame.value(func).made_by if not isinstance(func, cst.Name) else ""
        return Callee(written, tuple(filter(None, (qualified, made_by))), written.rpartition(".")[2], UNKNOWN)
    receiver = frame.value(func.value)
    leaf = func.attr.value
    last = words_of(written.rpartition(".")[0].rpartition(".")[2])[-1:]
    alias = frame.analysis.tables.receivers.get(last[0], "") if last else ""
    types = (receiver.made_by, qualified.rpartition(".")[0], alias)
    names = tuple(dict.fromkeys(f"{name}.{leaf}" for name in types if name)) or (f".{leaf}",)
    return Callee(written or leaf, names, leaf, receiver, func.value, alias or types[0] or types[1])


def _argument(frame: Frame, arg: cst.Arg) -> Argument:
    keyword = arg.keyword.value if arg.keyword is not None else ""
    value = sited(frame.value(arg.value), arg.value)
    if keyword:
        value = under(value, frame.analysis.namer.name(keyword), keyword, arg.value)
    return Argument(arg.value, value, keyword, arg.star)


def _result(frame: Frame, node: cst.Call, callee: Callee, arguments: tuple[Argument, ...]) -> Value:
    tables = frame.analysis.tables
    for form in tables.propagators.find(callee.names):
        return _propagated(form, callee, arguments)
    if _hides(frame, callee):
        return CLEAN
    if any(tables.environment.find(callee.names)):
        if callee.leaf == "items":
            return Value(fields={"0": CLEAN, "1": Value(whole_environment(node).origins)}, made_by=ITEMS)
        return whole_environment(node)
    if any(tables.environment_readers.find(callee.names)) and sinks.runs_environment(arguments):
        return Value(whole_environment(node).origins)
    for source in tables.sources.find(callee.names):
        if _matches(source, arguments):
            return _from_source(source, node)
    for position in tables.lookups.find(callee.names):
        return _lookup(frame, node, callee, arguments, position)
    for kind in tables.dumps.find(callee.names):
        return _dump(frame, node, callee, arguments, kind)
    summary = _summary(frame, callee)
    if summary is not None:
        return _applied(frame, node, callee, summary, arguments)
    return _method(frame, node, callee, arguments)


def _hides(frame: Frame, callee: Callee) -> bool:
    tables = frame.analysis.tables
    if callee.leaf in tables.clean_methods and callee.owner is not None:
        return True
    if callee.names and any(tables.sanitizers.find(callee.names)):
        return True
    words = words_of(callee.leaf)
    # `get_masked_key` masks; `get_hash_key` does not hide what a lookup of its own finds.
    return not tables.masking.isdisjoint(words) and callee.leaf not in tables.kept_methods


def _matches(source: Source, arguments: tuple[Argument, ...]) -> bool:
    if source.arguments:
        return bool(arguments) == (source.arguments == "some")
    if source.given:
        given = next((a for a in arguments if a.keyword == source.given), None)
        # `hide_password=False` is the one switch that reveals by being off.
        wanted = "False" if source.given == "hide_password" else "True"
        return given is not None and isinstance(given.node, cst.Name) and given.node.value == wanted
    return True


def _from_source(source: Source, node: cst.Call) -> Value:
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


def _lookup(frame: Frame, node: cst.Call, callee: Callee, arguments: tuple[Argument, ...], position: int) -> Value:
    plain = [argument for argument in arguments if not argument.keyword and not argument.star]
    if position >= len(plain):
        return UNKNOWN
    key = plain[position].value.text
    if key is None:
        return whole_environment(node) if plain[position].value.made_by == ENVIRON_KEY else UNKNOWN
    return looked_up(frame, f'{callee.written}("{key}")', key, node)


def _dump(frame: Frame, node: cst.Call, callee: Callee, arguments: tuple[Argument, ...], kind: str) -> Value:
    if kind == "locals":
        names = {name: value for name, value in frame.names.items() if "." not in name and spill(value)}
        strong = any(not origin.weak for value in names.values() for origin in spill(value))
        origin = Origin(OBJECT, "every local variable", node)
        return Value((origin,) if strong else (), names or None)
    if kind == "globals":
        strong = any(not origin.weak for value in frame.analysis.names.values() for origin in spill(value))
        return Value((Origin(OBJECT, "every global variable", node),)) if strong else UNKNOWN
    if kind == "arguments":
        return Value(made_by="argparse.Namespace")
    if callee.owner is not None and callee.leaf.startswith("model_dump"):
        return written_out(frame, callee.receiver, dotted(callee.owner) or "the model", node)
    if arguments:
        return written_out(frame, arguments[0].value, dotted(arguments[0].node) or "the object", node)
    return UNKNOWN


def _propagated(form: str, callee: Callee, arguments: tuple[Argument, ...]) -> Value:
    values = [argument.value for argument in arguments]
    first = values[0] if values else UNKNOWN
    if form == "writes":
        return Value(after("&", tuple(o if o.before else o._replace(before="=") for o in mixed(values).origins)))
    if form == "mixes":
        mixed_value = mixed(values)
        return mixed_value._replace(text=first.text, tail=first.tail) if callee.leaf == "str" else mixed_value
    if callee.leaf in ("dict", "OrderedDict", "SimpleNamespace"):
        fields = dict(first.fields or {}) if arguments and not arguments[0].keyword else {}
        fields.update((argument.keyword, argument.value) for argument in arguments if argument.keyword)
        starred = [argument.value for argument in arguments if argument.star == "**"]
        for value in starred:
            fields.update(value.fields or {})
        origins = (*first.origins, *(origin for value in starred for origin in value.origins))
        made_by = next((value.made_by for value in (first, *starred) if value.made_by == ENVIRON), "")
        if first.made_by == ITEMS:
            return Value(spill(first))
        return Value(origins, fields or None, made_by)
    if first.made_by == ENVIRON:
        return (
            first
            if callee.leaf in ("copy", "deepcopy", "ChainMap", "UserDict")
            else Value(made_by=ENVIRON_KEYS, clean=True)
        )
    if callee.leaf == "enumerate":
        return Value(fields={"0": CLEAN, "1": elements(first)}, made_by=ITEMS)
    if callee.leaf == "zip":
        return Value(fields={str(n): elements(value) for n, value in enumerate(values)}, made_by=ITEMS)
    if callee.leaf in ("filter", "map"):
        return mixed(values[1:])
    if callee.leaf == "next":
        return elements(first)
    return first


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
    passed = dict(_passed(summary, arguments))
    sinks.carry(frame, node, callee.written, summary, passed)
    result = sinks.substituted(summary.returns, passed, node)
    if result.origins or result.fields or result.clean or result.text is not None:
        return result._replace(text=None)
    return _by_name(frame, node, callee)._replace(made_by=result.made_by)


def _passed(summary: Summary, arguments: tuple[Argument, ...]) -> Iterator[tuple[str, Argument]]:
    position = 0
    for argument in arguments:
        if argument.keyword:
            yield argument.keyword, argument
        elif not argument.star:
            if position < len(summary.parameters):
                yield summary.parameters[position], argument
            position += 1


def _method(frame: Frame, node: cst.Call, callee: Callee, arguments: tuple[Argument, ...]) -> Value:
    """A call of something that is not in the tables."""
    analysis, receiver, leaf = frame.analysis, callee.receiver, callee.leaf
    first = arguments[0].value if arguments else UNKNOWN
    if leaf.endswith(_EXCEPTIONS):
        return Value(mixed(argument.value for argument in arguments).origins, made_by=next(iter(callee.names), ""))
    if callee.owner is None:
        if leaf == "getattr" and len(arguments) > 1 and arguments[1].value.text is not None:
            return _part(frame, node, arguments[0].node, arguments[0].value, arguments[1].value.text)
        return _by_name(frame, node, callee)
    if leaf == "format" and receiver.text is not None:
        return _formatted(frame, receiver.text, arguments)
    if leaf in ("join", "format", "format_map"):
        joined = [Value(receiver.origins)] if leaf != "join" else []
        values = [argument.value for argument in arguments]
        return mixed([*joined, *(CLEAN if value.made_by == ENVIRON else value for value in values)])
    if leaf == "replace" and first.origins:
        return CLEAN  # `text.replace(password, "***")`
    if leaf in ("split", "rsplit", "partition", "rpartition") and first.text in ("@", "://"):
        return CLEAN  # what is left of an address without its user
    if leaf == "items":
        inside = join(receiver.fields.values()) if receiver.fields else Value(receiver.origins)
        return Value(fields={"0": CLEAN, "1": Value((*inside.origins, *receiver.origins))}, made_by=ITEMS)
    if leaf == "values" and receiver.fields:
        return Value(spill(receiver))
    if leaf in _READS and first.text is not None and callee.owner is not None:
        return _part(frame, node, callee.owner, receiver, first.text)
    if leaf in _READS and arguments and receiver.made_by != ENVIRON:
        key = dotted(arguments[0].node).rpartition(".")[2]
        verdict = analysis.namer.constant(key)
        if verdict.strong:
            return named(verdict, f"{callee.written}({dotted(arguments[0].node)})", node)
    if leaf in analysis.tables.fluent:
        return Value(made_by=callee.type)
    if leaf in analysis.tables.kept_methods:
        return Value(
            receiver.origins, receiver.fields if leaf == "copy" else None, receiver.made_by, clean=receiver.clean
        )
    if leaf in _AWS_CLIENTS and first.text is not None:
        return Value(made_by=f"aws.{first.text}")
    return _by_name(frame, node, callee)


def _part(frame: Frame, node: cst.Call, container: cst.BaseExpression, base: Value, key: str) -> Value:
    value = entry(frame, node, container, base, key)
    written = f'{dotted(container) or "…"}.get("{key}")'
    return value._replace(
        origins=tuple(o._replace(text=f"`{written}`") if o.root is node else o for o in value.origins), made_by=""
    )


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


def _by_name(frame: Frame, node: cst.Call, callee: Callee) -> Value:
    """A call that nothing is known of but its name: `get_api_key()`."""
    made_by = next(iter(callee.names), "")
    if callee.owner is None and callee.leaf in frame.analysis.survey.methods:
        made_by = callee.leaf
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
