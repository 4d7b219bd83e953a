"""A decoded text that knows its lines, so that an offset becomes a line and a column and back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from tightlip.model import Span

# Not `str.splitlines`: it also breaks at form feeds and U+2028, which neither editors nor Python count.
_LINE_END = re.compile(r"\r\n|\n|\r")


class SourceText:
    """Immutable text with a line index made on first use. Offsets and columns are in code points."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        """The offset at which each line starts."""
        if self._starts is None:
            self._starts = [0, *_line_ends(self.text)]
        return self._starts

    def span(self, start: int, end: int) -> Span:
        """The span of `text[start:end]`."""
        starts = self.starts
        first, last = bisect_right(starts, start) - 1, bisect_right(starts, end) - 1
        return Span(first + 1, start - starts[first] + 1, last + 1, end - starts[last] + 1)

    def offset(self, line: int, column: int) -> int:
        """The offset of a 1-based line and column."""
        return self.starts[line - 1] + column - 1

    def line(self, number: int) -> str:
        """Line `number` (from 1) without its line end; empty past the last one."""
        starts = self.starts
        if number > len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")


def _line_ends(text: str) -> Iterator[int]:
    """The offsets behind the line ends of `text`."""
    if "\r" in text:
        yield from (match.end() for match in _LINE_END.finditer(text))
        return
    end = text.find("\n") + 1
    while end:  # takes a third of the expression's time
        yield end
        end = text.find("\n", end) + 1
