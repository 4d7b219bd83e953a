"""A credential of a known provider's format in any text."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.judgement.judge import Judge
from tightlip.judgement.proofs import REFUTED
from tightlip.model import Hit, Secret, Severity
from tightlip.reading.facts import Reading

RULE = "known-token"


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every token that is neither public, nor documented, nor made up.

    A wrong checksum makes a note of it: such a value opens nothing, but it may be a mistyped copy of one that
    does. In tests and documentation it is surely a stand-in, and nothing is said.
    """
    for token in judge.tokens.find(reading.source.text):
        refuted = token.proof.verdict == REFUTED
        if refuted and reading.in_tests:
            continue
        severity = Severity.NOTE if refuted else token.proof.severity or Severity.parse(token.format.severity)
        words = f"; {token.proof.words}" if token.proof.words else ""
        yield Hit(
            RULE,
            reading.source.span(token.start, token.end),
            f"{token.format.title} stands here{words}",
            Secret(token.value),
            severity=severity,
            why=token.format.why,
            fix=token.format.fix,
        )
