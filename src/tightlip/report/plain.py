"""What is said of a finding where only plain text will do: in the formats of CI services and of other programs."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.model import Finding, Outcome
from tightlip.report.style import printable


def message(finding: Finding) -> str:
    """What is wrong, and on a second line how to fix it."""
    return "\n".join(printable(line) for line in (finding.message, finding.fix) if line)


def failures(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """The path of everything that could not be checked, and what to say of it: these formats have no footer."""
    for part in outcome.skipped:
        if part.failed:
            yield part.path, printable(f"could not be checked: {part.reason}")
