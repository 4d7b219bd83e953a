"""Code of other languages than Python becomes bindings: by its tokens, with a table for what is special in each."""

from __future__ import annotations

from tightlip.judgement.judge import Judge
from tightlip.reading.facts import Reading
from tightlip.reading.languages.binder import bindings
from tightlip.reading.languages.lexer import syntax
from tightlip.reading.languages.program import program
from tightlip.reading.languages.words import binding_words

_MINIFIED = 400  # characters a line, on average


def read(reading: Reading, wanted: frozenset[str], judge: Judge) -> Reading:
    """`reading` with the bindings of its code; none of what a program wrote."""
    source = reading.source
    if "bindings" not in wanted or len(source.text) > _MINIFIED * max(10, len(source.starts)):
        return reading
    table = judge.vocabulary["languages"]
    code = program(syntax(table["language"][reading.kind]), source.text)
    return reading._replace(facts=tuple(bindings(source, code, binding_words(table), judge)))
