"""A Dockerfile as instructions, with the commands and the bindings in them.

Divided into instructions by the rules of Docker's reference, not by a grammar
(docs/decisions/0003-dockerfiles-without-a-grammar.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from tightlip.judgement.judge import Judge
from tightlip.reading.command_lines import Given, literal, written
from tightlip.reading.facts import Binding, Instruction, Reading, Stage
from tightlip.reading.pieces import Piece, join
from tightlip.reading.scripts import handed, in_array, script
from tightlip.reading.shell_places import Command
from tightlip.reading.shell_words import split
from tightlip.reading.text import SourceText

_DIRECTIVE = re.compile(r"[ \t]*#[ \t]*([A-Za-z][\w-]*)[ \t]*=[ \t]*(\S*)")
_KEYWORD = re.compile(r"\s*([A-Za-z]+)(?:\s+|$)")
_FLAG = re.compile(r"\s*(--[a-z][\w-]*(?:=\S*)?)(?=\s|$)")
_HEREDOC = re.compile(r"""(?<!\S)\d*<<(-?)\s*(["']?)([^\s"'<>|&;()]+)\2(?=[\s|&;>)]|$)""")
_NAME = re.compile(r"[A-Za-z_][\w.\-]*", re.A)
_JSON = re.compile(r'\s*\[\s*(?:"(?:[^"\\]|\\.)*"\s*(?:,\s*"(?:[^"\\]|\\.)*"\s*)*)?\]\s*', re.S)
_JSON_STRING = re.compile(r'(?<!\\)"((?:[^"\\]|\\.)*)"', re.S)
_RUNS = ("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK")
_COPIES = ("COPY", "ADD")
_BINDS = ("ENV", "ARG", "LABEL")


class _Written(NamedTuple):
    """An instruction as it stands: `rest` without its keyword, `script` with the here-documents that follow it."""

    keyword: str
    rest: Piece
    documents: tuple[Piece, ...]
    script: Piece
    start: int


def read(reading: Reading, wanted: frozenset[str], judge: Judge) -> Reading:
    """Every instruction, in the order of the file."""
    escape = _escape(reading.source)
    instructions = list(_instructions(reading.source, escape))
    stages = _stages(instructions, escape)
    facts = (_fact(*both, escape, reading.source, judge) for both in zip(instructions, stages))
    return reading._replace(facts=tuple(filter(None, facts)))


def _escape(source: SourceText) -> str:
    """The character that continues a line: a backslash, or what a directive at the very top says."""
    for number in range(1, len(source.starts) + 1):
        directive = _DIRECTIVE.match(source.line(number))
        if directive is None:
            break
        if directive[1].lower() == "escape" and directive[2] in ("`", "\\"):
            return directive[2]
    return "\\"


def _instructions(source: SourceText, escape: str) -> Iterator[_Written]:
    continued = re.compile(rf"(?<!{re.escape(escape)}){re.escape(escape)}[ \t]*$")
    lines = len(source.starts)
    number = 1
    while number <= lines:
        if _is_empty(source.line(number)):
            number += 1
            continue
        first, parts = number, []
        while number <= lines:
            line, start = source.line(number), source.starts[number - 1]
            number += 1
            more = continued.search(line)
            parts.append(Piece.of(source.text, start, start + (more.start() if more else len(line))))
            if more is None:
                break
            while number <= lines and _is_empty(source.line(number)):
                number += 1
        rest = join(parts)
        keyword = _KEYWORD.match(rest.text)
        while keyword and keyword[1].upper() == "ONBUILD":
            rest = rest.cut(keyword.end())
            keyword = _KEYWORD.match(rest.text)
        if keyword is None:
            continue
        word, rest = keyword[1].upper(), rest.cut(keyword.end())
        documents, after = _documents(source, rest.text, number) if word in ("RUN", *_COPIES) else ((), number)
        script = rest
        if documents:
            line_end, end = source.starts[number - 1] - 1, _start_of(source, after)
            script = join((rest, Piece.of(source.text, line_end, end)))
        yield _Written(word, rest, documents, script, source.starts[first - 1])
        number = after


def _is_empty(line: str) -> bool:
    line = line.lstrip()
    return not line or line.startswith("#")


def _documents(source: SourceText, text: str, number: int) -> tuple[tuple[Piece, ...], int]:
    """The here-documents that `text` announces, from line `number` on, and the number of the line after them."""
    found = []
    for match in _HEREDOC.finditer(text):
        start = _start_of(source, number)
        tabs = r"\t*" if match[1] else ""
        closing = re.compile(rf"^{tabs}{re.escape(match[3])}\r?$", re.M).search(source.text, start)
        if closing is None:  # never closed: not a here-document then
            break
        found.append(Piece.of(source.text, start, closing.start()))
        number = source.span(closing.end(), closing.end()).line + 1
    return tuple(found), number


def _start_of(source: SourceText, number: int) -> int:
    return source.starts[number - 1] if number <= len(source.starts) else len(source.text)


def _stages(instructions: list[_Written], escape: str) -> list[Stage]:
    """The stage of each instruction. Final is the last one, and those that it is built from."""
    names: list[str] = []
    bases: list[str] = []
    of_each = []
    for instruction in instructions:
        if instruction.keyword == "FROM":
            words = [word.text for word in split(_flags(instruction.rest)[1], escape)]
            named = len(words) > 2 and words[1].lower() == "as" and _NAME.fullmatch(words[2])
            names.append(words[2] if named else str(len(names)))
            bases.append(words[0].lower() if words else "")
        of_each.append(len(names) - 1)
    final = set()
    last = len(names) - 1
    while last >= 0:
        final.add(last)
        last = next((i for i in range(last - 1, -1, -1) if names[i].lower() == bases[last]), -1)
    return [Stage(names[i], i in final) if i >= 0 else Stage("", True) for i in of_each]


def _flags(text: Piece) -> tuple[tuple[Piece, ...], Piece]:
    """The `--name=value` flags that `text` begins with, and what follows them."""
    flags = []
    while match := _FLAG.match(text.text):
        flags.append(text.group(match, 1))
        text = text.cut(match.end())
    return tuple(flags), text.stripped()


def _fact(instruction: _Written, stage: Stage, escape: str, source: SourceText, judge: Judge) -> Instruction | None:
    keyword = instruction.keyword
    flags, rest = _flags(instruction.rest if not instruction.documents else instruction.script)
    if not rest.text:
        return None
    words: tuple[Piece, ...] = ()
    run: tuple[Command, ...] = ()
    bound: list[Given] = []
    if keyword in _BINDS:
        words = tuple(split(rest, escape))
        bound = list(_pairs(keyword, rest, words))
    elif keyword in _COPIES:
        named = _flags(instruction.rest)[1]
        words = tuple(_json_array(named) or split(named, escape))
        for document in instruction.documents:
            bound.extend(written(document, "in a file"))
    elif keyword in _RUNS:
        if keyword == "HEALTHCHECK":
            inner = _KEYWORD.match(rest.text)
            rest = rest.cut(inner.end()) if inner else rest
        array = _json_array(rest)
        run = tuple(in_array(array, escape) if array else script(rest, escape))
        bound = list(handed(run, judge))
    bindings = tuple(
        Binding(name, value.text, partial(source.span, value.start, value.end), how, keyword)
        for name, value, how in bound
        if value.text
    )
    place = partial(source.span, instruction.start, instruction.script.end)
    return Instruction(keyword, flags, words, run, bindings, place, stage)


def _pairs(keyword: str, rest: Piece, words: tuple[Piece, ...]) -> Iterator[Given]:
    """`NAME=value` pairs, or the old `ENV NAME the rest of the line`."""
    if keyword != "ARG" and words and "=" not in words[0].text:
        value = rest.cut(len(rest.text) - len(rest.text[len(words[0].text) :].lstrip()))
        if _NAME.fullmatch(words[0].text) and len(words) > 1:
            yield Given(words[0].text, literal(value), "")
        return
    for word in words:
        name, equals, _ = word.text.partition("=")
        if equals and _NAME.fullmatch(name):
            yield Given(name, literal(word.cut(len(name) + 1)), "")


def _json_array(text: Piece) -> list[Piece]:
    """The strings of an array, when `text` is one; what is escaped in them stays so."""
    if not _JSON.fullmatch(text.text):
        return []
    return [text.group(match, 1) for match in _JSON_STRING.finditer(text.text)]
