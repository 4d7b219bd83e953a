"""Bytes to text, whatever the encoding: UTF-8, UTF-16 and UTF-32 with or without a mark, Latin-1."""

from __future__ import annotations

import codecs


def to_utf8(data: bytes) -> bytes | None:
    """`data` as bytes in which ASCII means ASCII, for the first pass; `None` when it is binary."""
    if b"\0" not in data:
        return data
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace").encode()
    return None


def decode(data: bytes) -> str:
    """The text of `to_utf8`'s bytes: UTF-8 where it is valid, else Latin-1, which any bytes are."""
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")
