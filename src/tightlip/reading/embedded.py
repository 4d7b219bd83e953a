"""Python inside another document: read as a module of its own, its facts put where they stand in that document."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tightlip import paths
from tightlip.judgement.judge import Judge
from tightlip.model import Span, Step
from tightlip.reading import python
from tightlip.reading.facts import Fact, Flow, Reading, SecretRef
from tightlip.reading.pieces import Piece
from tightlip.reading.text import SourceText


def python_facts(code: Piece, reading: Reading, wanted: frozenset[str], judge: Judge) -> Reading:
    """The facts in `code`, a part of the document of `reading`, and what was wrong with it."""
    inner = SourceText(code.text)
    read = python.read(reading._replace(kind=paths.PYTHON, source=inner, facts=(), problems=()), wanted, judge)
    place = partial(_place, code, inner, reading.source)
    return read._replace(facts=tuple(_moved(fact, place) for fact in read.facts))


def _moved(fact: Fact, place: Callable[[Span], Span]) -> Fact:
    anchor = fact.anchor
    if isinstance(fact, Flow):
        trace = fact.trace
        fact = fact._replace(trace=lambda: tuple(Step(place(step.span), step.text) for step in trace()))
    elif isinstance(fact, SecretRef) and fact.around is not None:
        around = fact.around
        fact = fact._replace(around=lambda: place(around()))
    return fact._replace(anchor=lambda: place(anchor()))


def _place(code: Piece, inner: SourceText, outer: SourceText, span: Span) -> Span:
    """Where a span of the code stands in the document."""
    start = inner.offset(span.line, span.column)
    end = max(start + 1, inner.offset(span.end_line, span.end_column))
    return outer.span(code.marks[start], code.marks[end - 1] + 1)
