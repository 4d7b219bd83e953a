"""A card: one rule's words, metadata and proof, read from its Markdown page in `rules/`."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from tightlip.model import Severity
from tightlip.needles import Needle, as_needle
from tightlip.rulebook.toml import IN_WORDS, parse_toml

SECTIONS = ("What it does", "Why it matters", "Bad", "Good", "How to fix", "Known misses")


class Card(NamedTuple):
    """One rule's metadata, from the front matter of its card.

    `check` is the module under `tightlip.checks` that judges it (empty: what waives findings does it), and
    `reads` the kinds of file it reads ("*" is all). `needs` are needle groups: the rule cannot fire unless one
    of them hits (of `a+b`, both); empty means it judges every file of its kinds (by path, say). `facts` are the
    kinds of fact that its check wants read. Of two hits on one place, the rule with the higher `precedence` speaks.
    """

    id: str
    family: str
    severity: Severity
    summary: str
    why: str
    fix: str
    cwe: int
    since: str
    fixable: bool
    check: str
    reads: tuple[str, ...]
    needs: tuple[str, ...]
    facts: tuple[str, ...]
    precedence: int
    default: bool
    needles: tuple[Needle, ...]


_REQUIRED = {
    "id": str, "severity": str, "summary": str, "why": str, "fix": str, "cwe": int, "since": str,
    "check": str, "reads": list, "needs": list, "precedence": int,
}  # fmt: skip
_OPTIONAL: dict[str, tuple[type, Any]] = {
    "facts": (list, []),
    "fixable": (bool, False),
    "default": (bool, True),
    "needles": (dict, {}),
}


class CardError(ValueError):
    """A card that breaks the form in `rules/README.md`; the message names the card and the key."""


def split_card(page: str) -> tuple[str, str]:
    """The TOML front matter and the Markdown body of a card's page."""
    match = re.match(r"\+\+\+\r?\n(.*?)^\+\+\+\r?\n", page, re.S | re.M)
    if match is None:
        raise CardError("a card starts with +++ TOML front matter +++")
    return match.group(1), page[match.end() :]


def parse_card(page: str, family: str, where: str) -> Card:
    """The card on `page`; `family` is its folder's name and `where` names it in errors."""
    try:
        front = parse_toml(split_card(page)[0])
    except ValueError as error:
        raise CardError(f"{where}: {error}") from None
    values: dict[str, Any] = {}
    for key, kind in _REQUIRED.items():
        if not isinstance(front.get(key), kind):
            raise CardError(f"{where}: `{key}` is missing, or is not {IN_WORDS[kind]}")
        values[key] = front.pop(key)
    for key, (kind, default) in _OPTIONAL.items():
        values[key] = front.pop(key, default)
        if not isinstance(values[key], kind):
            raise CardError(f"{where}: `{key}` is not {IN_WORDS[kind]}")
    if front:
        raise CardError(f"{where}: unknown key `{next(iter(front))}`")
    needles = tuple(
        as_needle(pattern, group) for group, patterns in values.pop("needles").items() for pattern in patterns
    )
    for key in ("reads", "needs", "facts"):
        values[key] = tuple(values[key])
    values["severity"] = Severity.parse(values["severity"])
    return Card(family=family, needles=needles, **values)
