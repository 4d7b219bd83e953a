"""One file's edits, each proved on the file's new text before anybody writes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tightlip.engine import Plan, Scanned, scan
from tightlip.fix.exact import Exact, exact
from tightlip.fix.ignores import with_ignores
from tightlip.fix.unused import without
from tightlip.model import Document, Finding
from tightlip.paths import kind_of
from tightlip.reading.text import SourceText
from tightlip.waivers import active_at, waive
from tightlip.waivers.inline import useless

_NOT_EXACT = "it is no text that could be written back byte by byte"
_PARTIAL = "it could not be checked in full"


class Edited(NamedTuple):
    """What `document` would be: its new text and bytes, the findings dealt with, and those left, with the reasons.

    `text` is empty and `data` is `None` when nothing can be done.
    """

    document: Document
    text: str = ""
    data: bytes | None = None
    done: tuple[Finding, ...] = ()
    left: tuple[tuple[Finding, str], ...] = ()


def ignore(plan: Plan, document: Document, findings: Sequence[Finding], reason: str) -> Edited:
    """`document` with a comment for each of its `findings`."""
    found = exact(document.data)
    if found is None:
        return Edited(document, left=tuple((finding, _NOT_EXACT) for finding in findings))

    def reported(text: str) -> frozenset[str]:
        return _reported(plan, document, found, text)

    kind = kind_of(document.path, document.data)
    made = with_ignores(found.text, kind, document.path, findings, reason, reported)
    if not made.ignored:
        return Edited(document, left=made.left)
    return Edited(document, made.text, found.back(made.text), made.ignored, made.left)


def clean_up(plan: Plan, document: Document, findings: Sequence[Finding]) -> Edited:
    """`document` without the suppressions that its `findings`, of unused ones, tell of."""
    found = exact(document.data)
    if found is None:
        return Edited(document, left=tuple((finding, _NOT_EXACT) for finding in findings))
    scanned = scan(plan, document)
    if scanned.source is None or scanned.skipped:
        return Edited(document, left=tuple((finding, _PARTIAL) for finding in findings))
    active = active_at(document.path, plan)
    leaks = [finding for finding in _found(scanned) if finding.rule in active]
    spans = {finding.span for finding in findings}
    comments = useless(plan, active, SourceText(found.text), document.path, leaks)
    told = [(comment, selectors) for comment, selectors in comments if comment.span in spans]
    text = without(found.text, kind_of(document.path, document.data), told)
    data = found.back(text)
    before, after = _reported(plan, document, found, found.text), _reported(plan, document, found, text)
    if text == found.text or not after <= before:
        return Edited(document, left=tuple((finding, "somebody must look at it") for finding in findings))
    done = tuple(finding for finding in findings if finding.fingerprint not in after)
    left = tuple((finding, "it names no rule that there is") for finding in findings if finding.fingerprint in after)
    return Edited(document, text, data, done, left)


def _found(scanned: Scanned) -> list[Finding]:
    return [*scanned.findings, *(observation.finding for observation in scanned.observations)]


def _reported(plan: Plan, document: Document, found: Exact, text: str) -> frozenset[str]:
    """The fingerprints of what is, or with other files may be, reported of `document` with that `text`."""
    data = found.back(text)
    if data is None:
        # A character that the encoding lacks: nobody can say anything of such a file, and so all of it is still there.
        data = document.data
    kept = waive(plan, scan(plan, document._replace(data=data)), document.path)
    every = (*kept.findings, *(observation.finding for observation in kept.observations))
    return frozenset(finding.fingerprint for finding in every)
