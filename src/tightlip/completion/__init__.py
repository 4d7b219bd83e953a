"""What a shell can complete of our command line: commands, options, and the values of both."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from typing import NamedTuple

# What a value is, by its name in the help.
_RULES, _FILES = frozenset(("RULES", "ID")), frozenset(("FILE", "PATH", "FOLDER"))


class Value(NamedTuple):
    """What may stand in a place: `choices`, ids of rules (`rules`: several, with commas), files; or none of them."""

    choices: tuple[str, ...] = ()
    rules: bool = False
    files: bool = False


class Option(NamedTuple):
    """An option: its spellings, one line of help, and its value; `None` when it takes none."""

    names: tuple[str, ...]
    help: str
    value: Value | None


class Command(NamedTuple):
    """A command: one line of help, its options, and what may stand in each place that is no option, the last again."""

    help: str
    options: tuple[Option, ...]
    values: tuple[Value, ...]


class Grammar(NamedTuple):
    """The whole command line; what names no command is for `default`."""

    commands: Mapping[str, Command]
    rules: tuple[str, ...]
    default: str = "check"


def command(help_text: str, parser: argparse.ArgumentParser) -> Command:
    """The command whose options are in `parser`."""
    options, values = [], []
    for action in parser._actions:
        if not action.option_strings:
            values.append(_value(action))
        elif action.help != argparse.SUPPRESS:
            value = None if action.nargs == 0 else _value(action)
            options.append(Option(tuple(action.option_strings), (action.help or "").replace("%%", "%"), value))
    return Command(help_text, tuple(options), tuple(values))


def _value(action: argparse.Action) -> Value:
    choices: Iterable[object] = action.choices or ()
    metavar = str(action.metavar or "")
    return Value(tuple(map(str, choices)), metavar in _RULES, metavar in _FILES)
