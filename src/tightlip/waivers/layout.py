"""How the lines of a text belong together: statements that take several, and where Python's comments are."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import NamedTuple

from tightlip.paths import PYTHON, STUB, YAML
from tightlip.reading.text import SourceText

_BLOCK_SCALAR = re.compile(r"(?:^|[:-][ \t]+)(?:[!&]\S+[ \t]+){0,2}[|>][-+\d]*[ \t]*(?:[ \t]\#.*)?$")

Statements = Mapping[int, tuple[int, int]]


class Layout(NamedTuple):
    """Lines count from 1. `statements` maps each line of a statement of several lines to its first and last one
    (those of a text in YAML to the line that begins it, twice).

    `comments` maps a line to the column (from 1) at which its comment starts; `None` where nobody can tell.
    """

    statements: Statements
    comments: Mapping[int, int] | None = None


def layout_of(source: SourceText, kind: str) -> Layout:
    """The layout of `source`, a file of that `kind`."""
    if kind in (PYTHON, STUB):
        layout = _python(source.text)
        if layout is not None:
            return layout
    if kind == YAML:
        return Layout({**_continued_by_backslash(source), **_block_scalars(source)})
    return Layout(_continued_by_backslash(source))


def _python(text: str) -> Layout | None:
    """The layout of Python, or `None` if this is none."""
    import tokenize  # 5 ms, for the few files that have suppressions

    statements: dict[int, tuple[int, int]] = {}
    comments: dict[int, int] = {}
    first = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(text, newline=None).readline):
            line = token.start[0]
            if token.type == tokenize.COMMENT:
                comments[line] = token.start[1] + 1
            elif token.type == tokenize.NEWLINE:
                _record(statements, first, line)
                first = 0
            elif token.type not in (tokenize.NL, tokenize.INDENT, tokenize.DEDENT):
                first = first or line
    except (tokenize.TokenError, SyntaxError):
        return None
    return Layout(statements, comments)


def _continued_by_backslash(source: SourceText) -> Statements:
    """Statements as Dockerfiles, shells and Makefiles continue them; a comment between two parts ends none."""
    statements: dict[int, tuple[int, int]] = {}
    first = 0
    for number in range(1, len(source.starts) + 1):
        line = source.line(number)
        if line.rstrip().endswith("\\"):
            first = first or number
        elif not (first and line.lstrip().startswith("#")):
            _record(statements, first, number)
            first = 0
    return statements


def _block_scalars(source: SourceText) -> Statements:
    """The texts of YAML that take several lines (`key: |`): in them a `#` is text, so their first line may speak."""
    statements: dict[int, tuple[int, int]] = {}
    header, indentation = 0, 0
    for number in range(1, len(source.starts) + 1):
        line = source.line(number)
        own = len(line) - len(line.lstrip(" "))
        if header and line.strip() and own <= indentation:
            header = 0
        if header:
            statements[number] = (header, header)
        elif _BLOCK_SCALAR.search(line):
            header, indentation = number, own
    return statements


def _record(statements: dict[int, tuple[int, int]], first: int, last: int) -> None:
    if 0 < first < last:
        statements.update(dict.fromkeys(range(first, last + 1), (first, last)))
