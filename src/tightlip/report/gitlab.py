"""GitLab's code quality report, which merge requests show beside the change."""

from __future__ import annotations

import json
from typing import Any

from tightlip.model import Outcome, Severity
from tightlip.redact import fingerprint
from tightlip.report.plain import failures, message
from tightlip.report.style import Style

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}
_UNREADABLE = "not-checked"


def render(outcome: Outcome, _: Style) -> str:
    """The report of `outcome` as one JSON array. GitLab tells issues apart by their fingerprints alone."""
    issues = [
        _issue(finding.rule, message(finding), finding.fingerprint, finding.severity, finding.path, finding.span.line)
        for finding in outcome.findings
    ]
    issues += [
        _issue(_UNREADABLE, text, fingerprint(_UNREADABLE, path, None, text, 0), Severity.ERROR, path, 1)
        for path, text in failures(outcome)
    ]
    return json.dumps(issues, indent=2) + "\n"


def _issue(check: str, description: str, key: str, severity: Severity, path: str, line: int) -> dict[str, Any]:
    return {
        "description": description,
        "check_name": check,
        "fingerprint": key,
        "severity": _SEVERITIES[severity],
        "location": {"path": path, "lines": {"begin": line}},
    }
