"""The words of a name."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


def words_of(name: str) -> list[str]:
    """The words of a name, lower-case: `["api", "key"]` of `apiKey` and `API_KEY`."""
    return [word.lower() for word in _WORD.findall(name)]
