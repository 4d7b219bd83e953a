"""Env files in every dialect: which name gets which value, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightlip.judgement.judge import Judge
from tightlip.model import GitStatus
from tightlip.reading.dotenv import read
from tightlip.reading.facts import Binding, Reading
from tightlip.reading.text import SourceText
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder

JUDGE = Judge(read_rulebook(rules_folder()).vocabulary)


def bindings(text: str, path: str = ".env") -> list[Binding]:
    reading = Reading(path, "dotenv", SourceText(text), GitStatus.UNKNOWN, False)
    facts = read(reading, frozenset({"bindings"}), JUDGE).facts
    return [fact for fact in facts if isinstance(fact, Binding)]


def bound(text: str, path: str = ".env") -> list[tuple[str, str, int, int]]:
    return [(one.name, one.value, one.anchor().line, one.anchor().column) for one in bindings(text, path)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A=b", [("A", "b", 1, 3)]),
        ("A=b\nC=d\n", [("A", "b", 1, 3), ("C", "d", 2, 3)]),
        ("A=b\r\nC=d\r\n", [("A", "b", 1, 3), ("C", "d", 2, 3)]),
        ("  A = b c  ", [("A", "b c", 1, 7)]),
        ("export A=b", [("A", "b", 1, 10)]),
        ("set A=b", [("A", "b", 1, 7)]),
        ("A='b # c'", [("A", "b # c", 1, 4)]),
        ('A="b # c" # d', [("A", "b # c", 1, 4)]),
        ("A=`b c`", [("A", "b c", 1, 4)]),
        ("A=b # c", [("A", "b", 1, 3)]),
        ("A=b#c", [("A", "b#c", 1, 3)]),
        ("A=#b", [("A", "#b", 1, 3)]),
        ("A= # b", []),
        ("A=", []),
        ("A=''\nB=\"\"", []),
        ('A="b\nc=d\ne"\nF=g', [("A", "b\nc=d\ne", 1, 4), ("F", "g", 4, 3)]),
        ('A="b\\"c"', [("A", 'b\\"c', 1, 4)]),
        ('A="unclosed\nB=c', [("A", '"unclosed', 1, 3), ("B", "c", 2, 3)]),
        ("A='it''s'", [("A", "it", 1, 4)]),
        ("A=${B:-c}", [("A", "c", 1, 8)]),
        ('A="${B-c d}"', [("A", "c d", 1, 8)]),
        ("A=${B}", [("A", "${B}", 1, 3)]),
        ("a.b-c=d", [("a.b-c", "d", 1, 7)]),
        ("A=b=c", [("A", "b=c", 1, 3)]),
        ("A: b\n- C\nD", []),
        ("; A=b", []),
        ("1A=b", []),
        ("A=é🦊 b\nC=d", [("A", "é🦊 b", 1, 3), ("C", "d", 2, 3)]),
        ("A=b\n\n\n  \nC=d", [("A", "b", 1, 3), ("C", "d", 5, 3)]),
        ("A=\nB=c", [("B", "c", 2, 3)]),
        ("A=\n'B=c'\nD=e", [("D", "e", 3, 3)]),
    ],
)
def test_dialects(text: str, expected: list[tuple[str, str, int, int]]) -> None:
    assert bound(text) == expected


def test_comments() -> None:
    found = bindings("# A=b\n#export C=d # e\n# Use F=g for it\n# H='i\n#J='\nK=l")
    assert [(one.name, one.value, one.form) for one in found] == [
        ("A", "b", "comment"),
        ("C", "d", "comment"),
        ("H", "'i", "comment"),
        ("J", "'", "comment"),
        ("K", "l", "assignment"),
    ]


def test_direnv_is_a_script() -> None:
    text = "use flake\nif true; then\n  export A=b C='d e'; F=g\nfi\nG=$(cmd --key h)\nsource_env .envrc.private\n"
    found = [
        ("A", "b", 3, 12),
        ("C", "d e", 3, 17),
        ("F", "g", 3, 25),
        ("key", "h", 5, 15),
        ("G", "$(cmd --key h)", 5, 3),
    ]
    assert bound(text, "x/.envrc") == found


TEXTS = st.lists(
    st.sampled_from(
        ["A=b", "export ", "'", '"', "`", "\\", "\n", "\r\n", "#", " ", "=", "${A:-", "}", "é", "🦊", "\0"]
    ),
    max_size=25,
).map("".join)


@given(TEXTS, st.sampled_from([".env", ".envrc"]))
def test_any_text_is_read_and_every_value_stands_where_it_says(text: str, path: str) -> None:
    source = SourceText(text)
    for binding in bindings(text, path):
        span = binding.anchor()
        assert text[source.offset(span.line, span.column)] == binding.value[0]
