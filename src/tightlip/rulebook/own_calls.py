"""A project's own sources, sinks and sanitizers: checked as they are read, and put beside those of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from tightlip.nearest import did_you_mean
from tightlip.settings import Settings

_SHORTEST = 3
_UP = (".", "..", "...")  # how far up a relative import may go


class OwnSource(NamedTuple):
    """A call that yields a secret; `fields` are the parts of its result that are one, all of it when there are none."""

    call: str
    what: str = ""
    fields: tuple[str, ...] = ()


class OwnSink(NamedTuple):
    """A call that lets its `arguments` out (positions, keywords, "*", "**"): what reaches them breaks `rule`."""

    call: str
    rule: str
    arguments: tuple[int | str, ...] = ("*", "**")


def own_sources(value: object) -> tuple[OwnSource, ...]:
    """The sources that the settings name, each a table; `ValueError` says what is wrong with one."""
    found = []
    for entry in _tables(value, OwnSource, "sources"):
        call, what, fields = _call(entry), entry.get("what", ""), entry.get("fields", [])
        if not isinstance(what, str):
            raise ValueError(f"{call}: `what` must be a text")
        if not isinstance(fields, list) or not all(isinstance(field, str) for field in fields):
            raise ValueError(f"{call}: `fields` must be a list of names")
        if len(_needle(call)) < _SHORTEST:
            raise ValueError(f"{call}: too short a name to look for in every file")
        found.append(OwnSource(call, what, tuple(fields)))
    return tuple(found)


def own_sinks(value: object, vocabulary: Mapping[str, Any]) -> tuple[OwnSink, ...]:
    """The sinks that the settings name, each a table; `ValueError` says what is wrong with one."""
    rules = sorted({row["rule"] for row in vocabulary["sinks"]["sink"]})
    found = []
    for entry in _tables(value, OwnSink, "sinks"):
        call, rule, arguments = _call(entry), entry.get("rule", ""), entry.get("arguments", ["*", "**"])
        if rule not in rules:
            raise ValueError(f"{call}: `rule` must be one of {', '.join(rules)}{did_you_mean(str(rule), rules)}")
        if not isinstance(arguments, list) or not arguments or not all(map(_is_place, arguments)):
            raise ValueError(f'{call}: `arguments` must be a list of positions and keywords, such as [0, "message"]')
        found.append(OwnSink(call, rule, tuple(arguments)))
    return tuple(found)


def own_sanitizers(value: object) -> tuple[str, ...]:
    """The calls that the settings say hide what they are given."""
    if not isinstance(value, list | tuple):
        raise ValueError('must be a list of calls, such as ["acme.privacy.scrub"]')
    return tuple(map(_checked, value))


def with_own_calls(vocabulary: Mapping[str, Any], settings: Settings) -> Mapping[str, Any]:
    """`vocabulary` with the calls of `settings` in it; doing it twice makes no difference.

    A file is looked at when it may hold a secret, so of a source of one's own the first pass must look for the name.
    """
    sources, sinks, sanitizers = (vocabulary[name] for name in ("sources", "sinks", "sanitizers"))
    needles = sources["needles"]
    names = (_needle(source.call) for source in settings.sources)
    return {
        **vocabulary,
        "sources": {
            **sources,
            "needles": {**needles, "environ": _joined(needles["environ"], names)},
            "source": _joined(sources["source"], map(_source_row, settings.sources)),
        },
        "sinks": {**sinks, "sink": _joined(sinks["sink"], map(_sink_row, settings.sinks))},
        "sanitizers": {
            **sanitizers,
            "calls": _joined(sanitizers["calls"], (name for call in settings.sanitizers for name in _spellings(call))),
        },
    }


def _tables(value: object, row: type[NamedTuple], key: str) -> Iterator[Mapping[str, Any]]:
    if not isinstance(value, list | tuple) or not all(isinstance(entry, dict) for entry in value):
        raise ValueError(f"must be a list of tables: [[{key}]], each with `call`")
    for entry in value:
        for name in entry:
            if name not in row._fields:
                raise ValueError(f"there is no key `{name}`{did_you_mean(name, row._fields)}")
        yield entry


def _call(entry: Mapping[str, Any]) -> str:
    if "call" not in entry:
        raise ValueError("each needs a `call`")
    return _checked(entry["call"])


def _checked(call: object) -> str:
    if not isinstance(call, str) or not all(part.isidentifier() for part in call.removeprefix("*.").split(".")):
        raise ValueError(f'`{call}` is not the name of a call, such as "acme.audit.write", "*.write" or "write"')
    return call


def _is_place(argument: object) -> bool:
    return isinstance(argument, str) or (isinstance(argument, int) and not isinstance(argument, bool) and argument >= 0)


def _needle(call: str) -> str:
    """The longest name in `call`: whoever calls it has written all of them, if only to import it."""
    return max(call.removeprefix("*.").split("."), key=len)


def _spellings(call: str) -> list[str]:
    """The names that `call` may have: a bare one is anybody's, a dotted one is also imported from nearby."""
    if "." not in call:
        return [call, f"*.{call}"]
    parts = call.split(".")
    if parts[0] == "*":
        return [call]
    return [call, *(up + ".".join(parts[start:]) for start in range(1, len(parts)) for up in _UP)]


def _source_row(source: OwnSource) -> dict[str, Any]:
    what = source.what or f"the result of `{source.call}`"
    return {"what": what, "calls": _spellings(source.call), "fields": list(source.fields)}


def _sink_row(sink: OwnSink) -> dict[str, Any]:
    return {"rule": sink.rule, "arguments": list(sink.arguments), "calls": _spellings(sink.call)}


def _joined(rows: Iterable[Any], own: Iterable[Any]) -> list[Any]:
    known = list(rows)
    return [*known, *(row for row in own if row not in known)]
