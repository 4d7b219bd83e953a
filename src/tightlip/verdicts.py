"""The verdict on one document: its findings, less what the project has accepted."""

from __future__ import annotations

from typing import NamedTuple

from tightlip.engine import NOTHING, Candidate, Plan, Scanned
from tightlip.model import Finding, Observation, Skipped
from tightlip.settings import Settings
from tightlip.waivers import waive
from tightlip.waivers.baseline import Entry


class Task(NamedTuple):
    """A document that deserves a closer look, and the baseline's entries for it.

    `settings` are those that govern it, unless the project's own do.
    """

    candidate: Candidate
    entries: tuple[Entry, ...] = ()
    settings: Settings | None = None


class Verdict(NamedTuple):
    """What one document came to. `clean` says that there is nothing at all to say of it."""

    findings: tuple[Finding, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    waived: int = 0
    stale: tuple[Entry, ...] = ()
    observations: tuple[Observation, ...] = ()
    accepted: tuple[Finding, ...] = ()
    clean: bool = False


def verdict_on(plan: Plan, path: str, scanned: Scanned, entries: tuple[Entry, ...] = ()) -> Verdict:
    """What `scanned` and the baseline's `entries` say of the document at `path`."""
    kept = waive(plan, scanned, path, entries)
    clean = scanned == NOTHING and not entries
    return Verdict(kept.findings, scanned.skipped, kept.waived, kept.stale, kept.observations, kept.accepted, clean)
