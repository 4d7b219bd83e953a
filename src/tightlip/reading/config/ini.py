"""INI and its kin (`.properties`, `.npmrc`, `.pypirc`, `.netrc`) into nodes, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tightlip.reading.config.nodes import Node, Pair, Scalar, Table

_LINE = re.compile(
    r"^[ \t]*(?:\[(?P<section>[^\]\n]+)\]|(?P<comment>[#;!].*)"
    # `.npmrc` has settings for one address: `//registry.example/:_authToken=…`.
    r"|(?://[^\s=]*:)?(?P<key>[^\s=:#;\[](?:[^\n=:]*[^ \t\n=:])?)[ \t]*[=:]"
    r"[ \t]*(?P<value>(?:[^\r\n]*[^ \t\r\n])?)[ \t]*)\r?$",
    re.M,
)
# netrc has no line structure: `machine host login user password secret`.
_NETRC = re.compile(r"(?:^|\s)(?P<key>login|account|password)\s+(?P<value>\S+)")
# `.pgpass` has a line for each database: `host:port:database:user:password`.
_PGPASS = re.compile(r"^[^\s:#=]+:(?:\d+|\*):[^\s:]+:[^\s:]+:(?P<value>(?:[^\\:\s]|\\.)+)[ \t]*\r?$", re.M)


def parse(text: str) -> tuple[tuple[Node, ...], bool]:
    """The text as one table (a section is a table in it), and `True`: any text has some lines that bind nothing."""
    if re.match(r"\s*(?:machine\s|default\s)", text):
        pairs: Iterator[Pair] = (_pair(match) for match in _NETRC.finditer(text))
    elif match := _PGPASS.search(text):
        key = Scalar("password", match.start("value"), match.start("value"))
        found = _PGPASS.finditer(text)
        pairs = (Pair(key, Scalar(each["value"], *each.span("value"))) for each in found)
    else:
        pairs = _sections(text)
    return (Table(tuple(pairs), 0, len(text)),), True


def _sections(text: str) -> Iterator[Pair]:
    section: Scalar | None = None
    inside: list[Pair] = []
    for match in _LINE.finditer(text):
        if match["section"] is not None:
            yield from _closed(section, inside)
            section, inside = Scalar(match["section"].strip(), *match.span("section")), []
        elif match["key"] is not None:
            inside.append(_pair(match))
    yield from _closed(section, inside)


def _closed(section: Scalar | None, inside: list[Pair]) -> Iterator[Pair]:
    if section is None:
        yield from inside
    else:
        yield Pair(section, Table(tuple(inside), section.start, inside[-1].value.end if inside else section.end))


def _pair(match: re.Match[str]) -> Pair:
    value = match["value"]
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return Pair(
        Scalar(match["key"], *match.span("key")),
        Scalar(value[1:-1] if quoted else value, *match.span("value")),
    )
