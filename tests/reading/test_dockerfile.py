"""A Dockerfile's instructions, as its builder takes them apart, and the names that they bind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightlip.judgement.judge import Judge
from tightlip.model import GitStatus
from tightlip.reading.dockerfile import read
from tightlip.reading.facts import Instruction, Reading
from tightlip.reading.text import SourceText
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder

JUDGE = Judge(read_rulebook(rules_folder()).vocabulary)


def instructions(text: str) -> list[Instruction]:
    reading = Reading("Dockerfile", "dockerfile", SourceText(text), GitStatus.UNKNOWN, False)
    facts = read(reading, frozenset({"instructions"}), JUDGE).facts
    assert all(isinstance(fact, Instruction) for fact in facts)
    return [fact for fact in facts if isinstance(fact, Instruction)]


def bound(text: str) -> list[tuple[str, str, int, int]]:
    """The bindings: name, value, line, column."""
    return [
        (binding.name, binding.value, binding.anchor().line, binding.anchor().column)
        for instruction in instructions(text)
        for binding in instruction.bindings
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ENV A=b", [("A", "b", 1, 7)]),
        ("env a=b", [("a", "b", 1, 7)]),
        ("  ENV\tA=b", [("A", "b", 1, 9)]),
        ('ENV A=b C=\'d e\' F="g\\"h"', [("A", "b", 1, 7), ("C", "d e", 1, 12), ("F", 'g"h', 1, 20)]),
        ("ENV A the rest  of it", [("A", "the rest  of it", 1, 7)]),
        ("ENV A b=c", [("A", "b=c", 1, 7)]),
        ("ENV A", []),
        ("ENV A=", []),
        ('ENV A=""', []),
        ("ENV A=b \\\n    C=d", [("A", "b", 1, 7), ("C", "d", 2, 7)]),
        ("ENV A=b \\\n\n  # C=x\n    D=e", [("A", "b", 1, 7), ("D", "e", 4, 7)]),
        ("ENV A=b \\  \r\n    C=d\r\n", [("A", "b", 1, 7), ("C", "d", 2, 7)]),
        ("# escape=`\nENV A=C:\\x\\ `\n  B=c", [("A", "C:\\x\\", 2, 7), ("B", "c", 3, 5)]),
        ("FROM x\n# escape=`\nENV A=b \\\n C=d", [("A", "b", 3, 7), ("C", "d", 4, 4)]),
        ("ENV A=${B:-c}", [("A", "c", 1, 12)]),
        ("ENV A=${B}", [("A", "${B}", 1, 7)]),
        ("ENV É=b", []),
        ("# Ünïcödé 🦊\nENV A=🦊 B=c", [("A", "🦊", 2, 7), ("B", "c", 2, 11)]),
        ("ARG A", []),
        ("ARG A=b C D=e", [("A", "b", 1, 7), ("D", "e", 1, 13)]),
        ("LABEL a=b \"c d\"=e f='g h'", [("a", "b", 1, 9), ("f", "g h", 1, 22)]),
        ("ONBUILD ENV A=b", [("A", "b", 1, 15)]),
        ("ONBUILD ONBUILD ENV A=b", [("A", "b", 1, 23)]),
        ("# ENV A=b", []),
        ("NONSENSE A=b\nENV C=d", [("C", "d", 2, 7)]),
        ("{{ if }}\nENV A=b", [("A", "b", 2, 7)]),
        ("ENV A=b \\", [("A", "b", 1, 7)]),
    ],
)
def test_what_env_arg_and_label_bind(text: str, expected: list[tuple[str, str, int, int]]) -> None:
    assert bound(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RUN A=b make", [("A", "b", 1, 7)]),
        ("RUN --network=none --mount=type=cache,target=/x A=b make", [("A", "b", 1, 51)]),
        ("RUN export A=b C='d' && make", [("A", "b", 1, 14), ("C", "d", 1, 19)]),
        ("RUN env A=b make", [("A", "b", 1, 11)]),
        ('RUN ["make", "--a-key=b"]', [("a-key", "b", 1, 23)]),
        ('RUN ["sh", "-c", "export A=b"]', [("A", "b", 1, 28)]),
        ("RUN make \\\n  # a comment\n  --word b", [("word", "b", 3, 10)]),
        ("RUN <<EOF\nexport A=b\nEOF\nENV C=d", [("A", "b", 2, 10), ("C", "d", 4, 7)]),
        ("RUN <<-'EOF' bash\n\texport A=b\n\tEOF\nENV C=d", [("A", "b", 2, 11), ("C", "d", 4, 7)]),
        ("RUN <<EOF\n#!/usr/bin/env python3\nexport = 1\nEOF\nENV C=d", [("C", "d", 4 + 1, 7)]),
        ("RUN cat <<A > /a && cat <<B > /b\nname: valu\nA\nother=valu\nB\nENV C=d", [
            ("name", "valu", 2, 7), ("other", "valu", 4, 7), ("C", "d", 6, 7),
        ]),
        ("RUN cat <<EOF\nnever closed\nENV A=b", [("A", "b", 3, 7)]),
        ("RUN echo 'x << EOF'\nENV A=b", [("A", "b", 2, 7)]),
        ("COPY <<EOF /root/.npmrc\n_auth=valu\nEOF\nENV C=d", [("_auth", "valu", 2, 7), ("C", "d", 4, 7)]),
        ("CMD serve --a-key b", [("a-key", "b", 1, 19)]),
        ("HEALTHCHECK --interval=5s CMD check --a-key=b", [("a-key", "b", 1, 45)]),
        ("HEALTHCHECK NONE", []),
    ],
)  # fmt: skip
def test_what_command_lines_bind(text: str, expected: list[tuple[str, str, int, int]]) -> None:
    assert bound(text) == expected


def test_flags_and_words_of_copy() -> None:
    plain, array, spaced = instructions('COPY --from=a --chown=1:1 b c/\nADD ["d e", "f"]\nCOPY  g\\ h   i')
    assert ([flag.text for flag in plain.flags], [word.text for word in plain.words]) == (
        ["--from=a", "--chown=1:1"],
        ["b", "c/"],
    )
    assert [word.text for word in array.words] == ["d e", "f"]
    assert [word.text for word in spaced.words] == ["g h", "i"]


def test_stages_that_are_in_the_final_image() -> None:
    text = "ARG G\nFROM a AS base\nARG B\nFROM base AS tools\nARG T\nFROM Base\nARG F\n"
    of_args = [(one.stage.name, one.stage.final) for one in instructions(text) if one.keyword == "ARG"]
    assert of_args == [("", True), ("base", True), ("tools", False), ("2", True)]


def test_an_image_that_is_called_like_a_later_stage_is_no_stage() -> None:
    text = "FROM x AS python\nENV A=b\nFROM y AS z\nENV A=b\nFROM python AS python\nENV A=b"
    assert [one.stage.final for one in instructions(text) if one.keyword == "ENV"] == [True, False, True]


def test_the_place_of_an_instruction_covers_its_here_document() -> None:
    (run,) = instructions("\nRUN <<EOF\nx\nEOF\n")
    assert run.anchor()[:3] == (2, 1, 5)


PARTS = st.sampled_from(
    ["FROM a AS b\n", "ENV A=b ", "RUN ", "COPY ", "<<EOF ", "EOF\n", "\\\n", "\\", "'", '"', "[", '["', "]", "${",
     "$(", "`", "# escape=`\n", "# x\n", "\n", "\r\n", "\r", "\t", " ", "é", "🦊", "=", "ONBUILD ", "HEALTHCHECK ",
     "CMD ", "|", ">", "--mount=type=secret,id=x ", "ARG x", "x", "\x00", "\u2028", "\ufeff"]
)  # fmt: skip


@given(st.lists(PARTS, max_size=25).map("".join))
def test_any_text_is_read_and_every_binding_stands_where_it_says(text: str) -> None:
    source = SourceText(text)
    for instruction in instructions(text):
        instruction.anchor()
        for binding in instruction.bindings:
            span = binding.anchor()
            start = source.offset(span.line, span.column)
            assert text[start] == binding.value[0]
            assert text[source.offset(span.end_line, span.end_column) - 1] == binding.value[-1]


@given(st.binary(max_size=200))
def test_any_bytes_are_read(data: bytes) -> None:
    instructions(data.decode("latin-1"))


WHOLE = (
    "# syntax=docker/dockerfile:1\nFROM python:3.12 AS build\nENV A=\"b c\" \\\n  D='é'\n"
    "RUN --mount=type=secret,id=x <<EOF\nexport A=$(cat /run/secrets/x)\nEOF\n"
    'COPY --from=build ["a", "b"]\nCMD ["sh", "-c", "echo $A | tee b"]\n'
)


@pytest.mark.parametrize("end", range(len(WHOLE)))
def test_a_file_that_is_cut_off_anywhere_is_read(end: int) -> None:
    instructions(WHOLE[:end])
    instructions(WHOLE[end:])
