"""The whole pipeline: a request in, an outcome out."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from tightlip.cache import KnownClean
from tightlip.engine import NOTHING, Candidate, Plan, first_pass, make_plan
from tightlip.model import Absent, Document, Outcome, Severity, Skipped, Unchanged
from tightlip.paths import DOTENV, kind_of
from tightlip.plans import Plans
from tightlip.progress import Progress
from tightlip.rulebook.book import load_rulebook
from tightlip.rulebook.selection import active_rules
from tightlip.settings import Settings
from tightlip.sources import Request, Watch, config, documents, in_shard, project
from tightlip.sources.nested import Nested
from tightlip.sources.walk import Memory
from tightlip.tally import Tally, in_order
from tightlip.verdicts import Task, verdict_on
from tightlip.waivers import active_at
from tightlip.waivers import baseline as baselines
from tightlip.waivers.baseline import Baseline, Entry
from tightlip.workers import available, look_closer

CLEAN, FINDINGS, FAILED = 0, 1, 2
_MANY = 150  # files that are some 400 KB at least, when there are more of them


class Setup(NamedTuple):
    """What a run goes by; `nested` are the settings files below the project's own."""

    project: project.Project
    settings: Settings
    plan: Plan
    nested: Nested


class Effort(NamedTuple):
    """How the work is done, which changes nothing of what comes out: the number of processes (0: as many as can work
    at the same time), and whether to remember what is clean, and believe what is remembered.
    """

    jobs: int = 0
    cache: bool = True


USUAL = Effort()


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
    effort: Effort = USUAL,
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
    plan = make_plan(rulebook, active_rules(rulebook, settings), settings)
    return Setup(found, settings, plan, Nested(found, rulebook, overrides, isolated or config_file is not None))


def baseline_file(settings: Settings) -> str:
    """Where the baseline is, or would be."""
    return os.path.join(settings.root, settings.baseline)


def baseline_of(settings: Settings) -> Baseline:
    """The baseline in force; one that the settings name must exist."""
    file = baseline_file(settings)
    optional = settings.baseline == Settings().baseline
    return baselines.load(file, project.shown(file, settings.root), optional)


def carry_out(request: Request, setup: Setup, baseline: Baseline, effort: Effort = USUAL) -> Run:
    """Check what `request` asks for."""
    plan, settings = setup.plan, setup.settings
    known = KnownClean(plan, effort.cache)
    progress = Progress()

    def judged_apart(paths: Collection[str]) -> frozenset[str]:
        """Those of `paths` on which not only the project's settings have a say."""
        return setup.nested.governed(paths).union(baseline.by_path.keys() & paths)

    def expect(total: int, to_read: int) -> None:
        progress.expect(total)
        if to_read > _MANY:
            plan.search().expect_much()

    watch = Watch(Memory(known.among, judged_apart), expect, setup.nested.excludes)
    found = documents(request, setup.project, settings, watch)
    try:
        outcome, stale = check(setup, found, baseline, known, effort.jobs or available(), progress.step)
    finally:
        progress.over()
    known.save(whole=request == Request())
    if request == Request(shard=request.shard) and baseline.entries:  # the whole tree: what is not in it is nowhere
        stale = (*stale, *_of_files_gone(baseline, settings.root, request.shard))
    if stale:
        outcome = _with_complaints(outcome, plan, baseline, stale)
    absent = tuple(Absent(entry.rule, entry.path, entry.fingerprint) for entry in stale)
    status = exit_status(outcome, settings.fail_on)
    outcome = outcome._replace(status=status, absent=absent, shard=request.shard)
    return Run(outcome, outcome.status, stale)


def check(
    setup: Setup,
    documents: Iterable[Document | Unchanged | Skipped],
    baseline: Baseline,
    known: KnownClean,
    jobs: int = 1,
    step: Callable[[int], None] = lambda _count: None,
) -> tuple[Outcome, tuple[Entry, ...]]:
    """Judge every document, and what `baseline` says of it; what a source could not read passes through.

    In `jobs` processes, if it is much work. What turns out clean is added to `known`, and `step` is told how many
    files more are done. With the outcome: the baseline's entries that accept nothing any more.
    """
    tally = Tally(step)
    plans = Plans(setup.nested.rulebook, setup.plan)

    def deserving() -> Iterator[Task]:
        """The documents that deserve a closer look; the others are done with on the way."""
        for document in documents:
            if isinstance(document, Skipped):
                tally.skip(document)
                continue
            if isinstance(document, Unchanged):
                tally.pass_over(len(document.paths))
                continue
            entries, own = baseline.by_path.get(document.path, ()), setup.nested.settings(document.path)
            usual = not entries and own is None
            seen = first_pass(plans.by(own), document)
            if isinstance(seen, Candidate):
                if usual and seen.document in known:
                    tally.pass_over()
                else:
                    yield Task(seen, entries, own)
            elif usual and seen is NOTHING:
                tally.pass_over()
                if document.known_as:  # else, to name it would take longer than the first pass
                    known.add(document)
            else:
                tally.add(document, verdict_on(plans.by(own), document.path, seen, entries))

    for task, verdict in look_closer(plans, deserving(), jobs):
        tally.add(task.candidate.document, verdict)
        if task.settings is None and verdict.clean:
            known.add(task.candidate.document)
    return tally.outcome(setup.plan, baseline)


def exit_status(outcome: Outcome, fail_on: Severity) -> int:
    """2 when something that should have been checked was not, whatever was found; notes never fail a run."""
    if any(part.failed for part in outcome.skipped):
        return FAILED
    threshold = max(fail_on, Severity.WARNING)
    return FINDINGS if any(finding.severity >= threshold for finding in outcome.findings) else CLEAN


def _of_files_gone(baseline: Baseline, root: str, shard: tuple[int, int]) -> tuple[Entry, ...]:
    """The entries of files that are there no more; an env file may never have been there but in another clone."""
    from tightlip.sources.files import gone

    judged = [path for path in baseline.by_path if kind_of(path) != DOTENV and in_shard(shard, path)]
    missing = gone(root, judged)
    return tuple(entry for entry in baseline.entries if entry.path in missing)


def _with_complaints(outcome: Outcome, plan: Plan, baseline: Baseline, stale: tuple[Entry, ...]) -> Outcome:
    from tightlip.waivers.accepted import UNUSED, complaints

    if UNUSED not in active_at(baseline.name, plan):
        return outcome
    return outcome._replace(findings=in_order((*outcome.findings, *complaints(plan.rulebook, baseline, stale))))
