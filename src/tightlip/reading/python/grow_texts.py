"""Literals of text: each as it is written, one by one where several stand side by side, and f-strings in their parts.

The standard library's tree joins what stands side by side, and before Python 3.12 it knows no place inside an f-string.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from operator import attrgetter
from typing import Any

from tightlip.reading.python import tree as cst
from tightlip.reading.text import SourceText

_PLACE = attrgetter("lineno", "col_offset", "end_lineno", "end_col_offset")
_OPENING = re.compile(r"""([A-Za-z]*)(\"{3}|'{3}|"|')""")
_REST = {
    '"': re.compile(r'[^"\\]*(?:\\.[^"\\]*)*"', re.S),
    "'": re.compile(r"[^'\\]*(?:\\.[^'\\]*)*'", re.S),
    '"""': re.compile(r'[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""', re.S),
    "'''": re.compile(r"[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'''", re.S),
}
_BETWEEN = re.compile(r"(?:[\s\\]|#[^\r\n]*)*")
# Where the text of an f-string may end: a field, an escape, a quote. `\{` is a backslash and a field.
_STOP = re.compile(r"""\\N\{[^{}]*\}|\\[^{}]|\\|\{\{|\}\}|[{}"']""", re.S)
_RAW_STOP = re.compile(r"""\\[^{}]|\\|\{\{|\}\}|[{}"']""", re.S)
# Where the expression of a field may end.
_MARK = re.compile(r"""[A-Za-z]*["']|[()\[\]{}:]|!=|!|\#[^\r\n]*""")
_CONVERSION = re.compile(r"![a-z]\s*")


class Texts:
    """The literals of one module."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = SourceText(text).starts
        # For lines that are not ASCII: which column it is that a byte stands in.
        self.wide: dict[int, list[int]] = {}
        if not self.text.isascii():
            for number, start in enumerate(self.starts, 1):
                line = self.text[start : self.starts[number] if number < len(self.starts) else len(self.text)]
                if not line.isascii():
                    widths = (len(character.encode()) for character in line)
                    self.wide[number] = [column for column, width in enumerate(widths) for _ in range(width)]

    def place(self, node: Any) -> cst.Place:
        """Where `node` stands."""
        place: cst.Place = _PLACE(node)
        if self.wide:
            line, column, last, end = place
            return line, self._column(line, column), last, self._column(last, end)
        return place

    def _column(self, line: int, byte: int) -> int:
        columns = self.wide.get(line)
        if columns is None:
            return byte
        return columns[byte] if byte < len(columns) else columns[-1] + 1 + byte - len(columns)

    def spot(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1]

    def texts(self, node: ast.Constant | ast.JoinedStr) -> Any:
        """The literal, or literals, that `node` is written as."""
        at = self.place(node)
        start, end = self.starts[at[0] - 1] + at[1], self.starts[at[2] - 1] + at[3]
        made: list[Any] = []
        while start < end:
            piece, start = self._literal(start)
            made.append(piece)
            start = _end(_BETWEEN, self.text, start)
        whole = made.pop()
        for piece in reversed(made):
            whole = cst.ConcatenatedString((*piece.at[:2], *whole.at[2:]), piece, whole)
        return whole

    def _literal(self, start: int) -> tuple[cst.SimpleString | cst.FormattedString, int]:
        """The one literal that begins at `start`, and the offset at which it ends."""
        opening = _OPENING.match(self.text, start)
        if opening is None:
            raise ValueError("no literal")
        prefix, quote = opening[1].lower(), opening[2]
        if "f" in prefix:
            parts, end = self._parts(opening.end(), quote, _RAW_STOP if "r" in prefix else _STOP)
            return cst.FormattedString((*self.spot(start), *self.spot(end)), parts), end
        end = _end(_REST[quote], self.text, opening.end())
        return cst.SimpleString((*self.spot(start), *self.spot(end)), self.text[start:end]), end

    def _parts(self, start: int, closing: str, stop: re.Pattern[str]) -> tuple[list[Any], int]:
        """What stands in an f-string, or in a format, up to `closing`, and the offset behind that."""
        parts: list[Any] = []
        text, at = self.text, start
        while True:
            match = stop.search(text, at)
            if match is None:
                raise ValueError("an f-string without an end")
            mark, at = match[0], match.end()
            ends = text.startswith(closing, match.start())
            if not ends and (mark[0] != "{" or (mark == "{{" and closing != "}")):
                continue
            if start < match.start():
                value = text[start : match.start()]
                parts.append(cst.FormattedStringText((*self.spot(start), *self.spot(match.start())), value))
            if ends:
                return parts, match.start() + len(closing)
            field, at = self._field(match.start())
            parts.append(field)
            start = at

    def _field(self, start: int) -> tuple[cst.FormattedStringExpression, int]:
        """The field that begins at `start`, and the offset behind it."""
        end = self._end_of_expression(start + 1)
        written = self.text[start + 1 : end].rstrip()
        equal = written.endswith("=") and not written.endswith(("==", "!=", "<=", ">="))
        expression = self._in_field(start + 1, start + len(written) if equal else end)
        at = _end(_CONVERSION, self.text, end) if self.text[end] == "!" else end
        spec = None
        if self.text[at] == ":":
            spec, at = self._parts(at + 1, "}", _RAW_STOP)
        else:
            at += 1
        place = (*self.spot(start), *self.spot(at))
        return cst.FormattedStringExpression(place, expression, spec, "=" if equal else ""), at

    def _end_of_expression(self, at: int) -> int:
        """The offset of the `!`, `:` or `}` that ends the expression at `at`."""
        depth = 0
        while True:
            match = _MARK.search(self.text, at)
            if match is None:
                raise ValueError("a field without an end")
            mark, at = match[0], match.end()
            if mark[-1] in "\"'":
                _, at = self._literal(match.start())
            elif mark in "([{":
                depth += 1
            elif depth and mark in ")]}":
                depth -= 1
            elif not depth and mark in "!:}":
                return match.start()

    def _in_field(self, start: int, end: int) -> Any:
        """The expression that stands in a field, in its true place."""
        blank = _end(_BETWEEN, self.text, start)
        written = self.text[blank:end].rstrip()
        line, column = self.spot(blank)
        place = (line, column, *self.spot(blank + len(written)))
        if written.isidentifier() and written not in ("None", "True", "False"):
            return cst.Name(place, written)
        parsed = ast.parse(f"({written}\n)", mode="eval").body
        before = len(self.text[self.starts[line - 1] : blank].encode()) - 1
        for node in ast.walk(parsed):
            if isinstance(node, (ast.expr, ast.keyword, ast.arg)):
                _move(node, line - 1, before)
        grown = self.value(parsed)
        if isinstance(parsed, ast.Tuple) and _PLACE(parsed)[:2] == (line, before):
            grown.at = place  # the parentheses were put around it here
        return grown

    def value(self, node: ast.expr) -> Any:
        """The expression that `node` is."""
        raise NotImplementedError


def _move(node: Any, lines: int, columns: int) -> None:
    """Move `node` by `lines`, and by `columns` where it stands on the first one."""
    if node.lineno == 1:
        node.col_offset += columns
    if node.end_lineno == 1:
        node.end_col_offset += columns
    node.lineno += lines
    node.end_lineno += lines


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    """Where `pattern` ends in `text` if it begins at `start`."""
    match = pattern.match(text, start)
    if match is None:
        raise ValueError("no end")
    return match.end()
