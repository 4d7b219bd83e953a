"""Calls whose result is as secret as what they are given."""

from __future__ import annotations

from tightlip.reading.python.flow.callee import Argument, Callee
from tightlip.reading.python.flow.displays import elements
from tightlip.reading.python.flow.parts import ENVIRON, ENVIRON_KEYS, ITEMS
from tightlip.reading.python.flow.values import CLEAN, UNKNOWN, Value, after, mixed, spill

_OF_KEYS = frozenset(
    {"list", "tuple", "set", "frozenset", "sorted", "iter", "reversed"}
)  # of a mapping, these keep its keys


def propagated(form: str, callee: Callee, arguments: tuple[Argument, ...]) -> Value:
    """The value of a call that passes on what it is given; `form` is its table in `sanitizers.toml`."""
    values = [argument.value for argument in arguments]
    first = values[0] if values else UNKNOWN
    if form == "writes":
        return Value(after("&", tuple(o if o.before else o._replace(before="=") for o in mixed(values).origins)))
    if form == "mixes":
        mixed_value = mixed(values)
        return mixed_value._replace(text=first.text, tail=first.tail) if callee.leaf == "str" else mixed_value
    if callee.leaf in ("dict", "OrderedDict", "SimpleNamespace"):
        fields = dict(first.fields or {}) if arguments and not arguments[0].keyword else {}
        fields.update((argument.keyword, argument.value) for argument in arguments if argument.keyword)
        starred = [argument.value for argument in arguments if argument.star == "**"]
        for value in starred:
            fields.update(value.fields or {})
        origins = (*first.origins, *(origin for value in starred for origin in value.origins))
        made_by = next((value.made_by for value in (first, *starred) if value.made_by == ENVIRON), "")
        if first.made_by == ITEMS:
            return Value(spill(first))
        return Value(origins, fields or None, made_by)
    if first.made_by == ENVIRON:
        return (
            first
            if callee.leaf in ("copy", "deepcopy", "ChainMap", "UserDict")
            else Value(made_by=ENVIRON_KEYS, clean=True)
        )
    if callee.leaf == "enumerate":
        return Value(fields={"0": CLEAN, "1": elements(first)}, made_by=ITEMS)
    if callee.leaf == "zip":
        return Value(fields={str(n): elements(value) for n, value in enumerate(values)}, made_by=ITEMS)
    if callee.leaf in ("filter", "map"):
        return mixed(values if callee.leaf == "map" else values[1:])
    if callee.leaf == "next":
        return elements(first)
    if callee.leaf in _OF_KEYS and first.fields and not all(key.isdigit() for key in first.fields):
        return elements(first)
    return first
