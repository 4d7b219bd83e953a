"""Finds the known credential formats in a text, and says of each whether it proves itself."""

from __future__ import annotations

import hashlib
import importlib
import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import NamedTuple

from tightlip.judgement.dummies import is_dummy
from tightlip.judgement.proofs import DUMMY, GENUINE, UNPROVEN, Proof
from tightlip.judgement.values import entropy
from tightlip.needles import Search
from tightlip.rulebook.tokens import TokenFormat

# A token stands alone: `xghp_…` and `ghp_…-more` are other words. An escape's last letter is not part of one.
_AFTER = r"(?![0-9A-Za-z_\-])"
_ESCAPE = re.compile(r"\\[nrtbfv0]|\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|%[0-9A-Fa-f]{2}")
_LONGEST_ESCAPE = 6
_BASE64_RUN = 40
_BASE64 = re.compile(rf"[0-9A-Za-z+/]{{{_BASE64_RUN}}}")
_CONTEXT_BEFORE, _CONTEXT_AFTER = 200, 80
_LONGEST = 16_000  # characters of a token: an encrypted JSON Web Token may be that long
_LONGEST_BEFORE = 4_000  # characters of a token before the literal in it


class Found(NamedTuple):
    """A token of `format` at `text[start:end]`."""

    format: TokenFormat
    start: int
    end: int
    value: str
    proof: Proof


class Tokens:
    """The token formats of a run. A pattern is compiled when the first text holds one of its literals.

    These are looked for with the run's own `search`, if there is one: to make another takes 100 ms in each process.
    """

    def __init__(self, formats: Mapping[str, TokenFormat], search: Callable[[], Search] | None = None) -> None:
        self._formats = formats
        self._given = search

    @cached_property
    def _search(self) -> Search:
        if self._given is not None:
            return self._given()
        return Search(needle for fmt in self._formats.values() for needle in fmt.needles())

    def suspects(self, text: str) -> list[str]:
        """The ids of the formats of which a literal stands in `text`."""
        return sorted(self._search.formats(text.encode(errors="surrogatepass")))

    def find(self, text: str) -> list[Found]:
        """The tokens in `text`, in order; of two that overlap, the proven one, else the longer one."""
        return [each for each in self.known(text) if not each.format.public]

    def known(self, text: str) -> list[Found]:
        """`find`, with the tokens that are no secrets: publishable keys and the like."""
        lower = cache(text.lower)  # of megabytes that takes a tenth of a second, and only some formats ask for it
        found = [each for id in self.suspects(text) for each in self._find(self._formats[id], text, lower)]
        found.sort(key=lambda each: (each.proof.verdict != GENUINE, each.start - each.end))
        return sorted(_apart(found), key=lambda each: each.start)

    def _find(self, fmt: TokenFormat, text: str, lower: Callable[[], str]) -> Iterator[Found]:
        for match in _matches(fmt, text, lower):
            start, end = match.span()
            value = match.group()
            if not (_stands_alone(text, start) and _in_context(fmt, text, start, end)):
                continue
            if value_hash(value) in fmt.examples:
                continue
            proof = prove(fmt, value)
            chance = proof.verdict != GENUINE and (looks_made_up(fmt, value) or _in_base64(text, start, end))
            if chance or proof.verdict == DUMMY:
                continue
            yield Found(fmt, start, end, value, proof)


def prove(fmt: TokenFormat, value: str) -> Proof:
    """What `value`'s own bytes say of it, where its format has a proof."""
    if not fmt.proof:
        return UNPROVEN
    module, _, name = fmt.proof.rpartition(".")
    proof: Proof = getattr(importlib.import_module(f"tightlip.judgement.proofs.{module}"), name)(value)
    return proof


def value_hash(value: str) -> str:
    """How `TokenFormat.examples` names a documented value."""
    return f"sha256:{hashlib.sha256(value.encode(errors='surrogatepass')).hexdigest()[:16]}"


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(f"(?:{pattern}){_AFTER}")


def _matches(fmt: TokenFormat, text: str, lower: Callable[[], str]) -> Iterator[re.Match[str]]:
    """Where the pattern matches, which is near a word of the format's context, or else round one of its literals."""
    pattern = _compile(fmt.pattern)
    words, searched = (fmt.context, lower()) if fmt.context else (fmt.literals, text)
    for first, last in _regions(words, searched) if words and len(searched) == len(text) else ((0, len(text)),):
        for match in pattern.finditer(text, first, min(len(text), last + _LONGEST)):
            if match.start() > last:
                break
            yield match


def _regions(words: tuple[str, ...], text: str) -> Iterator[tuple[int, int]]:
    """The parts of `text`, in order and apart, in which a token may begin that has one of `words` in it or near it."""
    first = last = -1
    for at in sorted(at for word in words for at in _occurrences(text, word)):
        start = max(0, at - _LONGEST_BEFORE - _CONTEXT_AFTER)
        if last < 0:
            first = start
        elif start > last:
            yield first, last
            first = start
        last = at + _CONTEXT_BEFORE
    if last >= 0:
        yield first, last


def _occurrences(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _stands_alone(text: str, start: int) -> bool:
    if start == 0 or not (_is_letter(text[start - 1]) and _is_letter(text[start])):
        return True
    before = text[max(0, start - _LONGEST_ESCAPE) : start]
    return any(match.end() == len(before) for match in _ESCAPE.finditer(before))


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _in_base64(text: str, start: int, end: int) -> bool:
    """Whether the text around is one long run of Base64, such as an image: every short word occurs there by chance."""
    before, after = text[max(0, start - _BASE64_RUN) : start], text[end : end + _BASE64_RUN]
    return any(side and side[edge] in "+/" and _BASE64.fullmatch(side) for side, edge in ((before, -1), (after, 0)))


def _in_context(fmt: TokenFormat, text: str, start: int, end: int) -> bool:
    if not fmt.context:
        return True
    near = text[max(0, start - _CONTEXT_BEFORE) : end + _CONTEXT_AFTER]
    return any(_begins_word(near, match.start()) for match in _words(fmt.context).finditer(near))


@cache
def _words(context: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, context)), re.IGNORECASE)


def _begins_word(text: str, start: int) -> bool:
    """Whether a word begins at `start`: "okta" in `OKTA_KEY` and `myOkta`, not in `rookTable`."""
    inside = start > 0 and text[start - 1].isalpha() and text[start].isalpha()
    return not inside or (text[start].isupper() and not text[start + 1].isupper())


def looks_made_up(fmt: TokenFormat, value: str) -> bool:
    """Whether `value` is a placeholder in the format's clothes."""
    body = value
    for literal in fmt.literals:
        body = body.replace(literal, "", 1)
    return is_dummy(body) or entropy(body) < fmt.min_entropy


def _apart(found: Iterable[Found]) -> Iterator[Found]:
    taken: list[tuple[int, int]] = []  # in order, and none of them overlaps another
    for each in found:
        at = bisect(taken, (each.start, each.end))
        if not any(each.start < end and start < each.end for start, end in taken[max(0, at - 1) : at + 1]):
            taken.insert(at, (each.start, each.end))
            yield each
