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

_LIGHT = 384 * 1024
_WORD = 4


def compile_needles(needles: Iterable[Needle], light: int = _LIGHT) -> Prefilter:
    """A function from UTF-8 bytes to the names of the groups that have a needle in them.

    Hyperscan finds 500 MB/s, but must compile its database first: 70 ms for 1,100 needles. So the first
    `light` bytes, which is all that a commit has, are searched at 6 MB/s without any compiling; where
    Hyperscan has no wheel, all of them are.
    """
    every = list(dict.fromkeys(needles))
    literals, patterns = [n for n in every if not n.regex], [n for n in every if n.regex]
    with_words, with_re = _with_words(literals), _with_re(patterns)
    left = light

    def slow(data: bytes) -> set[str]:
        return with_words(data) | with_re(data)

    @cache
    def fast() -> _Finder:
        try:
            import hyperscan
        except ImportError:
            return slow
        return _with_hyperscan(hyperscan, every) if every else slow

    def prefilter(data: bytes) -> frozenset[str]:
        nonlocal left
        left -= len(data)
        return frozenset(slow(data) if left >= 0 else fast()(data))

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

    first_words = frozenset(by_word)

    def find(data: bytes) -> set[str]:
        lower = data.lower()
        seen: set[int] = set()
        for start in range(_WORD):
            whole = max(0, len(lower) - start) // _WORD * _WORD
            seen |= first_words.intersection(memoryview(lower)[start : start + whole].cast("I"))
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
    # A regular expression costs 1 ms, with counted repeats 15 and more: keep them few, and free of what only `re` can
    # do (lookaround, references).
    groups = [needle.group for needle in needles]
    once, caseless = hyperscan.HS_FLAG_SINGLEMATCH, hyperscan.HS_FLAG_CASELESS
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[(n.pattern if n.regex else re.escape(n.pattern)).encode() for n in needles],
        ids=list(range(len(needles))),
        flags=[once if needle.cased else once | caseless for needle in needles],
    )

    def on_match(needle: int, _start: int, _end: int, _flags: int, found: set[str]) -> None:
        found.add(groups[needle])

    def find(data: bytes) -> set[str]:
        found: set[str] = set()
        database.scan(data, on_match, 0, found)
        return found

    return find
