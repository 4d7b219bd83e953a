"""Where nodes stand: what the standard library's tree says of it, and what it leaves to be read in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter
from typing import Any

from tightlip.reading.python.syntax.nodes import Place
from tightlip.reading.text import SourceText

PLACE = attrgetter("lineno", "col_offset", "end_lineno", "end_col_offset")
_BLANK = re.compile(r"(?:[\s\\]|#[^\r\n]*)*")
_CLOSING = re.compile(r"(?:[\s\\)]|#[^\r\n]*)*")
# Comments are matched, so that nothing is found in them.
_CLOSED = re.compile(r"#[^\r\n]*|\)")
_OPENED = re.compile(r"#[^\r\n]*|\(")
_ENDED = re.compile(r"#[^\r\n]*|[),]")


class Places:
    """The places of one module. The standard library's columns are bytes of UTF-8; a `Place` has code points."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = SourceText(text).starts
        # For each line that is not ASCII: which column it is that a byte stands in.
        self._wide: dict[int, list[int]] = {}
        if not text.isascii():
            for number, (start, end) in enumerate(zip(self._starts, [*self._starts[1:], len(text)]), 1):
                line = text[start:end]
                if not line.isascii():
                    widths = (len(character.encode()) for character in line)
                    self._wide[number] = [column for column, width in enumerate(widths) for _ in range(width)]

    def place(self, node: Any) -> Place:
        """Where `node` stands."""
        place: Place = PLACE(node)
        if self._wide:
            line, column, last, end = place
            return line, self._column(line, column), last, self._column(last, end)
        return place

    def _column(self, line: int, byte: int) -> int:
        columns = self._wide.get(line)
        if columns is None:
            return byte
        return columns[byte] if byte < len(columns) else columns[-1] + 1 + byte - len(columns)

    def start(self, at: Place) -> int:
        """The offset at which `at` starts."""
        return self._starts[at[0] - 1] + at[1]

    def end(self, at: Place) -> int:
        """The offset at which `at` ends."""
        return self._starts[at[2] - 1] + at[3]

    def spot(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1]

    def before(self, at: Place) -> str:
        """What stands on its line before `at`."""
        return self.text[self._starts[at[0] - 1] : self.start(at)]

    def outer_start(self, at: Place) -> tuple[int, int]:
        """The start of what stands at `at`, with parentheses around it, where no other ones can be before it."""
        first = offset = self.start(at)
        while self.text[offset - 1] in "( \t\r\n\\":
            offset -= 1
            first = offset if self.text[offset] == "(" else first
        return self.spot(first)

    def outer_end(self, at: Place) -> tuple[int, int]:
        """The end of what stands at `at`, with parentheses around it, where no other ones can be behind it."""
        closing = self._closing(at)
        return self.spot(closing[-1] + 1) if closing else at[2:]

    def in_parentheses(self, at: Place, first: Place | None) -> bool:
        """Whether a tuple at `at`, with this `first` element, has some of its own: `(a, b)`, but not `(a), (b)`."""
        start = self.start(at)
        if not self.text.startswith("(", start):
            return False
        if first is None:
            return True
        opened = [mark for mark in _OPENED.findall(self.text, start, self.start(first)) if mark == "("]
        return len(self._closing(first)) < len(opened)

    def within(self, at: Place, last: Place | None) -> Place:
        """The place of what stands in the parentheses at `at`, the `last` part of it there."""
        blank = _BLANK.match(self.text, self.start(at) + 1)
        start = self.spot(blank.end() if blank else self.start(at) + 1)
        if last is None:
            return (*start, *start)
        ends = [
            match.end()
            for match in _ENDED.finditer(self.text, self.end(last), self.end(at) - 1)
            if not match[0].startswith("#")
        ]
        return (*start, *(self.spot(ends[-1]) if ends else last[2:]))

    def _closing(self, at: Place) -> list[int]:
        """The offsets of the parentheses that close right behind `at`."""
        behind = _CLOSING.match(self.text, self.end(at))
        if behind is None or ")" not in behind[0]:
            return []
        return [match.start() for match in _CLOSED.finditer(self.text, *behind.span()) if match[0] == ")"]
