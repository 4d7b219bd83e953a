"""Names and the parts of objects: variables, attributes, entries, slices, the environment."""

from __future__ import annotations

from collections.abc import Mapping

from tightlip.judgement.judge import NameVerdict
from tightlip.reading.python.flow import formats
from tightlip.reading.python.flow.frame import Frame, Handler
from tightlip.reading.python.flow.naming import is_class_like
from tightlip.reading.python.flow.values import (
    CLEAN,
    ENVIRONMENT,
    FETCHED,
    IN_REPR,
    NAMED,
    NOTHING,
    OBJECT,
    PARAMETER,
    UNKNOWN,
    Origin,
    Value,
    join,
    spill,
)
from tightlip.reading.python.module import dotted, literal
from tightlip.reading.python.syntax import nodes as cst
from tightlip.reading.words import words_of

# What iterating such a value gives is not what its parts are.
ENVIRON, ENVIRON_KEYS, ENVIRON_KEY, ITEMS = "<environment>", "<environment keys>", "<environment key>", "<items>"
MEMBER = Value(made_by="<member>", clean=True)  # of an enumeration: its parts say things about it
_CONFIGURATION = frozenset("settings setting config conf cfg configuration secrets credentials env environment".split())
_WRAPPINGS = frozenset("data result value response body attributes".split())  # keys that say nothing of what is in it


def named(verdict: NameVerdict, written: str, root: cst.CSTNode, made_by: str = "") -> Value:
    """The value of something that is a secret by its name, `written` so in the source."""
    if not verdict.sensitive:
        return Value(made_by=made_by)
    origin = Origin(NAMED, f"`{written}`", root, weak=not verdict.strong, noun=verdict.kind)
    return Value((origin,), made_by=made_by)


def an_object(made_by: str, node: cst.CSTNode) -> Value:
    """The value of an object of the class `made_by`, whose `repr()` shows a secret."""
    return Value((Origin(OBJECT, f"a whole `{made_by}`", node, noun=IN_REPR),), made_by=made_by)


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
    if imported and any(analysis.tables.environment.find((imported,))):
        return whole_environment(node)
    if written == "None":
        return NOTHING
    if written in ("True", "False") or analysis.is_defined_here(written):
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
    qualified = analysis.module.resolved(path)
    if any(analysis.tables.environment.find((qualified,))):
        return whole_environment(node)
    if qualified in analysis.tables.stores:
        return Value(made_by=qualified)
    base = frame.value(node.value)
    made_by = f"{base.made_by}.{part}" if base.made_by else qualified
    if made_by in analysis.tables.configurations:
        return Value((Origin(OBJECT, f"all of `{path or part}`", node),), made_by=made_by)
    if part == "__dict__":
        return written_out(frame, base, path.rpartition(".")[0] or "the object", node)
    if base.fields and part in base.fields:
        return base.fields[part]
    owner = _last_name(node.value)
    made = frame.body.owner if owner in ("self", "cls") else base.made_by
    kept = analysis.attribute(made, part) if made else None
    if kept is not None:
        return kept
    if (
        base == MEMBER
        or part in analysis.masked_attributes
        or any(analysis.tables.masked_attributes.find((_bare(qualified),)))
    ):
        return CLEAN
    if part in analysis.tables.carriers and (told := _without_objects(base)).origins:
        return told
    if part in analysis.tables.sent and not analysis.tables.requests.isdisjoint(words_of(owner)[-1:]):
        # Whoever sent it may have it back: it is no more the service's own than a token that was just made.
        return Value((Origin(OBJECT, f"all of `{path or part}`", node, noun="token"),), made_by=made_by)
    one_of_many = (is_class_like(owner) or owner.isupper()) and not isinstance(node.value, cst.Call)
    if one_of_many and _CONFIGURATION.isdisjoint(words_of(owner)):
        return CLEAN  # a member of an enumeration, a column of a model
    if analysis.namer.tells_a_fact(part):
        return Value(made_by=made_by, clean=True)
    by_use = analysis.namer.connection_string(path, frame.body.addresses)
    if by_use.sensitive:
        return named(by_use, path, node, made_by)
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
    if base.made_by == ENVIRON and base.fields and key in base.fields:
        return base.fields[key]
    if base.made_by == ENVIRON or any(analysis.tables.lookups.find((f"{base.made_by}.__getitem__",))):
        return looked_up(frame, written, key, node)
    if qualified in analysis.tables.stores or base.made_by in analysis.tables.stores:
        return Value((Origin(FETCHED, f"`{written}`", node),))
    if base.fields and key in base.fields:
        return base.fields[key]
    told = _without_objects(base)
    if told.origins and key in analysis.tables.carriers:
        return told
    verdict = analysis.namer.name(key, _last_name(container))
    if verdict.sensitive and any(origin.kind != PARAMETER for origin in told.origins):
        surer = verdict.strong and all(o.weak for o in told.origins if o.kind != PARAMETER)
        return named(verdict, written, node) if surer else told
    if analysis.namer.tells_a_fact(key):
        return Value(made_by=qualified, clean=True)
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
    if isinstance(lower, cst.Integer) and _whole_number(lower) == 0:
        lower = None
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
        for key in position.texts:
            found = looked_up(frame, f'{dotted(node.value)}["{key}"]', key, node)
            if found.origins:
                return found
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
    return Value(_without_objects(base).origins)


def _without_objects(base: Value) -> Value:
    """`base` as far as its parts are concerned: a whole object is a secret only as a whole."""
    return base._replace(origins=tuple(origin for origin in base.origins if origin.kind != OBJECT))


def written_out(frame: Frame, base: Value, written: str, node: cst.CSTNode) -> Value:
    """All the parts of an object, as `vars(x)` and `x.model_dump()` give them."""
    if base.fields:
        told = (origin for part in base.fields.values() for origin in spill(part))
        secret = any(origin.kind != PARAMETER for origin in told)  # a parameter is whatever its caller gives
    else:
        made_by = frame.body.owner if written == "self" else base.made_by
        secret = frame.analysis.holds_secrets(made_by, written)
    # Whose settings they are is not known: a client may well be shown its own.
    noun = "token" if not base.fields and frame.analysis.is_holder(written) else ""
    return Value((Origin(OBJECT, f"all of `{written}`", node, noun=noun),)) if secret else UNKNOWN


def _bare(name: str) -> str:
    """A dotted name without its calls and subscripts."""
    return name.replace("()", "").replace("[]", "")


def _last_name(node: cst.CSTNode) -> str:
    """The last name of a chain: of `event["headers"]`, the key."""
    if isinstance(node, cst.Subscript) and isinstance(index := node.slice[0].slice, cst.Index):
        key = literal(index.value)
        if key is not None and key not in _WRAPPINGS:
            return key
    return dotted(node).rpartition(".")[2].rstrip("()[]")


PARTS: Mapping[type[cst.CSTNode], Handler] = {
    cst.Name: name, cst.Attribute: attribute, cst.Subscript: subscript,
}  # fmt: skip
