"""What a project has decided to accept: inline comments, per-file ignores, and (later) a baseline."""

from __future__ import annotations

from typing import NamedTuple

from tightlip.engine import Plan, Scanned
from tightlip.model import Finding
from tightlip.settings import Settings


class Waived(NamedTuple):
    """What is left to report, and how many findings were waived."""

    findings: tuple[Finding, ...]
    waived: int = 0


def waive(plan: Plan, scanned: Scanned, path: str, settings: Settings) -> Waived:
    """The findings that nothing waives, and one for each comment that waives nothing."""
    return Waived(scanned.findings)
