"""Print the completion for a shell: commands, options, their values and the ids of rules."""

from __future__ import annotations

import argparse
import importlib

from tightlip.commands import COMMANDS
from tightlip.commands.output import write
from tightlip.completion import Grammar, command
from tightlip.rulebook.book import load_rulebook
from tightlip.rulebook.selection import ALL

ARGUMENTS = "SHELL"
_SHELLS = ("bash", "zsh", "fish", "powershell")


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `tightlip completion`."""
    parser.add_argument("shell", choices=_SHELLS, metavar="SHELL", help=f"one of {', '.join(_SHELLS)}")


def run(options: argparse.Namespace) -> int:
    """Write the script, which says in its first line where it belongs."""
    write(importlib.import_module(f"tightlip.completion.{options.shell}").render(grammar()))
    return 0


def grammar() -> Grammar:
    """All that the parsers of the commands take."""
    found = {}
    for name, summary in COMMANDS.items():
        parser = argparse.ArgumentParser()
        if name != "version":
            importlib.import_module(f"tightlip.commands.{name}").add_options(parser)
        found[name] = command(summary, parser)
    cards = load_rulebook().cards
    return Grammar(found, (ALL, *sorted({card.family for card in cards.values()}), *sorted(cards)))
