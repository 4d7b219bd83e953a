"""A Jupyter notebook as facts: its code cells as one module, its shell lines as scripts, its texts as Markdown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from tightlip.judgement.judge import Judge
from tightlip.model import Skipped, Span
from tightlip.reading.config.json import parse
from tightlip.reading.config.nodes import Items, Node, Scalar, Table
from tightlip.reading.embedded import python_facts
from tightlip.reading.facts import Fact, Reading
from tightlip.reading.magics import Code, divide
from tightlip.reading.markdown import block_facts
from tightlip.reading.pieces import Piece, join
from tightlip.reading.scripts import script, script_facts
from tightlip.reading.text import SourceText

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))", re.S)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
# Pictures, and other data that nobody wrote.
_DATA = re.compile(
    r'"(?:image|audio|video|font)/[\w.+\-]+"[ \t]*:[ \t]*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|\[([^\]]*)(?:\]|\Z))'
)
_NOT_A_LINE_END = re.compile(r"[^\r\n]")


class Cell(NamedTuple):
    """A cell: its `number` from 1, its kind, its source, and where all of it stands in the file."""

    number: int
    kind: str
    source: Piece
    start: int
    end: int


def read(reading: Reading, wanted: frozenset[str], judge: Judge) -> Reading:
    """`reading` with the facts of its cells; its text without pictures, which rules for any text would look into."""
    text = reading.source.text
    nodes, whole = parse(text)
    cells = list(_cells(nodes, text))
    source = SourceText(_DATA.sub(_blanked, text))
    reading = reading._replace(source=source, place=partial(_place, cells, source))
    speaks_python = _language(nodes) in ("", "python")
    codes = [divide(cell.source) for cell in cells if cell.kind == "code" and speaks_python]
    module, problems = _python(cells, codes, reading, wanted, judge)
    facts = [*module, *_scripts(codes, source, wanted, judge)]
    for cell in cells:
        if cell.kind == "markdown":
            facts += block_facts(cell.source, reading, wanted, judge)
    if not whole or not (cells or '"cells"' in text):
        problems = (*problems, Skipped(reading.path, "not a valid notebook everywhere: read in part", partial=True))
    return reading._replace(facts=tuple(facts), problems=problems)


def _cells(nodes: Sequence[Node], text: str) -> Iterator[Cell]:
    """The cells of a notebook, in order; those of version 3 stand in its worksheets."""
    for root in nodes:
        found = root.get("cells") if isinstance(root, Table) else None
        if found is None and isinstance(root, Table):
            sheets = root.get("worksheets")
            first = next(iter(sheets.items), None) if isinstance(sheets, Items) else None
            found = first.get("cells") if isinstance(first, Table) else None
        tables = [item for item in found.items if isinstance(item, Table)] if isinstance(found, Items) else []
        for number, table in enumerate(tables, 1):
            source = table.get("source") or table.get("input")
            lines = source.items if isinstance(source, Items) else (source,)
            parts = [_decoded(text, line) for line in lines if isinstance(line, Scalar)]
            yield Cell(number, table.text("cell_type"), join(parts), table.start, table.end)


def _language(nodes: Sequence[Node]) -> str:
    """The language of the code cells, in small letters; empty when the notebook does not say."""
    for root in nodes:
        for keys in (("language_info", "name"), ("kernelspec", "language")):
            name = root.text("metadata", *keys) if isinstance(root, Table) else ""
            if name:
                return name.lower().rstrip("0123456789")
    return ""


def _decoded(text: str, node: Scalar) -> Piece:
    """The string that `node` is, each character of it with its place in `text`."""
    at, end = node.start + 1, node.end - 1
    parts = []
    for match in _ESCAPE.finditer(text, at, end):
        parts.append(Piece.of(text, at, match.start()))
        letter = chr(int(match[1], 16)) if match[1] else _LETTERS.get(match[2], match[2])
        # One half of a character outside the first plane stands for itself alone in no text.
        parts.append(Piece("\ufffd" if "\ud800" <= letter <= "\udfff" else letter, (match.end() - 1,)))
        at = match.end()
    return join([*parts, Piece.of(text, at, end)])


def _python(
    cells: Sequence[Cell], codes: Sequence[Code], reading: Reading, wanted: frozenset[str], judge: Judge
) -> tuple[tuple[Fact, ...], tuple[Skipped, ...]]:
    """The facts of all cells as one module; of one that is no Python, those that its text shows."""
    read = python_facts(join(code.python for code in codes), reading, wanted, judge)
    if not read.problems:
        return read.facts, ()
    alone = [python_facts(code.python, reading, wanted, judge) for code in codes]
    broken = [cell.number for cell, one in zip((c for c in cells if c.kind == "code"), alone) if one.problems]
    whole = python_facts(
        join(code.python for code, one in zip(codes, alone) if not one.problems), reading, wanted, judge
    )
    facts = (*whole.facts, *(fact for one in alone if one.problems for fact in one.facts))
    numbers = ", ".join(map(str, broken[:5])) + (", …" if len(broken) > 5 else "")
    reason = f"cell {numbers} is not valid Python: checked as text" if broken else "read as text"
    return facts, (Skipped(reading.path, reason, partial=True),)


def _scripts(codes: Sequence[Code], source: SourceText, wanted: frozenset[str], judge: Judge) -> Iterator[Fact]:
    for code in codes:
        for text in code.scripts:
            yield from script_facts(list(script(text)), source, wanted, judge)


def _blanked(match: re.Match[str]) -> str:
    """The same text with blanks for what is between the quotes, so that all that follows keeps its place."""
    group = 1 if match[1] is not None else 2
    start, end = match.start(group) - match.start(), match.end(group) - match.start()
    return match[0][:start] + _NOT_A_LINE_END.sub(" ", match[0][start:end]) + match[0][end:]


def _place(cells: Sequence[Cell], source: SourceText, span: Span) -> str:
    """What a reader of the notebook calls the place: a cell, and a line in it."""
    at = source.offset(span.line, span.column)
    cell = next((cell for cell in cells if cell.start <= at < cell.end), None)
    if cell is None:
        return ""
    marks = cell.source.marks
    if not len(marks) or not marks[0] <= at <= marks[-1]:
        return f"output of cell {cell.number}" if cell.kind == "code" else f"cell {cell.number}"
    line = cell.source.text.count("\n", 0, bisect_right(marks, at) - 1) + 1
    return f"cell {cell.number}, line {line}"
