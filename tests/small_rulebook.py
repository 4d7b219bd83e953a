"""A rulebook of a few rules, for tests that must not change when `rules/` does."""

from __future__ import annotations

from tightlip.model import Severity
from tightlip.rulebook.book import Rulebook
from tightlip.rulebook.cards import Card


def card(rule: str, family: str, default: bool = True) -> Card:
    """A card that says nothing but where it stands."""
    return Card(rule, family, Severity.ERROR, "", "", "", 1, "0.1.0", False, "x", ("*",), (), (), 1, default, ())


def rulebook(*cards: Card) -> Rulebook:
    """A rulebook of `cards` alone."""
    return Rulebook({each.id: each for each in cards}, {}, {})
