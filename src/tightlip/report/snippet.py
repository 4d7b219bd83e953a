"""Draws a finding's source lines: line numbers in a gutter, carets under the span, whatever the characters' widths."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import accumulate

from tightlip.model import Finding
from tightlip.report.style import Style

_TAB = 4
_WIDTH, _WIDEST = 100, 200  # columns of source: where no terminal says how many there are, and at most
_CUT = "…"


def draw(finding: Finding, style: Style, margin: int) -> Iterator[str]:
    """The lines of the drawing, its gutter `margin` columns wide; none where the source lines are blank."""
    snippet, span = finding.snippet, finding.span
    if not any(line.strip() for line in snippet.lines):
        return
    room = min(max(20, style.width - margin - 3) if style.width else _WIDTH, _WIDEST)
    text, before, length = _marked(finding, room)
    yield f"{_gutter(snippet.first_line, style, margin)} {text}"
    hint = f" {finding.redacted}" if finding.redacted else ""
    fits = not style.width or margin + 2 + before + length + len(hint) <= style.width
    carets = style.severity("^" * length, finding.severity) + style.paint(hint if fits else "", "dim")
    yield f"{_gutter(None, style, margin)} {' ' * before}{carets}"
    for number, line in enumerate(snippet.lines[1:], snippet.first_line + 1):
        cells = _cells(line)
        yield f"{_gutter(number, style, margin)} {_shown(cells, *_window(cells, 0, len(cells), room))}"
    if span.last_line >= snippet.first_line + len(snippet.lines):
        yield style.paint(f"{_CUT:>{margin + 1}} to line {span.last_line}", "blue")


def _gutter(number: int | None, style: Style, margin: int) -> str:
    return style.paint(f"{number or '':>{margin - 1}} │", "blue")


def _marked(finding: Finding, room: int) -> tuple[str, int, int]:
    """The first line in `room` columns, and after how many of them how many carets follow."""
    snippet, span = finding.snippet, finding.span
    cells, cut = _cells(snippet.lines[0]), snippet.column > 1
    start = min(span.column - snippet.column, len(cells))
    stop = span.end_column - snippet.column if span.end_line == span.line else len(cells)
    first, last = _window(cells, start, stop, room, cut)
    before = sum(map(_columns, cells[first:start])) + (first > 0 or cut)
    return _shown(cells, first, last, cut), before, max(1, sum(map(_columns, cells[start : min(stop, last)])))


def _cells(line: str) -> list[str]:
    """What is shown for each character of `line`: tabs as spaces, what has no picture of its own as a stand-in."""
    cells: list[str] = []
    column = 0
    for char in line:
        if char == "\t":
            cell = " " * (_TAB - column % _TAB)
        elif char.isprintable() or char == "\u00a0":
            cell = char
        else:
            cell = chr(0x2400 + ord(char)) if char < " " else "�"
        cells.append(cell)
        column += _columns(cell)
    return cells


def _columns(cell: str) -> int:
    """How many columns of a terminal `cell` takes."""
    if len(cell) != 1 or cell.isascii():
        return len(cell)
    if unicodedata.combining(cell):
        return 0
    return 2 if unicodedata.east_asian_width(cell) in "WF" else 1


def _window(cells: list[str], start: int, stop: int, room: int, cut: bool = False) -> tuple[int, int]:
    """Which of `cells` to show in `room` columns, so that the span is seen: all of it if it fits."""
    edges = [0, *accumulate(map(_columns, cells))]
    if edges[-1] + cut <= room:
        return 0, len(cells)
    room -= 2  # for the marks of what is cut off
    span = edges[min(stop, len(cells))] - edges[start]
    lead = 0 if edges[start] + span <= room else max(0, edges[start] - max(room // 3, room - span - room // 3))
    first = next(index for index, edge in enumerate(edges) if edge >= lead)
    last = max(index for index, edge in enumerate(edges) if edge - edges[first] <= room)
    return first, last


def _shown(cells: list[str], first: int, last: int, cut: bool = False) -> str:
    before = _CUT if first > 0 or cut else ""
    after = _CUT if last < len(cells) else ""
    return (before + "".join(cells[first:last]) + after).rstrip()
