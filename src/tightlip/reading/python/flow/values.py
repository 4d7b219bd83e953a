"""What an expression may hold: the secrets in it, its parts by key, and where each secret came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tightlip.reading.python.syntax import nodes as cst

# Kinds of origin. A parameter is no secret by itself: it stands for whatever a caller passes.
NAMED, FETCHED, ENVIRONMENT, OBJECT, PARAMETER = "named", "fetched", "environment", "object", "parameter"

# Enough for any real line; keeps a pathological module from growing without bound.
_MOST_ORIGINS = 12
_MOST_HOPS = 6
_LONGEST_BEFORE = 160


class Origin(NamedTuple):
    """One secret inside a value.

    `text` says what it is, in words that are safe to print; `root` is where it came from, `hops` the names it
    went through. `site` is the part of the expression at hand that holds it (`None`: the whole of it), `before`
    the text that stands before it in a composed string. A `weak` name needs a witness.
    """

    kind: str
    text: str
    root: cst.CSTNode
    site: cst.CSTNode | None = None
    before: str = ""
    hops: tuple[cst.CSTNode, ...] = ()
    weak: bool = False
    partial: bool = False
    noun: str = ""


class Value(NamedTuple):
    """What is known of an expression's value.

    `fields` are its parts by literal key, attribute or position. `made_by` is the dotted name of the call that
    made it, or of its type. `text` is its text when it is a literal, `tail` the literal text it ends with.
    `clean` says that it holds no secret whatever it is called; without it and without origins, nothing is known.
    """

    origins: tuple[Origin, ...] = ()
    fields: Mapping[str, Value] | None = None
    made_by: str = ""
    text: str | None = None
    tail: str = ""
    clean: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts that it may be, as far as they are known."""
        if self.made_by == CHOICE:
            return tuple(part.text for part in (self.fields or {}).values() if part.text is not None)
        return (self.text,) if self.text is not None else ()


IN_REPR = "repr"  # the noun of a whole object that shows a secret when it is written out, in a log for one
CHOICE = "<one of these>"  # what makes a value that is one of its fields
UNKNOWN = Value()
CLEAN = Value(clean=True)
NOTHING = Value(made_by="None", clean=True)


def spill(value: Value) -> tuple[Origin, ...]:
    """Every secret that shows when the whole of `value` is written out."""
    if not value.fields:
        return value.origins
    return _merged(value.origins, _spilled_fields(value.fields))


def _spilled_fields(fields: Mapping[str, Value]) -> Iterator[Origin]:
    for key, part in fields.items():
        for origin in spill(part):
            yield origin if origin.before else origin._replace(before=f"{key}=")


def join(values: Iterable[Value]) -> Value:
    """What holds one of `values`, no matter which."""
    values = tuple(values)
    if len(values) == 1:
        return values[0]
    first = values[0] if values else UNKNOWN
    if all(value == first for value in values):
        return first
    fields: dict[str, Value] = {}
    for value in values:
        for key, part in (value.fields or {}).items():
            fields[key] = join((fields[key], part)) if key in fields else part
    return Value(
        origins=_merged(*(value.origins for value in values)),
        fields=fields or None,
        made_by=next((value.made_by for value in values if value.made_by not in ("", NOTHING.made_by)), ""),
        clean=all(value.clean or value.text is not None for value in values),
    )


def mixed(parts: Iterable[Value]) -> Value:
    """What is made of all of `parts`, none of which can be told apart any more."""
    parts = tuple(parts)
    origins = _merged(*map(spill, parts))
    clean = not origins and bool(parts) and all(part.clean or part.text is not None for part in parts)
    return Value(origins, clean=clean)


def sited(value: Value, node: cst.CSTNode) -> Value:
    """`value`, seen as the part `node` of a larger expression."""
    if not value.origins and not value.fields:
        return value
    fields = value.fields and {key: sited(part, node) for key, part in value.fields.items()}
    return value._replace(origins=at(value.origins, node), fields=fields)


def at(origins: Iterable[Origin], node: cst.CSTNode) -> tuple[Origin, ...]:
    """`origins`, those that were the whole of their expression now being the part `node` of a larger one."""
    return tuple(origin if origin.site is not None else origin._replace(site=node) for origin in origins)


def after(text: str, origins: Iterable[Origin]) -> tuple[Origin, ...]:
    """`origins` with `text` put before them."""
    if not text:
        return tuple(origins)
    return tuple(origin._replace(before=(text + origin.before)[-_LONGEST_BEFORE:]) for origin in origins)


def stored(value: Value, target: cst.CSTNode) -> Value:
    """`value` once it is kept under the name `target`: sites are forgotten, the name is a hop on the way."""
    if not value.origins and not value.fields:
        return value
    fields = value.fields and {key: stored(part, target) for key, part in value.fields.items()}
    return value._replace(origins=tuple(_hop(origin, target) for origin in value.origins), fields=fields)


def _hop(origin: Origin, target: cst.CSTNode) -> Origin:
    if origin.root is target or len(origin.hops) >= _MOST_HOPS:
        return origin._replace(site=None)
    return origin._replace(site=None, hops=(*origin.hops, target))


def _merged(*groups: Iterable[Origin]) -> tuple[Origin, ...]:
    seen: dict[tuple[str, str, int, int], Origin] = {}
    for group in groups:
        for origin in group:
            key = (origin.kind, origin.text, id(origin.root), id(origin.site))
            if key not in seen and len(seen) < _MOST_ORIGINS:
                seen[key] = origin
    return tuple(seen.values())
