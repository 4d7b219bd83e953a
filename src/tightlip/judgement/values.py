"""What a literal looks like: nothing secret, a stand-in, a weak secret, or a strong one."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple


class ValueVerdict(NamedTuple):
    """What a literal looks like: `strength` is "none" (no secret), "placeholder", "weak" or "strong"; `reason` why."""

    strength: str
    reason: str = ""


class ValueWords(NamedTuple):
    """The vocabulary of values, as sets."""

    never: frozenset[str]
    placeholder: frozenset[str]
    weak: frozenset[str]
    references: tuple[str, ...]


def value_words(table: Mapping[str, Any]) -> ValueWords:
    """The sets that the tables of `values.toml` describe."""
    never, placeholder, weak = (frozenset(table[key]) for key in ("never", "placeholder", "weak"))
    return ValueWords(never, placeholder, weak, tuple(table["references"]))


_NEVER = (
    (
        "a template",
        re.compile(r"\$\{|\$\(|\$[A-Za-z_]\w*$|\{\{|\{%|<%|%\(\w+\)[sd]|%[sdr]|\{\w*\}|#\{|^%\w+%$|^@\w+@$"),
    ),
    ("a path", re.compile(r"^(?:[.~]?\.?/|[A-Za-z]:\\)|^[\w\-./]+\.[a-z]{2,4}$")),
    ("a regular expression", re.compile(r"^\^|\(\?|\\[dwsb]|\[[\w-]+\][+*]|\$$")),
    ("an identifier", re.compile(r"^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$|^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$")),
    ("a URL without a password", re.compile(r"^[a-z][a-z0-9+.\-]*://(?![^/\s]*:[^/\s]+@)", re.I)),
    ("a UUID", re.compile(r"^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$", re.I)),
    ("a version or a date", re.compile(r"^v?\d+(?:[.\-:/TZ]\d+)*Z?$")),
    ("a colour", re.compile(r"^#[0-9a-fA-F]{3,8}$")),
)
_PLACEHOLDER = re.compile(r"^<.*>$|^\[.*\]$|x{4,}|\*{3,}|\.{3}|…|not[_\- ]?real|your[_\- ]|[_\- ]here$|(.)\1{5,}", re.I)
_USERINFO = re.compile(r"://[^/\s:@]*:([^/\s@]+)@")
_CHUNK = re.compile(r"[A-Za-z]+|\d+")


def judge_value(words: ValueWords, value: str, name_parts: tuple[str, ...]) -> ValueVerdict:
    """The verdict on `value`, bound to a name of the words `name_parts`."""
    text = value.strip()
    if len(text) < 4:
        return ValueVerdict("none", "too short")
    lower = text.lower()
    if "-----BEGIN" in text and "PRIVATE KEY" in text:
        return ValueVerdict("strong", "a private key")
    if lower.startswith(words.references):
        return ValueVerdict("none", "a reference, a hash or public material")
    password = _USERINFO.search(text)
    if password is not None:
        inner = judge_value(words, password.group(1), ())
        weak = inner.strength == "none" and password.group(1).isalnum()
        return ValueVerdict("weak", "a URL with a password") if weak else inner
    for reason, pattern in _NEVER:
        if pattern.search(text):
            return ValueVerdict("none", reason)
    if _PLACEHOLDER.search(text):
        return ValueVerdict("placeholder", "a placeholder")
    chunks = [chunk.lower() for chunk in _CHUNK.findall(text)]
    if lower in words.never or set(chunks) <= set(name_parts):
        return ValueVerdict("none", "a word")
    if lower in words.weak:
        return ValueVerdict("weak", "a well-known password")
    if not words.placeholder.isdisjoint(chunks):
        return ValueVerdict("placeholder", "a placeholder")
    if " " in text:
        return ValueVerdict("none", "a sentence")
    if looks_random(text):
        return ValueVerdict("strong", "looks random")
    digits = any(c.isdigit() for c in text)
    symbols = any(not c.isalnum() and c not in "_-." for c in text)
    if digits or symbols or len(chunks) >= 3:
        return ValueVerdict("weak", "words and digits")
    return ValueVerdict("none", "a word")


def entropy(text: str) -> float:
    """Shannon entropy of `text` in bits per character."""
    size = len(text)
    return -sum(n / size * math.log2(n / size) for n in Counter(text).values()) if text else 0.0


def looks_random(text: str) -> bool:
    """Whether `text` mixes classes and is as random as a string of its length can be expected to be."""
    if len(text) < 8:
        return False
    classes = sum((any(c.islower() for c in text), any(c.isupper() for c in text), any(c.isdigit() for c in text)))
    if re.fullmatch(r"[0-9a-fA-F]{16,}", text):
        return entropy(text) > 3.0
    return classes >= 2 and entropy(text) > 0.8 * math.log2(len(text)) and not _wordy(text)


def _wordy(text: str) -> bool:
    longest = max((len(chunk) for chunk in re.findall(r"[a-z]+|[A-Z]+", text)), default=0)
    return longest > max(5, len(text) // 4)
