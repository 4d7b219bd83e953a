"""The report for people: every finding with its source line, the secret masked, why it matters and how to fix it."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.model import Finding, Outcome
from tightlip.report.concise import headline
from tightlip.report.style import Style, printable
from tightlip.report.summary import footer, text_of

_WIDEST = 120  # no line of prose is longer, however wide the terminal is


def render(outcome: Outcome, style: Style) -> str:
    """The report of `outcome`, ending in a line feed if there is anything to say."""
    last_lines = (finding.snippet.first_line + len(finding.snippet.lines) - 1 for finding in outcome.findings)
    margin = len(str(max(last_lines, default=0))) + 2
    return text_of([*(_block(finding, style, margin) for finding in outcome.findings), *footer(outcome, style)])


def _block(finding: Finding, style: Style, margin: int) -> Iterator[str]:
    from tightlip.report.snippet import draw  # not needed, so not imported, when there is nothing to draw

    yield headline(finding, style)
    yield from draw(finding, style, margin)
    label = "via:"
    for step in finding.trace:
        if step.span.line != finding.span.line:  # what happens on the line that is shown need not be told
            yield from _labelled(label, f"line {step.span.line}: {printable(step.text)}", style, margin)
            label = "    "
    yield from _labelled("why:", printable(finding.why), style, margin)
    yield from _labelled("fix:", printable(finding.fix), style, margin, "green")


def _labelled(label: str, text: str, style: Style, margin: int, look: str = "blue") -> Iterator[str]:
    if not text:
        return
    indent = " " * margin
    start = f"{indent}{style.paint(label, look)} "
    if not style.width:
        yield start + text
        return
    from textwrap import wrap

    room = max(20, min(style.width, _WIDEST) - margin - len(label) - 1)
    first, *rest = wrap(text, room, break_long_words=False, break_on_hyphens=False)
    yield start + first
    for line in rest:
        yield indent + " " * (len(label) + 1) + line
