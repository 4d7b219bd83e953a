"""What a project has decided to accept: inline comments, per-file ignores, and a baseline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tightlip.engine import Plan, Scanned
from tightlip.globs import matcher
from tightlip.model import Finding, Observation
from tightlip.rulebook.selection import matching
from tightlip.waivers.baseline import Entry


class Waived(NamedTuple):
    """What is left to report, how many findings were waived, and the baseline's entries that accept nothing.

    Of the `observations` are left those that nothing forbids to report, should they come to something. `accepted` are
    the findings that the baseline waives.
    """

    findings: tuple[Finding, ...] = ()
    waived: int = 0
    stale: tuple[Entry, ...] = ()
    observations: tuple[Observation, ...] = ()
    accepted: tuple[Finding, ...] = ()


def waive(plan: Plan, scanned: Scanned, path: str, entries: Sequence[Entry] = ()) -> Waived:
    """The findings that nothing waives, and one for each comment that waives nothing.

    `entries` are the baseline's for the file at `path`. An entry counts as stale only if its rule was looked for
    in all of the file.
    """
    if scanned.source is None and not scanned.findings and not entries:
        return Waived()
    active = active_at(path, plan)
    complete = not scanned.skipped
    possible = {observation.finding.fingerprint: observation for observation in scanned.observations}
    found = (*scanned.findings, *(observation.finding for observation in possible.values()))
    kept = [finding for finding in found if finding.rule in active]
    unused: list[Finding] = []
    if scanned.source is not None:
        # Imported here: a file with no finding and no comment, which nearly all are, does without.
        from tightlip.waivers.inline import waive_inline

        kept, unused = waive_inline(plan, active, scanned.source, path, kept, complete)
    left, of_no_use, accepted = [*kept, *unused], tuple[Entry, ...](), tuple[Finding, ...]()
    if entries:
        from tightlip.waivers.accepted import not_accepted, stale, today

        before, left = left, list(not_accepted(entries, left, today()))
        others = possible.keys() | {finding.fingerprint for finding in left}
        accepted = tuple(finding for finding in before if finding.fingerprint not in others)
        of_no_use = stale(entries, (*found, *unused), active if complete else frozenset[str]())
    reported = tuple(finding for finding in left if finding.fingerprint not in possible)
    waived = scanned.waived + len(scanned.findings) + len(unused) - len(reported)
    observed = tuple(possible[finding.fingerprint] for finding in left if finding.fingerprint in possible)
    return Waived(reported, waived, of_no_use, observed, accepted)


def active_at(path: str, plan: Plan) -> frozenset[str]:
    """The rules to report in the file at `path`: all of the plan's but those that the settings ignore there."""
    chosen = (selectors for glob, selectors in plan.settings.per_file_ignores if matcher((glob,))(path))
    return plan.active.difference(
        rule for selectors in chosen for selector in selectors for rule in matching(plan.rulebook, selector)
    )
