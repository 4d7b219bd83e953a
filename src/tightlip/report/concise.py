"""One line a finding, like ruff's: `path:line:column: severity[rule] message`."""

from __future__ import annotations

from tightlip.model import Outcome


def render(outcome: Outcome) -> str:
    """The report of `outcome`, ending in a line feed if there is anything to say."""
    return "".join(
        f"{f.path}:{f.span.line}:{f.span.column}: {f.severity.word}[{f.rule}] {f.message}\n" for f in outcome.findings
    )
