"""Puts fresh samples where a card says `@@id@@`, so that no token-shaped literal stands in the repository."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Callable

import more_samples
import samples
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder

_TOKENS = read_rulebook(rules_folder()).tokens


def expand(text: str) -> str:
    """`text` with every `@@id@@` replaced; the n-th one of a text always becomes the same sample."""
    count = iter(range(1_000_000))
    return re.sub(r"@@([a-z0-9-]+)@@", lambda match: make(match[1], zlib.crc32(text.encode()) + next(count)), text)


_ENCODINGS: dict[str, Callable[[str], str]] = {
    "-in-base64": lambda text: base64.b64encode(text.encode()).decode(),
    "-in-hex": lambda text: text.encode().hex(),
}


def make(sample_id: str, seed: int) -> str:
    """One sample: a token format's, by its id, or one of `more_samples.SAMPLES`; encoded, where its end says so."""
    for end, encoded in _ENCODINGS.items():
        if sample_id.endswith(end):
            return encoded(make(sample_id.removesuffix(end), seed))
    if sample_id in _TOKENS:
        return samples.sample(_TOKENS[sample_id], seed)
    return more_samples.SAMPLES[sample_id](seed)
