"""Suppression comments at work: what they waive, and a finding for each of them that waives nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tightlip.model import Finding, Snippet
from tightlip.paths import kind_of
from tightlip.reading.text import SourceText
from tightlip.redact import fingerprint
from tightlip.rulebook.book import Rulebook
from tightlip.rulebook.selection import ALL, matching
from tightlip.waivers.accepted import UNUSED
from tightlip.waivers.comments import FILE, Comment, find_comments, may_have_comments
from tightlip.waivers.layout import Statements, layout_of

# What a report may repeat of a comment: a word that could be a rule's name, and that no secret looks like.
_RULE_LIKE = re.compile(r"[a-z]+(?:-[a-z]+)*")


def waive_inline(
    rulebook: Rulebook, active: frozenset[str], source: SourceText, path: str, findings: list[Finding], complete: bool
) -> tuple[list[Finding], list[Finding]]:
    """The `findings` that no comment in `source` waives, and a finding for each comment that waives nothing.

    Whether a comment is of use is only judged for `active` rules, and where the file's check was `complete`.
    """
    if not may_have_comments(source):
        return findings, []
    kind = kind_of(path)
    layout = layout_of(source, kind)
    comments = find_comments(source, kind, layout)
    uses: set[tuple[Comment, str]] = set()
    kept = []
    for finding in findings:
        waivers = {
            (comment, selector)
            for comment in comments
            if _speaks_of(comment, finding, layout.statements)
            for selector in comment.selectors
            if finding.rule in matching(rulebook, selector)
        }
        uses |= waivers
        if not waivers:
            kept.append(finding)
    if UNUSED not in active or any(comment.form == FILE and UNUSED in comment.selectors for comment in comments):
        return kept, []
    judged = active if complete else frozenset[str]()
    complaints = ((comment, _complaint(comment, uses, rulebook, judged)) for comment in comments)
    return kept, list(_findings(rulebook, path, source, complaints))


def _speaks_of(comment: Comment, finding: Finding, statements: Statements) -> bool:
    """Whether `comment` stands at `finding`: on one of its lines, or on its statement's first or last one."""
    span = finding.span
    at_finding = span.line <= comment.line <= span.end_line
    return comment.form == FILE or at_finding or comment.line in statements.get(span.line, ())


def _complaint(comment: Comment, uses: set[tuple[Comment, str]], rulebook: Rulebook, judged: frozenset[str]) -> str:
    """What is wrong with `comment`, in words; empty when nothing is."""
    if comment.quoted or UNUSED in comment.selectors:
        return ""
    if not comment.selectors:
        return "this comment names no rule, and so ignores nothing"
    unknown = [selector for selector in comment.selectors if not matching(rulebook, selector)]
    unused = [
        selector
        for selector in comment.selectors
        if (comment, selector) not in uses and selector not in unknown and _all_on(rulebook, selector) <= judged
    ]
    parts = []
    if unknown:
        parts.append(f"there is no rule {_listed(unknown)}")
    if unused:
        parts.append("there is nothing to ignore" if unused == [ALL] else f"there is no {_listed(unused)} to ignore")
    return "; ".join(parts)


def _all_on(rulebook: Rulebook, selector: str) -> frozenset[str]:
    """The rules that must have been looked for before anyone can say that `selector` is of no use."""
    rules = matching(rulebook, selector)
    return frozenset(rule for rule in rules if rulebook.cards[rule].default) or rules


def _findings(
    rulebook: Rulebook, path: str, source: SourceText, complaints: Iterable[tuple[Comment, str]]
) -> Iterator[Finding]:
    card = rulebook.cards[UNUSED]
    seen: dict[str, int] = {}
    for comment, message in complaints:
        if not message:
            continue
        subject = f"{comment.form} {' '.join(comment.selectors)}"
        ordinal = seen[subject] = seen.get(subject, -1) + 1
        yield Finding(
            rule=UNUSED,
            severity=card.severity,
            path=path,
            span=comment.span,
            message=message,
            redacted="",
            fingerprint=fingerprint(UNUSED, path, None, subject, ordinal),
            snippet=_snippet(source, comment),
            why=card.why,
            fix=card.fix,
        )


def _snippet(source: SourceText, comment: Comment) -> Snippet:
    """The comment alone: what else stands in its line may be a secret that no rule was asked about."""
    span = comment.span
    text = source.line(span.line)[span.column - 1 : span.end_column - 1]
    for selector in comment.selectors:
        text = text.replace(selector, _safe(selector))
    return Snippet(span.line, (text,), span.column)


def _listed(selectors: Iterable[str]) -> str:
    return ", ".join(f"`{_safe(selector)}`" for selector in selectors)


def _safe(selector: str) -> str:
    return selector if len(selector) <= 40 and _RULE_LIKE.fullmatch(selector) else "*" * len(selector)
