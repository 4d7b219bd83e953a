"""The report as one page for a browser: pictures, filters, every finding and its rule's card. It asks no network."""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import groupby

from tightlip import __version__
from tightlip.model import Finding, Outcome, Severity, Skipped
from tightlip.report.html.cards import card
from tightlip.report.html.charts import bars
from tightlip.report.html.finding import article
from tightlip.report.html.text import escaped, plural
from tightlip.report.style import Style
from tightlip.rulebook.book import load_rulebook

_FOLDERS = 2  # as deep as findings are counted by folder


def render(outcome: Outcome, _: Style) -> str:
    """The report of `outcome`. It says nothing of when and where the run was, and brings all that it shows."""
    style, script = _asset("page.css"), _asset("page.js")
    policy = f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; base-uri 'none'"
    title = f"tightlip: {plural(len(outcome.findings), 'finding')}"
    return "".join(
        f"{part}\n"
        for part in (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>",
            *_header(outcome),
            *_pictures(outcome.findings),
            *_filters(outcome),
            *_findings(outcome),
            *_absent(outcome),
            *_not_checked(outcome.skipped),
            *_rules(outcome),
            f"<footer>tightlip {__version__}. Every secret in the lines that are shown is masked.</footer>",
            f"<script>{script}</script>\n</body>\n</html>",
        )
    )


def _header(outcome: Outcome) -> Iterator[str]:
    failed = sum(part.failed for part in outcome.skipped)
    verdict = plural(len(outcome.findings), "finding") if outcome.findings else "All clear"
    if failed:
        verdict += f", and {plural(failed, 'file')} could not be checked"
    tiles = [(severity.word, *_count(outcome.findings, severity)) for severity in reversed(Severity)]
    tiles += [("plain", outcome.checked, "files checked"), ("plain", outcome.waived, "suppressed")]
    tiles += [("error", failed, "not checked")] if failed else []
    yield f"<header>\n<h1>tightlip</h1>\n<p>{verdict}.</p>\n<ul>"
    for kind, number, label in tiles:
        yield f'<li class="{kind if number else "plain"}"><b>{number:,}</b> {label}</li>'
    yield "</ul>\n</header>"


def _count(findings: Iterable[Finding], severity: Severity) -> tuple[int, str]:
    number = sum(finding.severity is severity for finding in findings)
    return number, severity.word if number == 1 else f"{severity.word}s"


def _pictures(findings: Iterable[Finding]) -> Iterator[str]:
    findings = list(findings)
    if not findings:
        return
    yield '<section class="pictures">'
    yield bars("By severity", [(found.severity.word, found.severity) for found in findings], "severity")
    yield bars("By rule", [(found.rule, found.severity) for found in findings], "rule")
    yield bars("By folder", [(_folder(found.path), found.severity) for found in findings], "path")
    yield "</section>"


def _folder(path: str) -> str:
    *folders, _ = path.split("/")
    return "/".join((*folders[:_FOLDERS], ""))


def _filters(outcome: Outcome) -> Iterator[str]:
    shown = (*outcome.findings, *(outcome.accepted or ()))
    if not shown:
        return
    yield '<form id="filters" hidden>'
    yield '<label>Path <input id="path" type="search" placeholder="part of a path" autocomplete="off"></label>'
    rules = "".join(f"<option>{rule}</option>" for rule in sorted({finding.rule for finding in shown}))
    yield f'<label>Rule <select id="rule"><option value="">all</option>{rules}</select></label>'
    for severity in sorted({finding.severity for finding in shown}, reverse=True):
        box = f'<input type="checkbox" name="severity" value="{severity.word}" checked>'
        yield f"<label>{box} {severity.word}</label>"
    if outcome.accepted:
        yield '<label><input type="checkbox" id="accepted" checked> accepted</label>'
    yield '<output id="shown"></output>\n<button type="reset">Show all</button>\n</form>'


def _findings(outcome: Outcome) -> Iterator[str]:
    accepted = frozenset(outcome.accepted or ())
    ordered = sorted((*outcome.findings, *accepted), key=lambda found: (found.path, found.span, found.rule))
    yield "<main>"
    for path, members in groupby(ordered, key=lambda found: found.path):
        yield f'<section class="file">\n<h2>{escaped(path)}</h2>'
        yield from (article(finding, finding in accepted) for finding in members)
        yield "</section>"
    yield "</main>"


def _absent(outcome: Outcome) -> Iterator[str]:
    if outcome.absent:
        yield '<section class="list">\n<h2>Accepted, and no longer there</h2>\n<ul>'
        yield from (f"<li><b>{escaped(each.path)}</b> {escaped(each.rule)}</li>" for each in outcome.absent)
        yield "</ul>\n</section>"


def _not_checked(skipped: Iterable[Skipped]) -> Iterator[str]:
    parts = list(skipped)
    failed = [part for part in parts if part.failed]
    partial = [part for part in parts if part.partial and not part.failed]
    left_out = [part for part in parts if not (part.partial or part.failed)]
    for title, members in (("Could not be checked", failed), ("Checked in part", partial), ("Skipped", left_out)):
        if members:
            yield f'<section class="list">\n<h2>{title}</h2>\n<ul>'
            yield from (f"<li><b>{escaped(part.path)}</b> {escaped(part.reason)}</li>" for part in members)
            yield "</ul>\n</section>"


def _rules(outcome: Outcome) -> Iterator[str]:
    found = sorted({finding.rule for finding in (*outcome.findings, *(outcome.accepted or ()))})
    if found:
        cards = load_rulebook().cards
        yield '<section id="rules">\n<h2>The rules</h2>'
        yield from (card(cards[rule]) for rule in found)
        yield "</section>"


def _asset(name: str) -> str:
    with open(os.path.join(os.path.dirname(__file__), name), encoding="utf-8", newline="\n") as file:
        return file.read()


def _digest(text: str) -> str:
    """What a policy says of the one style or script that it allows."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
