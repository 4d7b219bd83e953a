"""Makefiles and Procfiles: their variables, and their command lines as one script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from tightlip.reading.command_lines import literal
from tightlip.reading.facts import Binding
from tightlip.reading.pieces import Piece, join
from tightlip.reading.scripts import IN_SCRIPT
from tightlip.reading.text import SourceText

_VARIABLE = re.compile(
    r"^(?:[^\t\n:=#]+:[ \t]*)?(?:(?:export|override|unexport|private)[ \t]+)*"
    r"([A-Za-z_][\w.\-]*)[ \t]*(?::{1,3}|\?|\+)?=[ \t]*(.*)$",
    re.M,
)
_COMMENT = re.compile(r"(?<![ \t])[ \t]+#.*")
_RECIPE = re.compile(r"^\t[@+\-]*[ \t]*((?:.*\\\r?\n)*.*)$", re.M)
# `$$` is a dollar sign for the shell; `$(NAME)` is make's variable, `$(name …)` a function of make's.
_DOLLAR = re.compile(r"\$(?:(\$)|[({]([\w.\-]+)[)}])")
_PROCESS = re.compile(r"^[A-Za-z_][\w\-]*:[ \t]*(.*)$", re.M)


def make_variables(source: SourceText, wanted: frozenset[str]) -> Iterator[Binding]:
    """A binding for every variable that is given a text."""
    if "bindings" not in wanted:
        return
    for match in _VARIABLE.finditer(source.text):
        comment = _COMMENT.search(match[2])
        value = Piece.of(source.text, match.start(2), match.start(2) + (comment.start() if comment else len(match[2])))
        value = literal(value.stripped().stripped("\"'"))
        if value.text:
            anchor = partial(source.span, value.start, value.end)
            yield Binding(match[1], value.text, anchor, IN_SCRIPT, f"`{match[1]}` is set")


def recipes(text: Piece) -> Piece:
    """The command lines of all rules, one after the other, as the shell gets them; variables stand as `${NAME}`."""
    lines = []
    for match in _RECIPE.finditer(text.text):
        lines += [_for_the_shell(text.group(match, 1)), _line_end(text, match.end())]
    return join(lines)


def processes(text: Piece) -> Piece:
    """The command lines of a Procfile (`web: gunicorn …`)."""
    lines = []
    for match in _PROCESS.finditer(text.text):
        lines += [text.group(match, 1), _line_end(text, match.end())]
    return join(lines)


def _line_end(text: Piece, at: int) -> Piece:
    return Piece("\n", [text.marks[at] if at < len(text.marks) else (text.marks[-1] + 1 if len(text.marks) else 0)])


def _for_the_shell(line: Piece) -> Piece:
    parts, at = [], 0
    for match in _DOLLAR.finditer(line.text):
        parts.append(line.cut(at, match.start()))
        start = line.marks[match.start()]
        name = line.group(match, 2) if match[2] else None
        if name is None:
            parts.append(Piece("$", [start]))
        else:
            parts += [Piece("${", [start, start]), name, Piece("}", [name.end])]
        at = match.end()
    return join([*parts, line.cut(at)])
