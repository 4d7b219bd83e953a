"""The report for programs, version 1: its keys stay, new ones may come."""

from __future__ import annotations

import json
from typing import Any

from tightlip import __version__
from tightlip.model import Finding, Outcome, Skipped, Span
from tightlip.report.style import Style

VERSION = 1


def render(outcome: Outcome, _: Style) -> str:
    """The report of `outcome` as one JSON object. ASCII only, so that it survives every terminal and pipe."""
    report = {
        "version": VERSION,
        **origin(outcome),
        "summary": summary(outcome),
        "findings": [as_object(finding) for finding in outcome.findings],
    }
    if outcome.accepted is not None:
        report["baseline"] = {
            "accepted": [as_object(finding) for finding in outcome.accepted],
            "absent": [absent._asdict() for absent in outcome.absent],
        }
    return json.dumps(report, indent=2) + "\n"


def origin(outcome: Outcome) -> dict[str, Any]:
    """Who says it, and of which part of a run where that was split."""
    number, count = outcome.shard
    part = {"shard": {"number": number, "count": count}} if count > 1 else {}
    return {"tool": {"name": "tightlip", "version": __version__}, **part}


def summary(outcome: Outcome) -> dict[str, Any]:
    """What was checked and what was not, how much was found, and the exit status that this means."""
    return {
        "checked": outcome.checked,
        "skipped": [_skipped(part) for part in outcome.skipped],
        "findings": len(outcome.findings),
        "waived": outcome.waived,
        "status": outcome.status,
    }


def _skipped(part: Skipped) -> dict[str, Any]:
    """`failed` and `partial` are there when they are true."""
    flags = {name: True for name in ("failed", "partial") if getattr(part, name)}
    return {"path": part.path, "reason": part.reason, **flags}


def as_object(finding: Finding) -> dict[str, Any]:
    """One finding; its source lines are masked, as in all reports."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.word,
        "path": finding.path,
        **_place(finding.span),
        "message": finding.message,
        "redacted": finding.redacted,
        "fingerprint": finding.fingerprint,
        # No rule edits yet: without edits, how safe they are says nothing.
        "fix": {"applicability": "unsafe", "edits": []},
        "trace": [{**_place(step.span), "text": step.text} for step in finding.trace],
        "snippet": {
            "line": finding.snippet.first_line,
            "column": finding.snippet.column,
            "lines": list(finding.snippet.lines),
        },
        "why": finding.why,
        "how_to_fix": finding.fix,
    }


def _place(span: Span) -> dict[str, int]:
    return {
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
