"""Command lines of the AWS CLI that name a secret, or say how often one is rotated."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from tightlip.judgement.schedules import longest_gap
from tightlip.reading.facts import Anchor, Rotation, SecretRef
from tightlip.reading.pieces import Piece
from tightlip.reading.secret_names import name_of
from tightlip.reading.shell_words import Command
from tightlip.reading.text import SourceText

_CREATES = ("create-secret",)
_SHORTHAND = re.compile(r"(\w+)=([^,]+(?:\([^)]*\))?)")


def secret_facts(commands: Iterable[Command], source: SourceText) -> Iterator[SecretRef | Rotation]:
    """What the `aws secretsmanager …` among `commands`, whose pieces stand in `source`, say of secrets."""
    for command in commands:
        words = [word.text for word in command.words]
        if "secretsmanager" not in words or not any(word.rpartition("/")[2] == "aws" for word in words):
            continue
        after = words[words.index("secretsmanager") + 1 :]
        creates = any(word in _CREATES for word in after)
        for option, value in _options(command.words):
            if option == "--secret-id" or (option == "--name" and creates):
                name = name_of(value.text)
                if name:
                    yield SecretRef(name, "definition" if creates else "command", _anchor(source, value), option)
            elif option == "--rotation-rules":
                yield from _rotation(value, source)


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
