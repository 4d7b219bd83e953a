"""A credential of a known provider's format in any text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tightlip import paths
from tightlip.judgement.decoding import Decoded
from tightlip.judgement.judge import Judge
from tightlip.judgement.proofs import REFUTED
from tightlip.judgement.tokens import Found
from tightlip.model import Hit, Secret, Severity
from tightlip.reading.facts import Reading

RULE = "known-token"


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every token that is neither public, nor documented, nor made up; what is encoded is decoded once."""
    text = reading.source.text
    for token in judge.tokens.find(text):
        yield _hit(token, token.start, token.end, reading)
    for run in _likely(text, reading, judge):
        written = text[run.start : run.end]
        for token in judge.tokens.find(run.plain):
            if token.value not in written:
                yield _hit(token, run.start, run.end, reading, f", in {run.how}", written)


def _likely(text: str, reading: Reading, judge: Judge) -> Sequence[Decoded]:
    """The encoded texts in `text` if there may be a token in one of them."""
    runs = () if reading.kind == paths.LOCK else judge.decoded(text)
    return runs if judge.tokens.suspects("\n".join(run.plain for run in runs)) else ()


def _hit(token: Found, start: int, end: int, reading: Reading, how: str = "", written: str = "") -> Hit:
    words = f"; {token.proof.words}" if token.proof.words else ""
    return Hit(
        RULE,
        reading.source.span(start, end),
        f"{token.format.title} stands here{how}{words}",
        Secret(token.value, written),
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
