"""What a command line is handed under a name: assignments, options, headers, settings, texts that it writes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import compress, pairwise
from typing import Any, NamedTuple

from tightlip.reading.pieces import Piece
from tightlip.reading.shell_places import Command

_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)\+?=(.+)", re.S)
_DEFAULT = re.compile(r"\$\{\w+:?[-=](.*)\}", re.S)
_NAMED = re.compile(r"(?:--?|/p:)?([A-Za-z_][\w.\-]{0,80})=(.+)", re.S)
_OPTION = re.compile(r"--?([A-Za-z][\w.\-]{1,80})")
_HEADER = re.compile(r"([A-Za-z][\w\-]{0,80}):\s*(?:(?:Bearer|Basic|Token|Digest|ApiKey)\s+)?(\S.*)", re.S | re.I)
_PROGRAM = re.compile(r"[\w.+\-]{1,40}")
_COMMA_PAIR = re.compile(r"(?:^|,)([A-Za-z_][\w.\-]{0,80})=([^,]+)")
_QUERY = re.compile(r"[?&]([A-Za-z_][\w.\-]{0,80})=([^&#\s\"'`$<>{}]+)")
_SEPARATOR = re.compile(r"[:%]")
_INNER_DEFAULT = re.compile(r"\$\{([A-Za-z_]\w*):?[-=]([^\s${}`]{3,200})\}")
# Another option; or what says where a secret is: `docker build --secret id=npm,src=…`.
_IS_NO_VALUE = re.compile(r"-|(?:id|type|src|source|env)=\w")
# `password: VALUE`, `"password": "VALUE"`, `password=VALUE`; `password VALUE` in a .netrc; SQL.
_PAIR = re.compile(
    r"""(?<![\w$/.\-])(?<!\$\{)(["']?)([A-Za-z_][\w.\-]{1,80})\1[ \t]*[=:][ \t]*["']?([^\s"'`,;&|<>]{4,500})"""
)
# The place of a value (`%s`), a command that was cut at its first blank, a variable of the program that the text is.
_NO_LITERAL = re.compile(r"%[\w.\-]|\$\(|(?=[A-Za-z][^\W_]*_)\w+\Z")
_NETRC = re.compile(r"\b(password)\s+(\S{4,200})")
_NETRC_LINE = re.compile(r"\b(?:machine\s+\S+|default)\s+(?:login|password)\b")
_SQL = re.compile(r"""\b(?:identified\s+(?:with\s+\S+\s+)?by|(?:with\s+)?password)\s+(["'])([^"']{3,200})\1""", re.I)


IN_TEXT = "in the text of"


class Given(NamedTuple):
    """`name` is given `value`; `how` says so in a message's words, without the value."""

    name: str
    value: Piece
    how: str


def program(command: Command, words: Mapping[str, Any]) -> tuple[str, int]:
    """The name of the program that `command` runs, and the index of that word; past the end when there is none."""
    for index, word in enumerate(command.words):
        if _ASSIGNMENT.fullmatch(word.text):
            continue
        name = word.text.replace("\\", "/").rpartition("/")[2].removesuffix(".exe")
        if name not in words["wrappers"]:
            return name, index
    return "", len(command.words)


def given(command: Command, following: str, table: Mapping[str, Any]) -> Iterator[Given]:
    """All that `command` is handed under a name. `following` is the program that reads its output, if one does."""
    words = table["words"]
    name, index = program(command, words)
    shown = f"`{name}`" if _PROGRAM.fullmatch(name) else "a command"
    arguments = command.words[index + 1 :]
    setting = name in words["setters"]
    for word in (*command.words[:index], *(arguments if setting else ())):
        match = _ASSIGNMENT.fullmatch(word.text)
        if match:
            yield Given(match[1], literal(word.group(match, 2)), f"`{match[1]}` is set")
    yield from _options(name, arguments, shown, table["command"])
    if not setting:
        yield from _named(arguments, shown)
        yield from _paired(arguments, shown, words["pairs"])
    for word in arguments:
        for match in _INNER_DEFAULT.finditer(word.text):
            yield Given(match[1], word.group(match, 2), f"`{match[1]}` has a default")
        if "://" in word.text:
            for match in _QUERY.finditer(word.text):
                yield Given(match[1], word.group(match, 2), f"`{match[1]}` is in the address given to {shown}")
    if not {word.text for word in command.words[index:]}.isdisjoint(words["configurers"]):
        for key, value in pairwise(arguments):
            yield Given(key.text, value, f"a setting is given to {shown}")
    if following in words["told"]:
        for word in arguments:
            _, colon, password = word.text.rpartition(":")
            if colon:
                yield Given(
                    "password", word.cut(len(word.text) - len(password)), f"a password is told to `{following}`"
                )
    if name not in words["patterns"]:
        texts = [redirect.target for redirect in command.redirects if redirect.operator in ("<<", "<<<")]
        is_text = (len(word.text.split()) > 1 or word.text[:1] == "{" or name in words["writers"] for word in arguments)
        for text in (*compress(arguments, is_text), *texts):
            yield from written(text, f"{IN_TEXT} {shown}")


def literal(value: Piece) -> Piece:
    """The default in `${NAME:-default}`; else `value` itself."""
    match = _DEFAULT.fullmatch(value.text)
    return value.group(match, 1) if match else value


def written(text: Piece, where: str) -> Iterator[Given]:
    """The pairs of name and value in `text`, whatever format it is in: INI, YAML, JSON, .netrc, SQL, URL parameters."""
    for match in _PAIR.finditer(text.text):
        if not _NO_LITERAL.match(match[3]):
            yield Given(match[2], text.group(match, 3), f"`{match[2]}` is {where}")
    if _NETRC_LINE.search(text.text):
        for match in _NETRC.finditer(text.text):
            yield Given("password", text.group(match, 2), f"a password is {where}")
    for match in _SQL.finditer(text.text):
        yield Given("password", text.group(match, 2), f"a password is {where}")


def _named(arguments: Sequence[Piece], shown: str) -> Iterator[Given]:
    for word, following in zip(arguments, (*arguments[1:], Piece("", ()))):
        if word.text in ("-H", "--header") and (header := _HEADER.fullmatch(following.text)):
            yield Given(header[1], following.group(header, 2), f"a header `{header[1]}` is given to {shown}")
        match = _NAMED.fullmatch(word.text)
        if match:
            yield Given(match[1], literal(word.group(match, 2)), f"`{match[1]}` is given to {shown}")
        elif (match := _OPTION.fullmatch(word.text)) and not _IS_NO_VALUE.match(following.text):
            yield Given(match[1], following, f"`{match[0]}` is given to {shown}")


def _paired(arguments: Sequence[Piece], shown: str, options: Collection[str]) -> Iterator[Given]:
    """`--from-literal=NAME=VALUE`, `--set a=b,password=VALUE`."""
    for word, following in zip(arguments, (*arguments[1:], Piece("", ()))):
        option, equals, _ = word.text.partition("=")
        if option not in options:
            continue
        pairs = word.cut(len(option) + 1) if equals else following
        for match in _COMMA_PAIR.finditer(pairs.text):
            yield Given(match[1], literal(pairs.group(match, 2)), f"`{match[1]}` is given to {shown}")


def _options(
    name: str, arguments: Sequence[Piece], shown: str, commands: Iterable[Mapping[str, Any]]
) -> Iterator[Given]:
    """Passwords under options whose names do not say so, from `rules/vocabulary/commands.toml`."""
    how = f"a password is given to {shown}"
    for entry in commands:
        if name not in entry["names"] or not _applies(entry, arguments):
            continue
        for word, following in zip(arguments, (*arguments[1:], Piece("", ()))):
            if word.text in entry.get("password", ()):
                yield Given("password", following, how)
            elif word.text in entry.get("user_password", ()):
                separator = _SEPARATOR.search(following.text)
                if separator:
                    yield Given("password", following.cut(separator.end()), how)
            for start in (*entry.get("glued", ()), *entry.get("marked", ())):
                if word.text.startswith(start) and len(word.text) > len(start):
                    yield Given("password", word.cut(len(start)), how)
        if entry.get("last"):
            yield Given("password", arguments[-1], how)


def _applies(entry: Mapping[str, Any], arguments: Sequence[Piece]) -> bool:
    if not arguments or ("when" in entry and entry["when"] not in {word.text for word in arguments}):
        return False
    return "flag" not in entry or any(re.match(rf"-\w*{entry['flag']}", word.text) for word in arguments)
