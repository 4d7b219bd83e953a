"""The whole pipeline: a request in, an outcome out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tightlip.cache import KnownClean
from tightlip.engine import Plan, Scanned, conclude, first_pass, make_plan
from tightlip.model import Absent, Document, Finding, GitStatus, Lines, Observation, Outcome, Severity, Skipped, Unchanged
from tightlip.paths import DOTENV, ENV_TEMPLATE, kind_of
from tightlip.rulebook.book import load_rulebook
from tightlip.rulebook.selection import active_rules
from tightlip.settings import Settings
from tightlip.sources import Request, config, documents, in_shard, project
from tightlip.verdicts import Task, Verdict, verdict_on
from tightlip.waivers import active_at
from tightlip.waivers import baseline as baselines
from tightlip.waivers.baseline import Baseline, Entry
from tightlip.waivers.change import in_change
from tightlip.workers import available, look_closer

CLEAN, FINDINGS, FAILED = 0, 1, 2


class Setup(NamedTuple):
    """What a run goes by."""

    project: project.Project
    settings: Settings
    plan: Plan


class Effort(NamedTuple):
    """How the work is done, which changes nothing of what comes out: the number of processes (0: as many as can work
    at the same time), and whether to remember what is clean, and believe what is remembered.
    """

    jobs: int = 0
    cache: bool = True


class Run(NamedTuple):
    """A run that has ended; `status` is its exit status, and `stale` are the baseline's entries that accept nothing."""

    outcome: Outcome
    status: int
    stale: tuple[Entry, ...] = ()


def run(
    request: Request,
    overrides: Mapping[str, object],
    config_file: str | None = None,
    isolated: bool = False,
    effort: Effort = Effort(),
) -> Run:
    """Check what `request` asks for, by the project's settings with `overrides` on top, and its baseline."""
    setup = prepare(request, overrides, config_file, isolated)
    return carry_out(request, setup, baseline_of(setup.settings), effort)


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


def carry_out(request: Request, setup: Setup, baseline: Baseline, effort: Effort = Effort()) -> Run:
    """Check what `request` asks for."""
    plan, settings = setup.plan, setup.settings
    known = KnownClean(plan) if effort.cache else None
    is_known = known.has_blob if known is not None else lambda _path, _blob: False
    found = documents(request, setup.project, settings, is_known)
    outcome, stale = check(plan, found, baseline, effort.jobs or available(), known)
    if known is not None:
        known.save(whole=request == Request())
    if request == Request(shard=request.shard) and baseline.entries:  # the whole tree: what is not in it is nowhere
        stale = (*stale, *_of_files_gone(baseline, settings.root, request.shard))
    if stale:
        outcome = _with_complaints(outcome, plan, settings, baseline, stale)
    outcome = outcome._replace(status=exit_status(outcome, settings.fail_on), shard=request.shard)
    return Run(outcome, outcome.status, stale)


def check(
    plan: Plan,
    documents: Iterable[Document | Unchanged | Skipped],
    baseline: Baseline,
    jobs: int = 1,
    known: KnownClean | None = None,
) -> tuple[Outcome, tuple[Entry, ...]]:
    """Judge every document, and what `baseline` says of it; what a source could not read passes through.

    In `jobs` processes, if it is much work; what turns out clean is added to `known`. With the outcome: the
    baseline's entries that accept nothing any more.
    """
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    stale: list[Entry] = []
    observed: list[Observation] = []
    accepted: list[Finding] = []
    changed: dict[str, Lines] = {}
    checked = waived = 0

    def conclude_on(document: Document, verdict: Verdict) -> None:
        nonlocal checked, waived
        findings.extend(verdict.findings)
        observed.extend(verdict.observations)
        waived += verdict.waived
        accepted.extend(verdict.accepted)
        if document.changed is not None:
            changed[document.path] = document.changed
        elif _is_the_same_everywhere(document):
            stale.extend(verdict.stale)
        skipped.extend(verdict.skipped)
        checked += all(part.partial for part in verdict.skipped)
        if verdict.clean and known is not None:
            known.add(document)

    def candidates() -> Iterator[Task]:
        nonlocal checked
        for document in documents:
            if isinstance(document, Skipped):
                skipped.append(document)
                continue
            if isinstance(document, Unchanged):
                checked += 1
                continue
            entries = baseline.by_path.get(document.path, ())
            seen = first_pass(plan, document)
            if isinstance(seen, Scanned):
                verdict = verdict_on(plan, document.path, seen, entries)
                # Where git does not name it, naming it takes longer than the first pass.
                conclude_on(document, verdict._replace(clean=verdict.clean and bool(document.blob)))
            elif known is not None and seen.document in known and not entries:
                checked += 1
            else:
                yield Task(seen, entries)

    for task, verdict in look_closer(plan, candidates(), jobs):
        conclude_on(task.candidate.document, verdict)
    findings += conclude(plan, observed)
    if changed:
        findings = list(in_change(findings, changed, plan.rulebook))
        accepted = list(in_change(accepted, changed, plan.rulebook))
    outcome = Outcome(_in_order(findings), tuple(skipped), waived, checked)
    if baseline.entries:
        gone = (Absent(entry.rule, entry.path, entry.fingerprint) for entry in stale)
        outcome = outcome._replace(accepted=_in_order(accepted), absent=tuple(gone))
    return outcome, tuple(stale)


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


def _of_files_gone(baseline: Baseline, root: str, shard: tuple[int, int]) -> tuple[Entry, ...]:
    """The entries of files that are there no more; an env file may never have been there but in another clone."""
    from tightlip.sources.files import gone

    judged = [path for path in baseline.by_path if kind_of(path) != DOTENV and in_shard(shard, path)]
    missing = gone(root, judged)
    return tuple(entry for entry in baseline.entries if entry.path in missing)


def _with_complaints(
    outcome: Outcome, plan: Plan, settings: Settings, baseline: Baseline, stale: tuple[Entry, ...]
) -> Outcome:
    from tightlip.waivers.accepted import UNUSED, complaints

    if UNUSED not in active_at(baseline.name, plan):
        return outcome
    return outcome._replace(findings=_in_order((*outcome.findings, *complaints(plan.rulebook, baseline, stale))))
