"""Which arguments of a call get out, and the leaks that a function of this module brings to its callers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from tightlip.reading.python.flow.callee import Argument
from tightlip.reading.python.flow.formats import Field, brace_fields, percent_fields
from tightlip.reading.python.flow.frame import CAUGHT, Frame, Summary
from tightlip.reading.python.flow.naming import Namer
from tightlip.reading.python.flow.tables import Sink
from tightlip.reading.python.flow.texts import filled, untold
from tightlip.reading.python.flow.values import ENVIRONMENT, OBJECT, PARAMETER, UNKNOWN, Origin, Value, after, at, spill
from tightlip.reading.python.module import dotted
from tightlip.reading.python.syntax import nodes as cst
from tightlip.reading.words import words_of

_SCREENS = ("stdout", "stderr", "None")
_LISTS_ENVIRONMENT = re.compile(r"\s*(?:/usr/bin/)?(?:env|printenv|set|export -p)\s*(?:$|[|;&])")
_CAPTURES = frozenset({"capture_output", "stdout"})
_LOGGED = "secret-in-log"
_PRINTED = Sink("environ-dump")
_WEBHOOK = "webhook URL"


def reach(frame: Frame, node: cst.Call, names: Sequence[str], written: str, arguments: tuple[Argument, ...]) -> None:
    """Report what the call `node` lets out of its `arguments`."""
    for sink in frame.analysis.tables.sinks.find(names):
        if sink.imports and sink.imports.isdisjoint(frame.analysis.packages):
            continue
        if sink.address and not _addressed(sink, arguments):
            continue
        if sink.into and not _writes(sink, arguments):
            continue  # `yaml.dump(settings)` writes nowhere
        file = next((a for a in arguments if a.keyword == "file" and not dotted(a.node).endswith(_SCREENS)), None)
        if file is not None:
            # `print(password, file=report)` writes to a file, `print(password, file=process.stdin)` to nothing known.
            written_to = next(frame.analysis.tables.sinks.find((f"{file.value.made_by}.write",)), None)
            if written_to is None:
                continue
            sink = written_to._replace(arguments=sink.arguments)
        for origin in _let_out(frame.analysis.namer, sink, arguments):
            frame.report(sink, origin, written, node)
        if sink.rule == _LOGGED and _shows_the_error(names[0], arguments):
            for origin in at(spill(frame.names.get(CAUGHT, UNKNOWN)), node):
                frame.report(sink, origin, written, node)
    if any(frame.analysis.tables.environment_printers.find(names)) and runs_environment(arguments):
        captured = any(a.keyword in _CAPTURES and dotted(a.node) not in ("False", "None") for a in arguments)
        if not captured:
            origin = Origin(ENVIRONMENT, "the whole environment", arguments[0].node, arguments[0].node)
            frame.report(_PRINTED, origin, written, node)


def _shows_the_error(name: str, arguments: tuple[Argument, ...]) -> bool:
    """Whether a call of a logger adds the error that is being handled: `logger.exception("…")`, `exc_info=True`."""
    given = next((dotted(argument.node) for argument in arguments if argument.keyword == "exc_info"), None)
    return name.endswith(".exception") if given is None else given != "False"


def runs_environment(arguments: tuple[Argument, ...]) -> bool:
    """Whether a command that lists the environment is run: `["env"]`, `"printenv | sort"`."""
    if not arguments or arguments[0].keyword or arguments[0].star:
        return False
    command = arguments[0].value
    words = [part.text or "" for part in command.fields.values()] if command.fields else [command.text or ""]
    return len(words) == 1 and _LISTS_ENVIRONMENT.match(words[0]) is not None


def _let_out(namer: Namer, sink: Sink, arguments: tuple[Argument, ...]) -> Iterator[Origin]:
    chosen = [argument for place, argument in _placed(arguments) if _wanted(sink, place, argument)]
    start = sink.percent if sink.percent is not None else sink.braces
    if start is not None:
        plain = [argument for argument in chosen if not argument.keyword and not argument.star]
        if len(plain) > start + 1:
            text = plain[start].value.text
            fields = None if text is None else percent_fields(text) if sink.percent is not None else brace_fields(text)
            if fields:
                yield from _into_fields(namer, fields, text or "", plain[start + 1 :])
                chosen = [argument for argument in chosen if argument not in plain[start + 1 :]]
    before = ""
    for argument in chosen:
        for origin in at(spill(argument.value), argument.node):
            if not origin.before:
                origin = origin._replace(before=f"{argument.keyword}=" if argument.keyword else before)
            yield origin
        before = f"{argument.value.tail} " if argument.value.text is not None else ""


def _into_fields(namer: Namer, fields: list[Field], text: str, arguments: list[Argument]) -> Iterator[Origin]:
    """`info("%s connects with %s", user, key)`: every argument in the field that shows it."""
    parts = {str(position): argument.value for position, argument in enumerate(arguments)}
    first = arguments[0].value
    if len(arguments) == 1 and any(isinstance(field.argument, str) for field in fields):
        whole = untold(namer, fields, first, arguments[0].node)
        yield from at(filled(namer, text, fields, whole.fields or {}, whole).origins, arguments[0].node)
        return
    yield from filled(namer, text, fields, parts, Value()).origins
    for argument in arguments[len(fields) :]:
        yield from at(spill(argument.value), argument.node)


def _placed(arguments: tuple[Argument, ...]) -> Iterator[tuple[int, Argument]]:
    position = 0
    for argument in arguments:
        yield position, argument
        position += not argument.keyword


def _wanted(sink: Sink, place: int, argument: Argument) -> bool:
    if argument.keyword:
        return argument.keyword not in sink.besides and ("**" in sink.arguments or argument.keyword in sink.arguments)
    if argument.star == "**":
        return "**" in sink.arguments
    return "*" in sink.arguments or place in sink.arguments or (argument.star == "*" and isinstance(place, int))


def _writes(sink: Sink, arguments: tuple[Argument, ...]) -> bool:
    """Whether what the sink writes into is a file that was just opened, with the permissions that it happens to get."""
    given = [argument for place, argument in _placed(arguments) if (argument.keyword or place) in sink.into]
    return any(argument.value.made_by.rpartition(".")[2] == "open" for argument in given)


def _addressed(sink: Sink, arguments: tuple[Argument, ...]) -> bool:
    target = next((a for a in arguments if a.keyword == "url" or not a.keyword), None)
    if target is None:
        return False
    text = target.value.text or target.value.tail
    if any(part in text for part in sink.address):
        return True
    return "webhook" in words_of(dotted(target.node)) or any(o.noun == _WEBHOOK for o in spill(target.value))


def carry(frame: Frame, node: cst.Call, written: str, summary: Summary, passed: Mapping[str, Argument]) -> None:
    """Report what the function called at `node` lets out of the arguments it was `passed`."""
    tables = frame.analysis.tables
    for leak in summary.leaks:
        argument = passed.get(leak.origin.text) if leak.origin.kind == PARAMETER else None
        if argument is None or _known_inside(frame, leak.origin.text):
            continue
        given = {(dotted(passed[name].node), true) for name, true in leak.when if name in passed}
        if not given.isdisjoint((("True", False), ("False", True))):
            continue  # the caller has switched it off: `call(data, quiet=True)`
        # What the caller only hands on is its own callers' to say: `call(data, quiet=quiet)`.
        when = frozenset((name, true) for name, true in given if name.isidentifier())
        # A function that only passes on what it is given is a sink itself; otherwise the leak is where it says it.
        words = words_of(written.rpartition(".")[2])
        wrapper = not tables.wrappers.isdisjoint((*words[:1], *words[-1:]))
        for origin in at(spill(argument.value), argument.node):
            if origin.kind == OBJECT and not wrapper:
                continue  # what a function does with a whole object is too much to guess
            through = leak.through
            if leak.origin.partial:
                origin = origin._replace(partial=True)
            if wrapper:
                through = written
            else:
                hops = (*origin.hops, origin.site or argument.node)
                origin = origin._replace(site=leak.origin.site, hops=hops)
            origin = origin._replace(before=origin.before or leak.origin.before)
            if leak.sink.part == "query":
                origin = origin._replace(before=leak.origin.before + origin.before)
            frame.report(leak.sink, origin, through, leak.call if not wrapper else node, when)


def _known_inside(frame: Frame, parameter: str) -> bool:
    """Whether the function itself knows what its parameter is: a secret (then it was reported), or a fact about one."""
    namer = frame.analysis.namer
    return namer.variable(parameter).strong or namer.tells_a_fact(parameter)


def substituted(value: Value, passed: Mapping[str, Argument], node: cst.CSTNode) -> Value:
    """A function's value at one call: what its parameters were `passed` stands in their place."""
    origins: list[Origin] = []
    for origin in value.origins:
        if origin.kind != PARAMETER:
            origins.append(origin._replace(site=None))
        elif origin.text in passed:
            held = [o for o in spill(passed[origin.text].value) if o.kind != OBJECT]
            origins += (o._replace(site=None, partial=o.partial or origin.partial) for o in after(origin.before, held))
    fields = value.fields and {key: substituted(part, passed, node) for key, part in value.fields.items()}
    return value._replace(origins=tuple(origins), fields=fields)
