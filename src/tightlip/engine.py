"""One document through the rules: the first pass over its bytes, and a closer look where that finds a needle."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from tightlip.model import Document, Finding, Hit, Observation, Skipped, Span
from tightlip.needles import Needle, Search
from tightlip.paths import KEY_STORE, kind_of
from tightlip.reading.decode import decode, to_utf8
from tightlip.rulebook.book import Rulebook
from tightlip.rulebook.cards import Card
from tightlip.settings import Settings

if TYPE_CHECKING:
    from tightlip.judgement.judge import Judge
    from tightlip.reading.text import SourceText

WAIVER_GROUP = "waivers"
# Of a document that lies beside files that keep secrets: a needle that is not in its text.
_WITH_SECRETS_BESIDE = frozenset(("secrets_beside",))
_Cards = tuple[Card, ...]


class Plan(NamedTuple):
    """What a run needs to know, made once: the rules to report, the search for their needles, and the judge.

    The search is made when the first document comes, the judge when one deserves a closer look. A plan that is sent to
    another process is made anew there. `salt` blinds what is compared across files; it is another one in every run.
    `accepted` is what a baseline of detect-secrets accepts, by path. `applicable` tells which rules apply to a kind of
    file in which needles of certain groups were found: those to report, and those that are off.
    """

    rulebook: Rulebook
    active: frozenset[str]
    settings: Settings
    search: Callable[[], Search]
    judge: Callable[[], Judge]
    salt: bytes
    accepted: Mapping[str, frozenset[str]]
    applicable: Callable[[str, frozenset[str]], tuple[_Cards, _Cards]]

    def __reduce__(self) -> tuple[Any, ...]:
        return (make_plan, (self.rulebook, self.active, self.settings, self.salt))


class Candidate(NamedTuple):
    """A document that deserves a closer look: needles of `groups` were found in it, or its path alone matters."""

    document: Document
    groups: frozenset[str]


class Scanned(NamedTuple):
    """One document's findings; `source` is there when waivers have something to read in it.

    `observations` are what only `conclude` can judge, when every document has been looked at. `waived` counts the
    secrets that a baseline of detect-secrets accepts.
    """

    findings: tuple[Finding, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    source: SourceText | None = None
    observations: tuple[Observation, ...] = ()
    waived: int = 0


NOTHING = Scanned()


def make_plan(rulebook: Rulebook, active: frozenset[str], settings: Settings, salt: bytes = b"") -> Plan:
    """The plan for reporting the `active` rules; `SettingsError` when another tool's baseline cannot be used."""
    rulebook = rulebook._replace(tokens={**rulebook.tokens, **{token.id: token for token in settings.tokens}})
    if settings.sources or settings.sinks or settings.sanitizers:
        from tightlip.rulebook.own_calls import with_own_calls  # few projects have calls of their own

        rulebook = rulebook._replace(vocabulary=with_own_calls(rulebook.vocabulary, settings))

    @cache
    def judge() -> Judge:
        from tightlip.judgement.judge import Judge

        own = settings.sensitive_names, settings.harmless_names
        return Judge(rulebook.vocabulary, *own, rulebook.tokens, settings, search)

    @cache  # documents are many, kinds with groups are few
    def applicable(kind: str, groups: frozenset[str]) -> tuple[_Cards, _Cards]:
        cards = [card for card in rulebook.cards.values() if _applies(card, kind, groups)]
        return tuple(card for card in cards if card.id in active), tuple(
            card for card in cards if card.id not in active
        )

    @cache  # not for a run in which nothing is new
    def search() -> Search:
        own = [Needle(word, "names") for word in judge().own_needles()] if settings.sensitive_names else []
        return Search([*rulebook.needles(), *own, Needle("tightlip:", WAIVER_GROUP)])

    salt, accepted = salt or os.urandom(16), _accepted_elsewhere(settings)
    return Plan(rulebook, active, settings, search, judge, salt, accepted, applicable)


def scan(plan: Plan, document: Document) -> Scanned:
    """The findings in one document, and what of it could not be checked."""
    seen = first_pass(plan, document)
    return closer_look(plan, seen) if isinstance(seen, Candidate) else seen


def first_pass(plan: Plan, document: Document) -> Scanned | Candidate:
    """Whether `document` deserves a closer look: the cheap part, and for most documents all there is."""
    data = to_utf8(document.data)
    if data is None:
        return _look_at_bytes(plan, document)
    groups = plan.search().groups(data)
    if document.beside:
        groups |= _WITH_SECRETS_BESIDE
    if plan.applicable(kind_of(document.path, data), groups)[0] or WAIVER_GROUP in groups:
        return Candidate(document._replace(data=data), groups)
    return NOTHING


def _look_at_bytes(plan: Plan, document: Document) -> Scanned | Candidate:
    """What there is to say of a file that is no text: only one that keeps keys deserves a closer look."""
    from tightlip.judgement.key_stores import key_store  # not for the many that have no such file

    groups = frozenset((KEY_STORE,))
    if plan.applicable(KEY_STORE, groups)[0] and key_store(document.data) is not None:
        return Candidate(document, groups)
    return Scanned((), (Skipped(document.path, "binary"),))


def closer_look(plan: Plan, candidate: Candidate) -> Scanned:
    """What the rules find in `candidate`. Never raises for what is in it."""
    # Trees hold no cycles: they go with their last reference. To look through them for some takes a fifth of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _closer_look(plan, candidate)
    except Exception as error:  # a mistake of ours in one file must not hide what is in the others
        from tightlip.redact import mishap

        return Scanned((), (Skipped(candidate.document.path, mishap(error), failed=True),))
    finally:
        if collecting:
            gc.enable()


def conclude(plan: Plan, observed: Sequence[Observation]) -> tuple[Finding, ...]:
    """What the observations of all of a run's documents come to, whatever their order."""
    if not observed:
        return ()
    from tightlip.examine import conclude

    return tuple(conclude(observed, plan.rulebook.cards))


def _closer_look(plan: Plan, candidate: Candidate) -> Scanned:
    # Imported here: most runs never come this far, and this costs as much as all the rest of a clean one.
    from tightlip.examine import findings, judge_document, observations, overlap

    document, groups = candidate
    kind = KEY_STORE if KEY_STORE in groups else kind_of(document.path, document.data)
    chosen, off = plan.applicable(kind, groups)
    text, judge = "" if kind == KEY_STORE else decode(document.data), plan.judge()
    hits, reading = judge_document(document, kind, text, chosen, judge)
    if not hits:
        return Scanned((), reading.problems, reading.source if WAIVER_GROUP in groups else None)
    # Lines are about to be shown: rules that are switched off still say what in them must be masked.
    hidden = judge_document(document, kind, text, off, judge)[0] if off else []
    found = findings(document.path, reading.source, hits, (*hits, *hidden), plan.rulebook.cards)
    seen = observations(document.path, reading.source, hits, (*hits, *hidden), plan.rulebook.cards, plan.salt)
    accepted = _accepted_spans(plan, document.path, hits, reading.source)
    left = tuple(finding for finding in found if not any(overlap(finding.span, span) for span in accepted))
    seen = tuple(one for one in seen if not any(overlap(one.finding.span, span) for span in accepted))
    return Scanned(left, reading.problems, reading.source, seen, len(found) - len(left))


def _accepted_elsewhere(settings: Settings) -> Mapping[str, frozenset[str]]:
    if not settings.detect_secrets_baseline:
        return {}
    from tightlip.judgement.detect_secrets_baseline import load

    name = settings.detect_secrets_baseline
    return load(os.path.join(settings.root, name), name)


def _accepted_spans(plan: Plan, path: str, hits: Sequence[Hit], source: SourceText) -> Sequence[Span]:
    digests = plan.accepted.get(path)
    if not digests:
        return ()
    from tightlip.judgement.detect_secrets_baseline import accepted

    return accepted(hits, source.line, digests)


def _applies(card: Card, kind: str, groups: frozenset[str]) -> bool:
    return (
        bool(card.check)
        and ("*" in card.reads or kind in card.reads)
        and (not card.needs or any(groups.issuperset(need.split("+")) for need in card.needs))
    )
