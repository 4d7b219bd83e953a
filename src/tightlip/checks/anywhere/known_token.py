"""A credential of a known provider's format in any text."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.judgement.judge import Judge
from tightlip.judgement.proofs import REFUTED
from tightlip.judgement.tokens import Found
from tightlip.model import Hit, Secret, Severity
from tightlip.reading.facts import Reading

RULE = "known-token"


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every token that is neither public, nor documented, nor made up."""
    for token in judge.tokens.find(reading.source.text):
        words = f"; {token.proof.words}" if token.proof.words else ""
        yield Hit(
            RULE,
            reading.source.span(token.start, token.end),
            f"{token.format.title} stands here{words}",
            Secret(token.value),
            severity=_severity(token, reading.in_tests),
            why=token.format.why,
            fix=token.format.fix,
        )


def _severity(token: Found, in_tests: bool) -> Severity:
    """A wrong checksum makes a warning of an error: the value opens nothing, but may be a mistyped copy of one that
    does. What is a warning elsewhere is a note in tests and documentation, where stand-ins are the rule.
    """
    severity = token.proof.severity or Severity.parse(token.format.severity)
    if token.proof.verdict == REFUTED:
        severity = min(severity, Severity.WARNING)
    return Severity.NOTE if in_tests and severity == Severity.WARNING else severity
