"""How a report looks: colours where a terminal shows them, and how much is said. No rich (docs/decisions/0002)."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import NamedTuple, TextIO

from tightlip.model import Severity

_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}
_BY_SEVERITY = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}


class Style(NamedTuple):
    """`width` is the terminal's, in columns; 0 where there is none, and lines are not wrapped."""

    colour: bool = False
    width: int = 0
    quiet: bool = False
    verbose: bool = False

    def paint(self, text: str, look: str) -> str:
        """`text` in the colours and weights that `look` names, separated by spaces."""
        if not (self.colour and text):
            return text
        codes = ";".join(_CODES[name] for name in look.split())
        return f"\x1b[{codes}m{text}\x1b[0m"

    def severity(self, text: str, severity: Severity) -> str:
        """`text` in the colour of `severity`."""
        return self.paint(text, _BY_SEVERITY[severity])


def printable(text: str) -> str:
    """`text` with every control character, and all else that could play with a terminal, written as an escape."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def style_for(stream: TextIO | None, choice: str, environ: Mapping[str, str]) -> Style:
    """The style for `stream` (`None`: a file); `choice` is "auto", "always" or "never"."""
    terminal = stream is not None and stream.isatty()
    return Style(_wants_colour(choice, environ, terminal), _width(stream) if stream and terminal else 0)


def _wants_colour(choice: str, environ: Mapping[str, str], terminal: bool) -> bool:
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return environ["FORCE_COLOR"] != "0"
    return terminal and environ.get("TERM") != "dumb" and _understands_escapes()


def _width(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except OSError:
        return 0


def _understands_escapes() -> bool:
    """Whether the terminal takes escape sequences: all do, but a Windows console must be told to."""
    if sys.platform != "win32":
        return True
    import ctypes
    import msvcrt

    kernel, mode = ctypes.windll.kernel32, ctypes.c_ulong()
    console = msvcrt.get_osfhandle(sys.stdout.fileno())
    processed_virtual_terminal = 0x0001 | 0x0004
    if not kernel.GetConsoleMode(console, ctypes.byref(mode)):
        return False
    return bool(kernel.SetConsoleMode(console, mode.value | processed_virtual_terminal))
