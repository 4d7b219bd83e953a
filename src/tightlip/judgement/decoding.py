"""Text that is written encoded, decoded once: base64, hexadecimal, percent-encoding, and the escapes of JSON."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import NamedTuple

# A run of base64, of either alphabet. Whether it stands alone is asked afterwards: to look back from every place in
# a text takes twice as long. What a dot joins to another is a JSON Web Token, or a name.
_RUN = re.compile(r"[A-Za-z0-9+/_\-]{24,}={0,2}")
_JOINED_BEFORE = re.compile(r"[\w+/.\-]")
_JOINED_AFTER = re.compile(r"[\w+/=\-]|\.[\w\-]")
_HEX = re.compile(r"(?:[0-9a-f]{2}){20,}|(?:[0-9A-F]{2}){20,}")
_LONGEST = 65_536  # characters of a run: what is longer is a picture or a font, and no key is
_FIRST = 24  # characters that tell whether the rest is worth decoding
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\r"))
_NOT_ASCII = bytes(range(128, 256))

# Only what a scheme, a path or a line end is made of: `%20` and `\u00e9` hide nothing.
_ESCAPE = re.compile(r"%(?:3[aA]|2[fF]|0[aA])|\\/|\\u00(?:3[aA]|2[fF])")
_WORD_END = re.compile(r"[ \t\r\n\"'`<>]")
_BOUNDS = " \t\r\n\"'`<>"
_SHORTEST_WORD = 24  # characters, escapes and all
_LONGEST_WORD = 8_000  # characters on each side of an escape; a private key of 4,096 bits takes 4,000
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_JSON = re.compile(r"\\(?:/|u([0-9A-Fa-f]{4}))")


class Decoded(NamedTuple):
    """What `text[start:end]` says, in the encoding `how` (in words fit for a message), is `plain`."""

    start: int
    end: int
    how: str
    plain: str


def decoded(text: str) -> Iterator[Decoded]:
    """The encoded texts in `text`, each decoded once; random bytes in an encoding are none, and neither is UTF-16."""
    for match in _RUN.finditer(text):
        run = match[0]
        if len(run) > _LONGEST or not _stands_alone(text, *match.span()):
            continue
        is_hex = _HEX.fullmatch(run) is not None
        plain = _plain(bytes.fromhex(run) if is_hex else _from_base64(run))
        if plain:
            yield Decoded(*match.span(), "hexadecimal" if is_hex else "base64", plain)
    if "%" in text or "\\" in text:
        yield from _unescaped(text)


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not (start and _JOINED_BEFORE.match(text, start - 1)) and not _JOINED_AFTER.match(text, end)


def _from_base64(run: str) -> bytes:
    """The bytes that `run` stands for; none when its beginning already is no text, or it is no base64."""
    bare = run.rstrip("=").replace("-", "+").replace("_", "/")
    if len(bare) % 4 == 1 or not _is_text(binascii.a2b_base64(bare[:_FIRST])):
        return b""
    return base64.b64decode(bare + "=" * (-len(bare) % 4))


def _plain(data: bytes) -> str:
    if not data or not _is_text(data):
        return ""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return ""


def _is_text(data: bytes) -> bool:
    """Whether all of `data` is text in ASCII, give or take a few characters outside: random bytes never are."""
    size = len(data)
    return len(data.translate(None, _CONTROLS)) == size and len(data.translate(None, _NOT_ASCII)) >= 0.9 * size


def _unescaped(text: str) -> Iterator[Decoded]:
    """The words in `text` that hold an escaped colon, slash or line end, without their escapes."""
    end = 0
    for escape in _ESCAPE.finditer(text):
        if escape.start() < end:
            continue
        nearest = max(end, escape.start() - _LONGEST_WORD)
        start = max(nearest, *(text.rfind(bound, nearest, escape.start()) + 1 for bound in _BOUNDS))
        limit = min(len(text), escape.end() + _LONGEST_WORD)
        bound = _WORD_END.search(text, escape.end(), limit)
        end = bound.start() if bound else limit
        word = text[start:end].rstrip("\\")
        if len(word) < _SHORTEST_WORD:
            continue
        if escape[0].startswith("%"):
            yield Decoded(start, start + len(word), "percent-encoding", _PERCENT.sub(_unquoted, word))
        else:
            yield Decoded(start, start + len(word), "JSON's escapes", _JSON.sub(_unescape, word))


def _unquoted(match: re.Match[str]) -> str:
    return bytes.fromhex(match[0].replace("%", "")).decode(errors="replace")


def _unescape(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else "/"
