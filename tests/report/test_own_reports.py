"""A report that lies in the work tree is read by the next run, and must not be news: cards are full of examples."""

from __future__ import annotations

import importlib

import pytest

from tightlip.commands.reports import FORMATS
from tightlip.engine import make_plan, scan
from tightlip.model import Document, Finding, Outcome, Snippet, Span
from tightlip.report.style import Style
from tightlip.rulebook.book import load_rulebook
from tightlip.rulebook.selection import active_rules
from tightlip.settings import Settings

BOOK = load_rulebook()
PLAN = make_plan(BOOK, active_rules(BOOK, Settings()), Settings())
EVERY_RULE = Outcome(
    findings=tuple(
        Finding(
            rule=card.id,
            severity=card.severity,
            path="app/settings.py",
            span=Span(1, 1, 1, 9),
            message="`password` is set to a literal",
            redacted="kR7v…(12 chars)",
            fingerprint=f"{number:024x}",
            snippet=Snippet(1, ('password = "************"',), 1),
            why=card.why,
            fix=card.fix,
        )
        for number, card in enumerate(BOOK.cards.values())
    ),
    checked=1,
    status=1,
)
NAMES = {"sarif": "tightlip.sarif", "html": "tightlip.html", "junit": "tightlip.xml"}


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_is_no_finding(name: str) -> None:
    text = importlib.import_module(f"tightlip.report.{name.replace('-', '_')}").render(EVERY_RULE, Style())
    file = NAMES.get(name, "tightlip.txt" if name in ("full", "concise", "github") else "tightlip.json")
    assert len(text) > len(BOOK.cards) * 50

    def found(content: str) -> list[tuple[str, int]]:
        return [(each.rule, each.span.line) for each in scan(PLAN, Document(file, content.encode())).findings]

    assert found(text) == []
    leak = "\npostgresql://billing:" + "kR7vq2" + "Lw9zT4@db.corp.net/x\n"
    assert [rule for rule, _ in found(text + leak)] == ["credential-in-url"], "and yet it is read"
