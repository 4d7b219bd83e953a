"""argv to options to an exit status; imports nothing heavy."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run tightlip: 0 nothing to report, 1 findings, 2 the run could not do its work."""
    parser = argparse.ArgumentParser(prog="tightlip")
    commands = parser.add_subparsers(dest="command")
    check = commands.add_parser("check")
    check.add_argument("paths", nargs="*", default=["."])
    options = parser.parse_args(argv)
    from tightlip.engine import make_plan
    from tightlip.report.concise import render
    from tightlip.rulebook.book import load_rulebook
    from tightlip.run import check as run_check
    from tightlip.settings import Settings
    from tightlip.sources.files import from_paths

    book = load_rulebook()
    plan = make_plan(book, frozenset(book.cards), Settings())
    outcome = run_check(plan, Settings(), from_paths(options.paths or ["."], "."))
    sys.stdout.write(render(outcome))
    return 1 if outcome.findings else 0
