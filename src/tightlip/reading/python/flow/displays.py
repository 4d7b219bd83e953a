"""Lists, tuples, dictionaries, choices, and what is left of an expression that only tells a fact."""

from __future__ import annotations

from collections.abc import Mapping

from tightlip.judgement.judge import NameVerdict
from tightlip.reading.python.flow.frame import Frame, Handler
from tightlip.reading.python.flow.naming import is_class_like
from tightlip.reading.python.flow.parts import ENVIRON, ENVIRON_KEY, ENVIRON_KEYS, ITEMS, named
from tightlip.reading.python.flow.values import (
    CHOICE,
    CLEAN,
    OBJECT,
    PARAMETER,
    UNKNOWN,
    Origin,
    Value,
    at,
    join,
    mixed,
    sited,
)
from tightlip.reading.python.module import children, dotted
from tightlip.reading.python.syntax import nodes as cst

_MOST_PARTS = 40
_TYPES = frozenset("str bytes int float bool list dict tuple set object type".split())


def either(frame: Frame, node: cst.IfExp) -> Value:
    """`a if test else b`."""
    frame.value(node.test)
    return join((sited(frame.value(node.body), node.body), sited(frame.value(node.orelse), node.orelse)))


def boolean(frame: Frame, node: cst.BooleanOperation) -> Value:
    """`a or b` is one of the two; of `a and b`, the first only shows when it is empty."""
    left, right = sited(frame.value(node.left), node.left), sited(frame.value(node.right), node.right)
    return right if isinstance(node.operator, cst.And) else join((left, right))


def harmless(frame: Frame, node: cst.CSTNode) -> Value:
    """A comparison, a negation, a number: its parts are looked at, its value tells nothing."""
    for part in children(node):
        frame.value(part)
    return CLEAN


def sequence(frame: Frame, node: cst.List | cst.Tuple | cst.Set) -> Value:
    """`[a, b]`, `(a, b)`, `{a, b}`: the parts by position."""
    values = [(element, sited(frame.value(element.value), element.value)) for element in node.elements]
    if len(values) > _MOST_PARTS or any(isinstance(element, cst.StarredElement) for element, _ in values):
        return mixed(value for _, value in values)
    return Value(fields={str(position): value for position, (_, value) in enumerate(values)} or None)


def mapping(frame: Frame, node: cst.Dict) -> Value:
    """`{"key": a, **b}`: the parts by key."""
    fields: dict[str, Value] = {}
    origins: tuple[Origin, ...] = ()
    made_by = ""
    for element in node.elements:
        value = frame.value(element.value)
        if isinstance(element, cst.StarredDictElement):
            fields.update(value.fields or {})
            origins += at(value.origins, element.value)
            made_by = ENVIRON if value.made_by == ENVIRON else made_by
        elif isinstance(element, cst.DictElement):
            key = frame.value(element.key).text
            value = sited(value, element.value)
            if key is None:
                verdict = frame.analysis.namer.constant(dotted(element.key).rpartition(".")[2])
                fields[f"?{len(fields)}"] = under(value, verdict, dotted(element.key), element.value)
            else:
                fields[key] = under(value, frame.analysis.namer.name(key), key, element.value)
    return Value(origins, fields or None, made_by)


def under(value: Value, verdict: NameVerdict, key: str, node: cst.BaseExpression) -> Value:
    """`value` put under the key or keyword `key`: a telling key says what an untold value is."""
    if not verdict.sensitive or value.clean or value.text is not None or value.fields:
        return value
    if all(origin.kind == PARAMETER for origin in value.origins):
        plain = isinstance(node, (cst.Name, cst.Attribute, cst.Subscript)) and not _names_a_type(dotted(node))
        told = named(verdict, dotted(node) or key, node) if plain and verdict.strong else UNKNOWN
        return sited(told._replace(origins=(*told.origins, *value.origins)), node) if told.origins else value
    if verdict.strong and all(origin.weak for origin in value.origins):
        return value._replace(origins=tuple(origin._replace(weak=False) for origin in value.origins))
    return value


def _names_a_type(name: str) -> bool:
    """Whether a name in a table is that of a type or a constant: `{"password": str}`."""
    last = name.rpartition(".")[2]
    return last in _TYPES or last.isupper() or is_class_like(last)


def awaited(frame: Frame, node: cst.Await) -> Value:
    """`await x`."""
    return frame.value(node.expression)


def children_of(frame: Frame, node: cst.CSTNode) -> Value:
    """Anything else: its parts are looked at, nothing is known of its value."""
    for part in children(node):
        frame.value(part)
    return UNKNOWN


def elements(value: Value) -> Value:
    """What iterating over `value` gives."""
    if value.made_by in (ENVIRON, ENVIRON_KEYS):
        return Value(made_by=ENVIRON_KEY, clean=True)
    if value.made_by == ITEMS:
        return Value(fields=value.fields)
    if not value.fields:
        # `for token in user.tokens`: as often a row of a table as a text.
        parts = (origin for origin in value.origins if origin.kind != OBJECT)  # of a whole object, the keys
        rows = (o._replace(weak=True, noun="") if o.noun == "token" else o for o in parts)
        return value._replace(origins=tuple(rows), made_by="")
    if all(part.text is not None for part in value.fields.values()) and not value.origins:
        return Value(fields=value.fields, made_by=CHOICE, clean=True)
    if all(key.isdigit() for key in value.fields):
        return join(value.fields.values())
    return CLEAN  # the keys of a mapping


DISPLAYS: Mapping[type[cst.CSTNode], Handler] = {
    cst.List: sequence, cst.Tuple: sequence, cst.Set: sequence, cst.Dict: mapping, cst.IfExp: either,
    cst.BooleanOperation: boolean, cst.Comparison: harmless, cst.UnaryOperation: harmless,
    cst.Integer: harmless, cst.Float: harmless, cst.Await: awaited,
}  # fmt: skip
