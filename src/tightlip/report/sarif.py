"""SARIF 2.1.0, for GitHub code scanning and all else that reads it: findings, how they flow, and their rules' cards."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from tightlip import __version__
from tightlip.model import Finding, Outcome, Skipped, Snippet, Span
from tightlip.report import page
from tightlip.report.style import Style, printable
from tightlip.rulebook.book import load_rulebook
from tightlip.rulebook.cards import Card
from tightlip.rulebook.home import card_page

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_FINGERPRINT = "tightlip/v1"


def render(outcome: Outcome, _: Style) -> str:
    """The report of `outcome` as one log with one run. It says nothing of when and where the run was.

    Where there is a baseline, each result says how it relates to it: GitHub, which looks at neither `baselineState`
    nor `suppressions`, would show what is accepted as an alert, so that it must be asked for (`--show-accepted`).
    """
    told = (*outcome.findings, *(outcome.accepted or ()))
    found = sorted({finding.rule for finding in told} | {absent.rule for absent in outcome.absent})
    cards = load_rulebook().cards if found else {}
    index = {rule: number for number, rule in enumerate(found)}
    driver = {"name": "tightlip", "version": __version__, "rules": [_rule(cards[rule]) for rule in found]}
    run = {
        "tool": {"driver": driver},
        "invocations": [
            {
                "executionSuccessful": not any(part.failed for part in outcome.skipped),
                "toolExecutionNotifications": list(_notifications(outcome.skipped)),
            }
        ],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the project."}}},
        "columnKind": "unicodeCodePoints",
        "results": list(_results(outcome, index)),
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(card: Card) -> dict[str, Any]:
    text = card_page(card.family, card.id)
    return {
        "id": card.id,
        "shortDescription": {"text": card.summary},
        "fullDescription": {"text": card.why},
        "help": {"text": page.render(card, text, Style()), "markdown": page.markdown(text)},
        "defaultConfiguration": {"level": card.severity.word},
        "properties": {"tags": ["security", f"external/cwe/cwe-{card.cwe}"]},
    }


def _results(outcome: Outcome, index: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    new = {} if outcome.accepted is None else {"baselineState": "new"}
    for finding in outcome.findings:
        yield {**_result(finding, index[finding.rule]), **new}
    unchanged = {"baselineState": "unchanged", "suppressions": [{"kind": "external", "status": "accepted"}]}
    for finding in outcome.accepted or ():
        yield {**_result(finding, index[finding.rule]), **unchanged}
    for absent in outcome.absent:
        yield {
            "ruleId": absent.rule,
            "ruleIndex": index[absent.rule],
            "message": {"text": "It was accepted, and is no longer there."},
            "locations": [{"physicalLocation": {"artifactLocation": _artifact(absent.path)}}],
            "partialFingerprints": {_FINGERPRINT: absent.fingerprint},
            "baselineState": "absent",
        }


def _result(finding: Finding, index: int) -> dict[str, Any]:
    place = _place(finding.path, finding.span)
    place["contextRegion"] = _context(finding.snippet, finding.span)
    result = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.severity.word,
        "message": {"text": printable(finding.message)},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {_FINGERPRINT: finding.fingerprint},
    }
    if finding.trace:
        steps = [
            {
                "location": {
                    "physicalLocation": _place(finding.path, step.span),
                    "message": {"text": printable(step.text)},
                }
            }
            for step in finding.trace
        ]
        result["codeFlows"] = [{"threadFlows": [{"locations": steps}]}]
    return result


def _notifications(skipped: Iterable[Skipped]) -> Iterator[dict[str, Any]]:
    """What could not be checked, or only in part; what was left out for a good reason is no news."""
    for part in skipped:
        if part.failed or part.partial:
            yield {
                "level": "error" if part.failed else "warning",
                "message": {"text": printable(part.reason)},
                "locations": [{"physicalLocation": {"artifactLocation": _artifact(part.path)}}],
            }


def _place(path: str, span: Span) -> dict[str, Any]:
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    return {"artifactLocation": _artifact(path), "region": region}


def _context(snippet: Snippet, span: Span) -> dict[str, Any]:
    """The lines that the region is in, masked, and only as many as reports show."""
    text = "\n".join("\t".join(map(printable, line.split("\t"))) for line in snippet.lines)
    start = {"startLine": snippet.first_line, "startColumn": snippet.column}
    return {**start, "endLine": span.end_line, "snippet": {"text": text}}


def _artifact(path: str) -> dict[str, str]:
    """`path` as a URI; it is absolute when the file lies outside of the project."""
    uri = quote(path)
    if path.startswith("/"):
        return {"uri": f"file://{uri}"}
    if path[1:3] == ":/":  # a drive of Windows
        return {"uri": f"file:///{path[:2]}{quote(path[2:])}"}
    return {"uri": uri, "uriBaseId": _ROOT}
