"""What a name says it holds, judged by its whole words: `dbPassword`, `DB_PASSWORD` and `db-password` alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

# A run of capitals ends before a capitalised word (`APIKey`); digits belong to the letters before them (`b64`).
_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][^\W\d_A-Z])|[A-Z]?[^\W\d_A-Z]+\d*|[A-Z]+\d*")
# The careless way to write the same: `APIkey`, `DBpassword`.
_RUNS = re.compile(r"[A-Z]{2,}\d*|[A-Z]?[^\W\d_A-Z]+\d*|[A-Z]\d*")
_STEPS = "./: \t\r\n"
_PATH = re.compile(f"[{_STEPS}]")
_LONGEST = 64  # letters: a longer run is data, and cutting it everywhere would take its length squared
_OWN_WORD = 6  # letters: `password` and `secret` are seen at the end of any run-together word, `pwd` is not


class NameVerdict(NamedTuple):
    """What a name says it holds.

    `kind` is a word for messages ("password", "token", "key", "connection string", "private key",
    "secret", "credential"), empty when the name is no secret's. A `strong` name is enough by itself;
    a weak one (`token`, `pwd`, `app_key`) needs a second witness, such as a value that looks like a secret.
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
    near: frozenset[str]


class NameWords(NamedTuple):
    """The vocabulary of names, as sets; `known` is every word of it."""

    nouns: Mapping[str, tuple[Noun, ...]]
    tails: frozenset[str]
    openers: frozenset[str]
    modifiers: frozenset[str]
    prepositions: frozenset[str]
    services: frozenset[str]
    known: frozenset[str]


def name_words(table: Mapping[str, Any]) -> NameWords:
    """The sets that the tables of `names.toml` describe; "@services" there stands for that list."""
    services = frozenset(table["words"]["services"])
    sets = {key: _set(words, services) for key, words in table["words"].items()}
    nouns: dict[str, tuple[Noun, ...]] = {}
    for entry in table["noun"]:
        after, near = (_set(entry.get(key, ()), services) for key in ("after", "near"))
        for word in entry["words"]:
            nouns[word] = (*nouns.get(word, ()), Noun(entry["kind"], entry["alone"], after, near))
    qualifiers = (noun.after | noun.near for meanings in nouns.values() for noun in meanings)
    return NameWords(nouns=nouns, known=frozenset(nouns).union(*sets.values(), *qualifiers) - {"*"}, **sets)


def judge_name(words: NameWords, name: str) -> NameVerdict:
    """The verdict on `name`, in either way to tell its words apart; of a path or a dotted name, on its last part."""
    name = _PATH.split(name.rstrip(_STEPS))[-1]
    for noun in words.nouns.get(name.lower().strip("_"), ()):
        if noun.alone == "bare":
            return NameVerdict(noun.kind)
    verdict = _judge(words, split_name(words, name))
    if not verdict.sensitive and not (name.islower() or name.isupper()):
        return _judge(words, split_name(words, name, _RUNS))
    return verdict


def split_name(words: NameWords, name: str, word: re.Pattern[str] = _CAMEL) -> tuple[str, ...]:
    """The words of `name`, lower-case and without digits at their ends; run-together ones are cut (`apikey`)."""
    found: list[str] = []
    pieces = word.findall(name.lower() if name.isupper() else name)
    for number, piece in enumerate(map(str.lower, pieces), 1):
        whole = piece if piece in words.known else piece.rstrip("0123456789")
        parts = [*_cut(words, whole)]
        # `haspassword` is no password, but in `WRONGSECRETS_PASSWORD` the first word is somebody's name.
        is_a_name = number < len(pieces) and len(parts) > 1 and parts[0] in words.openers
        found.extend([whole] if is_a_name else parts)
    return tuple(found)


def _set(words: list[str], services: frozenset[str]) -> frozenset[str]:
    return frozenset(words) - {"@services"} | services if "@services" in words else frozenset(words)


def _judge(words: NameWords, parts: tuple[str, ...]) -> NameVerdict:
    if parts and parts[-1] not in words.prepositions:
        parts = parts[: next((at for at, part in enumerate(parts) if at and part in words.prepositions), len(parts))]
    owner = ""
    while len(parts) > 1 and parts[-1] in words.tails and not _noun(words, parts).sensitive:
        parts, owner = parts[:-1], parts[-1]
    about = len(parts) > 1 and (parts[0] in words.openers or parts[0] in words.prepositions)
    said = (*parts[:-1], *map(" ".join, pairwise(parts[:-1])))
    if not parts or about or not words.modifiers.isdisjoint(said):
        return NameVerdict()
    verdict = _noun(words, parts)
    return _noun(words, (owner, parts[-1])) if verdict.kind and owner in words.services else verdict


def _noun(words: NameWords, parts: tuple[str, ...]) -> NameVerdict:
    """The verdict on the last word of `parts` and the one before it."""
    last, before = parts[-1], parts[-2] if len(parts) > 1 else ""
    singular = _singular(words, last)
    weak = NameVerdict()
    for noun in words.nouns.get(singular, ()):
        anybody = "*" in noun.after and before != "" and before not in noun.near
        if noun.alone == "strong" or before in noun.after or anybody:
            return NameVerdict(noun.kind, True)
        # Several tokens of no known kind are a text's, or a limit's.
        if before in noun.near or (noun.alone == "weak" and singular == last):
            weak = NameVerdict(noun.kind)
    return weak


def _singular(words: NameWords, word: str) -> str:
    return word[:-1] if word not in words.nouns and word.endswith("s") else word


def _cut(words: NameWords, word: str) -> Iterator[str]:
    """`word`, or its parts when it ends in a noun of the vocabulary that makes it a secret's name."""
    if word not in words.known and len(word) <= _LONGEST:
        for start in range(1, len(word)):
            before, noun = word[:start], word[start:]
            for meaning in words.nouns.get(_singular(words, noun), ()):
                if meaning.alone == "strong" and (len(noun) >= _OWN_WORD or not noun.isascii()):
                    yield from (*_cut(words, before), noun)
                    return
                qualifier = max((q for q in meaning.after | meaning.near if _ends(before, q)), key=len, default="")
                if qualifier:
                    yield from (*_cut(words, before.removesuffix(qualifier)), qualifier, noun)
                    return
    if word:
        yield word


def _ends(word: str, qualifier: str) -> bool:
    return word == qualifier or (len(qualifier) > 2 and word.endswith(qualifier))


class OwnNames(NamedTuple):
    """The user's own words for names: whole words or whole names, in any style; `*` stands for anything."""

    phrases: tuple[str, ...]
    globs: tuple[re.Pattern[str], ...]

    def match(self, name: str, parts: tuple[str, ...]) -> bool:
        """Whether one of them is `name`, or stands in its words `parts`."""
        joined = f"_{'_'.join(parts)}_"
        texts = (name.lower(), joined[1:-1], *parts)
        return any(phrase in joined for phrase in self.phrases) or any(
            glob.fullmatch(text) for glob in self.globs for text in texts
        )


def own_names(words: NameWords, patterns: tuple[str, ...]) -> OwnNames:
    """The user's `patterns`, made ready."""
    globs = [".*".join(map(re.escape, pattern.lower().split("*"))) for pattern in patterns if "*" in pattern]
    phrases = [f"_{'_'.join(split_name(words, pattern))}_" for pattern in patterns if "*" not in pattern]
    return OwnNames(tuple(phrases), tuple(map(re.compile, globs)))
