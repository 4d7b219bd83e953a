"""The vocabulary of Python's bindings (`rules/vocabulary/python_bindings.toml`), indexed for look-ups by callee."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

# Calls that readers know by themselves: what is compared in constant time, `user:password` for a header.
COMPARER, ENCODER = "compare_digest", "b64encode"


class Rows:
    """A table's rows by the end of a callee's dotted name: "jwt.encode" matches `jose.jwt.encode`."""

    def __init__(self, table: list[dict[str, Any]]) -> None:
        self._by_last: dict[str, list[tuple[str, dict[str, Any]]]] = {}
        for row in table:
            for call in row["calls"]:
                self._by_last.setdefault(call.rpartition(".")[2], []).append((call, row))
        self.lasts = frozenset(self._by_last)

    def of(self, callee: str) -> Iterator[dict[str, Any]]:
        """The rows that speak of `callee`."""
        for call, row in self._by_last.get(callee.rpartition(".")[2], ()):
            if callee.endswith(call if call.startswith(".") else f".{call}") or callee == call:
                yield row


class Words(NamedTuple):
    """The tables of `python_bindings.toml`; what each set is for, the file says.

    `callees` are the last names of all calls that one of them speaks of.
    """

    arguments: Rows
    pairs: Rows
    getters: Rows
    defaults: frozenset[str]
    fields: frozenset[str]
    wrappers: frozenset[str]
    methods: frozenset[str]
    user_and_password: frozenset[str]
    label_maps: frozenset[str]
    prose: frozenset[str]
    label_classes: frozenset[str]
    key_prefixes: tuple[str, ...]
    reading_verbs: tuple[str, ...]
    shells: frozenset[str]
    callees: frozenset[str]


def binding_words(table: Mapping[str, Any]) -> Words:
    """The tables, as look-ups."""
    rows = {f"{key}s": Rows(table[key]) for key in ("argument", "pair", "getter")}
    words = {key: frozenset(values) for key, values in table["words"].items()}
    ordered = {key: tuple(table["words"][key]) for key in ("key_prefixes", "reading_verbs")}
    callees = frozenset((COMPARER, ENCODER)).union(
        words["wrappers"], words["shells"], *(row.lasts for row in rows.values())
    )
    return Words(**rows, **{**words, **ordered}, callees=callees)  # type: ignore[arg-type]
