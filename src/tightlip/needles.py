"""The one pass over a document's bytes that decides what, if anything, deserves a closer look.

A needle is a literal (or a small pattern) that a rule cannot fire without; needles come in named
groups ("names", "environ", "url" …), and a card names the groups it needs. A document in which no
group hits is clean, and nothing heavier than this module ever sees it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, NamedTuple


class Needle(NamedTuple):
    """`pattern` (a literal, or a regular expression when `regex`) that belongs to `group`.

    Case does not count, unless the needle is `cased`: a literal that is part of a token has one case only. `of` is the
    id of the token format that has this needle.
    """

    pattern: str
    group: str
    regex: bool = False
    cased: bool = False
    of: str = ""


def as_needle(text: str, group: str) -> Needle:
    """The needle that `text` is in a card or a vocabulary file: a literal, or after `re:` a regular expression."""
    return Needle(text[3:], group, regex=True) if text.startswith("re:") else Needle(text, group)


_Finder = Callable[[bytes], set[Needle]]

_LIGHT = 384 * 1024
_WORD = 4


class Search:
    """Tells of which groups, and of which token formats, there are needles in UTF-8 bytes.

    Hyperscan finds 500 MB/s, but must compile its database first: 70 ms for 1,100 needles. So the first
    `light` bytes, which is all that a commit has, are searched at 6 MB/s without any compiling; where
    Hyperscan has no wheel, all of them are.
    """

    def __init__(self, needles: Iterable[Needle], light: int = _LIGHT) -> None:
        self._needles = list(dict.fromkeys(needles))
        self._light = light

    def expect_much(self) -> None:
        """There will be more than `light` bytes: to search the first of them slowly is of no use."""
        self._light = 0

    def groups(self, data: bytes) -> frozenset[str]:
        """The names of the groups."""
        return frozenset({needle.group for needle in self._find(data)})

    def formats(self, data: bytes) -> frozenset[str]:
        """The ids of the token formats."""
        return frozenset({needle.of for needle in self._find(data) if needle.of})

    def _find(self, data: bytes) -> set[Needle]:
        self._light -= len(data)
        return self._slow(data) if self._light >= 0 else self._fast(data)

    @cached_property
    def _slow(self) -> _Finder:
        with_words = _with_words([needle for needle in self._needles if not needle.regex])
        with_re = _with_re([needle for needle in self._needles if needle.regex])
        return lambda data: with_words(data) | with_re(data)

    @cached_property
    def _fast(self) -> _Finder:
        try:
            import hyperscan
        except ImportError:
            return self._slow
        return _with_hyperscan(hyperscan, self._needles) if self._needles else self._slow


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

    first_words = frozenset(by_word)

    def find(data: bytes) -> set[Needle]:
        lower = data.lower()
        seen: set[int] = set()
        for start in range(_WORD):
            whole = max(0, len(lower) - start) // _WORD * _WORD
            seen |= first_words.intersection(memoryview(lower)[start : start + whole].cast("I"))
        likely = [*short, *(found for word in seen for found in by_word[word])]
        return {needle for needle, literal in likely if literal in (data if needle.cased else lower)}

    return find


def _with_re(needles: list[Needle]) -> _Finder:
    """One needle stands for all of a group, whose patterns are one: they are of no token format."""
    parts: dict[tuple[str, bool], list[Needle]] = {}
    for needle in needles:
        parts.setdefault((needle.group, needle.cased), []).append(needle)
    patterns = [
        (alike[0], re.compile(b"|".join(needle.pattern.encode() for needle in alike), 0 if cased else re.I))
        for (_, cased), alike in parts.items()
    ]

    def find(data: bytes) -> set[Needle]:
        return {needle for needle, pattern in patterns if pattern.search(data)}

    return find


def _with_hyperscan(hyperscan: Any, needles: list[Needle]) -> _Finder:
    # A regular expression costs 1 ms, with counted repeats 15 and more: keep them few, and free of what only `re` can
    # do (lookaround, references).
    once, caseless = hyperscan.HS_FLAG_SINGLEMATCH, hyperscan.HS_FLAG_CASELESS
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[(n.pattern if n.regex else re.escape(n.pattern)).encode() for n in needles],
        ids=list(range(len(needles))),
        flags=[once if needle.cased else once | caseless for needle in needles],
    )

    def on_match(number: int, _start: int, _end: int, _flags: int, found: set[Needle]) -> None:
        found.add(needles[number])

    def find(data: bytes) -> set[Needle]:
        found: set[Needle] = set()
        database.scan(data, on_match, 0, found)
        return found

    return find
