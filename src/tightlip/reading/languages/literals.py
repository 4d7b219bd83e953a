"""A value in code: a literal, with what joins, wraps and decodes it: `"a" + "b"`, `[]byte("…")`, `"…".to_string()`."""

from __future__ import annotations

import re
from typing import NamedTuple

from tightlip.reading.languages.lexer import MARK, STRING, WORD
from tightlip.reading.languages.program import Program, callee
from tightlip.reading.languages.words import Words, plain

EQUAL = ("==", "===", "!=", "!==")
EQUALS = frozenset("equals equalsignorecase isequal isequaltostring strcmp constanttimecompare eql".split())
_ENDS = frozenset((",", ";", ")", "]", "}", ""))
_AFTER_WORDS = frozenset(("as", "if", "unless", "satisfies", "else", "or", "and"))
_PREFIXES = frozenset("b c f L U u u8 @ & s raw".split())
_ESCAPE = re.compile(r"\\(u\{?([0-9a-fA-F]{4,6})\}?|x([0-9a-fA-F]{2})|\r?\n|.)", re.S)
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "b": "\b", "f": "\f"}


class Dressed(NamedTuple):
    """A value: the indices of its first and last token, as it stands with all that dresses it, and where it stands."""

    first: int
    last: int
    value: str
    start: int
    end: int


def dressed(code: Program, index: int, words: Words) -> Dressed | None:
    """The value whose first literal is at `index`, with what wraps it; `None` when it is part of something computed."""
    if _joined(code, index - 1) and code.at(index - 1 - ("" not in code.syntax.joins)).kind == STRING:
        return None
    last, parts = index, [code.at(index).text]
    while True:
        following = last + 1 if "" in code.syntax.joins else last + 2
        if code.at(following).kind != STRING or not _joined(code, last + 1):
            break
        parts.append(code.at(following).text)
        last = following
    start, end = code.at(index).start, code.at(last).end
    value = "".join(map(_unescaped, parts)) if "\\" in "".join(parts) else "".join(parts)
    first = index
    if code.at(first - 1).text in _PREFIXES and code.touches(first - 1):
        first -= 1
    while True:
        last = _kept(code, last, words)
        opener = code.around[first]
        closes = opener == first - 1 and code.is_mark(opener, "(")
        if not closes:
            break
        name, begin = callee(code, opener)
        if name and plain(name.rpartition(".")[2]) not in words.wrappers:
            break
        if name.startswith("."):
            break
        closing = code.mates.get(opener, -1)
        if closing < 0 or (not name and closing != last + 1):
            break
        first, last = begin, closing
    if not _ends(code, last):
        return None
    return Dressed(first, last, value, start, end)


def _joined(code: Program, index: int) -> bool:
    """Whether the token at `index` joins the literals beside it."""
    joins = code.syntax.joins
    return ("" in joins and code.at(index).kind == STRING) or code.is_mark(index, *joins)


def _kept(code: Program, last: int, words: Words) -> int:
    """The index of the last token after methods that change nothing: `"…".getBytes()`, `"…".to_string()`, `"…"!`."""
    while True:
        if code.is_mark(last + 1, "!", "!!") and code.touches(last):
            last += 1
            continue
        if not code.is_mark(last + 1, ".", "?.") or plain(code.at(last + 2).text) not in words.keeps:
            return last
        last = code.mates.get(last + 3, last + 2) if code.is_mark(last + 3, "(") else last + 2


def asks_equal(code: Program, last: int) -> bool:
    """Whether what follows is as in `"…".equals(password)`."""
    asked = code.is_mark(last + 1, ".") and plain(code.at(last + 2).text) in EQUALS
    return asked and code.is_mark(last + 3, "(")


def _ends(code: Program, last: int) -> bool:
    """Whether the expression that ends at `last` is over: nothing is joined to it, compared with it, or asked of it."""
    following = code.at(last + 1)
    if (following.kind == MARK and following.text in _ENDS) or asks_equal(code, last):
        return True
    if following.kind == MARK and following.text in (*EQUAL, ":"):
        return following.text != ":"
    if following.kind == WORD and following.text in _AFTER_WORDS:
        return True
    if code.breaks(last):
        return following.kind != MARK or following.text not in ("+", ".", "?.", "%", "||", "??", "&&", "?", "|", "*")
    # The next attribute of a tag: `<Login password="…" user="…">`, and its end.
    return following.text in (">", "/") or (following.kind == WORD and code.is_mark(last + 2, "="))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    code = match[2] or match[3]
    if code:
        return chr(int(code, 16)) if int(code, 16) < 0x110000 else ""
    return "" if match[1].endswith("\n") else _CONTROLS.get(match[1], match[1])
