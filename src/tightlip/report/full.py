"""The report for people: every finding with its source line, the secret masked, why it matters and how to fix it."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.model import Finding, Outcome
from tightlip.report.concise import place_and_kind
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

    yield from _prose(place_and_kind(finding, style), place_and_kind(finding, Style()), finding.message, style, margin)
    yield from draw(finding, style, margin)
    label = "via:"
    for step in finding.trace:
        if step.span.line != finding.span.line:  # what happens on the line that is shown need not be told
            yield from _labelled(label, f"line {step.span.line}: {step.text}", style, margin)
            label = "    "
    yield from _labelled("why:", finding.why, style, margin)
    yield from _labelled("fix:", finding.fix, style, margin, "green")


def _labelled(label: str, text: str, style: Style, margin: int, look: str = "blue") -> Iterator[str]:
    if text:
        start = " " * margin
        yield from _prose(start + style.paint(label, look), start + label, text, style, margin + len(label) + 1)


def _prose(start: str, plain_start: str, text: str, style: Style, indent: int) -> Iterator[str]:
    """`text` after `start` (which is `plain_start`, painted), wrapped where there is a terminal, and then indented."""
    text = printable(text)
    if not style.width:
        yield f"{start} {text}"
        return
    from textwrap import wrap

    stand_in = "x" * len(plain_start) + " "
    first, *rest = wrap(
        text,
        max(40, min(style.width, _WIDEST)),
        initial_indent=stand_in,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    yield f"{start} {first[len(stand_in) :]}"
    yield from rest
