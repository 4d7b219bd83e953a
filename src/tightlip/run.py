"""The whole pipeline: a request in, an outcome out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tightlip.engine import Plan, conclude, make_plan, scan
from tightlip.model import Document, Finding, GitStatus, Observation, Outcome, Severity, Skipped
from tightlip.paths import DOTENV, ENV_TEMPLATE, kind_of
from tightlip.rulebook.book import load_rulebook
from tightlip.rulebook.selection import active_rules
from tightlip.settings import Settings
from tightlip.sources import Request, config, documents, project
from tightlip.waivers import active_at, waive
from tightlip.waivers import baseline as baselines
from tightlip.waivers.baseline import Baseline, Entry

CLEAN, FINDINGS, FAILED = 0, 1, 2


class Setup(NamedTuple):
    """What a run goes by."""

    project: project.Project
    settings: Settings
    plan: Plan


class Run(NamedTuple):
    """A run that has ended; `status` is its exit status, and `stale` are the baseline's entries that accept nothing."""

    outcome: Outcome
    status: int
    stale: tuple[Entry, ...] = ()


def run(
    request: Request, overrides: Mapping[str, object], config_file: str | None = None, isolated: bool = False
) -> Run:
    """Check what `request` asks for, by the project's settings with `overrides` on top, and its baseline."""
    setup = prepare(request, overrides, config_file, isolated)
    return carry_out(request, setup, baseline_of(setup.settings))


def prepare(
    request: Request, overrides: Mapping[str, object], config_file: str | None = None, isolated: bool = False
) -> Setup:
    """What a run for `request` goes by."""
    rulebook = load_rulebook()
    paths = (request.stdin_filename,) if request.stdin_filename else request.paths
    found = project.find(paths, config_file, isolated)
    settings = config.load(found, rulebook, overrides)
    return Setup(found, settings, make_plan(rulebook, active_rules(rulebook, settings), settings))


def baseline_file(settings: Settings) -> str:
    """Where the baseline is, or would be."""
    return os.path.join(settings.root, settings.baseline)


def baseline_of(settings: Settings) -> Baseline:
    """The baseline in force; one that the settings name must exist."""
    file = baseline_file(settings)
    optional = settings.baseline == Settings().baseline
    return baselines.load(file, project.shown(file, settings.root), optional)


def carry_out(request: Request, setup: Setup, baseline: Baseline) -> Run:
    """Check what `request` asks for."""
    plan, settings = setup.plan, setup.settings
    outcome, stale = check(plan, settings, documents(request, setup.project, settings), baseline)
    if request == Request() and baseline.entries:  # the whole tree: what is not in it is nowhere
        stale = (*stale, *_of_files_gone(baseline, settings.root))
    if stale:
        outcome = _with_complaints(outcome, plan, settings, baseline, stale)
    return Run(outcome, exit_status(outcome, settings.fail_on), stale)


def check(
    plan: Plan, settings: Settings, documents: Iterable[Document | Skipped], baseline: Baseline
) -> tuple[Outcome, tuple[Entry, ...]]:
    """Judge every document, and what `baseline` says of it; what a source could not read passes through.

    With the outcome: the entries that accept nothing any more.
    """
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    stale: list[Entry] = []
    observed: list[Observation] = []
    checked = waived = 0
    for document in documents:
        if isinstance(document, Skipped):
            skipped.append(document)
            continue
        scanned = scan(plan, document)
        kept = waive(plan, scanned, document.path, baseline.by_path.get(document.path, ()))
        findings += kept.findings
        observed += kept.observations
        waived += kept.waived
        stale += kept.stale if _is_the_same_everywhere(document) else ()
        skipped += scanned.skipped
        checked += all(part.partial for part in scanned.skipped)
    findings += conclude(plan, observed)
    return Outcome(_in_order(findings), tuple(skipped), waived, checked), tuple(stale)


def exit_status(outcome: Outcome, fail_on: Severity) -> int:
    """2 when something that should have been checked was not, whatever was found; notes never fail a run."""
    if any(part.failed for part in outcome.skipped):
        return FAILED
    threshold = max(fail_on, Severity.WARNING)
    return FINDINGS if any(finding.severity >= threshold for finding in outcome.findings) else CLEAN


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.path, finding.span, finding.rule)))


def _is_the_same_everywhere(document: Document) -> bool:
    """Whether every clone finds in it what this one does: an env file that git does not track is somebody's own."""
    return document.git is GitStatus.TRACKED or kind_of(document.path) not in (DOTENV, ENV_TEMPLATE)


def _of_files_gone(baseline: Baseline, root: str) -> tuple[Entry, ...]:
    """The entries of files that are there no more; an env file may never have been there but in another clone."""
    from tightlip.sources.files import gone

    missing = gone(root, [path for path in baseline.by_path if kind_of(path) != DOTENV])
    return tuple(entry for entry in baseline.entries if entry.path in missing)


def _with_complaints(
    outcome: Outcome, plan: Plan, settings: Settings, baseline: Baseline, stale: tuple[Entry, ...]
) -> Outcome:
    from tightlip.waivers.accepted import UNUSED, complaints

    if UNUSED not in active_at(baseline.name, plan):
        return outcome
    return outcome._replace(findings=_in_order((*outcome.findings, *complaints(plan.rulebook, baseline, stale))))
