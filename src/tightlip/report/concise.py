"""One line a finding, like ruff's: `path:line:column: severity[rule] message`."""

from __future__ import annotations

from tightlip.model import Finding, Outcome
from tightlip.report.style import Style, printable
from tightlip.report.summary import footer, text_of


def render(outcome: Outcome, style: Style) -> str:
    """The report of `outcome`, ending in a line feed if there is anything to say."""
    return text_of([[headline(finding, style) for finding in outcome.findings], *footer(outcome, style)])


def headline(finding: Finding, style: Style) -> str:
    """A finding in one line, which editors and terminals can jump from."""
    place = f"{printable(finding.path)}:{finding.span.line}:{finding.span.column}:"
    kind = style.severity(finding.severity.word, finding.severity) + style.paint(f"[{finding.rule}]", "dim")
    return f"{style.paint(place, 'bold')} {kind} {printable(finding.message)}"
