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
_UNQUOTED = re.compile(r"[^\r\n]*?(?=[ \t]*(?:[ \t]#[^\r\n]*)?$)", re.M)


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
        quoted = _QUOTED[match[3]].match(text, match.end()) if match[3] in _QUOTED else None
        if quoted and match[1] and "\n" in quoted[0]:
            quoted = None  # a comment ends with its line
        value = quoted or _UNQUOTED.match(text, match.end())
        assert value is not None  # an unquoted value may be empty
        at = value.end()
        piece = Piece.of(text, *value.span(1 if quoted else 0))
        yield match[2], literal(piece), "comment" if match[1] else "assignment"


def _script(text: str, judge: Judge) -> Iterator[tuple[str, Piece, str]]:
    table = judge.vocabulary["commands"]
    for command in commands(Piece.of(text, 0, len(text))):
        for name, value, _ in given(command, "", table):
            yield name, value, "assignment"
