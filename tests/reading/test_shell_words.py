"""The shell's words: quotes, expansions, redirections, here-documents, and where each character stands."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightlip.reading.pieces import Piece
from tightlip.reading.shell_places import Command, Place
from tightlip.reading.shell_words import commands, split


def parse(script: str, escape: str = "\\") -> list[Command]:
    return commands(Piece.of(script, 0, len(script)), escape)


def words(script: str, escape: str = "\\") -> list[list[str]]:
    return [[word.text for word in command.words] for command in parse(script, escape)]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("a b  c", [["a", "b", "c"]]),
        ("a && b || c; d & e | f", [["a"], ["b"], ["c"], ["d"], ["e"], ["f"]]),
        ("A='b  c' \"d e\"f g\\ h", [["A=b  c", "d ef", "g h"]]),
        ("a \\\n  b", [["a", "b"]]),
        ("pass\\\nword", [["password"]]),
        ('a "b\\"c" \'d\\e\'', [["a", 'b"c', "d\\e"]]),
        ("a # b 'c\nd", [["a"], ["d"]]),
        ("a#b", [["a#b"]]),
        ("if [ -f x ]; then a; else b; fi", [["[", "-f", "x", "]"], ["a"], ["b"], ["fi"]]),
        ("a >b 2>&1 </c", [["a"]]),
        ("a $(b 'c)' | d) e", [["b", "c)"], ["d"], ["a", "$(b 'c)' | d)", "e"]]),
        ("a `b c` d", [["b", "c"], ["a", "`b c`", "d"]]),
        ('a "$(b)" ${X:-y z}', [["b"], ["a", "$(b)", "${X:-y z}"]]),
        ("(a; b)", [["a"], ["b"]]),
        ("a 'unclosed b", [["a", "unclosed b"]]),
        ('a "unclosed $(b', [["b"], ["a", "unclosed $(b"]]),
        ("a '' b", [["a", "", "b"]]),
        ("", []),
        (";;&&", []),
    ],
)
def test_words(script: str, expected: list[list[str]]) -> None:
    assert words(script) == expected


def test_another_escape_leaves_backslashes_alone() -> None:
    assert words("copy C:\\in\\x `\n  C:\\out", "`") == [["copy", "C:\\in\\x", "C:\\out"]]


def test_redirections() -> None:
    (command,) = parse("a <in >out 2>errors >>more <<<text &>both")
    assert [(one.operator, one.target.text) for one in command.redirects] == [
        ("<", "in"),
        (">", "out"),
        (">>", "more"),
        ("<<<", "text"),
        (">", "both"),
    ]
    assert [file.text for file in command.output()] == ["out", "more", "both"]


def test_pipes_and_captures() -> None:
    assert [(command.words[0].text, command.piped, command.captured) for command in parse("a $(b | c) | d")] == [
        ("b", True, True),
        ("c", False, True),
        ("a", True, False),
        ("d", False, False),
    ]


def test_here_documents() -> None:
    first, second, last = parse("cat <<A >f; cat <<-'B'\none\nA\n\ttwo\n\tB\nafter\n")
    assert [one.target.text for one in first.redirects] == ["f", "one\n"]
    assert [one.target.text for one in second.redirects] == ["\ttwo\n"]
    assert last.words[0].text == "after"


def test_a_here_document_that_never_ends() -> None:
    (command,) = parse("cat <<A\none\n")
    assert [one.target.text for one in command.redirects] == ["one\n"]


def test_places_survive_quotes_escapes_and_continued_lines() -> None:
    script = "é --pass\\\nword='s3\"cret' x"
    (command,) = parse(script)
    value = command.words[1].cut(len("--password="))
    assert (value.text, script[value.start : value.end]) == ('s3"cret', 's3"cret')
    assert script[command.words[1].start : command.words[1].end] == "--pass\\\nword='s3\"cret"


def test_a_dockerfiles_words_know_no_operators() -> None:
    text = "A=b;c D=\"e f\" G=h\\ i J='k $L'"
    assert [word.text for word in split(Piece.of(text, 0, len(text)))] == ["A=b;c", "D=e f", "G=h i", "J=k $L"]


@given(st.text(alphabet="ab'\"\\$(){}`<>|&;#\n\r \té", max_size=60), st.sampled_from(["\\", "`"]))
def test_any_text_is_taken_apart(script: str, escape: str) -> None:
    for command in parse(script, escape):
        for word in (*command.words, *(one.target for one in command.redirects)):
            assert len(word.marks) == len(word.text)
            assert [script[mark] for mark in word.marks] == list(word.text)
    for word in split(Piece.of(script, 0, len(script)), escape):
        assert [script[mark] for mark in word.marks] == list(word.text)


def test_deep_nesting_is_not_followed_forever() -> None:
    assert len(parse("$(" * 2000)) < 100


@pytest.mark.parametrize(
    "script",
    ["(" * 20_000, "{ " * 5_000 + "a" + "; } | b" * 5_000, "a | " * 20_000, "case x in (" * 5_000, "${" * 20_000],
)
def test_what_nobody_writes_takes_no_time(script: str) -> None:
    started = time.process_time()
    parse(script)
    assert time.process_time() - started < 10  # seconds; it takes half a one


def place(script: str, word: str) -> Place:
    (found,) = (command.place for command in parse(script) if command.words[0].text == word)
    return found


def test_where_output_goes() -> None:
    assert place("x | a | b > f", "x").outlets == ("a", "b", ">")
    assert place("(x; y) | /bin/a", "x").outlets == ("a",)
    assert place("{ x; } >f", "x").outlets == (">",)
    assert place("{ x; } >/dev/stderr", "x").outlets == ()
    assert place("for i in 1; do x; done | a; y", "x").outlets == ("a",)
    assert place("for i in 1; do x; done | a; y", "y").outlets == ()
    assert place("while x; do y; done < f", "y").outlets == ()
    assert place("diff <(x) y", "x").outlets == (">",)
    assert place("diff <(x) y", "diff").outlets == ()


def test_what_a_command_stands_in() -> None:
    assert place("f() { x; }; y", "x").function == "f"
    assert place("f() { x; }; y", "y").function == ""
    assert place("function f { if a; then x; fi; }", "x")[:2] == ("f", True)
    assert place("a && x", "x").guarded
    assert not place("a; x", "x").guarded
    assert not place("if a; then b; fi; x", "x").guarded
    assert place("( ( x ) )", "x").subshells == (1, 2)


def test_patterns_of_a_case_are_no_commands() -> None:
    script = "case $x in a|b) c;; (d) (e); f ;; *) g; esac; h"
    assert words(script) == [["case", "$x", "in", "a"], ["c"], ["e"], ["f"], ["g"], ["esac"], ["h"]]


def test_dollars_that_expand_nothing() -> None:
    (command,) = parse("a '$b' \\$c \"$d \\$e\" $f")
    assert sorted(command.inert) == [3, 8, 16]
    (command,) = parse("cat <<'E'\n$a\nE\n")
    assert command.inert == {10}
