"""The one pass over a document's bytes that decides what, if anything, deserves a closer look.

A needle is a literal (or a small pattern) that a rule cannot fire without; needles come in named
groups ("names", "environ", "url" …), and a card names the groups it needs. A document in which no
group hits is clean, and nothing heavier than this module ever sees it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from functools import cache
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
_Finder = Callable[[bytes], set[str]]

_LIGHT = 512 * 1024
_WORD, _CHUNK = 4, 256 * 1024


def compile_needles(needles: Iterable[Needle], light: int = _LIGHT) -> Prefilter:
    """A function from UTF-8 bytes to the names of the groups that have a needle in them.

    Hyperscan finds 1,000 MB/s, but must compile its databases first: 80 ms for 700 literals. So the first
    `light` bytes, which is all that a commit has, are searched at 11 MB/s without any compiling; where
    Hyperscan has no wheel, all of them are.
    """
    every = list(dict.fromkeys(needles))
    literals, patterns = [n for n in every if not n.regex], [n for n in every if n.regex]
    slow = [_with_words(literals), _with_re(patterns)]
    left = light

    @cache
    def fast() -> list[_Finder]:
        try:
            import hyperscan
        except ImportError:
            return slow
        # Databases of their own, because literals compile so much faster alone. A regular expression costs 1 ms,
        # with counted repeats 15 and more: keep them few, and free of what only `re` can do (lookaround, references).
        return [_with_hyperscan(hyperscan, part) for part in (literals, patterns) if part]

    def prefilter(data: bytes) -> frozenset[str]:
        nonlocal left
        left -= len(data)
        finders = slow if left >= 0 else fast()
        return frozenset().union(*(find(data) for find in finders))

    return prefilter


def _with_words(needles: list[Needle]) -> _Finder:
    """Looks up all words of four bytes in the text among those that literals start with: no loop over literals."""
    short = []
    by_word: dict[int, list[tuple[Needle, bytes]]] = {}
    for needle in needles:
        literal = needle.pattern.encode()
        lower = literal.lower()
        found = (needle, literal if needle.cased else lower)
        if len(literal) < _WORD:
            short.append(found)
        else:
            by_word.setdefault(int.from_bytes(lower[:_WORD], sys.byteorder), []).append(found)

    def find(data: bytes) -> set[str]:
        lower = data.lower()
        view = memoryview(lower)
        seen: set[int] = set()
        for start in range(_WORD):
            for at in range(start, len(view) - _WORD + 1, _CHUNK):
                words = view[at : at + min(_CHUNK, (len(view) - at) // _WORD * _WORD)].cast("I")
                seen |= by_word.keys() & set(words)
        likely = [*short, *(found for word in seen for found in by_word[word])]
        return {needle.group for needle, literal in likely if literal in (data if needle.cased else lower)}

    return find


def _with_re(needles: list[Needle]) -> _Finder:
    parts: dict[tuple[str, bool], list[bytes]] = {}
    for needle in needles:
        parts.setdefault((needle.group, needle.cased), []).append(needle.pattern.encode())
    patterns = [(group, re.compile(b"|".join(texts), 0 if cased else re.I)) for (group, cased), texts in parts.items()]

    def find(data: bytes) -> set[str]:
        return {group for group, pattern in patterns if pattern.search(data)}

    return find


def _with_hyperscan(hyperscan: Any, needles: list[Needle]) -> _Finder:
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
