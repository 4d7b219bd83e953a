"""What `check` does where it may edit files: it ignores what it finds, or cleans up, or shows what it would do."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Callable, Iterator

from tightlip.commands import UsageError, reports
from tightlip.commands.output import replace_bytes, say, write
from tightlip.engine import Plan
from tightlip.fix.editor import Edited, clean_up, ignore
from tightlip.model import Document, Finding, Outcome
from tightlip.plans import Plans
from tightlip.report.style import printable
from tightlip.run import CLEAN, FAILED, FINDINGS, Effort, Setup, baseline_of, carry_out
from tightlip.sources import Request, documents
from tightlip.waivers.accepted import UNUSED
from tightlip.waivers.inline import WITHOUT_REASON


def run(options: argparse.Namespace, request: Request, setup: Setup, effort: Effort) -> int:
    """Edit what a run finds, check again, and report what is left; with `--diff`, only show what would be edited.

    The exit status is that of the second run, and of a diff 1 if there is one.
    """
    baseline = baseline_of(setup.settings)
    outcome = carry_out(request, setup, baseline, effort).outcome
    edited = list(_edited(options, setup, outcome))
    changed = [each for each in edited if each.data is not None]
    if options.diff:
        _show(changed, setup)
        _tell(options, edited)
        return FAILED if outcome.status == FAILED else FINDINGS if changed else CLEAN
    problems = [problem for each in changed if (problem := _written(setup, each))]
    if problems:
        raise UsageError("; ".join(problems))
    _tell(options, edited)
    if changed:
        outcome = carry_out(request, setup, baseline, effort).outcome
    return reports.publish(outcome, options)


def _show(changed: list[Edited], setup: Setup) -> None:
    from tightlip.fix.diff import diff

    plans = _plans(setup)
    for each in changed:
        lines = diff(each.document, each.text, plans(each.document.path)).splitlines()
        write("".join(f"{printable(line.expandtabs(4))}\n" for line in lines))


def _edited(options: argparse.Namespace, setup: Setup, outcome: Outcome) -> Iterator[Edited]:
    if options.add_ignore and not options.reason and WITHOUT_REASON in setup.plan.active:
        raise UsageError(f"the settings select `{WITHOUT_REASON}`: say why, with --reason")
    plans = _plans(setup)
    by_path: dict[str, list[Finding]] = {}
    for finding in outcome.findings:
        about_comment = finding.rule in (UNUSED, WITHOUT_REASON)
        if (not about_comment) if options.add_ignore else finding.rule == UNUSED:
            by_path.setdefault(finding.path, []).append(finding)
    for path, findings in by_path.items():
        document = _document(setup, path)
        if document is None or path == setup.settings.baseline:
            continue
        plan = plans(path)
        if options.add_ignore:
            yield ignore(plan, document, findings, options.reason or "")
        else:
            yield clean_up(plan, document, findings)


def _plans(setup: Setup) -> Callable[[str], Plan]:
    plans = Plans(setup.nested.rulebook, setup.plan)
    return lambda path: plans.by(setup.nested.settings(path))


def _document(setup: Setup, path: str) -> Document | None:
    """The file at `path` (as shown), as it is checked; `None` when it is gone, or what is shown is not its name."""
    request = Request((_place(setup, path),))
    found = [each for each in documents(request, setup.project, setup.settings) if isinstance(each, Document)]
    return found[0] if len(found) == 1 and found[0].path == path else None


def _place(setup: Setup, path: str) -> str:
    return os.path.join(setup.project.root, path)


def _written(setup: Setup, edited: Edited) -> str:
    """Writes the file, and says what went wrong, if anything."""
    path = edited.document.path
    try:
        with open(_place(setup, path), "rb") as file:
            if file.read() != edited.document.data:
                return f"{path} has changed meanwhile, and is left as it is"
        replace_bytes(_place(setup, path), edited.data or b"")
    except OSError as error:
        return f"cannot write {path}: {error.strerror}"
    return ""


def _tell(options: argparse.Namespace, edited: list[Edited]) -> None:
    """Say on standard error what was done, and what was not."""
    changed = [each for each in edited if each.data is not None]
    count = sum(len(each.done) for each in changed)
    verb = "ignored" if options.add_ignore else "fixed"
    lines = [f"{'would be ' if options.diff else ''}{verb}: {count} in {len(changed)} file{'s' * (len(changed) != 1)}"]
    for each in edited:
        for reason, number in Counter(reason for _, reason in each.left).items():
            lines.append(f"not {verb}: {number} in {each.document.path}: {reason}")
    for line in lines if count or len(lines) > 1 or not options.quiet else ():
        say(line)
