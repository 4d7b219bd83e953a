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
    from tightlip.rulebook.selection import active_rules
    from tightlip.run import check as run_check
    from tightlip.sources import Request, config, documents, project

    book = load_rulebook()
    found = project.find(options.paths)
    settings = config.load(found, book)
    plan = make_plan(book, active_rules(book, settings), settings)
    outcome = run_check(plan, settings, documents(Request(tuple(options.paths)), found, settings))
    sys.stdout.write(render(outcome))
    return 1 if outcome.findings else 0
