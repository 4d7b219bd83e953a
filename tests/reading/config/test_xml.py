"""XML becomes nodes with true places, in whatever state it is, and nothing in it is ever expanded or fetched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightlip.reading.config import xml
from tightlip.reading.config.nodes import Scalar, tables


def bound(text: str) -> dict[str, str]:
    nodes, _ = xml.parse(text)
    return {
        ".".join((*path, pair.key.value)): pair.value.value
        for node in nodes
        for table, path in tables(node)
        for pair in table.pairs
        if isinstance(pair.value, Scalar)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<a><b>x</b><c> y </c></a>", {"a.b": "x", "a.c": "y"}),
        ("<?xml version='1.0'?>\n<a b='1' c=\"2\"/>", {"a.b": "1", "a.c": "2"}),
        ("<a>x &amp; &quot;y&quot;</a>", {"a": 'x & "y"'}),
        ("<a><![CDATA[<b>x</b>]]></a>", {"a": "<b>x</b>"}),
        ("<!-- <a>x</a> --><b>y</b>", {"b": "y"}),
        ('<p name="n">v</p>', {"p.name": "n", "p.value": "v"}),
        ('<p on="1">v</p>', {"p": "v", "p.on": "1"}),
        ("<dict><key>K</key><string>v</string></dict>", {"dict.K": "v"}),
        ('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hosts">]><a>&e;</a>', {"a": "&e;"}),
        ('<a b="x>y"><c/></a>', {"a.b": "x>y"}),
        ("key = <value>", {}),
    ],
)
def test_what_is_bound(text: str, expected: dict[str, str]) -> None:
    assert bound(text) == expected


def test_places_count_code_points() -> None:
    text = "<é><a b='ü'>  x\n</a></é>"
    nodes, whole = xml.parse(text)
    assert whole
    scalars = [pair.value for table, _ in tables(nodes[0]) for pair in table.pairs if isinstance(pair.value, Scalar)]
    assert sorted(text[value.start : value.end] for value in scalars) == ["x", "ü"]


@pytest.mark.parametrize(
    "text",
    ["<a><b>yes</b>", "<a><b>yes</b></c></a>", "<a><b>yes</b><", "<a><b>yes</b><c d='></a>", "<a><x><b>yes</b></a>"],
)
def test_a_broken_file_says_so_and_the_rest_is_read(text: str) -> None:
    assert not xml.parse(text)[1]
    assert "yes" in bound(text).values()


@pytest.mark.parametrize(
    "text", ["<a>" * 20_000, "<a " * 20_000, "<!--" * 20_000, "<a b='" * 20_000, "<![CDATA[" * 9_000]
)
def test_what_is_hostile_takes_no_time(text: str) -> None:
    assert xml.parse(text)[1] in (True, False)


@given(data=st.data())
def test_no_text_breaks_it(data: st.DataObject) -> None:
    text = "<a b='1'><!-- c --><d>x &lt;</d><![CDATA[y]]></a>"
    at = data.draw(st.integers(0, len(text)))
    torn = text[:at] + data.draw(st.text(max_size=5)) + text[at + data.draw(st.integers(0, 5)) :]
    for node in xml.parse(torn)[0]:
        for table, _ in tables(node):
            assert all(0 <= pair.value.start <= pair.value.end <= len(torn) for pair in table.pairs)
