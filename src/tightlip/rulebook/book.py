"""The whole rulebook as one value: read from `rules/`, or from the index that the wheel carries.

The index (`tightlip._rulebook_index`, written by `hatch_build.py`) is the same value as a Python module,
so that an installed hook starts without parsing a hundred small files.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tightlip.model import Severity
from tightlip.needles import Needle, as_needle
from tightlip.rulebook.cards import Card, parse_card
from tightlip.rulebook.home import rules_folder
from tightlip.rulebook.tokens import TokenFormat, parse_tokens
from tightlip.rulebook.toml import parse_toml

_NO_FAMILY = ("vocabulary", "tokens")


class Rulebook(NamedTuple):
    """Cards by id, token formats by id, and the vocabulary: one table a file of `rules/vocabulary/`, by its name."""

    cards: Mapping[str, Card]
    tokens: Mapping[str, TokenFormat]
    vocabulary: Mapping[str, Mapping[str, Any]]

    def needles(self) -> Iterator[Needle]:
        """Every needle any rule needs."""
        for card in self.cards.values():
            yield from card.needles
        for token in self.tokens.values():
            yield from token.needles()
        for table in self.vocabulary.values():
            for group, patterns in table.get("needles", {}).items():
                for pattern in patterns:
                    yield as_needle(pattern, group)


def load_rulebook() -> Rulebook:
    """The rulebook, from the wheel's index if there is one, else from `rules/`."""
    try:
        from tightlip import _rulebook_index as index  # type: ignore[attr-defined]
    except ImportError:
        return read_rulebook(rules_folder())
    return from_plain(index.CARDS, index.TOKENS, index.VOCABULARY)


def read_rulebook(folder: str) -> Rulebook:
    """The rulebook in `folder`; `CardError` or `TokenError` names the file that breaks the form."""
    cards: dict[str, Card] = {}
    for family in sorted(os.listdir(folder)):
        if family in _NO_FAMILY or not os.path.isdir(os.path.join(folder, family)):
            continue
        for name in _files(os.path.join(folder, family), ".md"):
            card = parse_card(_read(folder, family, name), family, f"rules/{family}/{name}")
            cards[card.id] = card
    tokens: dict[str, TokenFormat] = {}
    for name in _files(os.path.join(folder, "tokens"), ".toml"):
        for token in parse_tokens(parse_toml(_read(folder, "tokens", name)), f"rules/tokens/{name}"):
            tokens[token.id] = token
    vocabulary = {
        name.removesuffix(".toml"): parse_toml(_read(folder, "vocabulary", name))
        for name in _files(os.path.join(folder, "vocabulary"), ".toml")
    }
    return Rulebook(cards, tokens, vocabulary)


def to_plain(book: Rulebook) -> tuple[Any, Any, Any]:
    """`book` as tuples, lists, dictionaries, strings and numbers only, for the index."""
    cards = [_plain(card) for card in book.cards.values()]
    return cards, [_plain(token) for token in book.tokens.values()], dict(book.vocabulary)


def from_plain(cards: Any, tokens: Any, vocabulary: Any) -> Rulebook:
    """The inverse of `to_plain`."""
    made = (Card._make(fields) for fields in cards)
    return Rulebook(
        {c.id: c._replace(severity=Severity(c.severity), needles=tuple(Needle(*n) for n in c.needles)) for c in made},
        {fields[0]: TokenFormat._make(fields) for fields in tokens},
        vocabulary,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    return int(value) if isinstance(value, Severity) else value


def _files(folder: str, suffix: str) -> list[str]:
    return sorted(name for name in os.listdir(folder) if name.endswith(suffix))


def _read(*parts: str) -> str:
    with open(os.path.join(*parts), encoding="utf-8") as file:
        return file.read()
