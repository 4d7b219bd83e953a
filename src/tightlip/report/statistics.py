"""How many findings each rule has, instead of the findings (`--statistics`)."""

from __future__ import annotations

from collections import Counter

from tightlip.model import Outcome
from tightlip.report.style import Style
from tightlip.report.summary import footer, text_of


def render(outcome: Outcome, style: Style) -> str:
    """One line a rule and severity, the most frequent first, and what a report ends with."""
    counts = Counter((finding.rule, finding.severity) for finding in outcome.findings)
    width = max((len(f"{count:,}") for count in counts.values()), default=0)
    lines = [
        f"{count:>{width},}  {style.severity(severity.word, severity)}[{rule}]"
        for (rule, severity), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    return text_of([lines, *footer(outcome, style)])
