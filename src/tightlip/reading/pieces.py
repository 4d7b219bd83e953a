"""Text that knows where each of its characters stands, however it was quoted, escaped or continued."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Piece(NamedTuple):
    """A part of a document's text: `text[i]` stands at offset `marks[i]`, in code points."""

    text: str
    marks: Sequence[int]

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Piece:
        """`text[start:end]`, as it stands."""
        return cls(text[start:end], range(start, end))

    @property
    def start(self) -> int:
        """Where the first character stands; an empty piece stands nowhere."""
        return self.marks[0]

    @property
    def end(self) -> int:
        """Just after where the last character stands."""
        return self.marks[-1] + 1

    def cut(self, start: int, end: int | None = None) -> Piece:
        """`text[start:end]` with its marks."""
        return Piece(self.text[start:end], self.marks[start:end])

    def stripped(self, characters: str | None = None) -> Piece:
        """The piece without blanks (or `characters`) around it."""
        start = len(self.text) - len(self.text.lstrip(characters))
        return self.cut(start, max(start, len(self.text.rstrip(characters))))

    def group(self, match: re.Match[str], group: int | str) -> Piece:
        """What `group` of a match in `text` matched."""
        return self.cut(*match.span(group))


def join(pieces: Iterable[Piece]) -> Piece:
    """The pieces, one after the other."""
    parts = list(pieces)
    if len(parts) == 1:
        return parts[0]
    return Piece("".join(part.text for part in parts), [mark for part in parts for mark in part.marks])
