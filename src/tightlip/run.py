"""The whole pipeline, on one screen: a request in, an outcome out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tightlip.engine import Plan, make_plan, scan
from tightlip.model import Document, Finding, Outcome, Severity, Skipped
from tightlip.rulebook.book import load_rulebook
from tightlip.rulebook.selection import active_rules
from tightlip.settings import Settings
from tightlip.sources import Request, config, documents, project
from tightlip.waivers import waive

CLEAN, FINDINGS, FAILED = 0, 1, 2


class Run(NamedTuple):
    """A run that has ended; `status` is its exit status."""

    outcome: Outcome
    status: int


def run(
    request: Request, overrides: Mapping[str, object], config_file: str | None = None, isolated: bool = False
) -> Run:
    """Check what `request` asks for, by the project's settings with `overrides` on top."""
    rulebook = load_rulebook()
    paths = (request.stdin_filename,) if request.stdin_filename else request.paths
    found = project.find(paths, config_file, isolated)
    settings = config.load(found, rulebook, overrides)
    plan = make_plan(rulebook, active_rules(rulebook, settings), settings)
    outcome = check(plan, settings, documents(request, found, settings))
    return Run(outcome, exit_status(outcome, settings.fail_on))


def check(plan: Plan, settings: Settings, documents: Iterable[Document | Skipped]) -> Outcome:
    """Judge every document; what a source could not read passes through to the report."""
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    checked = waived = 0
    for document in documents:
        if isinstance(document, Skipped):
            skipped.append(document)
            continue
        scanned = scan(plan, document)
        kept = waive(plan, scanned, document.path, settings)
        findings += kept.findings
        waived += kept.waived
        skipped += scanned.skipped
        checked += all(part.partial for part in scanned.skipped)
    findings.sort(key=lambda finding: (finding.path, finding.span, finding.rule))
    return Outcome(tuple(findings), tuple(skipped), waived, checked)


def exit_status(outcome: Outcome, fail_on: Severity) -> int:
    """2 when something that should have been checked was not, whatever was found; notes never fail a run."""
    if any(part.failed for part in outcome.skipped):
        return FAILED
    threshold = max(fail_on, Severity.WARNING)
    return FINDINGS if any(finding.severity >= threshold for finding in outcome.findings) else CLEAN
