"""What a literal looks like: no secret at all, a stand-in for one, a weak secret, or a strong one."""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from tightlip.judgement import shapes
from tightlip.judgement.carriers import Carried, carried
from tightlip.judgement.likelihood import TextModel, random_bits, text_model

CERTAIN = math.inf  # bits: no other reading is possible
# Of 200 strings in code 199 stay below; of 100 random ones of 8 letters and digits 78 do not, of 12 characters 95.
_STRONG_BITS = 16.0
_STRONG_PASSWORD_BITS = 11.0  # for what mixes all classes, as rules for passwords demand and names do not
_SHORTEST_STRONG, _SHORTEST_WEAK, _SHORTEST = 8, 6, 4  # characters

_ENOUGH = 1_000  # characters in which a random stretch shows, if there is one

# Fingers on one row of the keyboard: of random letters one in 20,000 looks like that.
_ONE_ROW = re.compile(r"[asdfghjkl;]+|[qwertyuiop]+|[zxcvbnm,.]+", re.I)
_CHUNK = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\d_A-Za-z]+|\d+")
_WORD = re.compile(r"[a-z0-9]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # bytes, then: some of them may be blanks
_WORDS, _LOWER = re.compile(r"[A-Za-z]+(?:[_\-][A-Za-z]+){0,3}"), re.compile(r"[a-z]+")
_NUMBERED = re.compile(r"[A-Za-z]+(?:_[a-z]*)?\d+[a-z]?")
_GLUE = ("a", "an", "be", "for", "is", "me", "not", "so", "the", "this", "to")
_LEET = str.maketrans("013457@$!", "oieastasi")
_DECORATIONS = "0123456789!?#*+@$&%_-"
_KEY_BODY = re.compile(r"[A-Za-z0-9+/]{20}")  # of a private key: its first line has 64
_APP_PASSWORD = re.compile(r"[a-z]{4}(?: [a-z]{4}){3}")


class ValueVerdict(NamedTuple):
    """What a literal looks like: `strength` is "none" (no secret), "placeholder", "weak" or "strong"; `reason` why.

    `bits` are the evidence that a strong one is random; infinite when it can be nothing but a secret.
    """

    strength: str
    reason: str = ""
    bits: float = 0.0


class ValueWords(NamedTuple):
    """The vocabulary of values, as `rules/vocabulary/values.toml` explains it, and how text runs."""

    references: tuple[str, ...]
    placeholders: frozenset[str]
    weak: frozenset[str]
    markers: frozenset[str]
    about_secrets: frozenset[str]
    issued: frozenset[str]
    chosen: frozenset[str]
    never: frozenset[str]
    algorithms: frozenset[str]
    hashes: frozenset[str]
    published: frozenset[str]
    tutorials: frozenset[str]
    long_placeholders: re.Pattern[str]
    named: re.Pattern[str]
    composing: re.Pattern[str]
    text: TextModel


def value_words(values: Mapping[str, Any], text: Mapping[str, Any]) -> ValueWords:
    """What `values.toml` and `text.toml` describe."""
    sets = {key: frozenset(words) for key, words in values.items() if key != "references"}
    composing = "|".join(sorted((*values["markers"], *values["about_secrets"], *_GLUE), key=len, reverse=True))
    return ValueWords(
        references=tuple(values["references"]),
        long_placeholders=re.compile("|".join(word for word in values["placeholders"] if len(word) > 4)),
        named=re.compile("|".join(word for word in values["about_secrets"] if len(word) > 4)),
        composing=re.compile(composing),
        text=text_model(text),
        **sets,
    )


def judge_value(words: ValueWords, value: str, name: tuple[str, ...]) -> ValueVerdict:
    """The verdict on `value`, bound to a name of the words `name`."""
    text = value.strip().strip("\"'")
    lower = text.lower()
    if len(text) < _SHORTEST:
        return ValueVerdict("none", "too short")
    if "-----BEGIN" in text and "PRIVATE KEY" in text:
        if _KEY_BODY.search(text) is None:
            return ValueVerdict("placeholder", "the form of a private key")
        return ValueVerdict("strong", "a private key", CERTAIN)
    if lower.startswith(words.references):
        return ValueVerdict("none", "a reference, a hash or something public")
    carrier = carried(text)
    if carrier is not None:
        return _judge_carried(words, carrier)
    if lower in words.weak and lower not in words.about_secrets and words.issued.isdisjoint(name[-2:]):
        return ValueVerdict("weak", "a well-known password")
    if text.isdigit() and not words.chosen.isdisjoint(name[-2:]):
        return ValueVerdict("weak", "digits")
    if _APP_PASSWORD.fullmatch(text):
        joined = _judge_plain(words, text.replace(" ", ""), name[-2:])
        return joined if joined.strength == "strong" else ValueVerdict("none", "a sentence")
    return _judge_plain(words, text, name[-2:])


def entropy(text: str) -> float:
    """Shannon entropy of `text` in bits per character."""
    size = len(text)
    return -sum(n / size * math.log2(n / size) for n in Counter(text).values()) if text else 0.0


def _judge_plain(words: ValueWords, text: str, name: tuple[str, ...]) -> ValueVerdict:
    """The verdict on what carries nothing: by its shape, then by its words, then by its randomness."""
    bits = random_bits(words.text, text[:_ENOUGH].rstrip("="))
    marks = any(not (character.isalnum() or character in "_-.:/ ") for character in text)
    classes = sum(any(map(test, text)) for test in (str.islower, str.isupper, str.isdigit)) + marks
    random = bits >= (_STRONG_BITS if classes < 4 else _STRONG_PASSWORD_BITS)
    is_drawn = random and shapes.DJANGO_KEY.fullmatch(text) is not None
    reason = "" if is_drawn else shapes.never(text, not random)
    if reason:
        return ValueVerdict("none", reason)
    if any(map(str.isspace, text)) and not (random and (" " not in text or _CONTROL.search(text))):
        return _judge_phrase(text.split(), name)
    plain = text.lower().strip("._-")
    core = plain.strip(_DECORATIONS)
    if core in words.weak and core != plain:
        return ValueVerdict("weak", "a well-known password")
    if core not in words.weak and not words.weak.isdisjoint((core.translate(_LEET), plain.translate(_LEET))):
        return ValueVerdict("strong", "a disguised word", bits)
    chunks = {chunk.lower() for chunk in _CHUNK.findall(text)}
    if (
        shapes.stands_in(text)
        or not words.placeholders.isdisjoint(chunks)
        or words.long_placeholders.search(text.lower())
    ):
        return ValueVerdict("placeholder", "a placeholder")
    if chunks <= set(name):
        return ValueVerdict("none", "its own name")
    if shapes.UUID.fullmatch(text):
        return ValueVerdict("weak", "a UUID")
    if shapes.HEX.fullmatch(text) and not words.hashes.isdisjoint(name):
        return ValueVerdict("none", "a hash")
    if not random or len(text) < _SHORTEST_WEAK:
        return _judge_words(words, text, marks, chunks, name)
    if len(text) < _SHORTEST_STRONG:
        return ValueVerdict("weak", "short")
    digest = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]
    if digest in words.published:
        return ValueVerdict("placeholder", "a published example")
    if digest in words.tutorials:
        return ValueVerdict("weak", "a tutorial's key")
    if _ONE_ROW.fullmatch(text):
        return ValueVerdict("weak", "keys of one row")
    return ValueVerdict("strong", "looks random", bits)


def _judge_carried(words: ValueWords, carrier: Carried) -> ValueVerdict:
    """The verdict on what a URL, a connection string or a header carries: there, a word is a password too."""
    secret = carrier.secret
    if not secret:
        return ValueVerdict("none", "no password in it")
    inner = judge_value(words, secret, ())
    if inner.strength == "strong":
        return ValueVerdict("strong", carrier.what, inner.bits)
    if inner.strength == "placeholder" or inner.reason in shapes.REASONS or len(secret) < _SHORTEST:
        return inner
    if not carrier.plain or secret.lower() in words.about_secrets or secret == carrier.user:
        return ValueVerdict("placeholder", "a word for a password")
    return ValueVerdict("weak", carrier.what)


def _judge_phrase(phrase: list[str], name: tuple[str, ...]) -> ValueVerdict:
    """The verdict on several words: a sentence, unless they are a wallet's recovery phrase (BIP 39)."""
    bip39 = len(phrase) in (12, 15, 18, 21, 24) and all(word.isalpha() and word.islower() for word in phrase)
    if bip39 and not {"mnemonic", "phrase", "seed"}.isdisjoint(name):
        made_up = len(set(phrase)) <= len(phrase) // 2
        return (
            ValueVerdict("placeholder", "a test's phrase") if made_up else ValueVerdict("strong", "a phrase", CERTAIN)
        )
    return ValueVerdict("none", "a sentence")


def _judge_words(words: ValueWords, text: str, marks: bool, chunks: set[str], name: tuple[str, ...]) -> ValueVerdict:
    """The verdict on what does not look random: words, digits and marks."""
    lower = text.lower()
    about = lower in words.never or lower in words.about_secrets or words.named.search(lower) is not None
    digits = sum(map(str.isdigit, text))
    one_will_do = _NUMBERED.fullmatch(text) is not None and not (about or words.chosen.isdisjoint(name))
    if (digits >= 2 or marks or one_will_do) and len(text) >= _SHORTEST_WEAK:
        if words.algorithms.isdisjoint(_WORD.findall(lower)):
            return ValueVerdict("weak", "words, digits and marks")
        return ValueVerdict("none", "an algorithm")
    if words.issued.isdisjoint(name):
        composed = words.composing.findall(lower)
        if "".join(composed) == lower:
            chunks = {*chunks, *composed}
        if not (words.markers.isdisjoint(chunks) or words.about_secrets.isdisjoint(chunks)):
            return ValueVerdict("weak", "a secret in words")
        if _is_chosen(words, text, name) and not about:
            return ValueVerdict("weak", "a word for a password")
    return ValueVerdict("none", "a word")


def _is_chosen(words: ValueWords, text: str, name: tuple[str, ...]) -> bool:
    """Whether people choose what has this `name` themselves, and might have chosen the word or words in `text`."""
    if name[-2:] == ("secret", "key"):
        return _WORDS.fullmatch(text) is not None
    return not words.chosen.isdisjoint(name) and _LOWER.fullmatch(text) is not None
