"""A notebook's code cell, divided into Python and what IPython takes for itself: `!commands`, `%magics`, `help?`."""

from __future__ import annotations

import re
from typing import NamedTuple

from tightlip.reading.pieces import Piece, join

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_CELL_MAGIC = re.compile(r"\s*%%(\w+)([^\n]*)\n?")
# Magics of a whole cell that is Python all the same; of others (`%%html`, `%%writefile`) nothing is read.
_PYTHON_CELLS = frozenset(
    "time timeit capture prun memit mprun python python3 py snakeviz px debug heat scalene".split()
)
_SHELL_CELLS = frozenset("bash sh shell zsh system sx !".split())
_INTERPRETED = re.compile(r"\s*(?:-[\w\-]+(?:=\S+)?\s+)*(?:/\S+/)?(?:env\s+)?(?:ba|z|k|da)?sh\b")
_SPECIAL = re.compile(r"([ \t]*)(?:[\w.,\[\]()][\w.,\[\]() \t]*=[ \t]*)?(?:(!!?)|%{1,2}(\w+)[ \t]*|\?)")
_HELP = re.compile(r"([ \t]*)[\w.%*]+\?{1,2}[ \t]*$")
_ENV_MAGICS = frozenset(("env", "set_env"))
_SHELL_MAGICS = frozenset(("sh", "bash", "sx", "system"))
# `%env NAME value` is `%env NAME=value`.
_ENV_VALUE = re.compile(r"([A-Za-z_]\w*)(?:=|[ \t]+)(\S.*)")


class Code(NamedTuple):
    """What a cell holds: Python (each line of another kind replaced by `pass`), and scripts for the shell."""

    python: Piece
    scripts: tuple[Piece, ...] = ()


def divide(cell: Piece) -> Code:
    """The parts of `cell`. The Python ends with a line end, so that cells can be joined."""
    magic = _CELL_MAGIC.match(cell.text)
    if magic and magic[1] not in _PYTHON_CELLS:
        script = cell.cut(magic.end())
        shell = magic[1] in _SHELL_CELLS or (magic[1] == "script" and _INTERPRETED.match(magic[2]))
        return Code(Piece("", ()), (script,) if shell and script.text else ())
    kept: list[Piece] = []
    scripts: list[Piece] = []
    inside = _Strings()
    at = magic.end() if magic else 0
    lines = iter(_LINE.findall(cell.text, at))
    for line in lines:
        special = None if inside.open else _SPECIAL.match(line) or _HELP.match(line.rstrip("\n"))
        if special is None:
            inside.pass_over(line)
        while special and line.rstrip().endswith("\\") and (more := next(lines, "")):
            line += more
        piece = cell.cut(at, at + len(line))
        at += len(line)
        if special is None:
            kept.append(piece)
            continue
        kept.append(_passed(piece, special[1]))
        command = _command(piece, special)
        scripts += [command] if command else []
    if kept and not kept[-1].text.endswith("\n"):
        kept.append(Piece("\n", (kept[-1].marks[-1],)))
    return Code(join(kept), tuple(scripts))


def _command(line: Piece, special: re.Match[str]) -> Piece | None:
    """What the line has the shell do; `%env` sets a variable."""
    if special.re is _HELP:
        return None
    rest = line.cut(special.end())
    if special[2] or special[3] in _SHELL_MAGICS:
        return rest
    if special[3] not in _ENV_MAGICS:
        return None
    given = _ENV_VALUE.match(rest.text)
    if given is None:
        shown = rest.stripped()
        name = [Piece("printenv ", [line.marks[special.start(3)]] * len("printenv "))]
        return join([*name, shown]) if shown.text else join(name)
    mark = rest.marks[0]
    value = rest.group(given, 2)
    return join(
        [Piece("export ", [mark] * 7), rest.group(given, 1), Piece("='", [mark] * 2), value, Piece("'\n", [mark] * 2)]
    )


def _passed(line: Piece, indent: str) -> Piece:
    """A statement that does nothing, in place of `line`."""
    mark = line.marks[0]
    return Piece(f"{indent}pass\n", [mark] * (len(indent) + 5))


class _Strings:
    """Whether a line of Python begins inside a string of several lines: there is no magic in one."""

    def __init__(self) -> None:
        self.open = ""

    def pass_over(self, line: str) -> None:
        """Note which strings the line opens and closes."""
        at = 0
        while at < len(line):
            if self.open:
                end = line.find(self.open, at)
                if end < 0:
                    return
                at, self.open = end + 3, ""
            elif line.startswith(("'''", '"""'), at):
                self.open = line[at : at + 3]
                at += 3
            elif line[at] in "'\"":
                end = line.find(line[at], at + 1)
                at = len(line) if end < 0 else end + 1
            elif line[at] == "#":
                return
            else:
                at += 1
