"""The whole pipeline, on one screen: documents in, an outcome out."""

from __future__ import annotations

from collections.abc import Iterable

from tightlip.engine import Plan, scan
from tightlip.model import Document, Finding, Outcome, Skipped
from tightlip.settings import Settings
from tightlip.waivers import waive


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
        findings.extend(kept.findings)
        waived += kept.waived
        skipped.extend(scanned.skipped)
        checked += all(part.partial for part in scanned.skipped)
    findings.sort(key=lambda finding: (finding.path, finding.span, finding.rule))
    return Outcome(tuple(findings), tuple(skipped), waived, checked)
