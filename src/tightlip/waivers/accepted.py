"""A baseline at work: the findings that it accepts, and a finding for each entry that accepts nothing any more."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence

from tightlip.model import Finding, Snippet, Span
from tightlip.redact import fingerprint
from tightlip.rulebook.book import Rulebook
from tightlip.waivers.baseline import Baseline, Entry, as_row

UNUSED = "unused-suppression"


def today() -> str:
    """The day it is in UTC, so that an acceptance ends at the same moment everywhere."""
    return time.strftime("%Y-%m-%d", time.gmtime())


def not_accepted(entries: Iterable[Entry], findings: Iterable[Finding], day: str) -> Iterator[Finding]:
    """The `findings` that none of the `entries` accepts on that `day`, each saying so if one did before."""
    last_days: dict[str, str] = {}
    for entry in entries:
        last_days[entry.fingerprint] = max(entry.last_day, last_days.get(entry.fingerprint, ""))
    for finding in findings:
        last_day = last_days.get(finding.fingerprint)
        if last_day is None:
            yield finding
        elif last_day < day:
            yield finding._replace(message=f"{finding.message} (was accepted until {last_day})")


def stale(entries: Iterable[Entry], findings: Iterable[Finding], judged: frozenset[str]) -> tuple[Entry, ...]:
    """The `entries` for which nothing was found, of the `judged` rules alone."""
    found = {finding.fingerprint for finding in findings}
    return tuple(entry for entry in entries if entry.rule in judged and entry.fingerprint not in found)


def complaints(rulebook: Rulebook, baseline: Baseline, entries: Sequence[Entry]) -> Iterator[Finding]:
    """A finding for each of the stale `entries`, on its line in the baseline; one for two that a merge has doubled."""
    card = rulebook.cards[UNUSED]
    for entry in {entry.fingerprint: entry for entry in reversed(entries)}.values():
        row = as_row(entry._replace(reason="", expires=""))  # a reason is free text: who knows what is in it
        yield Finding(
            rule=UNUSED,
            severity=card.severity,
            path=baseline.name,
            span=Span(entry.line, 1, entry.line, len(row) + 1),
            message=f"the `{entry.rule}` that this accepts is no longer in `{entry.path}`",
            redacted="",
            fingerprint=fingerprint(UNUSED, baseline.name, None, entry.fingerprint, 0),
            snippet=Snippet(entry.line, (row,)),
            why="It would hide the same leak, should it come back.",
            fix="Run `tightlip baseline prune`, which drops the entry.",
        )
