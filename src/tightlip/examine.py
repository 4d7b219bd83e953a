"""A document that deserves a closer look: reading, checks, and what may be said of the hits.

Apart from the engine so that a run over clean files never imports it.
"""

from __future__ import annotations

import importlib
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping

from tightlip.judgement.judge import Judge
from tightlip.model import Document, Finding, Hit, Observation, Skipped, Span
from tightlip.reading import read
from tightlip.reading.facts import Reading
from tightlip.reading.text import SourceText
from tightlip.redact import Mask, comparable, fingerprint, mishap, redacted
from tightlip.rulebook.cards import Card


def judge_document(
    document: Document, kind: str, text: str, cards: Iterable[Card], judge: Judge
) -> tuple[list[Hit], Reading]:
    """The hits of `cards` in `document` (decoded: `text`), and the reading, whose `problems` tell what went wrong.

    A check that fails on it is a problem, too, and the others go on.
    """
    cards = list(cards)
    rules = {card.id for card in cards}
    hits: list[Hit] = []
    reading = read(document, kind, text, frozenset(fact for card in cards for fact in card.facts), judge)
    problems = list(reading.problems)
    for name in dict.fromkeys(card.check for card in cards):
        module = importlib.import_module(f"tightlip.checks.{name}")
        try:
            hits += [_placed(hit, reading) for hit in module.check(reading, judge) if hit.rule in rules]
        except Exception as error:
            problems.append(Skipped(document.path, mishap(error), failed=True, partial=True))
    return hits, reading._replace(problems=tuple(problems))


def _placed(hit: Hit, reading: Reading) -> Hit:
    """The hit, with what people call its place in the message."""
    place = reading.place(hit.span) if reading.place else ""
    return hit._replace(message=f"{hit.message} ({place})") if place else hit


def findings(
    path: str, source: SourceText, hits: Iterable[Hit], known: Iterable[Hit], cards: Mapping[str, Card]
) -> tuple[Finding, ...]:
    """The `hits` that are leaks by themselves, in order; secrets of `known` hits are masked in whatever is shown."""
    alone = _most_specific(cards, (hit for hit in hits if not hit.side))
    return tuple(finding for _, finding in _told(path, source, alone, known, cards))


def observations(
    path: str, source: SourceText, hits: Iterable[Hit], known: Iterable[Hit], cards: Mapping[str, Card], salt: bytes
) -> tuple[Observation, ...]:
    """The `hits` that it takes other files to judge, in order, as they may leave theirs."""
    told = _told(path, source, (hit for hit in hits if hit.side), known, cards)
    return tuple(Observation(finding, hit.side, comparable(_identity(hit), salt)) for hit, finding in told)


def conclude(observed: Iterable[Observation], cards: Mapping[str, Card]) -> Iterator[Finding]:
    """What the observations of a whole run come to, whatever their order."""
    by_check: dict[str, list[Observation]] = {}
    for observation in sorted(observed, key=lambda one: (one.finding.path, one.finding.span, one.finding.rule)):
        by_check.setdefault(cards[observation.finding.rule].check, []).append(observation)
    for name, ordered in by_check.items():
        yield from importlib.import_module(f"tightlip.checks.{name}").conclude(ordered)


def _told(
    path: str, source: SourceText, hits: Iterable[Hit], known: Iterable[Hit], cards: Mapping[str, Card]
) -> Iterator[tuple[Hit, Finding]]:
    """Each of `hits`, in order, with the finding that it makes."""
    ordered = sorted(hits, key=lambda hit: (hit.span, hit.rule))
    if not ordered:
        return
    secrets = [hit.secret for hit in known if hit.secret is not None]
    mask = Mask(spelling for secret in secrets for spelling in (secret.raw, secret.also) if spelling)
    seen: dict[tuple[str, str], int] = {}
    for hit in ordered:
        card = cards[hit.rule]
        key = (hit.rule, _identity(hit))
        ordinal = seen[key] = seen.get(key, -1) + 1
        yield (
            hit,
            Finding(
                rule=hit.rule,
                severity=card.severity if hit.severity is None else hit.severity,
                path=path,
                span=hit.span,
                message=mask.text(hit.message),
                redacted=redacted(hit.secret),
                fingerprint=fingerprint(hit.rule, path, hit.secret, hit.subject, ordinal),
                snippet=mask.snippet(source.line, hit.span),
                why=mask.text(hit.why) or card.why,
                fix=mask.text(hit.fix) or card.fix,
                trace=tuple(step._replace(text=mask.text(step.text)) for step in hit.trace),
            ),
        )


def _identity(hit: Hit) -> str:
    return hit.secret.raw if hit.secret else hit.subject


def _most_specific(cards: Mapping[str, Card], hits: Iterable[Hit]) -> Iterator[Hit]:
    """One leak, one finding: of hits whose spans overlap, the one with the highest precedence."""
    taken: list[Span] = []  # in order, and none of them overlaps another
    for hit in sorted(hits, key=lambda hit: -cards[hit.rule].precedence):
        at = bisect(taken, hit.span)
        if not any(overlap(hit.span, span) for span in taken[max(0, at - 1) : at + 1]):
            taken.insert(at, hit.span)
            yield hit


def overlap(one: Span, other: Span) -> bool:
    """Whether the two have a character in common."""
    return one[:2] < other[2:] and other[:2] < one[2:]
