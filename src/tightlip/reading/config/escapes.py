"""Backslash escapes in the quoted strings of YAML, TOML and HCL."""

from __future__ import annotations

import re
from collections.abc import Mapping

_WITHOUT_X = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.S)
_WITH_X = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|(.))", re.S)


def unescape(text: str, short: Mapping[str, str], *, has_x: bool = False) -> str:
    """`text` without its escapes. `short` are those of one letter; `has_x` says that the format knows `\\x41`, too.

    A code point that does not exist becomes U+FFFD, an escape that is none the character after the backslash.
    """

    def plain(match: re.Match[str]) -> str:
        *codes, letter = match.groups()
        code = next(filter(None, codes), "")
        if not code:
            return short.get(letter, letter)
        point = int(code, 16)
        return chr(point) if point < 0x110000 else "\ufffd"

    return (_WITH_X if has_x else _WITHOUT_X).sub(plain, text)
