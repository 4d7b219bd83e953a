"""Command lines of the AWS CLI that name a secret, or say how often one is rotated."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from tightlip.judgement.schedules import longest_gap
from tightlip.reading.facts import Anchor, Rotation, SecretRef
from tightlip.reading.pieces import Piece
from tightlip.reading.secret_names import name_of, named_in
from tightlip.reading.shell_places import Command
from tightlip.reading.text import SourceText

_SHORTHAND = re.compile(r"(?<!\w)(\w+)=([^,]+(?:\([^)]*\))?)")


def secret_facts(
    commands: Iterable[Command], source: SourceText, wanted: frozenset[str]
) -> Iterator[SecretRef | Rotation]:
    """The facts of the `wanted` kinds in `commands`, whose pieces stand in `source`."""
    for command in commands:
        if "secret-refs" in wanted:
            yield from _named(command, source)
        if "rotations" in wanted:
            for option, value in _options(command.words):
                if option == "--rotation-rules":
                    yield from _rotation(value, source)


def _named(command: Command, source: SourceText) -> Iterator[SecretRef]:
    """`aws secretsmanager … --secret-id NAME`, and ARNs in the words of any command."""
    words = [word.text for word in command.words]
    creates = "create-secret" in words
    asked: list[Piece] = []
    if "secretsmanager" in words:
        options = ("--name", "--secret-id") if creates else ("--secret-id",)
        asked = [value for option, value in _options(command.words) if option in options]
    for value in asked:
        name = name_of(value.text)
        if name:
            yield SecretRef(name, "definition" if creates else "command", _anchor(source, value))
    for word in command.words if not asked else ():
        for name, start, end in named_in(word.text):
            yield SecretRef(name, "reference", _anchor(source, word.cut(start, end)))


def rotation(rules: Mapping[str, object], anchor: Anchor) -> Iterator[Rotation]:
    """The schedule of `rules`, which have the keys of the API's RotationRules."""
    days, expression = rules.get("AutomaticallyAfterDays"), rules.get("ScheduleExpression")
    if isinstance(days, int | str) and str(days).isdecimal():
        yield Rotation(float(days), f"every {days} days", anchor)
    elif isinstance(expression, str):
        yield Rotation(longest_gap(expression), expression, anchor)


def _options(words: Iterable[Piece]) -> Iterator[tuple[str, Piece]]:
    """Each option with its value: `--name VALUE`, `--name=VALUE`."""
    for word, following in pairwise((*words, Piece("", ()))):
        option, equals, _ = word.text.partition("=")
        if equals and option.startswith("--"):
            yield option, word.cut(len(option) + 1)
        elif word.text.startswith("--") and following.text:
            yield word.text, following


def _rotation(value: Piece, source: SourceText) -> Iterator[Rotation]:
    """The schedule in `AutomaticallyAfterDays=30,Duration=2h` or in JSON."""
    try:
        rules = json.loads(value.text) if value.text.startswith("{") else dict(_SHORTHAND.findall(value.text))
    except ValueError:
        return
    yield from rotation(
        {key: text.strip("\"'") if isinstance(text, str) else text for key, text in rules.items()},
        _anchor(source, value),
    )


def _anchor(source: SourceText, value: Piece) -> Anchor:
    return lambda: source.span(value.start, value.end)
