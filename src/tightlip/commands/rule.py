"""List the rules, or explain one: what it does, why it matters, examples, how to fix it, what it misses."""

from __future__ import annotations

import argparse
import os
import sys
from itertools import groupby

from tightlip.commands import UsageError
from tightlip.commands.output import write
from tightlip.nearest import did_you_mean
from tightlip.report.style import Style, style_for
from tightlip.rulebook.book import load_rulebook
from tightlip.rulebook.cards import Card

ARGUMENTS = "[ID]"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `tightlip rule`."""
    parser.add_argument("id", nargs="?", metavar="ID", help="the rule to explain; none: list all of them")
    parser.add_argument("--output-format", choices=("text", "json"), default="text", help="text (the default) or json")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="auto: on a terminal")


def run(options: argparse.Namespace) -> int:
    """Write the list or the card; `UsageError` names the nearest rule when there is none of that name."""
    cards = load_rulebook().cards
    if options.id is not None and options.id not in cards:
        raise UsageError(
            f"there is no rule `{options.id}`{did_you_mean(options.id, cards)} (`tightlip rule` lists all)"
        )
    chosen = sorted([cards[options.id]] if options.id else cards.values(), key=lambda card: (card.family, card.id))
    style = style_for(sys.stdout, options.color, os.environ)
    if options.output_format == "json":
        write(_as_json(chosen))
    elif options.id is None:
        write(_list(chosen, style))
    else:
        from tightlip.report.page import render
        from tightlip.rulebook.home import card_page

        write(render(chosen[0], card_page(chosen[0].family, chosen[0].id), style))
    return 0


def _list(cards: list[Card], style: Style) -> str:
    width = max(len(card.id) for card in cards)
    lines = []
    for family, members in groupby(cards, key=lambda card: card.family):
        lines.append(style.paint(family, "bold"))
        for card in members:
            severity = style.severity(f"{card.severity.word:<7}", card.severity)
            lines.append(
                f"  {card.id:<{width}}  {severity}  {card.summary}{'' if card.default else ' (off by default)'}"
            )
        lines.append("")
    lines.append(f"{len(cards)} rules. `tightlip rule ID` explains one.")
    return "".join(f"{line}\n" for line in lines)


def _as_json(cards: list[Card]) -> str:
    import json

    keys = ("id", "family", "summary", "why", "fix", "cwe", "since", "fixable", "default")
    rules = [{**{key: getattr(card, key) for key in keys}, "severity": card.severity.word} for card in cards]
    return json.dumps({"version": 1, "rules": rules}, indent=2) + "\n"
