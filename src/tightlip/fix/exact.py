"""Files as texts that can be written back byte by byte, but for what was edited in them."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from tightlip.reading.decode import decode, to_utf8

_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1")


class Exact(NamedTuple):
    """A file's text, as it is checked, and the encoding that it is in."""

    text: str
    encoding: str

    def back(self, text: str) -> bytes | None:
        """The bytes of the file with `text` in it; `None` where its encoding lacks a character."""
        try:
            return text.encode(self.encoding)
        except UnicodeEncodeError:
            return None


def exact(data: bytes) -> Exact | None:
    """What `data` holds; `None` for what is no text, or could not be written back as it was."""
    utf8 = to_utf8(data)
    if utf8 is None:
        return None
    text = decode(utf8)
    marked = data.startswith(codecs.BOM_UTF8)
    for encoding in _ENCODINGS:
        # With a mark, `utf-8` would take it for a character of the text.
        if marked and encoding != "utf-8-sig":
            continue
        found = Exact(text, encoding)
        try:
            same = data.decode(encoding) == text
        except UnicodeDecodeError:
            continue
        if same and found.back(text) == data:
            return found
    return None
