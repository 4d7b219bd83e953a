"""The report for reviewdog, in its Diagnostic Format."""

from __future__ import annotations

import json
from typing import Any

from tightlip.model import Finding, Outcome, Severity
from tightlip.report.plain import failures, message
from tightlip.report.style import Style

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


def render(outcome: Outcome, _: Style) -> str:
    """The report of `outcome` as one DiagnosticResult."""
    diagnostics = [_diagnostic(finding) for finding in outcome.findings]
    diagnostics += [
        {"message": text, "location": {"path": path}, "severity": "ERROR"} for path, text in failures(outcome)
    ]
    return json.dumps({"source": {"name": "tightlip"}, "diagnostics": diagnostics}, indent=2) + "\n"


def _diagnostic(finding: Finding) -> dict[str, Any]:
    # Whole lines: a column would have to count bytes, and what is masked before it no longer has its own.
    lines = {"start": {"line": finding.span.line}, "end": {"line": finding.span.last_line}}
    return {
        "message": message(finding),
        "location": {"path": finding.path, "range": lines},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }
