"""Workflow commands, which GitHub Actions shows as annotations of the lines."""

from __future__ import annotations

from tightlip.model import Finding, Outcome, Severity
from tightlip.report.plain import failures, message
from tightlip.report.style import Style, printable

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
# As GitHub's own toolkit escapes them (the module `core`).
_IN_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = _IN_TEXT | str.maketrans({":": "%3A", ",": "%2C"})


def render(outcome: Outcome, _: Style) -> str:
    """The report of `outcome`, a command a line."""
    commands = [_annotation(finding) for finding in outcome.findings]
    commands += [
        _command("error", text, file=printable(path), title="tightlip: not checked") for path, text in failures(outcome)
    ]
    return "".join(f"{command}\n" for command in commands)


def _annotation(finding: Finding) -> str:
    span = finding.span
    place = {"file": printable(finding.path), "line": span.line, "endLine": span.last_line}
    if span.line == span.last_line:  # the runner takes a column for a mistake where there are several lines
        place["col"] = span.column
    return _command(_COMMANDS[finding.severity], message(finding), **place, title=f"tightlip: {finding.rule}")


def _command(name: str, text: str, **properties: object) -> str:
    given = ",".join(f"{key}={str(value).translate(_IN_PROPERTY)}" for key, value in properties.items())
    return f"::{name} {given}::{text.translate(_IN_TEXT)}"
