"""Names and values written inside one string: JSON, connection strings, headers, queries, INI, SQL and shell text."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from tightlip.judgement.judge import Judge
from tightlip.model import Span
from tightlip.reading.facts import Anchor, Binding
from tightlip.reading.python import forms
from tightlip.reading.text import SourceText

# For texts in lower case: to ignore case takes four times as long.
_LIKELY = re.compile(r"pass|pwd|pw=|secret|token|key|cred|auth|bearer|basic |jwt|cookie|identified by|://[^/\s:]*:")

_SCHEME = re.compile(r"(?:bearer|token|bot|api-?key|oauth|jwt)\s+(\S{8,})|basic\s+([\w+/=-]{6,})", re.I)
_HEADER = re.compile(
    r"\b((?:proxy-)?authorization)[\"']?\s*[:=]\s*[\"']?((?:bearer|basic|token)\s+[\w.~+/=-]{6,})", re.I
)
_PAIR = re.compile(
    r"""(?<![\w$@%.\-{<\[])(?:--?)?([A-Za-z_][\w.\-]{1,60})["']?[ \t]?(?:=|:(?![:/]))[ \t]?
        (?:"([^"\n]+)"|'([^'\n]+)'|([^\s"'&;,<>(){}\[\]|`]+))""",
    re.X,
)
_SQL = re.compile(r"\b(?:identified\s+by|(?:with\s+)?(?:encrypted\s+)?password)\s+'([^'\n]{4,})'", re.I)
# Structured throughout: each part is `name=value`, by `;` (ODBC), `&` (a query) or blanks (libpq).
_STRUCTURED = re.compile(
    r"(?:[A-Za-z][\w ]*=[^=;]*;)+[A-Za-z][\w ]*=[^;]*;?|(?:[\w.\-]+=[^&\s=]*&)+[\w.\-]+=[^&\s]*|(?:\w+=\S+\s+)+\w+=\S+"
)

# How SQL, shells and formats write what is filled in later: `token = $1`, `password=%s`, `key = :key`.
_PARAMETER = frozenset("$%:?@*")


class Credential(NamedTuple):
    """The secret in a value: `value` itself, how it is `written`, and the `scheme` if the value is a header's."""

    value: str
    written: str
    scheme: str = ""


class Pair(NamedTuple):
    """A name and a value in a text: what becomes a `Binding`."""

    name: str
    secret: Credential
    form: str

    def binding(self, anchor: Anchor) -> Binding:
        """The binding that the pair is."""
        return Binding(self.name, self.secret.value, anchor, self.form, "", self.secret.written)


def credential(value: str) -> Credential:
    """The credential in a header's `value` (`Bearer …`, `Basic …`); any other value as it is."""
    match = _SCHEME.fullmatch(value.strip())
    if match is None:
        return Credential(value, value)
    if match[1]:
        return Credential(match[1], match[1], "bearer")
    return Credential(_basic_password(match[2]) or match[2], match[2], "basic")


def user_password(text: str) -> str:
    """The password of a `user:password`; empty when `text` is not of that form."""
    match = re.fullmatch(r"[^\s:/]+:([^\s/]+)", text)
    return match[1] if match else ""


def may_hold_pairs(text: str) -> bool:
    """Whether there may be a name with a value in `text`: there is none in most texts of a program."""
    return _LIKELY.search(text.lower()) is not None


def pairs(text: str, judge: Judge) -> Iterator[Pair]:
    """Every sensitive name with a value in `text`."""
    stripped = text.strip()
    if stripped[:1] in ("{", "[") and stripped[-1:] in ("}", "]"):
        try:
            parsed = json.loads(stripped)
        except (ValueError, RecursionError):
            pass
        else:
            yield from _in_json(parsed, judge)
            return
    whole = credential(stripped)
    if whole.scheme == "basic" and whole.value != whole.written:
        yield Pair("password", whole, forms.EMBEDDED)
        return
    if whole.scheme == "bearer" and stripped[:7].lower() == "bearer ":
        yield Pair("authorization", whole, forms.HEADER)
        return
    form = forms.EMBEDDED if _STRUCTURED.fullmatch(stripped) else forms.TEXT
    for match in _HEADER.finditer(text):
        yield Pair(match[1], credential(match[2]), forms.HEADER)
    for match in _PAIR.finditer(text):
        value = match[2] or match[3] or match[4]
        if value[0] not in _PARAMETER and judge.name(match[1]).sensitive:
            yield Pair(match[1], Credential(value, value), form)
    for match in _SQL.finditer(text):
        yield Pair("password", Credential(match[1], match[1]), forms.TEXT)


def place_inside(source: SourceText, start: int, end: int, pair: Pair) -> Span:
    """Where the value of `pair` stands in the literal at `start` to `end`; all of it when it is spelled otherwise."""
    name = source.text.find(pair.name, start, end)
    written = source.text.find(pair.secret.written, name + len(pair.name), end) if name >= 0 else -1
    return source.span(written, written + len(pair.secret.written)) if written >= 0 else source.span(start, end)


def _in_json(node: Any, judge: Judge) -> Iterator[Pair]:
    items = (
        node.items() if isinstance(node, dict) else ((None, each) for each in node) if isinstance(node, list) else ()
    )
    for key, value in items:
        if isinstance(value, str):
            if key is not None and judge.name(key).sensitive:
                yield Pair(key, credential(value), forms.EMBEDDED)
            elif value.strip()[:1] == "{":
                yield from pairs(value, judge)
        else:
            yield from _in_json(value, judge)


def _basic_password(encoded: str) -> str:
    try:
        decoded = base64.b64decode(encoded, validate=True).decode()
    except (ValueError, binascii.Error):
        return ""
    return user_password(decoded)
