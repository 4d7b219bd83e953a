"""The calls of the tables of sources and sinks, as far as a file may hold them: what every part of is written in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from tightlip.judgement.judge import Judge
from tightlip.reading.python.flow.tables import spread

Row = TypeVar("Row")


class Sink(NamedTuple):
    """What of a call's arguments gets out, as `sinks.toml` describes it."""

    arguments: frozenset[int | str]
    besides: frozenset[str]
    raises: bool
    in_address: bool

    def lets_out(self, place: int | str) -> bool:
        """Whether it is the argument at this position, or with this keyword."""
        every = "*" if isinstance(place, int) else "**"
        return place in self.arguments or (every in self.arguments and place not in self.besides)


class Rows(Generic[Row]):
    """Rows of a table by the last name of the calls they are for, each with all names that stand in front of it."""

    def __init__(self, rows: Iterable[tuple[Iterable[str], Row]], told: frozenset[str]) -> None:
        self._by_leaf: dict[str, list[tuple[frozenset[str], Row]]] = {}
        for calls, row in rows:
            for name in (name for call in calls for name in spread(call)):
                parts = name.split(".")
                needed = frozenset(part for part in parts if part and "*" not in part) - told  # `.audit.write`
                self._by_leaf.setdefault(parts[-1], []).append((needed, row))

    def met(self, written: frozenset[str]) -> dict[str, list[Row]]:
        """What of it can be met in a file with these words in it: last name -> rows."""
        found = {leaf: self._by_leaf[leaf] for leaf in self._by_leaf.keys() & written}
        met = {leaf: [row for needed, row in rows if needed <= written] for leaf, rows in found.items()}
        return {leaf: rows for leaf, rows in met.items() if rows}


class CallTables(NamedTuple):
    """The calls of the vocabulary, by what they do."""

    sinks: Rows[Sink]
    sources: Rows[None]
    lookups: Rows[None]
    environment: Rows[None]
    runners: Rows[None]
    passes: Rows[None]
    parts: frozenset[str]
    stores: frozenset[str]
    writes: frozenset[str]


@lru_cache(maxsize=2)
def call_tables(judge: Judge) -> CallTables:
    """The tables in `judge`'s vocabulary."""
    sinks, sources, sanitizers = (judge.vocabulary[name] for name in ("sinks", "sources", "sanitizers"))
    environment = sources["environment"]
    fields = {part for row in sources["source"] for field in row.get("fields", ()) for part in field.split(".")}
    # What the engine tells by other means: a logger by its name, a client of AWS by the text that it is made with.
    told = frozenset(part for name in sinks["receivers"] for part in name.split(".")) | {"aws"}

    def rows(*tables: Iterable[str]) -> Rows[None]:
        return Rows(((calls, None) for calls in tables), told)

    return CallTables(
        sinks=Rows(((row["calls"], _sink(row)) for row in sinks["sink"]), told),
        sources=rows(*(row["calls"] for row in sources["source"]), *sources["dumps"].values()),
        lookups=rows(*(row["calls"] for row in sources["lookup"])),
        environment=rows(environment["calls"]),
        runners=rows(environment["printers"], environment["readers"]),
        passes=rows(*sanitizers["propagators"].values()),
        parts=frozenset((*fields, *sources["carriers"], *sanitizers["address-parts"])),
        stores=frozenset(store.rpartition(".")[2] for store in environment["stores"]),
        writes=frozenset(call.rpartition(".")[2] for call in sanitizers["propagators"]["writes"]),
    )


def _sink(row: Mapping[str, Any]) -> Sink:
    arguments = frozenset(row.get("arguments", ("*", "**")))
    return Sink(arguments, frozenset(row.get("besides", ())), bool(row.get("raises")), row.get("part") == "query")
