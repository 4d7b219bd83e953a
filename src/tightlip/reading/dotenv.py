"""Env files as bindings: `NAME=value` in the dialects of dotenv, Compose and systemd; direnv's `.envrc` is a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from tightlip.judgement.judge import Judge
from tightlip.reading.command_lines import given, literal
from tightlip.reading.facts import Binding, Reading
from tightlip.reading.pieces import Piece
from tightlip.reading.shell_words import commands

_ASSIGNMENT = re.compile(
    r"^[ \t]*(#+[ \t]*)?(?:export[ \t]+|set[ \t]+)?([A-Za-z_][\w.\-]*)[ \t]*=[ \t]*(?=(\S?))", re.M | re.A
)
_QUOTED = {quote: re.compile(rf"{quote}((?:\\.|[^\\{quote}])*){quote}", re.S) for quote in "\"'`"}
_LINE = re.compile(r"[^\r\n]*")
_COMMENT = re.compile(r"(?<=[ \t])#")


def read(reading: Reading, wanted: frozenset[str], judge: Judge) -> Reading:
    """A binding for every name that is given a value; the form of one in a comment is "comment"."""
    text = reading.source.text
    name = reading.path.rpartition("/")[2].lower()
    found = _script(text, judge) if name.startswith(".envrc") else _assignments(text)
    return reading._replace(
        facts=tuple(
            Binding(key, value.text, partial(reading.source.span, value.start, value.end), form)
            for key, value, form in found
            if value.text
        )
    )


def _assignments(text: str) -> Iterator[tuple[str, Piece, str]]:
    at = 0
    while match := _ASSIGNMENT.search(text, at):
        start, end = match.end(), _end_of_line(text, match.end())
        quoted = _QUOTED[match[3]].match(text, start) if match[3] in _QUOTED else None
        if quoted and not (match[1] and quoted.end() > end):  # a comment ends with its line
            at, value = quoted.end(), Piece.of(text, *quoted.span(1))
        else:
            comment = _COMMENT.search(text, start, end)
            at, value = end, Piece.of(text, start, comment.start() if comment else end).stripped()
        yield match[2], literal(value), "comment" if match[1] else "assignment"


def _end_of_line(text: str, at: int) -> int:
    line = _LINE.match(text, at)
    return line.end() if line else at


def _script(text: str, judge: Judge) -> Iterator[tuple[str, Piece, str]]:
    table = judge.vocabulary["commands"]
    for command in commands(Piece.of(text, 0, len(text))):
        for name, value, _ in given(command, "", table):
            yield name, value, "assignment"
