"""What is left of the findings where a run is about a change: those that it has brought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tightlip.model import Finding, Lines, Span
from tightlip.rulebook.book import Rulebook


def in_change(findings: Iterable[Finding], changed: Mapping[str, Lines], rulebook: Rulebook) -> Iterator[Finding]:
    """The `findings` that touch a changed line, if only on a secret's way; all of those in files not in `changed`.

    A rule that judges a file by its path and not by what is in it speaks of every file that has changed.
    """
    for finding in findings:
        lines = changed.get(finding.path)
        spans = (finding.span, *(step.span for step in finding.trace))
        of_the_file = not rulebook.cards[finding.rule].needs
        if lines is None or of_the_file or any(_touches(span, lines) for span in spans):
            yield finding


def _touches(span: Span, lines: Lines) -> bool:
    return any(first <= span.last_line and span.line <= last for first, last in lines)
