"""The tables of sources, sinks and sanitizers, made ready to be asked about a call."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from tightlip.judgement.judge import Judge

Row = TypeVar("Row")

_LONG_FACT = 4
_BRACES = re.compile(r"\{([^{}]*)\}")


class Sink(NamedTuple):
    """A call that lets its arguments out. The keys are described in `rules/vocabulary/sinks.toml`."""

    rule: str
    arguments: tuple[int | str, ...] = ("*", "**")
    besides: frozenset[str] = frozenset()
    percent: int | None = None
    braces: int | None = None
    part: str = ""
    strict: bool = False
    own: bool = False
    imports: frozenset[str] = frozenset()
    address: tuple[str, ...] = ()
    into: tuple[int | str, ...] = ()
    raises: bool = False
    kinds: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()


class Source(NamedTuple):
    """A call that yields a secret. The keys are described in `rules/vocabulary/sources.toml`."""

    what: str
    fields: tuple[str, ...] = ()
    given: str = ""
    arguments: str = ""
    whole: str = ""
    noun: str = ""


class Calls(Generic[Row]):
    """Rows found by the dotted name of a call; `*` in a row's pattern stands for any names."""

    def __init__(self, rows: Iterable[tuple[str, Row]]) -> None:
        self._exact: dict[str, list[Row]] = {}
        self._globs: dict[str, list[tuple[str, Row]]] = {}
        for pattern, row in rows:
            for name in spread(pattern):
                if "*" in name:
                    self._globs.setdefault(name.rpartition(".")[2], []).append((name, row))
                else:
                    self._exact.setdefault(name, []).append(row)
        self.leaves = frozenset(name.rpartition(".")[2] for name in self._exact) | frozenset(self._globs)

    def find(self, names: Iterable[str]) -> Iterator[Row]:
        """The rows that one of a call's possible `names` matches, the surest first."""
        for name in names:
            yield from self._exact.get(name, ())
            for glob, row in self._globs.get(name.rpartition(".")[2], ()):
                if _glob(glob).match(name):
                    yield row


@cache
def _glob(pattern: str) -> re.Pattern[str]:
    """`pattern`, compiled when it is first asked for: all of them would take longer than a file that needs none."""
    return re.compile(fnmatch.translate(pattern))


class Tables(NamedTuple):
    """Everything the engine knows of other people's code."""

    sinks: Calls[Sink]
    sources: Calls[Source]
    lookups: Calls[int]
    environment: Calls[bool]
    environment_readers: Calls[bool]
    environment_printers: Calls[bool]
    stores: frozenset[str]
    configurations: frozenset[str]
    secret_files: tuple[str, ...]
    dumps: Calls[str]
    sanitizers: Calls[bool]
    masked_attributes: Calls[bool]
    propagators: Calls[str]
    masking: frozenset[str]
    clean_methods: frozenset[str]
    kept_methods: frozenset[str]
    fluent: frozenset[str]
    carriers: frozenset[str]
    address_parts: Calls[tuple[str, ...]]
    receivers: Mapping[str, str]
    weak_alone: frozenset[str]
    weak_kinds: frozenset[str]
    harmless: frozenset[str]
    open_dsns: frozenset[str]
    connectors: frozenset[str]
    hidden: frozenset[str]
    owners: frozenset[str]
    verbs: frozenset[str]
    actions: frozenset[str]
    kinds: frozenset[str]
    facts: frozenset[str]
    long_facts: tuple[str, ...]
    trusted: frozenset[str]
    other_tokens: frozenset[str]
    other_token_labels: frozenset[str]
    chats: frozenset[str]
    shown: frozenset[str]
    wrappers: frozenset[str]
    opaque: frozenset[str]
    handlers: Calls[bool]
    hands_out: frozenset[str]
    hands_out_passwords: frozenset[str]
    telling_errors: frozenset[str]
    gathering: frozenset[str]
    requests: frozenset[str]
    sent: frozenset[str]
    headers: frozenset[str]
    holders: frozenset[str]
    stems: tuple[str, ...]
    fetching: frozenset[str] = frozenset()  # the last names of all calls that look something up


@lru_cache(maxsize=2)
def tables(judge: Judge) -> Tables:
    """The tables in `judge`'s vocabulary."""
    sinks, sources, sanitizers = (judge.vocabulary[name] for name in ("sinks", "sources", "sanitizers"))
    words = sources["words"]
    made = Tables(
        sinks=Calls((call, _sink(entry)) for entry in sinks["sink"] for call in entry["calls"]),
        sources=Calls((call, _source(entry)) for entry in sources["source"] for call in entry["calls"]),
        lookups=Calls((call, entry["key"]) for entry in sources["lookup"] for call in entry["calls"]),
        environment=Calls((call, True) for call in sources["environment"]["calls"]),
        environment_readers=Calls((call, True) for call in sources["environment"]["readers"]),
        environment_printers=Calls((call, True) for call in sources["environment"]["printers"]),
        stores=frozenset(sources["environment"]["stores"]),
        configurations=frozenset(name for each in sources["configurations"]["attributes"] for name in spread(each)),
        secret_files=tuple(sources["environment"]["files"]),
        dumps=Calls((call, kind) for kind, calls in sources["dumps"].items() for call in calls),
        sanitizers=Calls((call, True) for call in sanitizers["calls"]),
        masked_attributes=Calls((name, True) for name in sanitizers["attributes"]),
        propagators=Calls((call, form) for form, calls in sanitizers["propagators"].items() for call in calls),
        masking=frozenset(sanitizers["words"]),
        clean_methods=frozenset(sanitizers["methods"]),
        kept_methods=frozenset(sanitizers["kept-by-methods"]),
        fluent=frozenset(sinks["fluent"]),
        carriers=frozenset(sources["carriers"]),
        address_parts=Calls((call, tuple(sanitizers["address-parts"])) for call in sanitizers["address-parsers"]),
        receivers={word: name for name, words in sinks["receivers"].items() for word in words},
        weak_alone=frozenset(words["weak-alone"]),
        weak_kinds=frozenset(words["weak-kinds"]),
        harmless=frozenset((*words["quantities"], *words["findings"], *sanitizers["adjectives"])),
        connectors=frozenset(name for call in sources["connectors"]["calls"] for name in spread(call)),
        open_dsns=frozenset(words["open-dsns"]),
        hidden=frozenset(sanitizers["adjectives"]),
        owners=frozenset(words["owners"]),
        verbs=frozenset(words["verbs"]),
        actions=frozenset(words["actions"]),
        kinds=frozenset(words["kinds"]),
        facts=frozenset(sanitizers["facts"]),
        long_facts=tuple(fact for fact in sanitizers["facts"] if len(fact) >= _LONG_FACT),
        trusted=frozenset(words["authentication"]),
        other_tokens=frozenset(words["other-tokens"]),
        other_token_labels=frozenset((*words["other-tokens"], *words["other-token-labels"])),
        chats=frozenset(words["chats"]),
        shown=frozenset(sinks["words"]["shows"]),
        wrappers=frozenset(sinks["words"]["wrappers"]),
        opaque=frozenset(sanitizers["types"]),
        handlers=Calls((name, True) for name in sinks["handlers"]["decorators"]),
        hands_out=frozenset((*sinks["handlers"]["sign-in"], *sinks["handlers"]["hand-out"])),
        hands_out_passwords=frozenset(sinks["handlers"]["hand-out"]),
        telling_errors=frozenset(sinks["words"]["telling-errors"]),
        gathering=frozenset(sanitizers["gathering-methods"]),
        requests=frozenset(sources["requests"]["names"]),
        sent=frozenset(sources["requests"]["parts"]),
        headers=frozenset(sources["requests"]["parameters"]),
        holders=frozenset(words["holders"]),
        stems=_stems(judge),
    )
    readers = (made.environment, made.environment_readers, made.environment_printers)
    fetching = (*readers, made.address_parts, made.lookups, made.dumps)
    return made._replace(fetching=frozenset().union(*(calls.leaves for calls in fetching)))


def spread(pattern: str) -> Iterator[str]:
    """The patterns that `pattern` stands for: `log.{info,debug}` is `log.info` and `log.debug`."""
    match = _BRACES.search(pattern)
    if match is None:
        yield pattern
        return
    for choice in match.group(1).split(","):
        yield from spread(pattern[: match.start()] + choice + pattern[match.end() :])


def _stems(judge: Judge) -> tuple[str, ...]:
    """Texts one of which every sensitive name holds in lower case: asking for them costs a tenth of judging it."""
    if judge.sensitive_names:
        return ("",)
    nouns = sorted((word for noun in judge.vocabulary["names"]["noun"] for word in noun["words"]), key=len)
    stems: list[str] = []
    for noun in nouns:
        if not any(stem in noun for stem in stems):
            stems.append(noun)
    return tuple(stems)


def _sink(entry: Mapping[str, Any]) -> Sink:
    fields = {key: value for key, value in entry.items() if key != "calls"}
    for key in ("arguments", "address", "into"):
        if key in fields:
            fields[key] = tuple(fields[key])
    for key in ("besides", "imports", "unless", "kinds"):
        if key in fields:
            fields[key] = frozenset(fields[key])
    return Sink(**fields)


def _source(entry: Mapping[str, Any]) -> Source:
    fields = {key: value for key, value in entry.items() if key != "calls"}
    return Source(**{**fields, "fields": tuple(entry.get("fields", ()))})
