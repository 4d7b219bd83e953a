"""A document that deserves a closer look: reading, checks, and what may be said of the hits.

Apart from the engine so that a run over clean files never imports it.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterable, Iterator, Mapping

from tightlip.judgement.judge import Judge
from tightlip.model import Document, Finding, Hit, Skipped, Span
from tightlip.reading import read
from tightlip.reading.facts import Reading
from tightlip.reading.text import SourceText
from tightlip.redact import Mask, fingerprint, redacted
from tightlip.rulebook.cards import Card


def judge_document(
    document: Document, kind: str, text: str, cards: Iterable[Card], judge: Judge
) -> tuple[list[Hit], Reading]:
    """The hits of `cards` in `document` (decoded: `text`), and the reading, whose `problems` tell what went wrong.

    Never raises for what is in the document: a check that fails on it is named as such, and the others go on.
    """
    cards = list(cards)
    rules = {card.id for card in cards}
    hits: list[Hit] = []
    try:
        reading = read(document, kind, text, frozenset(fact for card in cards for fact in card.facts), judge)
    except Exception as error:
        reading = read(document, kind, text, frozenset(), judge)
        reading = reading._replace(problems=(_failure(document, "its parser", error),))
    problems = list(reading.problems)
    for name in dict.fromkeys(card.check for card in cards):
        module = importlib.import_module(f"tightlip.checks.{name}")
        try:
            hits += [hit for hit in module.check(reading, judge) if hit.rule in rules]
        except Exception as error:
            problems.append(_failure(document, f"the check {name}", error))
    return hits, reading._replace(problems=tuple(problems))


def findings(
    path: str, source: SourceText, hits: Iterable[Hit], known: Iterable[Hit], cards: Mapping[str, Card]
) -> tuple[Finding, ...]:
    """`hits` as findings, in order; the secrets of `known` hits are masked in whatever is shown."""
    mask = Mask(hit.secret.raw for hit in known if hit.secret is not None)
    seen: dict[tuple[str, str], int] = {}
    found = []
    for hit in sorted(_most_specific(cards, hits), key=lambda hit: (hit.span, hit.rule)):
        card = cards[hit.rule]
        key = (hit.rule, hit.secret.raw if hit.secret else hit.subject)
        ordinal = seen[key] = seen.get(key, -1) + 1
        found.append(
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
            )
        )
    return tuple(found)


def _failure(document: Document, what: str, error: Exception) -> Skipped:
    """Where it happened, and no more: an exception's message may quote what it choked on."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = f"{os.path.basename(frame.tb_frame.f_code.co_filename)}:{frame.tb_lineno}" if frame else "?"
    reason = f"{what} failed on it ({type(error).__name__}, {place}); please report this"
    return Skipped(document.path, reason, failed=True, partial=True)


def _most_specific(cards: Mapping[str, Card], hits: Iterable[Hit]) -> Iterator[Hit]:
    """One leak, one finding: of hits whose spans overlap, the one with the highest precedence."""
    taken: list[Span] = []
    for hit in sorted(hits, key=lambda hit: -cards[hit.rule].precedence):
        if not any(_overlap(hit.span, span) for span in taken):
            taken.append(hit.span)
            yield hit


def _overlap(one: Span, other: Span) -> bool:
    return one[:2] < other[2:] and other[:2] < one[2:]
