"""A first look over a module: its functions and classes, and which of them are worth following a secret through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import libcst as cst

from tightlip.reading.python.flow.naming import Namer
from tightlip.reading.python.module import children, dotted

_LONGEST_KEY = 64


@dataclass
class Body:
    """What stands in a function, or at a module's top level: `owner` is the class whose method it is.

    `words` are its names, attributes and key-like literals; `calls` the last names of what it calls; `speaks` that
    it raises or asserts; `spent` the names that it passes on as a secret (`password=pwd`), `labels` those that it
    passes on as a secret's name (`SecretId=secret`).
    """

    name: str
    owner: str = ""
    node: cst.FunctionDef | None = None
    words: set[str] = field(default_factory=set)
    calls: set[str] = field(default_factory=set)
    spent: set[str] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    speaks: bool = False
    returns: bool = False

    @property
    def decorators(self) -> Iterator[cst.BaseExpression]:
        """The expressions of its decorators."""
        for decorator in self.node.decorators if self.node else ():
            yield decorator.decorator


@dataclass(frozen=True)
class Survey:
    """A module's bodies: its top level, its functions by name, its methods by class and name."""

    top: Body
    functions: Mapping[str, Body]
    methods: Mapping[str, Mapping[str, Body]]
    bases: Mapping[str, tuple[str, ...]]

    @property
    def bodies(self) -> Iterator[Body]:
        """Every function and method."""
        yield from self.functions.values()
        for methods in self.methods.values():
            yield from methods.values()

    def method(self, owner: str, name: str) -> Body | None:
        """The method that `owner`, a class of this module, has or inherits from another one of it."""
        seen: set[str] = set()
        queue = [owner]
        while queue:
            owner = queue.pop(0)
            if owner not in seen and owner in self.methods:
                seen.add(owner)
                if name in self.methods[owner]:
                    return self.methods[owner][name]
                queue.extend(self.bases[owner])
        return None


def survey(tree: cst.Module, namer: Namer) -> Survey:
    """What stands in `tree`, in one walk."""
    top = Body("<module>")
    functions: dict[str, Body] = {}
    methods: dict[str, dict[str, Body]] = {}
    bases: dict[str, tuple[str, ...]] = {}
    stack: list[tuple[cst.CSTNode, Body, str]] = [(tree, top, "")]
    while stack:
        node, body, owner = stack.pop()
        if isinstance(node, cst.FunctionDef) and body is top:
            body = Body(node.name.value, owner, node)
            if owner:
                methods[owner].setdefault(body.name, body)
            else:
                functions.setdefault(body.name, body)
        elif isinstance(node, cst.ClassDef) and body is top:
            owner = node.name.value
            methods.setdefault(owner, {})
            bases.setdefault(owner, tuple(dotted(base.value) for base in node.bases))
        else:
            _note(node, body, namer)
        stack.extend((child, body, owner) for child in children(node))
    return Survey(top, functions, methods, bases)


def _note(node: cst.CSTNode, body: Body, namer: Namer) -> None:
    kind = type(node)
    if kind is cst.Name:
        body.words.add(node.value)  # type: ignore[attr-defined]
    elif kind is cst.SimpleString:
        _note_key(node.raw_value, body)  # type: ignore[attr-defined]
    elif isinstance(node, cst.Call):
        name = node.func.attr if isinstance(node.func, cst.Attribute) else node.func
        if isinstance(name, cst.Name):
            body.calls.add(name.value)
    elif isinstance(node, cst.Arg):
        if node.keyword is not None and isinstance(node.value, cst.Name):
            _note_use(node.keyword.value, node.value.value, body, namer)
    elif isinstance(node, cst.DictElement):
        if isinstance(node.key, cst.SimpleString) and isinstance(node.value, cst.Name):
            _note_use(node.key.raw_value, node.value.value, body, namer)
    elif isinstance(node, cst.FormattedString):
        _note_bearer(node, body)
    elif kind is cst.Raise or kind is cst.Assert:
        body.speaks = True
    elif kind is cst.Return or kind is cst.Yield:
        body.returns = True


def _note_key(text: str, body: Body) -> None:
    if len(text) <= _LONGEST_KEY and " " not in text:
        body.words.add(text)


def _note_use(role: str, name: str, body: Body, namer: Namer) -> None:
    if namer.name(role).strong and role not in ("secret", "credentials"):
        body.spent.add(name)
    elif role.lower().endswith(("id", "name", "key")):
        body.labels.add(name)


def _note_bearer(node: cst.FormattedString, body: Body) -> None:
    """`f"Bearer {token}"`: what stands after the scheme is a credential."""
    for text, part in zip(node.parts, node.parts[1:]):
        if (
            isinstance(text, cst.FormattedStringText)
            and text.value.rstrip().lower().endswith(("bearer", "basic", "token"))
            and text.value.endswith(" ")
            and isinstance(part, cst.FormattedStringExpression)
            and isinstance(part.expression, cst.Name)
            and len(text.value) < 10
        ):
            body.spent.add(part.expression.value)
