"""Where code gives a name a literal: `password = "…"`, `"password": "…"`, `setPassword("…")`, `getenv("X") ?: "…"`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tightlip.judgement.judge import Judge
from tightlip.reading.facts import Binding
from tightlip.reading.languages.lexer import MARK, STRING, WORD
from tightlip.reading.languages.literals import EQUAL, EQUALS, Dressed, asks_equal, dressed
from tightlip.reading.languages.program import Program, assigned, callee, label, name_at, program, target
from tightlip.reading.languages.words import Words, plain
from tightlip.reading.python import forms
from tightlip.reading.text import SourceText

_SHORTEST, _LONGEST_LINE = 4, 1_000  # characters; in a longer line stands what a program wrote
_ASSIGN = ("=", ":=", "||=", "??=", "?=", "+=")
_OTHERWISE = ("||", "??", "?:")
_PLACEHOLDER = re.compile(r"\$\{([\w.\-]+):([^${}\s]{4,})\}")  # Spring: `@Value("${db.password:…}")`
_PATTERN = re.compile(r"([/#~])[^\n\[(*+]*[\[(*+].*\1[a-z]*")  # PHP's regular expressions are in quotes
_NO_NAME = re.compile(r"[\s/?&=<>{}#]")  # a route, a selector, a text: none names what it stands beside
_COMMENTED = re.compile(r"[\"'`]")
_COMMENT_MARK = re.compile(r"^[^\S\n]*(?://+|/\*+|#+|\*+)|\*/$", re.M)
_LAST_WORD = re.compile(r"(?:(?:[A-Z]|(?<![A-Za-z0-9]))[a-z0-9]+|(?<![A-Z])[A-Z]+)$")
_LOCALE = 2  # letters
_LEVELS = 3  # maps inside maps that are looked at for a name that says what they hold


def bindings(source: SourceText, code: Program, words: Words, judge: Judge) -> Iterator[Binding]:
    """Every place where a name of a secret is given a literal, in code that is commented out too."""
    yield from _bindings(source, code, words, judge, 0)
    inside = code.syntax.throughout()
    for comment in code.comments:
        if _COMMENTED.search(comment.text):
            inner = program(inside, _COMMENT_MARK.sub(lambda mark: " " * len(mark[0]), comment.text))
            for binding in _bindings(source, inner, words, judge, comment.start):
                yield binding._replace(form=forms.COMMENT)


def _bindings(source: SourceText, code: Program, words: Words, judge: Judge, offset: int) -> Iterator[Binding]:
    """The bindings of `code`, which starts at `offset` in the source."""
    for index, token in enumerate(code.tokens):
        if token.kind != STRING or len(token.text) < _SHORTEST or code.is_mark(index + 1, ":", "=>", "->"):
            continue
        for match in _PLACEHOLDER.finditer(token.text):
            start = offset + code.text.find(token.text, token.start) + match.start(2)
            yield _binding(source, match[1], match[2], start, start + len(match[2]), forms.FALLBACK)
        literal = dressed(code, index, words)
        if literal is None or _PATTERN.fullmatch(literal.value) or _in_long_line(source, offset + token.start):
            continue
        for name, form, owner in _names(code, literal, words):
            if not _NO_NAME.search(name) and judge.name(name).sensitive and not _is_label(code, index, words):
                yield _binding(source, name, literal.value, offset + literal.start, offset + literal.end, form, owner)
                break


def _binding(source: SourceText, name: str, value: str, start: int, end: int, form: str, owner: str = "") -> Binding:
    return Binding(name.lstrip("$@"), value, lambda: source.span(start, end), form, owner)


def _in_long_line(source: SourceText, offset: int) -> bool:
    line = source.span(offset, offset).line
    starts = source.starts
    end = starts[line] if line < len(starts) else len(source.text)
    return end - starts[line - 1] > _LONGEST_LINE


def _names(code: Program, literal: Dressed, words: Words) -> Iterator[tuple[str, str, str]]:
    """What the value may be bound to: a name, the form in which it is, and the callee where there is one."""
    before = literal.first - 1
    mark = code.at(before)
    if mark.kind == MARK:
        if mark.text in _ASSIGN:
            name = target(code, before)
            if code.is_mark(before - 1, ")"):
                yield _getter(code, before - 1), forms.RETURN, ""
            elif mark.text == "=" and code.at(before - 1).kind == STRING:
                return
            yield name, forms.ASSIGNMENT, ""
        elif mark.text in code.syntax.pairs:
            yield from _entry(code, before, words)
        elif mark.text in EQUAL:
            yield name_at(code, before - 1), forms.COMPARISON, ""
        elif mark.text == "|" and code.is_mark(before - 1, "|") is False and code.is_mark(before - 2, "|"):
            yield from _argument(code, literal, words)  # Rust: `unwrap_or_else(|_| "…")`
        elif mark.text == "?:" and code.at(before - 1).kind == WORD and code.touches(before - 1):
            return  # TypeScript: a type that has one value only
        elif mark.text in _OTHERWISE:
            yield name_at(code, before - 1), forms.FALLBACK, ""
            yield assigned(code, before - 1), forms.FALLBACK, ""
        elif mark.text in ("(", ","):
            yield from _argument(code, literal, words)
        elif (
            mark.text == "=>" and code.at(before - 1).kind == WORD and code.at(before - 2).text in ("string", "String")
        ):
            yield code.at(before - 1).text, forms.RETURN, ""  # C#: `string Password => "…";`
    elif mark.text in code.syntax.pairs:
        yield from _entry(code, before, words)
    elif mark.text == "return" and code.is_mark(before - 1, "{"):
        closing = before - 2
        if code.at(closing).kind == WORD and code.at(closing).text.lower() == "string":  # Go's and Swift's type
            closing -= 2 if code.is_mark(closing - 1, "->") else 1
        yield _getter(code, closing), forms.RETURN, ""
    elif mark.text == "or":
        yield name_at(code, before - 1), forms.FALLBACK, ""
    elif mark.kind == WORD and code.is_mark(before - 2, "#") and code.at(before - 1).text == "define":
        yield mark.text, forms.ASSIGNMENT, ""
    if asks_equal(code, literal.last):
        closing = code.mates.get(literal.last + 3, 0) - 1
        yield name_at(code, closing), forms.COMPARISON, ""
    elif code.is_mark(literal.last + 1, *EQUAL) and code.at(literal.last + 2).kind == WORD:
        yield _name_from(code, literal.last + 2), forms.COMPARISON, ""


def _getter(code: Program, closing: int) -> str:
    """The name of what the function gives whose parameters end at `closing`: `getPassword()` gives a password."""
    opener = code.mates.get(closing, -1)
    name = code.at(opener - 1)
    return re.sub(r"^get(?=[A-Z_])", "", name.text) if opener > 0 and name.kind == WORD else ""


def _name_from(code: Program, index: int) -> str:
    while code.is_mark(index + 1, ".", "?.", "->") and code.at(index + 2).kind == WORD:
        index += 2
    return "" if code.is_mark(index + 1, "(") else code.at(index).text


def _entry(code: Program, mark: int, words: Words) -> Iterator[tuple[str, str, str]]:
    """The names of `name: "…"`; where the key is only `value`, that of the thing which has it."""
    key = name_at(code, mark - 1)
    if plain(key) not in words.values:
        yield key, forms.ENTRY, ""
        return
    beside = code.is_mark(mark - 2, ",") and code.at(mark - 3).kind == STRING and code.is_mark(mark - 4, ":", "=>", "=")
    if beside and plain(name_at(code, mark - 5)) in words.names:
        yield code.at(mark - 3).text, forms.ENTRY, ""
    opener = code.around[mark]
    if code.is_mark(opener, "{", "["):
        yield label(code, opener), forms.PARAMETER, ""


def _argument(code: Program, literal: Dressed, words: Words) -> Iterator[tuple[str, str, str]]:
    """The names that a call gives its argument."""
    opener = code.around[literal.first]
    position = code.position[literal.first]
    if (
        code.is_mark(opener, "{")
        and position == 1
        and code.at(opener + 1).kind == STRING
        and code.is_mark(opener + 2, ",")
    ):
        yield code.at(opener + 1).text, forms.ENTRY, ""  # C# and C++: `{"password", "…"}`
        return
    if not code.is_mark(opener, "("):
        return
    name, first = callee(code, opener)
    last = name.rpartition(".")[2]
    alone = code.mates.get(opener, -1) == literal.last + 1
    for row in words.arguments.of(name):
        if row["position"] == position:
            yield row["name"], forms.ARGUMENT, last
    for rows, form in ((words.pairs, forms.ASSIGNMENT), (words.getters, forms.FALLBACK)):
        for row in rows.of(name):
            if row["value"] == position:
                yield _string_argument(code, opener, row["name"]), form, ""
    if plain(last) in EQUALS and position == 0 and "." in name:
        yield name_at(code, opener - 3), forms.COMPARISON, ""
    elif plain(last) in EQUALS and position == 1:
        yield name_at(code, literal.first - 2), forms.COMPARISON, ""
    if plain(last) in words.otherwise and position == 0:
        yield name_at(code, first - 2), forms.FALLBACK, ""
        yield assigned(code, first - 2), forms.FALLBACK, ""
    if alone and position == 0:
        setter = re.match(rf"(?:{'|'.join(words.setters)})_?(?=[A-Z_a-z])(.+)", last, re.I)
        if setter and (setter[1][0].isupper() or "_" in last):
            yield setter[1], forms.ARGUMENT, last
        elif "." in name:
            yield last, forms.LABEL, ""


def _string_argument(code: Program, opener: int, wanted: int) -> str:
    """The literal that is argument `wanted` (from 0) of a call, all of it."""
    index = opener + 1
    for _ in range(wanted):
        while not code.is_mark(index, ","):
            index = code.mates.get(index, index) + 1
            if index >= len(code.tokens) or index > opener + 20:
                return ""
        index += 1
    return code.at(index).text if code.at(index).kind == STRING and code.is_mark(index + 1, ",") else ""


def _is_label(code: Program, index: int, words: Words) -> bool:
    """Whether the value stands in a map of texts for people, of names or of a description of data."""
    opener = code.around[index]
    for _ in range(_LEVELS):
        if opener < 0:
            return False
        if code.is_mark(opener, "{", "[", "("):
            name = label(code, opener).rpartition(".")[2]
            if code.is_mark(opener, "(") and len(name) == _LOCALE:
                name = ""  # `it("…", () => …)` is a test, and no Italian
            last = _LAST_WORD.search(name)
            if plain(name) in words.label_maps or (last and last[0].lower() in words.label_maps):
                return True
        opener = code.around[opener]
    return False
