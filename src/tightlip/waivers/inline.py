"""Suppression comments at work: what they waive, and a finding for each of them that waives nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tightlip.engine import Plan
from tightlip.model import Finding, Snippet
from tightlip.nearest import did_you_mean
from tightlip.paths import kind_of
from tightlip.reading.text import SourceText
from tightlip.redact import fingerprint
from tightlip.rulebook.book import Rulebook
from tightlip.rulebook.cards import Card
from tightlip.rulebook.selection import ALL, matching
from tightlip.waivers.accepted import UNUSED
from tightlip.waivers.comments import FILE, Comment, find_comments, may_have_comments
from tightlip.waivers.layout import Statements, layout_of
from tightlip.waivers.others import find_others, is_others_too, may_have_others

WITHOUT_REASON = "suppression-without-reason"
# Named in a comment they are about that comment, and not about the code at it.
_ABOUT_COMMENTS = (UNUSED, WITHOUT_REASON)

# What a report may repeat of a comment: a word that could be a rule's name, and that no secret looks like.
_RULE_LIKE = re.compile(r"[a-z]+(?:-[a-z]+)*")


class Review(NamedTuple):
    """What the comments in a text come to: the findings that none of them waives, all of `comments`, and which do what.

    `uses` are pairs of a comment and a selector in it that waives something.
    """

    kept: list[Finding]
    comments: list[Comment]
    uses: set[tuple[Comment, str]]


def waive_inline(
    plan: Plan, active: frozenset[str], source: SourceText, path: str, findings: list[Finding], complete: bool
) -> tuple[list[Finding], list[Finding]]:
    """The `findings` that no comment in `source` waives, and a finding for each comment that is not as it should be.

    Whether a comment is of use is only judged for `active` rules, and where the file's check was `complete`.
    """
    rulebook, reviewed = plan.rulebook, review(plan, source, path, findings)
    judged = active if complete else frozenset[str]()
    told: list[Finding] = []

    def unused(comment: Comment) -> str:
        return _complaint(comment, reviewed.uses, rulebook, judged)

    for rule, complaint in ((UNUSED, unused), (WITHOUT_REASON, _unexplained)):
        silenced = any(comment.form == FILE and rule in comment.selectors for comment in reviewed.comments)
        if rule in active and not silenced:
            about = (each for each in reviewed.comments if not each.quoted and rule not in each.selectors)
            told += _findings(rulebook.cards[rule], path, source, ((each, complaint(each)) for each in about))
    return reviewed.kept, told


def useless(
    plan: Plan, active: frozenset[str], source: SourceText, path: str, findings: list[Finding]
) -> list[tuple[Comment, list[str]]]:
    """The comments in `source` that `waive_inline` reports to be of no use, each with its selectors that are not."""
    reviewed = review(plan, source, path, findings)
    return [(comment, unused_selectors(comment, reviewed.uses, plan.rulebook, active)) for comment in reviewed.comments]


def review(plan: Plan, source: SourceText, path: str, findings: list[Finding]) -> Review:
    """What the comments in `source`, the file at `path`, do to `findings`."""
    own, tools = may_have_comments(source), plan.settings.other_comments
    foreign = bool(tools and findings) and may_have_others(source, tools)
    if not own and not foreign:
        return Review(findings, [], set())
    kind = kind_of(path)
    layout = layout_of(source, kind)
    comments = find_comments(source, kind, layout) if own else []
    others = find_others(source, kind, layout, tools) if foreign else []
    uses: set[tuple[Comment, str]] = set()
    kept = []
    for finding in findings:
        waivers = {
            (comment, selector)
            for comment in comments
            if _speaks_of(comment, finding, layout.statements)
            for selector in comment.selectors
            if finding.rule in matching(plan.rulebook, selector)
        }
        uses |= waivers
        if not waivers and not (is_others_too(finding) and _is_waived(others, finding, layout.statements)):
            kept.append(finding)
    return Review(kept, comments, uses)


def unused_selectors(
    comment: Comment, uses: set[tuple[Comment, str]], rulebook: Rulebook, judged: frozenset[str]
) -> list[str]:
    """The selectors of `comment` that name rules, all of them `judged`, and waive nothing."""
    return [
        selector
        for selector in comment.selectors
        if (comment, selector) not in uses
        and selector not in _ABOUT_COMMENTS
        and matching(rulebook, selector)
        and _all_on(rulebook, selector) <= judged
    ]


def _is_waived(others: Iterable[Comment], finding: Finding, statements: Statements) -> bool:
    return any(finding.rule in comment.selectors and _speaks_of(comment, finding, statements) for comment in others)


def _speaks_of(comment: Comment, finding: Finding, statements: Statements) -> bool:
    """Whether `comment` stands at `finding`: on one of its lines, or on its statement's first or last one."""
    span = finding.span
    at_finding = span.line <= comment.line <= span.end_line
    return comment.form == FILE or at_finding or comment.line in statements.get(span.line, ())


def _complaint(comment: Comment, uses: set[tuple[Comment, str]], rulebook: Rulebook, judged: frozenset[str]) -> str:
    """What is wrong with `comment`, in words; empty when nothing is."""
    if not comment.selectors:
        return "this comment names no rule, and so ignores nothing"
    unknown = [selector for selector in comment.selectors if not matching(rulebook, selector)]
    unused = unused_selectors(comment, uses, rulebook, judged)
    parts = []
    if unknown:
        near = did_you_mean(unknown[0], rulebook.cards) if len(unknown) == 1 and not unused else ""
        parts.append(f"there is no rule {_listed(unknown)}{near}")
    if unused:
        parts.append("there is nothing to ignore" if unused == [ALL] else f"there is no {_listed(unused)} to ignore")
    return "; ".join(parts)


def _unexplained(comment: Comment) -> str:
    return "" if comment.reasoned else "this comment does not say why"


def _all_on(rulebook: Rulebook, selector: str) -> frozenset[str]:
    """The rules that must have been looked for before anyone can say that `selector` is of no use."""
    rules = matching(rulebook, selector)
    return frozenset(rule for rule in rules if rulebook.cards[rule].default) or rules


def _findings(
    card: Card, path: str, source: SourceText, complaints: Iterable[tuple[Comment, str]]
) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for comment, message in complaints:
        if not message:
            continue
        subject = f"{comment.form} {' '.join(comment.selectors)}"
        ordinal = seen[subject] = seen.get(subject, -1) + 1
        yield Finding(
            rule=card.id,
            severity=card.severity,
            path=path,
            span=comment.span,
            message=message,
            redacted="",
            fingerprint=fingerprint(card.id, path, None, subject, ordinal),
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
