"""Env files as bindings: `NAME=value` in the dialects of dotenv, Compose and systemd; direnv's `.envrc` is a script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from tightlip.judgement.judge import Judge
from tightlip.reading.command_lines import given, literal
from tightlip.reading.facts import Binding, Fact, Reading
from tightlip.reading.pieces import Piece
from tightlip.reading.shell_words import commands
from tightlip.reading.text import SourceText

_ASSIGNMENT = re.compile(
    r"^[ \t]*(#+[ \t]*)?(?:export[ \t]+|set[ \t]+)?([A-Za-z_][\w.\-]*)[ \t]*=[ \t]*(?=(\S?))", re.M | re.A
)
_QUOTED = {quote: re.compile(rf"{quote}((?:\\.|[^\\{quote}])*){quote}", re.S) for quote in "\"'`"}
_LINE = re.compile(r"[^\r\n]*")
_COMMENT = re.compile(r"(?<=[ \t])#")


def read(reading: Reading, wanted: frozenset[str], judge: Judge) -> Reading:
    """A binding for every name that is given a value; the form of one in a comment is "comment"."""
    source, name = reading.source, reading.path.rpartition("/")[2].lower()
    text = Piece.of(source.text, 0, len(source.text))
    found = _bindings(_script(text, judge), source) if name.startswith(".envrc") else assignments(text, source)
    facts: list[Fact] = list(found)
    if "secret-refs" in wanted:
        from tightlip.reading.secret_names import in_bindings

        facts += in_bindings(facts)
    return reading._replace(facts=tuple(facts))


def assignments(text: Piece, source: SourceText) -> Iterator[Binding]:
    """The bindings in `text`, an env file or a part of `source` that looks like one."""
    return _bindings(((key, text.cut(*place), form) for key, place, form in _assignments(text.text)), source)


def _bindings(found: Iterable[tuple[str, Piece, str]], source: SourceText) -> Iterator[Binding]:
    for key, value, form in found:
        value = literal(value)
        if value.text:
            yield Binding(key, value.text, partial(source.span, value.start, value.end), form)


def _assignments(text: str) -> Iterator[tuple[str, tuple[int, int], str]]:
    """Each name, where its value stands, and the form."""
    at = 0
    while match := _ASSIGNMENT.search(text, at):
        start, end = match.end(), _end_of_line(text, match.end())
        quoted = _QUOTED[match[3]].match(text, start) if match[3] in _QUOTED else None
        if quoted and not (match[1] and quoted.end() > end):  # a comment ends with its line
            at, place = quoted.end(), quoted.span(1)
        else:
            comment = _COMMENT.search(text, start, end)
            value = text[start : comment.start() if comment else end]
            at, place = end, (start + len(value) - len(value.lstrip()), start + len(value.rstrip()))
        yield match[2], place, "comment" if match[1] else "assignment"


def _end_of_line(text: str, at: int) -> int:
    line = _LINE.match(text, at)
    return line.end() if line else at


def _script(text: Piece, judge: Judge) -> Iterator[tuple[str, Piece, str]]:
    table = judge.vocabulary["commands"]
    for command in commands(text):
        for name, value, _ in given(command, "", table):
            yield name, value, "assignment"
