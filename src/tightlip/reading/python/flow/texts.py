"""Texts put together: f-strings, `%`, `.format`, `+`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tightlip.reading.python.flow import formats
from tightlip.reading.python.flow.frame import Frame, Handler
from tightlip.reading.python.flow.naming import Namer
from tightlip.reading.python.flow.parts import ENVIRON
from tightlip.reading.python.flow.values import (
    CLEAN,
    NAMED,
    PARAMETER,
    UNKNOWN,
    Origin,
    Value,
    after,
    mixed,
    sited,
    spill,
)
from tightlip.reading.python.module import dotted, literal
from tightlip.reading.python.syntax import nodes as cst


def string(_: Frame, node: cst.SimpleString) -> Value:
    """A literal."""
    text = literal(node) or ""
    return Value(text=text, tail=text)


def concatenated(frame: Frame, node: cst.ConcatenatedString) -> Value:
    """`"a" f"b{c}"`."""
    return concatenate(frame.value(node.left), frame.value(node.right))


def formatted(frame: Frame, node: cst.FormattedString) -> Value:
    """An f-string."""
    origins: list[Origin] = []
    before = ""
    constant = True
    for part in node.parts:
        if isinstance(part, cst.FormattedStringText):
            before += part.value.replace("{{", "{").replace("}}", "}")
        elif isinstance(part, cst.FormattedStringExpression):
            constant = False
            held = spill(sited(frame.value(part.expression), part.expression))
            if part.equal:
                before += f"{dotted(part.expression)}="
            spec = ""
            for piece in part.format_spec or ():
                if isinstance(piece, cst.FormattedStringText):
                    spec += piece.value
                else:
                    frame.value(piece.expression)
            harmless, partial = formats.spec_effect(spec)
            if not harmless:
                origins += after(before, _cut(held) if partial else held)
            before += "\0"
    return Value(tuple(origins), text=before if constant else None, tail=before[-160:])


def _cut(origins: Iterable[Origin]) -> tuple[Origin, ...]:
    return tuple(origin._replace(partial=True) for origin in origins)


def concatenate(left: Value, right: Value) -> Value:
    """Two texts, one after the other."""
    if left.text is not None and right.text is not None:
        return Value(text=left.text + right.text, tail=(left.text + right.text)[-160:])
    tail = (left.tail + (right.tail if right.text is not None else right.tail or "\0"))[-160:]
    if not left.origins and not right.origins and not left.fields and not right.fields:
        return Value(tail=tail)
    return mixed((left, Value(after(left.tail, spill(right)))))._replace(tail=tail)


def binary(frame: Frame, node: cst.BinaryOperation) -> Value:
    """`a + b`, `a % b`, `a | b`; nothing else keeps a secret readable."""
    left, right = sited(frame.value(node.left), node.left), sited(frame.value(node.right), node.right)
    if isinstance(node.operator, cst.Add):
        return concatenate(left, right)
    if isinstance(node.operator, cst.Modulo):
        return percent(frame.analysis.namer, left, right, node.right)
    if isinstance(node.operator, cst.BitOr):
        made_by = ENVIRON if ENVIRON in (left.made_by, right.made_by) else ""
        return Value((*left.origins, *right.origins), {**(left.fields or {}), **(right.fields or {})} or None, made_by)
    if isinstance(node.operator, cst.Multiply) and left.text is not None:
        return CLEAN
    return UNKNOWN


def percent(namer: Namer, left: Value, right: Value, root: cst.CSTNode) -> Value:
    """`"…" % right`, where `root` is the expression of `right`."""
    fields = formats.percent_fields(left.text) if left.text is not None else None
    if fields is None:
        return mixed((left, right))
    by_key = any(isinstance(field.argument, str) for field in fields)
    if by_key:
        right = untold(namer, fields, right, root)
    single = not right.fields or (not by_key and not all(key.isdigit() for key in right.fields))
    parts = {"0": right} if single and not by_key else right.fields or {}
    return filled(namer, left.text or "", fields, parts, right)


def filled(namer: Namer, text: str, fields: Iterable[formats.Field], parts: Mapping[str, Value], whole: Value) -> Value:
    """A format string whose `fields` are filled from `parts`; a part that is not known is one of `whole`."""
    origins: list[Origin] = []
    for field in fields:
        part = parts.get(str(field.argument))
        if part is None:
            telling = not isinstance(field.argument, str) or namer.name(field.argument).sensitive
            part = Value(whole.origins) if telling else UNKNOWN
        for key in field.parts:
            part = (part.fields or {}).get(key, UNKNOWN)
        if not field.harmless:
            held = spill(part)
            origins += after(field.before, _cut(held) if field.partial else held)
    return Value(tuple(origins), tail=text[-160:])


def untold(namer: Namer, fields: Iterable[formats.Field], whole: Value, root: cst.CSTNode) -> Value:
    """`whole`, a mapping; when nothing is known of it, it holds what the fields that it fills are called."""
    if whole.clean or whole.fields or any(origin.kind != PARAMETER for origin in whole.origins):
        return whole
    parts: dict[str, Value] = {}
    for field in fields:
        if isinstance(field.argument, str) and namer.name(field.argument).strong:
            origin = Origin(NAMED, f'`{dotted(root) or "…"}["{field.argument}"]`', root)
            parts[field.argument] = Value((origin, *whole.origins))
    return whole._replace(fields=parts or None)


TEXTS: Mapping[type[cst.CSTNode], Handler] = {
    cst.SimpleString: string, cst.ConcatenatedString: concatenated, cst.FormattedString: formatted,
    cst.BinaryOperation: binary,
}  # fmt: skip
