"""Scalars of YAML in every style keep the places of what they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightlip.reading.config import yaml
from tightlip.reading.config.nodes import Table
from tightlip.reading.config.scalars import pieces
from tightlip.reading.pieces import Piece


def said(text: str) -> list[Piece]:
    nodes, _ = yaml.parse(text)
    return [
        found for node in nodes if isinstance(node, Table) for pair in node.pairs for found in pieces(pair.value, text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: one two", ["one two"]),
        ("a: one\n  two", ["one two"]),
        ("a: 'it''s'", ["it's"]),
        ('a: "x\\"y\\n$Z"', ['x"y\n$Z']),
        ('a: "one \\\n  two"', ["one two"]),
        ("a: |\n  one\n    two\n\n  three\n", ["one\n  two\n\nthree"]),
        ("a: |-\n    one\n    two\nb: x", ["one\ntwo", "x"]),
        ("a: >\n  one\n  two\n\n  three\n", ["one two\n\nthree"]),
        ("a: [one, [two, 'three']]", ["one", "two", "three"]),
        ("a: &x one\nb: *x", ["one"]),
        ("a:\nb: ''", [""]),
    ],
)
def test_what_it_says(text: str, expected: list[str]) -> None:
    found = said(text)
    assert [piece.text.rstrip("\n") for piece in found] == expected
    for piece in found:
        assert len(piece.text) == len(piece.marks)
        assert all(text[mark] == letter for mark, letter in zip(piece.marks, piece.text) if not letter.isspace())


@given(body=st.text(alphabet="ab \n'\"\\|>é$", max_size=30), style=st.sampled_from(["", "|\n  ", ">\n  ", "'", '"']))
def test_no_scalar_breaks_it(body: str, style: str) -> None:
    text = f"a: {style}{body}{style if len(style) == 1 else ''}\n"
    for piece in said(text):
        assert len(piece.text) == len(piece.marks)
        assert all(0 <= mark < len(text) for mark in piece.marks)
