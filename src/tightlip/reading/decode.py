"""Bytes to text, whatever the encoding: UTF-8, UTF-16 and UTF-32 with or without a mark, Windows-1252, Latin-1."""

from __future__ import annotations

import codecs
import re

# In this order: the mark of UTF-32 (little-endian) starts with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Encodings of two and of four bytes a character, with the places at which ASCII text has its NULs.
_WIDE = (("utf-32-le", 4, (1, 2, 3)), ("utf-32-be", 4, (0, 1, 2)), ("utf-16-le", 2, (1,)), ("utf-16-be", 2, (0,)))
_SAMPLE = 4096  # a multiple of four
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\v\f\r\x1b"))
_COOKIE = re.compile(rb'(?:[^\n]*\n)?[^\n]*?coding[:=][ \t]*["\']?([-\w.]+)')  # as PEP 263 and XML have it


def to_utf8(data: bytes) -> bytes | None:
    """`data` as bytes in which ASCII means ASCII, for the first pass; `None` when it is binary.

    Text without NULs (nearly all there is) comes back as it is, so this costs a search for one byte.
    """
    if b"\0" not in data and not data.startswith(_UTF16_MARKS):
        return data
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _wide(data, encoding)
    sample = data[:_SAMPLE]
    for encoding, width, places in _WIDE:
        if _looks_wide(sample, width, places):
            return _wide(data, encoding)
    # A stray NUL makes no binary file, and must not hide a text from us (git, for one, would call it binary).
    is_text = _controls(data) <= 1 + len(data) // 500 and _is_utf8(data)
    return data.replace(b"\0", b" ") if is_text else None


def decode(data: bytes) -> str:
    """The text of `to_utf8`'s bytes, without a byte order mark.

    It is UTF-8 where that is valid; else what its first two lines declare; else Windows-1252; else Latin-1,
    which any bytes are.
    """
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError:
        declared = _COOKIE.match(data)
    for encoding in (declared[1].decode() if declared else "cp1252", "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return data.decode("latin-1")


def _looks_wide(sample: bytes, width: int, places: tuple[int, ...]) -> bool:
    """Whether most characters in `sample` are ASCII, in an encoding of `width` bytes that has its NULs at `places`."""
    characters = len(sample) // width
    nuls = [sample[place::width].count(0) for place in range(width)]
    others = sum(nuls) - sum(nuls[place] for place in places)
    return characters > 0 and others <= characters // 50 and all(nuls[place] * 2 >= characters for place in places)


def _wide(data: bytes, encoding: str) -> bytes | None:
    text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
    utf8 = text.encode()
    return utf8 if _controls(utf8) + text.count("\ufffd") <= 1 + len(utf8) // 500 else None


def _controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
