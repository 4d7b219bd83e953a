"""Fields that a class's generated `repr()` shows: dataclasses, attrs, named tuples, pydantic and SQLModel models."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.reading.facts import ShownField
from tightlip.reading.python.module import PythonModule, dotted, walk
from tightlip.reading.python.shown_models import BASES, DECORATORS, OWN_REPR, TEXT
from tightlip.reading.python.syntax import nodes as cst

_CONTAINERS = frozenset({"Optional", "Union", "Annotated", "ClassVar", "Final", "None"})


def shown_fields(module: PythonModule) -> Iterator[ShownField]:
    """Every field typed as text (`str`, `bytes`, optional too) that a `repr()` of its class shows."""
    for node in walk(module.tree):
        if isinstance(node, cst.ClassDef) and (model := _model(node, module)) and not _has_own_repr(node):
            for field, name in _fields(node):
                if _is_text(field.annotation.annotation) and not _is_hidden(field.value):
                    yield ShownField(node.name.value, name, model, module.anchor(field.target))


def _model(node: cst.ClassDef, module: PythonModule) -> str:
    for decorator in node.decorators:
        call = decorator.decorator if isinstance(decorator.decorator, cst.Call) else None
        name = module.qualified(call.func if call else decorator.decorator)
        if name in DECORATORS:
            return "" if call is not None and _switched_off(call, "repr") else DECORATORS[name]
    names = (module.qualified(base.value) for base in node.bases)
    return next((BASES[name] for name in names if name in BASES), "")


def _has_own_repr(node: cst.ClassDef) -> bool:
    return any(isinstance(item, cst.FunctionDef) and item.name.value in OWN_REPR for item in node.body.body)


def _fields(node: cst.ClassDef) -> Iterator[tuple[cst.AnnAssign, str]]:
    for line in node.body.body:
        for item in line.body if isinstance(line, cst.SimpleStatementLine) else ():
            if isinstance(item, cst.AnnAssign) and isinstance(item.target, cst.Name):
                yield item, item.target.value


def _is_text(annotation: cst.BaseExpression) -> bool:
    """Whether an annotation is `str` or `bytes`, perhaps optional. `SecretStr` is not; nor is a class of one's own."""
    names = {node.value for node in walk(annotation) if isinstance(node, cst.Name)}
    if isinstance(annotation, cst.SimpleString):
        names = set(annotation.raw_value.replace("|", " ").split())
    return bool(names & TEXT) and names <= TEXT | _CONTAINERS | {"typing"}


def _is_hidden(value: cst.BaseExpression | None) -> bool:
    """Whether a field's definition keeps it out of the repr: `field(repr=False)`."""
    return isinstance(value, cst.Call) and bool(dotted(value.func)) and _switched_off(value, "repr")


def _switched_off(call: cst.Call, keyword: str) -> bool:
    return any(
        arg.keyword is not None
        and arg.keyword.value == keyword
        and not (isinstance(arg.value, cst.Name) and arg.value.value == "True")
        for arg in call.args
    )
