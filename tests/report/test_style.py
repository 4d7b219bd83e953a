"""Colours only where they are wanted and understood."""

from __future__ import annotations

import io

import pytest

from tightlip.report.style import Style, printable, style_for


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("choice", "terminal", "environ", "colour"),
    [
        ("auto", True, {}, True),
        ("auto", True, {"TERM": "xterm-256color"}, True),
        ("auto", False, {}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),  # no-color.org: only when it is not empty
        ("auto", True, {"TERM": "dumb"}, False),
        ("auto", False, {"FORCE_COLOR": "1"}, True),
        ("auto", False, {"FORCE_COLOR": "0"}, False),
        ("auto", True, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colours(choice: str, terminal: bool, environ: dict[str, str], colour: bool) -> None:
    stream = Terminal() if terminal else io.StringIO()
    assert style_for(stream, choice, environ).colour is colour


def test_a_file_gets_colours_only_when_asked_for() -> None:
    assert not style_for(None, "auto", {}).colour
    assert style_for(None, "always", {}).colour
    assert style_for(None, "auto", {}).width == 0


def test_paint_adds_nothing_but_its_codes() -> None:
    assert Style().paint("x", "bold red") == "x"
    assert Style(colour=True).paint("x", "bold red") == "\x1b[1;31mx\x1b[0m"
    assert Style(colour=True).paint("", "bold") == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain – ünïcode 日本 🔑", "plain – ünïcode 日本 🔑"),
        ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
        ("a\nb\tc\rd", "a\\nb\\tc\\rd"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("\x9b31m", "\\x9b31m"),
        ("\udcff", "\\udcff"),
        ("", ""),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown
