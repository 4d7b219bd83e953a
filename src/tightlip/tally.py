"""The verdicts of a run, added up into its outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tightlip.engine import Plan, conclude
from tightlip.model import Document, Finding, GitStatus, Lines, Observation, Outcome, Skipped
from tightlip.paths import DOTENV, ENV_TEMPLATE, kind_of
from tightlip.verdicts import Verdict
from tightlip.waivers.baseline import Baseline, Entry
from tightlip.waivers.change import in_change


class Tally:
    """What has been said so far; `step` is told of how many files more that was."""

    def __init__(self, step: Callable[[int], None]) -> None:
        self._step = step
        self._findings: list[Finding] = []
        self._observed: list[Observation] = []
        self._accepted: list[Finding] = []
        self._stale: list[Entry] = []
        self._skipped: list[Skipped] = []
        self._changed: dict[str, Lines] = {}
        self._checked = self._waived = 0

    def skip(self, part: Skipped) -> None:
        """A source could not read it, or was not to."""
        self._skipped.append(part)
        self._step(1)

    def pass_over(self, count: int = 1) -> None:
        """There is nothing at all to say of so many documents."""
        self._checked += count
        self._step(count)

    def add(self, document: Document, verdict: Verdict) -> None:
        """What one document came to."""
        self._findings += verdict.findings
        self._observed += verdict.observations
        self._accepted += verdict.accepted
        if document.changed is not None:
            self._changed[document.path] = document.changed
        elif _is_the_same_everywhere(document):
            self._stale += verdict.stale
        self._skipped += verdict.skipped
        self._waived += verdict.waived
        self._checked += all(part.partial for part in verdict.skipped)
        self._step(1)

    def outcome(self, plan: Plan, baseline: Baseline) -> tuple[Outcome, tuple[Entry, ...]]:
        """What all of it comes to, in the same order whatever came first; and the entries that accept nothing."""
        findings: Iterable[Finding] = [*self._findings, *conclude(plan, self._observed)]
        accepted: Iterable[Finding] = self._accepted
        if self._changed:
            findings = in_change(findings, self._changed, plan.rulebook)
            accepted = in_change(accepted, self._changed, plan.rulebook)
        skipped = sorted(self._skipped, key=lambda part: (part.path, part.reason))
        outcome = Outcome(in_order(findings), tuple(skipped), self._waived, self._checked)
        if baseline.entries:
            outcome = outcome._replace(accepted=in_order(accepted))
        return outcome, tuple(self._stale)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """`findings` as reports have them: by path, place and rule."""
    return tuple(sorted(findings, key=lambda finding: (finding.path, finding.span, finding.rule)))


def _is_the_same_everywhere(document: Document) -> bool:
    """Whether every clone finds in it what this one does: an env file that git does not track is somebody's own."""
    return document.git is GitStatus.TRACKED or kind_of(document.path) not in (DOTENV, ENV_TEMPLATE)
