"""Lines and columns of a text: broken where editors and Python break them, and nowhere else."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightlip.reading.text import SourceText


def lines(text: str) -> list[str]:
    source = SourceText(text)
    return [source.line(number) for number in range(1, len(source.starts) + 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a\nb", ["a", "b"]),
        ("a\n", ["a", ""]),
        ("a\r\nb\rc\n", ["a", "b", "c", ""]),
        ("\n\r\n\r", ["", "", "", ""]),
        ("a\fb\vc\u2028d\x85e", ["a\fb\vc\u2028d\x85e"]),
    ],
)
def test_lines(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


@given(st.text(alphabet="ab\n\r\f\u2028\U0001f600"))
def test_lines_are_those_of_a_file_that_is_opened_as_text(text: str) -> None:
    assert "\n".join(lines(text)) == io.StringIO(text, newline=None).read()


@given(st.text(alphabet="ab\n\r"), st.data())
def test_a_place_and_its_offset(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    source = SourceText(text)
    span = source.span(start, start)
    assert source.offset(span.line, span.column) == start
    assert source.starts[span.line - 1] <= start
