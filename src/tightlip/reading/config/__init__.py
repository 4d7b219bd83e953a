"""Configuration files: YAML, JSON, TOML, HCL and INI, each into the same nodes, and the nodes into facts."""

from __future__ import annotations

import importlib
from functools import partial

from tightlip import paths
from tightlip.judgement.judge import Judge
from tightlip.model import Skipped
from tightlip.reading.facts import Fact, Reading


def read(reading: Reading, wanted: frozenset[str], judge: Judge) -> Reading:
    """`reading` with the facts of its configuration. What is broken is said, and the rest is read."""
    parser = importlib.import_module(f"tightlip.reading.config.{reading.kind}")
    nodes, whole = parser.parse(reading.source.text)
    facts: list[Fact] = []
    if "bindings" in wanted:
        from tightlip.reading.config.bindings import bindings

        for node in nodes:
            facts.extend(bindings(node, reading.source))
        if reading.kind == paths.YAML:
            from tightlip.reading.config.files import bindings_inside

            for node in nodes:
                facts.extend(bindings_inside(node, reading.source))
    if not wanted.isdisjoint(("grants", "handovers")):
        from tightlip.reading.config import aws

        origin = aws.Origin(reading.path, reading.kind, reading.source.text, aws.in_text(reading.source))
        for node in nodes if aws.concerned(origin.text, wanted, judge) else ():
            facts.extend(aws.facts(node, origin, wanted, judge))
    if not wanted.isdisjoint(("secret-refs", "rotations")):
        from tightlip.reading.config import secrets

        facts.extend(secrets.facts(nodes, reading.source, wanted, judge))
    if reading.kind == paths.YAML and not wanted.isdisjoint(("bindings", "ci")):
        from tightlip.reading.config import workflows
        from tightlip.reading.config.compose import command_lines

        for node in nodes if "bindings" in wanted else ():
            place = partial(partial, reading.source.span)
            facts.extend(command_lines(node, reading.source.text, judge, place))
        facts.extend(workflows.facts(nodes, reading, wanted, judge))
    problems = (
        ()
        if whole
        else (Skipped(reading.path, f"not valid {reading.kind.upper()} everywhere: read in part", partial=True),)
    )
    return reading._replace(facts=(*reading.facts, *facts), problems=(*reading.problems, *problems))
