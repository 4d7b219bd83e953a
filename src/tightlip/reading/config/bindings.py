"""Which names a configuration gives literal values to, whatever the shape: `k: v`, `- K=v`, `{name: K, value: v}`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial

from tightlip.reading.config import kubernetes
from tightlip.reading.config.nodes import Items, Node, Scalar, Table, tables
from tightlip.reading.facts import Anchor, Binding
from tightlip.reading.text import SourceText

_NAME_KEYS = ("name", "Name", "key", "Key", "ParameterKey")
_VALUE_KEYS = ("value", "Value", "ParameterValue", "default", "Default")
_ASSIGNMENT = re.compile(r"(?:export\s+)?([A-Za-z_][\w.-]*)=(.+)", re.S)
# systemd's `Environment="A=x" "B=y"`, supervisord's `environment=A="x",B="y"`, uWSGI's `env = A=x`.
_ENVIRONMENTS = frozenset(("environment", "env", "setenv"))
_VARIABLE = re.compile(r"""(?<![^\s,"'])([A-Za-z_]\w*)=(?:"([^"]*)"|'([^']*)'|([^\s,"']+))""")
# `${VAR:-literal}`: a fallback that works is a value that ships.
_FALLBACK = re.compile(r"\$\{\w+:?-([^${}]+)\}")


def bindings(root: Node, source: SourceText) -> Iterator[Binding]:
    """Every name in `root` that is bound to a literal; `owner` is the dotted path of keys to it."""
    encoded: list[Node | None] = []
    # There, `secretKey` is the name of an entry.
    external = isinstance(root, Table) and root.text("apiVersion").startswith("external-secrets.io/")
    for table, path in tables(root):
        if kubernetes.is_secret(table):
            encoded.append(table.get("data"))
        if "encryptedData" in path or any(table is each for each in encoded):
            continue
        owner = ".".join(path)
        yield from kubernetes.encoded(table, partial(_anchor, source))
        named = next((table.text(key) for key in _NAME_KEYS if table.text(key)), "")
        for key, value in table.pairs:
            name = named if named and key.value in _VALUE_KEYS else key.value
            if external and name == "secretKey":
                continue
            if isinstance(value, Scalar) and name.lower() in _ENVIRONMENTS:
                yield from _environment(value, source, f"{owner}.{name}".lstrip("."))
            elif isinstance(value, Scalar):
                yield from _bound(name, value, source, "key", owner)
            elif isinstance(value, Items):
                yield from _assignments(value, source, f"{owner}.{name}".lstrip("."))
    if isinstance(root, Items):
        yield from _assignments(root, source, "")


def _assignments(items: Items, source: SourceText, owner: str) -> Iterator[Binding]:
    for item in items.items:
        match = _ASSIGNMENT.fullmatch(item.value) if isinstance(item, Scalar) else None
        if match is not None and isinstance(item, Scalar):
            # The value alone, where the text holds it as it is; the whole item where it is escaped.
            start = source.text.find(match[2], item.start, item.end)
            place = (start, start + len(match[2])) if start >= 0 else (item.start, item.end)
            yield from _bound(
                match[1], item._replace(value=match[2], start=place[0], end=place[1]), source, "item", owner
            )


def _environment(value: Scalar, source: SourceText, owner: str) -> Iterator[Binding]:
    """`A=x` or several of those, as programs that start others are told what to give them."""
    at = value.start
    for match in _VARIABLE.finditer(value.value):
        group = next(group for group in (2, 3, 4) if match[group] is not None)
        at = source.text.find(match[group], source.text.find(match[1], at, value.end), value.end)
        if at >= 0:
            place = value._replace(value=match[group], start=at, end=at + len(match[group]))
            yield from _bound(match[1], place, source, "item", owner)


def _bound(name: str, value: Scalar, source: SourceText, form: str, owner: str) -> Iterator[Binding]:
    text, anchor = value.value, _anchor(source, value)
    fallback = _FALLBACK.fullmatch(text)
    if fallback is not None:
        yield Binding(name, fallback[1], anchor, "fallback", owner)
    elif value.literal:
        yield Binding(name, text, anchor, form, owner, _written(value, source))
        if text.startswith("{") and text.endswith("}"):
            yield from _inside(text, anchor, owner)


def _inside(text: str, anchor: Anchor, owner: str) -> Iterator[Binding]:
    """What JSON inside a string binds."""
    try:
        inner = json.loads(text)
    except (ValueError, RecursionError):
        return
    for name, value in inner.items():
        if isinstance(value, str):
            yield Binding(name, value, anchor, "key of JSON in a string", owner)


def _written(value: Scalar, source: SourceText) -> str:
    """The value as it stands, where XML writes it in another way."""
    written = source.text[value.start : value.end]
    return written if "&" in written and value.value not in written else ""


def _anchor(source: SourceText, value: Scalar) -> Anchor:
    return lambda: source.span(value.start, value.end)
