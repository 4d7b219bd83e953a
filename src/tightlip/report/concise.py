"""One line a finding, like ruff's: `path:line:column: severity[rule] message`."""

from __future__ import annotations

from tightlip.model import Finding, Outcome
from tightlip.report.style import Style, printable
from tightlip.report.summary import footer, text_of


def render(outcome: Outcome, style: Style) -> str:
    """The report of `outcome`, ending in a line feed if there is anything to say."""
    lines = [f"{place_and_kind(finding, style)} {printable(finding.message)}" for finding in outcome.findings]
    return text_of([lines, *footer(outcome, style)])


def place_and_kind(finding: Finding, style: Style) -> str:
    """How a finding's line starts, so that editors and terminals can jump to the place."""
    place = f"{printable(finding.path)}:{finding.span.line}:{finding.span.column}:"
    kind = style.severity(finding.severity.word, finding.severity) + style.paint(f"[{finding.rule}]", "dim")
    return f"{style.paint(place, 'bold')} {kind}"
