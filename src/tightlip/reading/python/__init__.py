"""A Python document becomes facts: from its tree, or from its text where there is no tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tightlip.judgement.judge import Judge
from tightlip.model import Skipped
from tightlip.reading.facts import Fact, Reading
from tightlip.reading.text import SourceText

if TYPE_CHECKING:  # for most files `focus` sees that there is no need of it
    from tightlip.reading.python.module import PythonModule

# Trees take hundreds of times their text's memory: what is longer (in code points) is data that no person has written.
_MOST = 1_000_000


def read(reading: Reading, wanted: frozenset[str], judge: Judge) -> Reading:
    """`reading` with the facts of the `wanted` kinds; what could only be read as text is said in its problems."""
    likely, parsed = wanted, None
    if judge.settings.focus:
        from tightlip.reading.python.focus import look

        likely, parsed = look(reading.source, wanted, judge)
        if not likely:
            return reading
    if len(reading.source.text) > _MOST:
        return _read_as_text(reading, wanted, judge, f"larger than {_MOST:,} characters")
    from tightlip.reading.python.module import PythonSyntaxError
    from tightlip.reading.python.parsing import parse

    try:
        module = parse(reading.source.text, parsed, whole=not judge.settings.focus)
        return reading._replace(facts=tuple(_facts(module, reading.source, likely, judge)))
    except PythonSyntaxError as error:
        reason = str(error)
    except RecursionError:
        reason = "nested too deeply"
    return _read_as_text(reading, wanted, judge, reason)


def _read_as_text(reading: Reading, wanted: frozenset[str], judge: Judge, reason: str) -> Reading:
    problem = Skipped(reading.path, f"{reason}: checked as text", partial=True)
    found: tuple[Fact, ...] = ()
    if "bindings" in wanted:
        from tightlip.reading.python.fallback import bindings_in_text

        found = tuple(bindings_in_text(reading.source, judge))
    return reading._replace(facts=found, problems=(problem,))


def _facts(module: PythonModule, source: SourceText, wanted: frozenset[str], judge: Judge) -> Iterator[Fact]:
    if "bindings" in wanted:
        from tightlip.reading.python.bindings import bindings

        yield from bindings(module, source, judge)
    if "flows" in wanted:
        from tightlip.reading.python.flow.facts import flows

        yield from flows(module, judge)
    if "switches" in wanted:
        from tightlip.reading.python.switches import switches

        yield from switches(module, judge)
    if "shown-fields" in wanted:
        from tightlip.reading.python.shown_fields import shown_fields

        yield from shown_fields(module)
    if not wanted.isdisjoint(("grants", "handovers")):
        from tightlip.reading.python import policies

        yield from policies.facts(module, source, wanted, judge)
    if not wanted.isdisjoint(("secret-refs", "rotations", "cached-fetches", "bad-calls")):
        from tightlip.reading.python import secret_facts

        yield from secret_facts.facts(module, source.text, wanted, judge)
