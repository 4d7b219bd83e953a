"""One rule, run over one text: what tests of single rules begin with."""

from __future__ import annotations

from collections.abc import Callable

from tightlip.engine import make_plan, scan
from tightlip.model import Document, Finding
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder
from tightlip.settings import Settings

BOOK = read_rulebook(rules_folder())


def only(rule: str, settings: Settings | None = None) -> Callable[[str, str], list[Finding]]:
    """A function from a path and a text to the findings of `rule`."""
    plan = make_plan(BOOK, frozenset({rule}), settings or Settings())

    def findings(path: str, text: str) -> list[Finding]:
        scanned = scan(plan, Document(path, text.encode()))
        assert not [part for part in scanned.skipped if part.failed]
        return list(scanned.findings)

    return findings
