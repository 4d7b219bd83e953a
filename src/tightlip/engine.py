"""One document through the rules: needles, reading, checks, and what may be said of the hits."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tightlip.judgement.judge import Judge
from tightlip.model import Document, Finding, Hit, Skipped, Span
from tightlip.needles import Needle, Prefilter, compile_needles
from tightlip.paths import kind_of
from tightlip.reading import read
from tightlip.reading.decode import decode, to_utf8
from tightlip.reading.facts import Reading
from tightlip.reading.text import SourceText
from tightlip.redact import fingerprint, masked_snippet, redacted
from tightlip.rulebook.book import Rulebook
from tightlip.rulebook.cards import Card
from tightlip.settings import Settings

WAIVER_GROUP = "waivers"


class Plan(NamedTuple):
    """What a run needs to know, made once: the rules to report, and the pass that finds their needles."""

    rulebook: Rulebook
    active: frozenset[str]
    judge: Judge
    prefilter: Prefilter
    max_file_size: int


class Scanned(NamedTuple):
    """One document's findings; `source` is there when waivers have something to read in it."""

    findings: tuple[Finding, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    source: SourceText | None = None


def make_plan(rulebook: Rulebook, active: frozenset[str], settings: Settings) -> Plan:
    """The plan for reporting the `active` rules."""
    judge = Judge(rulebook.vocabulary, settings.sensitive_names, settings.harmless_names, rulebook.tokens)
    own = [Needle(name, "names") for name in settings.sensitive_names]
    needles = [*rulebook.needles(), *own, Needle("tightlip:", WAIVER_GROUP)]
    return Plan(rulebook, active, judge, compile_needles(needles), settings.max_file_size)


def scan(plan: Plan, document: Document) -> Scanned:
    """The findings in one document, and what of it could not be checked. Never raises for what is in it."""
    if len(document.data) > plan.max_file_size:
        return _skip(document, f"larger than {plan.max_file_size:,} bytes (max-file-size)")
    data = to_utf8(document.data)
    if data is None:
        return _skip(document, "binary")
    groups = plan.prefilter(data)
    kind = kind_of(document.path)
    cards = [card for card in plan.rulebook.cards.values() if _applies(card, kind, groups)]
    chosen = [card for card in cards if card.id in plan.active]
    if not chosen and WAIVER_GROUP not in groups:
        return Scanned()
    text = decode(data)
    hits, reading = _judge(plan, document, kind, text, chosen)
    if not hits:
        return Scanned((), reading.problems, reading.source if WAIVER_GROUP in groups else None)
    # Lines are about to be shown: rules that are switched off still say what in them must be masked.
    off = [card for card in cards if card.id not in plan.active]
    hidden = _judge(plan, document, kind, text, off)[0] if off else []
    findings = _finish(plan, document.path, reading.source, hits, (*hits, *hidden))
    return Scanned(findings, reading.problems, reading.source)


def _skip(document: Document, reason: str) -> Scanned:
    return Scanned((), (Skipped(document.path, reason),))


def _applies(card: Card, kind: str, groups: frozenset[str]) -> bool:
    return ("*" in card.reads or kind in card.reads) and (not card.needs or not groups.isdisjoint(card.needs))


def _judge(plan: Plan, document: Document, kind: str, text: str, cards: list[Card]) -> tuple[list[Hit], Reading]:
    wanted = frozenset(fact for card in cards for fact in card.facts)
    rules = {card.id for card in cards}
    reading = read(document, kind, text, wanted, plan.judge)
    hits: list[Hit] = []
    problems = list(reading.problems)
    for name in dict.fromkeys(card.check for card in cards):
        module = importlib.import_module(f"tightlip.checks.{name}")
        hits.extend(hit for hit in module.check(reading, plan.judge) if hit.rule in rules)
    return hits, reading._replace(problems=tuple(problems))


def _finish(
    plan: Plan, path: str, source: SourceText, hits: Iterable[Hit], known: Iterable[Hit]
) -> tuple[Finding, ...]:
    secrets = frozenset(hit.secret.raw for hit in known if hit.secret is not None)
    seen: dict[tuple[str, str], int] = {}
    findings = []
    for hit in sorted(_most_specific(plan, hits), key=lambda hit: (hit.span, hit.rule)):
        card = plan.rulebook.cards[hit.rule]
        key = (hit.rule, hit.secret.raw if hit.secret else hit.subject)
        ordinal = seen[key] = seen.get(key, -1) + 1
        findings.append(
            Finding(
                rule=hit.rule,
                severity=card.severity if hit.severity is None else hit.severity,
                path=path,
                span=hit.span,
                message=hit.message,
                redacted=redacted(hit.secret),
                fingerprint=fingerprint(hit.rule, path, hit.secret, hit.subject, ordinal),
                snippet=masked_snippet(source.line, hit.span, secrets),
                why=hit.why or card.why,
                fix=hit.fix or card.fix,
                trace=hit.trace,
            )
        )
    return tuple(findings)


def _most_specific(plan: Plan, hits: Iterable[Hit]) -> Iterator[Hit]:
    """One leak, one finding: of hits whose spans overlap, the one with the highest precedence."""
    cards = plan.rulebook.cards
    taken: list[Span] = []
    for hit in sorted(hits, key=lambda hit: -cards[hit.rule].precedence):
        if not any(_overlap(hit.span, span) for span in taken):
            taken.append(hit.span)
            yield hit


def _overlap(one: Span, other: Span) -> bool:
    return one[:2] < other[2:] and other[:2] < one[2:]
