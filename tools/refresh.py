"""Rewrites what is generated: the lists of rules and of settings, the settings' schema, and the picture of a report."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.cards import Card
from tightlip.sources.schema import schema

ROOT = Path(__file__).parent.parent
FAMILIES = {
    "python": "In Python code",
    "code": "In code of other languages",
    "flows": "Said out loud, in Python code",
    "docker": "In images",
    "dotenv": "In env files",
    "config": "In configuration",
    "shell": "In scripts and command lines",
    "ci": "In CI workflows",
    "aws": "On the AWS side",
    "anywhere": "In any text file",
}


def cards_by_family() -> dict[str, list[Card]]:
    """The cards, in the order in which the families are told."""
    cards = read_rulebook(str(ROOT / "rules")).cards.values()
    return {family: [card for card in cards if card.family == family] for family in FAMILIES}


def rules_table() -> str:
    """The README's table of rules."""
    lines = ["| rule | what it finds | |", "|---|---|---|"]
    for family, cards in cards_by_family().items():
        if not cards:
            continue
        lines.append(f"| **{FAMILIES[family]}** | | |")
        lines += [f"| [`{c.id}`](rules/{family}/{c.id}.md) | {c.summary} | {c.severity.word} |" for c in cards]
    return "\n".join(lines)


def refreshed(page: str) -> str:
    """A page with its table of rules, or of settings, made anew."""
    for what, table in (("rules", rules_table), ("settings", settings_table)):
        parts = rf"(<!-- {what} -->\n).*?(<!-- end of {what} -->)"
        page = re.sub(parts, lambda m, table=table: f"{m[1]}{table()}\n{m[2]}", page, flags=re.S)
    return page


def settings_table() -> str:
    """The table of all settings, from their one definition."""
    lines = ["| key | default | |", "|---|---|---|"]
    for key, about in schema(read_rulebook(str(ROOT / "rules")))["properties"].items():
        told = about["description"]
        lines.append(f"| `{key}` | {_toml(about['default'])} | {told[:1].upper()}{told[1:]} |")
    return "\n".join(lines)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, list):
        return " ".join(f"`{item}`" for item in value) or "none"
    return f"`{value}`" if value not in ("", {}) else "none"


def picture() -> str:
    """The report on the sample service, as an SVG."""
    from rich.console import Console
    from rich.text import Text

    report = subprocess.run(
        [sys.executable, "-m", "tightlip", "check", "--color", "always", "app", "Dockerfile"],
        cwd=ROOT / "examples" / "orders-service",
        env={**os.environ, "COLUMNS": "110"},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    ).stdout
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=132, file=nowhere, force_terminal=True)
        console.print(Text.from_ansi("$ tightlip check\n" + report.rstrip()))
    return console.export_svg(title="tightlip", unique_id="tightlip")


if __name__ == "__main__":
    for page in (ROOT / "README.md", ROOT / "docs" / "settings.md"):
        page.write_text(refreshed(page.read_text(encoding="utf-8")), encoding="utf-8")
    (ROOT / "docs" / "tightlip.schema.json").write_text(
        json.dumps(schema(read_rulebook(str(ROOT / "rules"))), indent=2) + "\n", encoding="utf-8"
    )
    (ROOT / "docs" / "report.svg").write_text(picture(), encoding="utf-8")
