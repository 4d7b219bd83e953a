"""Whether a secret of a file may reach a sink: what `flow` finds, and more.

It is asked backwards: where what sinks are told may come from, and what is put there, until a secret turns up or
nothing is left to ask. Places are followed, not values, and in no order: what is put into a place anywhere may be in
it everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tightlip.reading.python.focus.names import Names
from tightlip.reading.python.focus.notes import Notes
from tightlip.reading.python.focus.places import REQUEST, SECRET, TOKEN, WEAK, Place, Put
from tightlip.reading.python.focus.puts import Puts
from tightlip.reading.python.focus.said import requests, said, said_strictly
from tightlip.reading.python.focus.shown import may_show_fields
from tightlip.reading.python.focus.tree import Body
from tightlip.reading.python.focus.values import Values
from tightlip.reading.python.focus.witnesses import Witnesses


def may_flow(names: Names) -> bool:
    """Whether the file may hold such a flow."""
    if "hide_input" in names.written:
        return True
    notes = Notes(names)
    if notes.fills_by_name or (notes.sinks and may_show_fields(names)):
        return True
    values = Values(notes)
    puts = Puts(values)
    reached: set[Place] = set()
    if _reach(said(notes), puts, reached):
        return True
    loose = _weak(reached)
    if _reach(said_strictly(notes), puts, reached):
        return True
    weak = _weak(reached)
    if not weak:
        return False
    witnesses = Witnesses(names)
    return values.surer or any(map(witnesses.convince, weak)) or any(map(witnesses.convince_of_token, loose))


def _reach(sources: Iterable[Put | Place], puts: Puts, reached: set[Place]) -> bool:
    """Add to `reached` what `sources` may come from; whether a secret is among that, which ends the search."""
    queue = [sources]
    while queue:
        for place in _places(queue.pop(), puts.values):
            if place not in reached:
                if place == SECRET:
                    return True
                reached.add(place)
                queue.append(requests(puts.notes) if place == REQUEST else puts.into(place))
    return False


def _weak(places: Iterable[Place]) -> set[Place]:
    return {place for place in places if place[0] in (WEAK, TOKEN)}


def _places(sources: Iterable[Put | Place], values: Values) -> Iterator[Place]:
    """The places that something comes from: given as such, or by the expressions that hold it."""
    for source in sources:
        if isinstance(source[1], Body):
            yield from values.held(*source)
        else:
            yield source
