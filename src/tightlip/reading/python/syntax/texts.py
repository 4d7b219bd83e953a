"""Literals of text: each as it is written, one by one where several stand side by side; f- and t-strings in parts.

The standard library's tree joins what stands side by side, and before Python 3.12 it knows no place inside an f-string.
"""

from __future__ import annotations

import ast
import re
from typing import Any

from tightlip.reading.python.syntax import nodes as cst
from tightlip.reading.python.syntax.places import PLACE, Places

_IN_PARTS = frozenset({"f", "fr", "rf", "t", "tr", "rt"})  # prefixes
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
_MARK = re.compile(r"""(?<![A-Za-z])[A-Za-z]*["']|[()\[\]{}:]|!=|!|\#[^\r\n]*""")
_CONVERSION = re.compile(r"![a-z]\s*")


class Texts(Places):
    """The literals of one module."""

    def texts(self, node: ast.Constant | ast.JoinedStr) -> Any:
        """The literal, or literals, that `node` is written as."""
        at = self.place(node)
        start, end = self.start(at), self.end(at)
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
        if prefix in _IN_PARTS:
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
            if mark[0] == "#":
                continue
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
        before = len(self.before(place).encode()) - 1
        for node in ast.walk(parsed):
            if isinstance(node, (ast.expr, ast.keyword, ast.arg)):
                _move(node, line - 1, before)
        grown = self.value(parsed)
        if isinstance(parsed, ast.Tuple) and PLACE(parsed)[:2] == (line, before):
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
