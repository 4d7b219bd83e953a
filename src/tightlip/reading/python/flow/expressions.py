"""What an expression's value holds: names, parts of objects, strings put together, displays, comprehensions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import libcst as cst

from tightlip.judgement.judge import NameVerdict
from tightlip.reading.python.flow import formats
from tightlip.reading.python.flow.frame import Frame, Handler
from tightlip.reading.python.flow.naming import Namer, is_class_like
from tightlip.reading.python.flow.tables import words_of
from tightlip.reading.python.flow.values import (
    CLEAN,
    ENVIRONMENT,
    FETCHED,
    NAMED,
    OBJECT,
    PARAMETER,
    UNKNOWN,
    Origin,
    Value,
    after,
    at,
    join,
    mixed,
    sited,
    spill,
)  # fmt: skip
from tightlip.reading.python.module import children, dotted, literal

# What iterating such a value gives is not what its parts are.
ENVIRON, ENVIRON_KEYS, ENVIRON_KEY, ITEMS = "<environment>", "<environment keys>", "<environment key>", "<items>"
_MOST_PARTS = 40
_CONFIGURATION = frozenset("settings setting config conf cfg configuration secrets credentials env environment".split())


def named(verdict: NameVerdict, written: str, root: cst.CSTNode, made_by: str = "") -> Value:
    """The value of something that is a secret by its name, `written` so in the source."""
    if not verdict.sensitive:
        return Value(made_by=made_by)
    origin = Origin(NAMED, f"`{written}`", root, weak=not verdict.strong, noun=verdict.kind)
    return Value((origin,), made_by=made_by)


def whole_environment(node: cst.CSTNode) -> Value:
    """The value of `os.environ`."""
    return Value((Origin(ENVIRONMENT, "the whole environment", node),), made_by=ENVIRON)


def name(frame: Frame, node: cst.Name) -> Value:
    """A variable: what was put into it, or what its name says."""
    written = node.value
    known = frame.lookup(written)
    if known is not None:
        return known
    analysis = frame.analysis
    imported = analysis.module.imports.get(written, "")
    if any(analysis.tables.environment.find((imported,))):
        return whole_environment(node)
    if written in ("True", "False", "None") or analysis.is_defined_here(written):
        return CLEAN
    if imported and "." not in imported:
        return Value(made_by=imported)  # a module: `import secrets`
    verdict = analysis.namer.variable(written)
    if imported and not verdict.sensitive:
        verdict = analysis.namer.variable(imported.rpartition(".")[2])  # `import DATABASE_URL as url`
    return named(verdict, written, node, imported)


def attribute(frame: Frame, node: cst.Attribute) -> Value:
    """A part of an object, by its name."""
    analysis, part = frame.analysis, node.attr.value
    path = dotted(node)
    known = frame.lookup(path) if path else None
    if known is not None:
        return known
    qualified = analysis.module.qualified(node)
    if any(analysis.tables.environment.find((qualified,))):
        return whole_environment(node)
    if qualified in analysis.tables.stores:
        return Value(made_by=qualified)
    base = frame.value(node.value)
    made_by = f"{base.made_by}.{part}" if base.made_by else qualified
    if part == "__dict__":
        return written_out(frame, base, path.rpartition(".")[0] or "the object", node)
    if base.fields and part in base.fields:
        return base.fields[part]
    owner = _last_name(node.value)
    if owner in ("self", "cls") and frame.body.owner:
        kept = analysis.attribute(frame.body.owner, part)
        if kept is not None:
            return kept
    if part in analysis.masked_attributes or any(analysis.tables.masked_attributes.find((_bare(qualified),))):
        return CLEAN
    if base.origins and part in analysis.tables.carriers:
        return base
    if is_class_like(owner) and _CONFIGURATION.isdisjoint(words_of(owner)):
        return CLEAN  # a member of an enumeration, a column of a model
    return named(analysis.namer.variable(part, owner), path or part, node, made_by)


def subscript(frame: Frame, node: cst.Subscript) -> Value:
    """A part of a container, by its key or position, or a slice of it."""
    base = frame.value(node.value)
    for element in node.slice:
        if isinstance(element.slice, cst.Slice):
            return _slice(frame, base, element.slice)
    if len(node.slice) != 1 or not isinstance(node.slice[0].slice, cst.Index):
        return UNKNOWN
    index = node.slice[0].slice.value
    key = literal(index)
    if key is None:
        return _dynamic(frame, node, base, index)
    return entry(frame, node, node.value, base, key)


def entry(frame: Frame, node: cst.CSTNode, container: cst.BaseExpression, base: Value, key: str) -> Value:
    """The entry called `key` of `container`, whose value is `base`; `node` is the whole expression."""
    analysis = frame.analysis
    written = f'{dotted(container) or "…"}["{key}"]'
    qualified = _bare(analysis.module.qualified(container))
    if base.made_by == ENVIRON or any(analysis.tables.lookups.find((f"{base.made_by}.__getitem__",))):
        return looked_up(frame, written, key, node)
    if qualified in analysis.tables.stores or base.made_by in analysis.tables.stores:
        return Value((Origin(FETCHED, f"`{written}`", node),))
    if base.fields and key in base.fields:
        return base.fields[key]
    if base.origins and key in analysis.tables.carriers:
        return base
    verdict = analysis.namer.name(key, _last_name(container))
    if verdict.sensitive and any(origin.kind != PARAMETER for origin in base.origins):
        return base
    return named(verdict, written, node, qualified)


def looked_up(frame: Frame, written: str, key: str, node: cst.CSTNode) -> Value:
    """What is read from the environment under `key`."""
    verdict = frame.analysis.namer.environment(key)
    if not verdict.sensitive:
        return UNKNOWN
    return Value((Origin(FETCHED, f"`{written}`", node, noun=verdict.kind),))


def _slice(frame: Frame, base: Value, bounds: cst.Slice) -> Value:
    lower, upper = bounds.lower, bounds.upper
    for bound in (lower, upper, bounds.step):
        if bound is not None:
            frame.value(bound)
    if not base.origins:
        return UNKNOWN
    shown = _whole_number(upper) if lower is None else -_whole_number(lower) if upper is None else 0
    if 0 < shown <= formats.FEW:
        return Value(tuple(origin._replace(partial=True) for origin in base.origins))
    return Value(base.origins)


def _whole_number(node: cst.CSTNode | None) -> int:
    if isinstance(node, cst.UnaryOperation) and isinstance(node.operator, cst.Minus):
        return -_whole_number(node.expression)
    return int(node.value, 0) if isinstance(node, cst.Integer) else 0


def _dynamic(frame: Frame, node: cst.Subscript, base: Value, index: cst.BaseExpression) -> Value:
    """`container[index]` for an index that is no literal text."""
    analysis = frame.analysis
    position = frame.value(index)
    if base.made_by == ENVIRON:
        key = position.text
        if key is not None:
            return looked_up(frame, f'{dotted(node.value)}["{key}"]', key, node)
        return base if position.made_by == ENVIRON_KEY else UNKNOWN
    if isinstance(index, cst.Integer):
        if base.fields and index.value in base.fields:
            return base.fields[index.value]
        return Value(tuple(origin for origin in base.origins if origin.kind == FETCHED))
    if position.text is not None:
        return entry(frame, node, node.value, base, position.text)
    constant = dotted(index).rpartition(".")[2]
    if constant.isupper():
        return named(analysis.namer.constant(constant), f"{dotted(node.value)}[{dotted(index)}]", node)
    if base.fields:
        return join(base.fields.values())
    return Value(base.origins)


def written_out(frame: Frame, base: Value, written: str, node: cst.CSTNode) -> Value:
    """All the parts of an object, as `vars(x)` and `x.model_dump()` give them."""
    if base.fields:
        secret = any(spill(part) for part in base.fields.values())
    else:
        secret = frame.analysis.holds_secrets(base.made_by, written)
    return Value((Origin(OBJECT, f"all of `{written}`", node),)) if secret else UNKNOWN


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
            if part.equal is not None:
                before += f"{dotted(part.expression)}="
            spec = ""
            for piece in part.format_spec or ():
                if isinstance(piece, cst.FormattedStringText):
                    spec += piece.value
                else:
                    frame.value(piece.expression)  # type: ignore[attr-defined]
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
    tail = (left.tail + right.tail if right.text is not None else right.tail or "\0")[-160:]
    if not left.origins and not right.origins and not left.fields and not right.fields:
        return Value(tail=tail)
    return mixed((left, Value(after(left.tail, spill(right)))))._replace(tail=tail)


def binary(frame: Frame, node: cst.BinaryOperation) -> Value:
    """`a + b`, `a % b`, `a | b`; nothing else keeps a secret readable."""
    left, right = sited(frame.value(node.left), node.left), sited(frame.value(node.right), node.right)
    if isinstance(node.operator, cst.Add):
        return concatenate(left, right)
    if isinstance(node.operator, cst.Modulo):
        return percent(frame.analysis.namer, left, right)
    if isinstance(node.operator, cst.BitOr):
        made_by = ENVIRON if ENVIRON in (left.made_by, right.made_by) else ""
        return Value((*left.origins, *right.origins), {**(left.fields or {}), **(right.fields or {})} or None, made_by)
    if isinstance(node.operator, cst.Multiply) and left.text is not None:
        return CLEAN
    return UNKNOWN


def percent(namer: Namer, left: Value, right: Value) -> Value:
    """`"…" % right`."""
    fields = formats.percent_fields(left.text) if left.text is not None else None
    if fields is None:
        return mixed((left, right))
    by_key = any(isinstance(field.argument, str) for field in fields)
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
    if not value.origins:
        plain = isinstance(node, (cst.Name, cst.Attribute, cst.Subscript)) and not dotted(node).isupper()
        return sited(named(verdict, dotted(node) or key, node), node) if plain and verdict.strong else value
    if verdict.strong and all(origin.weak for origin in value.origins):
        return value._replace(origins=tuple(origin._replace(weak=False) for origin in value.origins))
    return value


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
    if value.made_by == ITEMS or not value.fields:
        return value._replace(made_by="") if value.made_by != ITEMS else Value(fields=value.fields)
    if all(key.isdigit() for key in value.fields):
        return join(value.fields.values())
    return CLEAN  # the keys of a mapping


def _bare(name: str) -> str:
    """A dotted name without its calls and subscripts."""
    return name.replace("()", "").replace("[]", "")


def _last_name(node: cst.CSTNode) -> str:
    return dotted(node).rpartition(".")[2].rstrip("()[]")


EXPRESSIONS: Mapping[type[cst.CSTNode], Handler] = {
    cst.Name: name, cst.Attribute: attribute, cst.Subscript: subscript, cst.SimpleString: string,
    cst.ConcatenatedString: concatenated, cst.FormattedString: formatted, cst.BinaryOperation: binary,
    cst.IfExp: either, cst.BooleanOperation: boolean, cst.Comparison: harmless, cst.UnaryOperation: harmless,
    cst.Integer: harmless, cst.Float: harmless, cst.List: sequence, cst.Tuple: sequence, cst.Set: sequence,
    cst.Dict: mapping, cst.Await: awaited,
}  # fmt: skip
