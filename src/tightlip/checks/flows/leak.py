"""A secret that is said out loud: in a log, an error, an address, a message. One check serves all these rules."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.judgement.judge import Judge
from tightlip.model import Hit, Severity
from tightlip.reading.facts import Flow, Reading


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every flow.

    It is only a note where a few characters are shown on purpose, where a command is there to show the secret, and in
    tests, where a secret that is one by its name alone is made up.
    """
    phrases = judge.vocabulary["sinks"]["phrases"]
    for fact in reading.facts:
        if isinstance(fact, Flow):
            part = "part of " if fact.partial else ""
            quiet = fact.partial or fact.meant or (fact.named and reading.in_tests)
            yield Hit(
                fact.rule,
                fact.anchor(),
                f"{part}{fact.source} {phrases[fact.sink]} `{fact.through}`",
                subject=f"{fact.source} {fact.through}",
                severity=Severity.NOTE if quiet else None,
                trace=fact.trace(),
            )
