"""What a name says it holds, judged by its whole words: `dbPassword`, `DB_PASSWORD` and `db-password` alike."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

# A run of capitals ends before a capitalised word (`APIKey`); digits belong to the letters before them (`b64`).
_WORD = re.compile(r"[A-Z]{2,}(?:s(?![a-z]))?(?![a-z])\d*|[A-Z]?[^\W\d_A-Z]+\d*|[A-Z]\d*|\d+")


class NameVerdict(NamedTuple):
    """What a name says it holds.

    `kind` is a word for messages ("password", "token", "key", "connection string", "private key",
    "secret", "credential"), empty when the name is no secret's. A `strong` name is enough by itself;
    a weak one (`token`, `key`, `auth`) needs a second witness, such as a value that looks like a secret.
    """

    kind: str = ""
    strong: bool = False

    @property
    def sensitive(self) -> bool:
        """Whether the name denotes a secret at all, strongly or weakly."""
        return bool(self.kind)


class Noun(NamedTuple):
    """A noun that can head a secret's name, as `rules/vocabulary/names.toml` describes it."""

    kind: str
    alone: str
    after: frozenset[str]


class NameWords(NamedTuple):
    """The vocabulary of names, as sets."""

    nouns: Mapping[str, tuple[Noun, ...]]
    tails: frozenset[str]
    about: frozenset[str]
    openers: frozenset[str]
    modifiers: frozenset[str]
    known: frozenset[str]


def name_words(table: Mapping[str, Any]) -> NameWords:
    """The sets that the tables of `names.toml` describe."""
    nouns: dict[str, tuple[Noun, ...]] = {}
    for entry in table["noun"]:
        noun = Noun(entry["kind"], entry["alone"], frozenset(entry.get("after", ())))
        for word in entry["words"]:
            nouns[word] = (*nouns.get(word, ()), noun)
    sets = {key: frozenset(words) for key, words in table["words"].items()}
    known = frozenset(nouns).union(*sets.values(), *(noun.after for entry in nouns.values() for noun in entry))
    return NameWords(nouns, sets["tails"], sets["about"], sets["openers"], sets["modifiers"], known)


# A longer run of letters is no name but data, and cutting it everywhere would take its length squared.
_LONGEST = 64


def split_name(words: NameWords, name: str) -> list[str]:
    """The words of `name`, lower-case; run-together ones (`apikey`, `dbpassword`) are cut where all parts are known."""
    found: list[str] = []
    for match in _WORD.finditer(name):
        word = match.group().lower()
        if word not in words.known:
            word = word.rstrip("0123456789")
        if word:
            found.extend((word,) if word in words.known else _parts(words, word))
    return [_singular(words, word) for word in found]


def judge_words(words: NameWords, parts: list[str]) -> NameVerdict:
    """The verdict on a name cut into `parts`."""
    end = len(parts)
    while end > 1 and parts[end - 1] in words.tails and not _heads(words, parts[:end]).sensitive:
        end -= 1
    verdict = _heads(words, parts[:end])
    if not verdict.sensitive or (parts[0] in words.openers and end > 1):
        return NameVerdict()
    if any(part in words.modifiers for part in parts[: end - 1]):
        return NameVerdict()
    return verdict


def matches(name: str, patterns: tuple[str, ...], parts: list[str]) -> bool:
    """Whether one of the user's `patterns` is `name`, or one of its words; `*` stands for anything."""
    lower = name.lower()
    joined = "_".join(parts)
    return any(fnmatch.fnmatchcase(text, pattern.lower()) for pattern in patterns for text in (lower, joined, *parts))


def _heads(words: NameWords, parts: list[str]) -> NameVerdict:
    noun = parts[-1] if parts else ""
    before = parts[-2] if len(parts) > 1 else ""
    best = NameVerdict()
    for entry in words.nouns.get(noun, ()):
        if entry.alone == "strong" or before in entry.after:
            return NameVerdict(entry.kind, True)
        if entry.alone == "weak":
            best = NameVerdict(entry.kind)
    return best


def _singular(words: NameWords, word: str) -> str:
    return word[:-1] if word.endswith("s") and word[:-1] in words.nouns and word not in words.nouns else word


def _parts(words: NameWords, word: str) -> Iterator[str]:
    for cut in range(2, min(len(word), _LONGEST) - 1):
        head, tail = word[:cut], _singular(words, word[cut:])
        if head in words.known and tail in words.nouns and _heads(words, [head, tail]).strong:
            yield head
            yield tail
            return
    yield word
