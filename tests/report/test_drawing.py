"""The carets stand under the span, whatever the characters' widths, and however long the line is."""

from __future__ import annotations

import unicodedata

import pytest

from tightlip.model import Finding, Severity, Snippet, Span
from tightlip.report.snippet import draw
from tightlip.report.style import Style


def columns(text: str) -> int:
    """A reading of terminals of its own, to hold the drawing against."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def drawing(line: str, marked: str, width: int = 0, cut: int = 0) -> list[str]:
    """Without the gutter."""
    start = line.index(marked) + 1
    snippet = Snippet(7, (line[cut:],), cut + 1)
    span = Span(7, start, 7, start + len(marked))
    finding = Finding("rule", Severity.ERROR, "a.py", span, "message", "", "", snippet, "", "")
    lines = list(draw(finding, Style(width=width), margin=3))
    assert [line[:4] for line in lines] == [" 7 │", "   │"]
    return [line[5:] for line in lines]


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("x = 'MARK'", "'MARK'"),
        ("MARK", "MARK"),
        ("\tx = MARK", "MARK"),
        ("a\tb\tMARK", "MARK"),
        ("日本\t語 = MARK", "MARK"),
        ("ｆｕｌｌ = MARK  # 注意", "MARK"),
        ("cafe\u0301 = MARK", "MARK"),
        ("e\u0301\u0323 'MAR\u0308K' é", "'MAR\u0308K'"),
        ("한국어 = '密码'", "'密码'"),
        ("🔑 = MARK", "MARK"),
        ("\x1b[31m \u202e \x00 MARK", "MARK"),
    ],
)
def test_carets_stand_under_the_span(line: str, marked: str) -> None:
    shown, carets = drawing(line, marked)
    before = shown[: shown.index(marked)]
    assert carets == " " * columns(before) + "^" * columns(marked)


def test_what_would_move_the_cursor_is_shown_by_a_stand_in() -> None:
    shown, _ = drawing("\x1b[2J\r\x07\u202e\u200b\ud800 MARK", "MARK")
    assert shown.isprintable()
    assert shown.endswith("␛[2J␍␇��� MARK")


@pytest.mark.parametrize("width", [0, 40, 80, 1_000])
@pytest.mark.parametrize("before", [0, 10, 30, 70, 95, 99, 150, 390])
@pytest.mark.parametrize("char", ["a", "語"])
def test_a_long_line_is_cut_around_the_span(width: int, before: int, char: str) -> None:
    shown, carets = drawing(char * before + "MARK" + char * 300, "MARK", width)
    assert columns(shown) <= {0: 100, 40: 34, 80: 74, 1_000: 200}[width]
    at = shown.index("MARK")
    assert carets == " " * columns(shown[:at]) + "^^^^"
    assert shown.startswith("…") is (at < before)


def test_a_line_that_is_cut_already_says_so() -> None:
    shown, carets = drawing("a" * 500 + "MARK", "MARK", cut=490)
    assert shown == "…aaaaaaaaaaMARK"
    assert carets == " " * 11 + "^^^^"


def test_a_span_that_is_wider_than_the_terminal() -> None:
    shown, carets = drawing("x = " + "M" * 500, "M" * 500, width=60)
    assert shown == "x = " + "M" * 48 + "…"
    assert carets == "    " + "^" * 48


@pytest.mark.parametrize("column", [1, 3, 4, 9])
def test_an_empty_span_still_has_a_caret(column: int) -> None:
    snippet = Snippet(1, ("abc",))
    finding = Finding("r", Severity.NOTE, "a", Span(1, column, 1, column), "m", "", "", snippet, "", "")
    assert list(draw(finding, Style(), 3))[1].lstrip(" │") == "^"


def test_many_lines() -> None:
    snippet = Snippet(9, ("a(", "  b,", "  c,"))

    def drawn(end_line: int, end_column: int) -> list[str]:
        span = Span(9, 1, end_line, end_column)
        finding = Finding("r", Severity.NOTE, "a", span, "m", "", "", snippet, "", "")
        return list(draw(finding, Style(), 4))

    assert drawn(11, 5) == ["  9 │ a(", "    │ ^^", " 10 │   b,", " 11 │   c,"]
    assert drawn(12, 1) == drawn(11, 5)
    assert drawn(12, 2) == [*drawn(11, 5), "    … to line 12"]


def test_blank_lines_are_not_drawn() -> None:
    finding = Finding("r", Severity.NOTE, "a", Span(1, 1, 1, 1), "m", "", "", Snippet(1, ("  ",)), "", "")
    assert list(draw(finding, Style(), 3)) == []
