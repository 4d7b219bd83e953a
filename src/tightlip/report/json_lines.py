"""The report for programs that read line by line: an object a finding, then one with the summary."""

from __future__ import annotations

import json

from tightlip.model import Outcome
from tightlip.report.json import VERSION, as_object, origin, summary
from tightlip.report.style import Style


def render(outcome: Outcome, _: Style) -> str:
    """The report of `outcome`: the `json` report in pieces; `type` says which piece a line is."""
    pieces = [{"type": "finding", **as_object(finding)} for finding in outcome.findings]
    pieces.append({"type": "summary", "version": VERSION, **origin(outcome), **summary(outcome)})
    return "".join(f"{json.dumps(piece)}\n" for piece in pieces)
