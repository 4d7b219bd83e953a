"""The vocabulary of how code binds names (`rules/vocabulary/languages.toml`), indexed for look-ups by callee."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple


class Rows:
    """A table's rows by the last word of a callee, in any style: "setheader" is `SetHeader` and `set_header`."""

    def __init__(self, table: list[dict[str, Any]]) -> None:
        self._by_last: dict[str, list[tuple[str, dict[str, Any]]]] = {}
        for row in table:
            for call in row["calls"]:
                self._by_last.setdefault(plain(call.rpartition(".")[2]), []).append((call, row))

    def of(self, callee: str) -> Iterator[dict[str, Any]]:
        """The rows that speak of `callee`, a dotted name; a row with an owner (`jwt.sign`) wants that one."""
        owner, _, last = callee.rpartition(".")
        for call, row in self._by_last.get(plain(last), ()):
            if "." not in call or plain(owner).endswith(call.partition(".")[0]):
                yield row


class Words(NamedTuple):
    """The tables of `languages.toml`; what each set is for, the file says."""

    arguments: Rows
    pairs: Rows
    getters: Rows
    wrappers: frozenset[str]
    keeps: frozenset[str]
    otherwise: frozenset[str]
    setters: tuple[str, ...]
    values: frozenset[str]
    names: frozenset[str]
    label_maps: frozenset[str]


def plain(name: str) -> str:
    """`name` in lower case, and without what joins its words or marks it."""
    return name.replace("_", "").replace("-", "").strip("$@").lower()


def binding_words(table: Mapping[str, Any]) -> Words:
    """The tables, as look-ups."""
    words = {key: frozenset(map(plain, listed)) for key, listed in table["words"].items() if key != "setters"}
    return Words(
        arguments=Rows(table["argument"]),
        pairs=Rows(table["pair"]),
        getters=Rows(table["getter"]),
        setters=tuple(table["words"]["setters"]),
        **words,
    )
