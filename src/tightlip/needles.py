"""The one pass over a document's bytes that decides what, if anything, deserves a closer look.

A needle is a literal (or a small pattern) that a rule cannot fire without; needles come in named
groups ("names", "environ", "url" …), and a card names the groups it needs. A document in which no
group hits is clean, and nothing heavier than this module ever sees it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple


class Needle(NamedTuple):
    """`pattern` (a literal, or a regular expression when `regex`) that belongs to `group`.

    Case does not count, unless the needle is `cased`: a literal that is part of a token has one case only.
    """

    pattern: str
    group: str
    regex: bool = False
    cased: bool = False


def as_needle(text: str, group: str) -> Needle:
    """The needle that `text` is in a card or a vocabulary file: a literal, or after `re:` a regular expression."""
    return Needle(text[3:], group, regex=True) if text.startswith("re:") else Needle(text, group)


Prefilter = Callable[[bytes], frozenset[str]]


def compile_needles(needles: Iterable[Needle]) -> Prefilter:
    """A function from UTF-8 bytes to the names of the groups that have a needle in them.

    Hyperscan finds 1,000 MB/s where `re` finds 13; where it has no wheel, `re` answers alike. Literals and
    regular expressions go into databases of their own, because literals compile so much faster alone.
    A regular expression costs its compiling (1 ms for a short one without counted repeats, 15 ms and more
    for others) at every start: keep them few, and free of what only `re` can do (lookaround, references).
    """
    every = list(dict.fromkeys(needles))
    finders = [_finder(part) for part in ([n for n in every if not n.regex], [n for n in every if n.regex]) if part]

    def prefilter(data: bytes) -> frozenset[str]:
        return frozenset().union(*(find(data) for find in finders))

    return prefilter


def _finder(needles: list[Needle]) -> Callable[[bytes], set[str]]:
    try:
        import hyperscan
    except ImportError:
        return _with_re(needles)
    return _with_hyperscan(hyperscan, needles)


def _with_hyperscan(hyperscan: Any, needles: list[Needle]) -> Callable[[bytes], set[str]]:
    groups = [needle.group for needle in needles]
    once, caseless = hyperscan.HS_FLAG_SINGLEMATCH, hyperscan.HS_FLAG_CASELESS
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[needle.pattern.encode() for needle in needles],
        ids=list(range(len(needles))),
        flags=[once if needle.cased else once | caseless for needle in needles],
        literal=not needles[0].regex,
    )

    def find(data: bytes) -> set[str]:
        found: set[str] = set()

        def on_match(needle: int, _start: int, _end: int, _flags: int, _context: object) -> None:
            found.add(groups[needle])

        database.scan(data, match_event_handler=on_match)
        return found

    return find


def _with_re(needles: list[Needle]) -> Callable[[bytes], set[str]]:
    parts: dict[tuple[str, bool], list[bytes]] = {}
    for needle in needles:
        pattern = needle.pattern.encode()
        parts.setdefault((needle.group, needle.cased), []).append(pattern if needle.regex else re.escape(pattern))
    patterns = [(group, re.compile(b"|".join(texts), 0 if cased else re.I)) for (group, cased), texts in parts.items()]

    def find(data: bytes) -> set[str]:
        return {group for group, pattern in patterns if pattern.search(data)}

    return find
