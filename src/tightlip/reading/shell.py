"""Shell scripts, Makefiles and Procfiles as facts: what they bind on command lines, and what they say."""

from __future__ import annotations

from tightlip import paths
from tightlip.judgement.judge import Judge
from tightlip.reading.facts import Fact, Flow, Reading
from tightlip.reading.makefile import make_variables, processes, recipes
from tightlip.reading.pieces import Piece
from tightlip.reading.scripts import programs, script, script_facts


def read(reading: Reading, wanted: frozenset[str], judge: Judge) -> Reading:
    """`reading` with the facts of its commands; of anything malformed, those of what can be read."""
    source, name = reading.source, reading.path.rpartition("/")[2]
    text = Piece.of(source.text, 0, len(source.text))
    facts: list[Fact] = []
    if reading.kind == paths.MAKEFILE:
        facts += make_variables(source, wanted)
        text = recipes(text)
    elif reading.kind == paths.PROCFILE:
        text = processes(text)
    run = list(script(text))
    facts += script_facts(run, source, wanted, judge, name, source.text)
    if not wanted.isdisjoint(("grants", "handovers")):
        from tightlip.reading import aws_scripts

        facts += aws_scripts.facts(run, reading, wanted, judge)
    for code, kept in programs(run):
        from tightlip.reading.embedded import python_facts

        found = python_facts(code, reading, wanted, judge).facts
        facts += [fact for fact in found if not (kept and isinstance(fact, Flow) and fact.sink == "secret-in-output")]
    return reading._replace(facts=tuple(facts))
