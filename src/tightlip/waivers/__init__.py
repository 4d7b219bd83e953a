"""What a project has decided to accept: inline comments, per-file ignores, and (later) a baseline."""

from __future__ import annotations

from typing import NamedTuple

from tightlip.engine import Plan, Scanned
from tightlip.globs import matcher
from tightlip.model import Finding
from tightlip.rulebook.book import Rulebook
from tightlip.rulebook.selection import matching
from tightlip.settings import Settings


class Waived(NamedTuple):
    """What is left to report, and how many findings were waived."""

    findings: tuple[Finding, ...] = ()
    waived: int = 0


def waive(plan: Plan, scanned: Scanned, path: str, settings: Settings) -> Waived:
    """The findings that nothing waives, and one for each comment that waives nothing."""
    if scanned.source is None and not scanned.findings:
        return Waived()
    active = plan.active - _ignored_at(path, plan.rulebook, settings)
    kept = [finding for finding in scanned.findings if finding.rule in active]
    unused: list[Finding] = []
    if scanned.source is not None:
        # Imported here: a file with no finding and no comment, which nearly all are, does without.
        from tightlip.waivers.inline import waive_inline

        complete = not scanned.skipped
        kept, unused = waive_inline(plan.rulebook, active, scanned.source, path, kept, complete)
    return Waived((*kept, *unused), len(scanned.findings) - len(kept))


def _ignored_at(path: str, rulebook: Rulebook, settings: Settings) -> frozenset[str]:
    """The rules that the settings ignore in the file at `path`."""
    chosen = (selectors for glob, selectors in settings.per_file_ignores if matcher((glob,))(path))
    return frozenset(rule for selectors in chosen for selector in selectors for rule in matching(rulebook, selector))
