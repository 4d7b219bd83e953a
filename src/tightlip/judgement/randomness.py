"""Was this run of characters generated, or is it words, a name, a digest or data?"""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, NamedTuple

_ALTERNATING = re.compile(r"[0-9][A-Za-z][A-Za-z+/_\-]*[0-9]+[A-Za-z][A-Za-z+/_\-]*[0-9]")
_HEX = re.compile(r"[0-9a-f]+|[0-9A-F]+")
_DIGESTS = frozenset((32, 40, 56, 64, 96, 128))  # hexadecimal digits of MD5, SHA-1 and SHA-2; git's ids
_ALPHABET = 26  # characters that are all different: 6 in 1,000 random runs of base64 have as many
_LONGEST_KEY = 64  # hexadecimal digits, unless a name says that it is one
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.I)
_DATE = re.compile(r"(?:19|20)\d\d-?[01]\d-?[0-3]\d")
_PARTS = re.compile(r"[-_/]+")

_WORDY = 0.45  # of a run's pairs of letters, common ones: words have 0.77, random runs 0.18
_SHARE = (
    0.8  # of the most bits per character that a run of its length and alphabet can have: 98 of 100 random ones have it
)
_ENOUGH = 4.5  # bits per character: detect-secrets' own limit for base64


class RunWords(NamedTuple):
    """What `rules/vocabulary/entropy.toml` says of values."""

    bigrams: frozenset[str]
    data: tuple[str, ...]


def run_words(table: Mapping[str, Any]) -> RunWords:
    """The values' part of `entropy.toml`."""
    return RunWords(frozenset(table["bigrams"].split()), tuple(table["data"]))


def is_mixed(text: str, start: int, end: int) -> bool:
    """Whether letters and digits alternate in `text[start:end]`: the cheapest sign of a generated run."""
    return _ALTERNATING.search(text, start, end) is not None


def looks_generated(words: RunWords, value: str, sensitive: bool) -> bool:
    """Whether `value` has the make of a generated secret; `sensitive` says that its name is a secret's.

    Cheap, and before any measuring of entropy: no digest, UUID, date, sequence, name or words, no text or
    data in base64.
    """
    if _UUID.search(value) or _DATE.search(value) or value.startswith(words.data):
        return False
    if _HEX.fullmatch(value):
        is_key = len(value) % 2 == 0 and len(value) <= _LONGEST_KEY and len(value) not in _DIGESTS
        return (sensitive or is_key) and not _is_sequence(value)
    if _is_sequence(value) or _is_compound(value) or _commonness(words, value) >= _WORDY:
        return False
    return not _is_encoded_text(value)


def entropy_limit(value: str) -> float:
    """The bits per character that a generated run of `value`'s length and alphabet has at least."""
    alphabet = sum(
        size
        for size, test in ((26, str.islower), (26, str.isupper), (10, str.isdigit), (2, lambda c: not c.isalnum()))
        if any(map(test, value))
    )
    return min(_ENOUGH, _SHARE * math.log2(min(len(value), alphabet)))


def _commonness(words: RunWords, value: str) -> float:
    """Which part of the pairs of letters in `value` is common; `aB` is no pair, words meet there."""
    pairs = [one + other for one, other in pairwise(value) if one.isalpha() and other.isalpha()]
    inside = [pair.lower() for pair in pairs if not (pair[0].islower() and pair[1].isupper())]
    return sum(pair in words.bigrams for pair in inside) / len(inside) if inside else 0.0


def _is_sequence(value: str) -> bool:
    """Whether `value` counts (`0123456789abcdef`, `A1b2C3d4`), repeats itself, or is an alphabet in any order."""
    lower = value.lower()
    if len(value) >= _ALPHABET and len(set(value)) == len(value):
        return True
    if any(
        lower[:size] * (len(lower) // size) == lower[: len(lower) // size * size] for size in range(1, len(lower) // 2)
    ):
        return True
    letters, digits = [c for c in lower if c.isalpha()], [c for c in lower if c.isdigit()]
    steps = [ord(other) - ord(one) for run in (letters, digits) for one, other in pairwise(run)]
    return sum(step in (1, -1) for step in steps) > 0.4 * len(steps)


def _is_compound(value: str) -> bool:
    """Whether `value` is put together of short parts, as names and paths are: `Qwen3-VL-235B-A22B-Instruct`."""
    parts = _PARTS.split(value)
    return len(parts) > 3 and len(value) / len(parts) < 10


def _is_encoded_text(value: str) -> bool:
    """Whether `value` is base64 of readable text."""
    try:
        text = base64.b64decode(
            value.rstrip("=") + "=" * (-len(value.rstrip("=")) % 4), altchars=b"-_" if "_" in value else None
        )
    except (binascii.Error, ValueError):
        return False
    return sum(32 <= byte < 127 for byte in text) > 0.95 * len(text)
