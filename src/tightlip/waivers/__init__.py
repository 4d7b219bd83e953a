"""What a project has decided to accept: inline comments, per-file ignores, and (later) a baseline."""

from __future__ import annotations

from tightlip.engine import Scanned
from tightlip.model import Finding
from tightlip.settings import Settings


def waive(scanned: Scanned, path: str, active: frozenset[str], settings: Settings) -> tuple[Finding, ...]:
    """The findings that nothing waives, and one for each waiver that waives nothing."""
    return scanned.findings
