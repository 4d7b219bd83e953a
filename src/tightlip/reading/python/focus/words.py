"""What the words of a file say, before any tree of it is made: which of them may be the names of secrets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from tightlip.judgement.judge import Judge
from tightlip.reading.python.bindings_words import binding_words
from tightlip.reading.python.flow.naming import namer
from tightlip.reading.python.flow.tables import tables

_WORD = re.compile(r"\w+")
# What is no part of a word of ASCII becomes a blank: to split there takes a third of the expression's time.
_APART = bytes(byte if chr(byte).isalnum() or byte == ord("_") else ord(" ") for byte in range(128)).ljust(256)
# The files of a project share most of their words: each is judged once, not once a file.
_REMEMBERED = 1 << 16

Verdict = Callable[[str], bool]


def words_in(text: str) -> frozenset[str]:
    """Every word of `text`."""
    words = text.encode().translate(_APART).decode().split() if text.isascii() else _WORD.findall(text)
    return frozenset(words)


class Lexicon:
    """What is the same for all files of a run: the vocabulary, made ready, and the verdicts on words and texts.

    `binds(name)`: whether a literal under `name`, or under the key that a constant so called holds, can be a secret.
    `tells(name)`: whether a variable, an attribute or a function so called can be a secret, or yield one.
    `keys(text)`: whether what stands under the key `text` can be a secret.
    `is_key(name)`: whether what stands under the key that a variable or constant so called holds can be one.
    `shows(name)`: whether a field so called would show a secret.
    """

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.words = binding_words(judge.vocabulary["python_bindings"])
        self.tables = tables(judge)
        self.namer = namer(judge)
        stem = re.compile("|".join(map(re.escape, self.tables.stems)))  # in lower case, every secret's name has one

        def remembered(verdict: Verdict) -> Verdict:
            return lru_cache(_REMEMBERED)(lambda name: stem.search(name.lower()) is not None and verdict(name))

        self.binds = remembered(lambda name: any(judge.name(each).sensitive for each in self.meanings(name)))
        self.tells = remembered(self._tells)
        self.keys = remembered(lambda text: judge.name(text).sensitive)
        self.is_key = remembered(lambda name: self._tells(name) or self.namer.constant(name).sensitive)
        self.shows = remembered(lambda name: judge.name(name).strong)

    def meanings(self, name: str) -> Iterator[str]:
        """`name`, and what a constant so called holds: "PASSWORD" for `CONF_PASSWORD`."""
        yield name
        yield from (name[len(head) :] for head in self.words.key_prefixes if name.startswith(head))

    def _tells(self, name: str) -> bool:
        return self.namer.variable(name).sensitive or self.namer.fetched_by(name).sensitive


@lru_cache(maxsize=2)
def lexicon(judge: Judge) -> Lexicon:
    """The lexicon of `judge`."""
    return Lexicon(judge)
