"""What an expression comes to when a name is bound to it: the literals that it may yield, whatever their dress."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from tightlip.reading.python import forms
from tightlip.reading.python.bindings_words import Words
from tightlip.reading.python.module import PythonModule, literal
from tightlip.reading.python.syntax import nodes as cst

# A literal behind one of these is judged decoded, or as it stands when it does not decode to text.
_DECODERS: Mapping[str, Callable[[bytes], bytes]] = {
    "b64decode": base64.b64decode,
    "standard_b64decode": base64.b64decode,
    "urlsafe_b64decode": base64.urlsafe_b64decode,
    "decodebytes": base64.decodebytes,
    "b32decode": base64.b32decode,
    "b85decode": base64.b85decode,
    "a85decode": base64.a85decode,
    "fromhex": lambda text: bytes.fromhex(text.decode()),
    "unhexlify": binascii.unhexlify,
}


class Found(NamedTuple):
    """A literal that an expression may yield: `node` is where it stands, `value` what it is.

    `form` is empty for the plain case; `name` is the name under which a fallback's value is looked up first; `written`
    is the literal as it stands, if `value` is what it decodes to.
    """

    node: cst.BaseExpression
    value: str
    form: str = ""
    name: str = ""
    written: str = ""


def literals(module: PythonModule, words: Words, node: cst.BaseExpression) -> Iterator[Found]:
    """The literals that `node` may yield; none when it is computed, fetched or read."""
    text = literal(node)
    if text is not None:
        yield Found(node, text)
    elif isinstance(node, cst.BooleanOperation):
        yield from literals(module, words, node.left)
        name = name_of(module, words, node.left) if isinstance(node.operator, cst.Or) else ""
        for found in literals(module, words, node.right):
            yield found._replace(form=forms.FALLBACK, name=name) if name else found
    elif isinstance(node, cst.IfExp):
        for one, other in ((node.body, node.orelse), (node.orelse, node.body)):
            name = name_of(module, words, other)
            for found in literals(module, words, one):
                yield found._replace(form=forms.FALLBACK, name=name) if name else found
    elif isinstance(node, cst.NamedExpr):
        yield from literals(module, words, node.value)
    elif isinstance(node, cst.Lambda):
        yield from literals(module, words, node.body)
    elif isinstance(node, (cst.List, cst.Tuple, cst.Set)):
        for element in node.elements:
            value = literal(element.value)
            if value is not None:
                yield Found(element.value, value, forms.ELEMENT)
    elif isinstance(node, cst.Subscript):
        yield from _reversed(node)
    elif isinstance(node, cst.Call):
        yield from _called(module, words, node)


def _called(module: PythonModule, words: Words, node: cst.Call) -> Iterator[Found]:
    first = argument(node, 0, "")
    method = node.func.attr.value if isinstance(node.func, cst.Attribute) else ""
    callee = module.qualified(node.func)
    if method in words.methods and isinstance(node.func, cst.Attribute) and callee != "codecs.decode":
        yield from literals(module, words, node.func.value)
        return
    if method == "join" and isinstance(first, (cst.List, cst.Tuple)):
        parts = [literal(element.value) for element in first.elements]
        if parts and None not in parts:
            yield Found(first, "".join(part for part in parts if part))
        return
    last = callee.rpartition(".")[2]
    if (last in words.wrappers or callee == "codecs.decode") and first is not None:
        yield from literals(module, words, argument(node, 1, "") or first if last == "cast" else first)
    elif last in _DECODERS and (text := literal(first)) is not None and first is not None:
        yield Found(first, _decoded(_DECODERS[last], text), written=text)
    elif last in words.fields and first is not None:
        yield from literals(module, words, first)
    for row in words.getters.of(callee):
        fallback = argument(node, row["value"], "")
        key = literal(argument(node, row["name"], ""))
        if fallback is not None and key is not None:
            for found in literals(module, words, fallback):
                yield found._replace(form=forms.FALLBACK, name=key)
    for arg in node.args:
        if arg.keyword is not None and arg.keyword.value.removesuffix("_factory") in words.defaults:
            for found in literals(module, words, arg.value):
                yield found._replace(form=forms.PARAMETER)


def name_of(module: PythonModule, words: Words, node: cst.BaseExpression | None) -> str:
    """The name by which `node` is known: a variable, an attribute, a literal key; empty when it has none."""
    if isinstance(node, cst.Name):
        return node.value
    if isinstance(node, cst.Attribute):
        return node.attr.value
    if isinstance(node, cst.Subscript):
        return key_name(words, index(node))
    if isinstance(node, cst.NamedExpr):
        return name_of(module, words, node.target)
    if isinstance(node, cst.BooleanOperation):
        return name_of(module, words, node.right) or name_of(module, words, node.left)
    if isinstance(node, cst.Await):
        return name_of(module, words, node.expression)
    if isinstance(node, cst.Call):
        if isinstance(node.func, cst.Attribute) and node.func.attr.value in words.methods:
            return name_of(module, words, node.func.value)
        callee = module.qualified(node.func)
        for row in words.getters.of(callee):
            return key_name(words, argument(node, row["name"], ""))
        if callee.rpartition(".")[2] in words.wrappers:
            return name_of(module, words, argument(node, 0, ""))
    return ""


def key_name(words: Words, node: cst.BaseExpression | None) -> str:
    """What a key says: a literal, or a constant that holds one (`CONF_PASSWORD` is "PASSWORD")."""
    text = literal(node)
    if text is not None:
        return text
    name = node.value if isinstance(node, cst.Name) else node.attr.value if isinstance(node, cst.Attribute) else ""
    if not name.isupper():
        return ""
    prefix = next((prefix for prefix in words.key_prefixes if name.startswith(prefix)), "")
    return name[len(prefix) :]


def index(node: cst.Subscript) -> cst.BaseExpression | None:
    """The one index of a subscript; `None` for slices and several."""
    only = node.slice[0].slice if len(node.slice) == 1 else None
    return only.value if isinstance(only, cst.Index) else None


def argument(call: cst.Call, position: int, keyword: str) -> cst.BaseExpression | None:
    """The argument at `position` (from 0), or the one with this `keyword`."""
    for number, arg in enumerate(call.args):
        if arg.keyword is not None:
            if keyword and arg.keyword.value == keyword:
                return arg.value
        elif number == position and not arg.star:
            return arg.value
    return None


def option_names(call: cst.Call) -> list[str]:
    """What a call declares, by its positional literals: its longest flag first (`--db-password`, then `-p`)."""
    given = [text for arg in call.args if arg.keyword is None and (text := literal(arg.value))]
    return sorted(given, key=lambda text: -len(text) if text.startswith("-") else 0)


def template(node: cst.CSTNode) -> str:
    """The text of a string, with `{}` for the fields of f-strings; empty when `node` is something else."""
    if isinstance(node, cst.FormattedString):
        return "".join(part.value if isinstance(part, cst.FormattedStringText) else "{}" for part in node.parts)
    if isinstance(node, cst.ConcatenatedString):
        return template(node.left) + template(node.right)
    return literal(node) or ""


def _reversed(node: cst.Subscript) -> Iterator[Found]:
    text = literal(node.value)
    only = node.slice[0].slice if len(node.slice) == 1 else None
    if text is not None and isinstance(only, cst.Slice) and isinstance(only.step, cst.UnaryOperation):
        yield Found(node.value, text[::-1], written=text)


def _decoded(decode: Callable[[bytes], bytes], text: str) -> str:
    try:
        decoded = decode(text.encode("latin-1")).decode("utf-8")
    except (ValueError, binascii.Error):
        return text
    return decoded if decoded.isprintable() else text
