"""The calls of the tables of sources and sinks, as far as a file may hold them: what every part of is written in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from tightlip.judgement.judge import Judge
from tightlip.reading.python.flow.tables import spread, tables

Row = TypeVar("Row")


class Sink(NamedTuple):
    """What of a call's arguments gets out, as `sinks.toml` describes it."""

    arguments: frozenset[int | str]
    besides: frozenset[str]
    raises: bool
    strict: bool
    in_address: bool
    imports: frozenset[str]
    address: tuple[str, ...]

    def lets_out(self, place: int | str) -> bool:
        """Whether it is the argument at this position, or with this keyword."""
        every = "*" if isinstance(place, int) else "**"
        return place in self.arguments or (every in self.arguments and place not in self.besides)


class Source(NamedTuple):
    """A call that yields a secret: the keyword that it has to be `given`, if any."""

    given: str


class Rows(Generic[Row]):
    """Rows of a table by the last name of the calls they are for, each with the names that stand in front of it."""

    def __init__(self, rows: Iterable[tuple[Iterable[str], Row]], told: frozenset[str]) -> None:
        self._by_leaf: dict[str, dict[Row, list[frozenset[str]]]] = {}
        for calls, row in rows:
            for name in (name for call in calls for name in spread(call)):
                *before, leaf = name.split(".")
                needed = frozenset(part for part in before if part and "*" not in part) - told  # `.audit.write`
                known = self._by_leaf.setdefault(leaf, {}).setdefault(row, [])
                if not any(less <= needed for less in known):
                    known.append(needed)

    def met(self, written: frozenset[str]) -> dict[str, list[Row]]:
        """What of it can be met in a file with these words in it: last name -> rows."""
        found: dict[str, list[Row]] = {}
        for leaf in self._by_leaf.keys() & written:
            met = [row for row, needs in self._by_leaf[leaf].items() if any(map(written.issuperset, needs))]
            if met:
                found[leaf] = met
        return found


class CallTables(NamedTuple):
    """The calls of the vocabulary, by what they do.

    Of a lookup, the position of the key; of what passes on what it is given, whether it is a part of something.
    """

    sinks: Rows[Sink]
    sources: Rows[Source]
    dumps: Rows[str]
    lookups: Rows[int]
    environment: Rows[None]
    runners: Rows[None]
    passes: Rows[bool]
    connectors: frozenset[str]
    parts: frozenset[str]
    stores: Rows[None]
    configurations: Rows[None]
    writes: frozenset[str]


@lru_cache(maxsize=2)
def call_tables(judge: Judge) -> CallTables:
    """The tables in `judge`'s vocabulary."""
    sinks, sources, sanitizers = (judge.vocabulary[name] for name in ("sinks", "sources", "sanitizers"))
    environment = sources["environment"]
    passes = (*sanitizers["propagators"].values(), sanitizers["address-parsers"])
    fields = {part for row in sources["source"] for field in row.get("fields", ()) for part in field.split(".")}
    # What the engine tells by other means: a logger by its name, a client of AWS by the text that it is made with.
    told = frozenset(part for name in sinks["receivers"] for part in name.split(".")) | {"aws"}

    def rows(*tables: Iterable[str]) -> Rows[None]:
        return Rows(((calls, None) for calls in tables), told)

    return CallTables(
        sinks=Rows(((row["calls"], _sink(row)) for row in sinks["sink"]), told),
        sources=Rows(((row["calls"], Source(row.get("given", ""))) for row in sources["source"]), told),
        dumps=Rows(((calls, kind) for kind, calls in sources["dumps"].items()), told),
        lookups=Rows(((row["calls"], row["key"]) for row in sources["lookup"]), told),
        environment=rows(environment["calls"]),
        runners=rows(environment["printers"], environment["readers"]),
        passes=Rows((([call], "." in call) for calls in passes for call in calls), told),
        connectors=frozenset(name.rpartition(".")[2] for name in tables(judge).connectors),
        parts=frozenset((*fields, *sources["carriers"], *sanitizers["address-parts"])),
        stores=rows(environment["stores"]),
        configurations=rows(sources["configurations"]["attributes"]),
        writes=frozenset(call.rpartition(".")[2] for call in sanitizers["propagators"]["writes"]),
    )


def _sink(row: Mapping[str, Any]) -> Sink:
    return Sink(
        arguments=frozenset(row.get("arguments", ("*", "**"))),
        besides=frozenset(row.get("besides", ())),
        raises=bool(row.get("raises")),
        strict=bool(row.get("strict")),
        in_address=row.get("part") == "query",
        imports=frozenset(row.get("imports", ())),
        address=tuple(row.get("address", ())),
    )
