"""Policies and task definitions in scripts: `aws iam put-role-policy --policy-document '{…}'`, here-documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from tightlip.judgement.judge import Judge
from tightlip.reading.config import aws
from tightlip.reading.config.nodes import Node, Pair, Scalar, Table
from tightlip.reading.facts import Anchor, Fact, Reading
from tightlip.reading.pieces import Piece
from tightlip.reading.shell_places import Command

# The CLI's own way to write Lambda's variables: `Variables={KEY=value,…}`.
_VARIABLES = re.compile(r"Variables=\{(.*)\}", re.S)
_VARIABLE = re.compile(r"(?<!\w)([A-Za-z_]\w*)=([^,]+)")


def facts(run: Iterable[Command], reading: Reading, wanted: frozenset[str], judge: Judge) -> Iterator[Fact]:
    """The facts about AWS of the `wanted` kinds in the commands of a script."""
    if not aws.concerned(reading.source.text, wanted, judge):
        return
    for command in run:
        # What the command is for (`put-role-policy --role-name orders-task`) tells whose policy it is.
        where = " ".join((reading.path, *(word.text for word in command.words if word.text[:1] not in ("{", "["))))
        for option, piece in _values(command):
            node = _node(option, piece)
            if node is not None:
                origin = aws.Origin(where, "json", piece.text, _Places(reading, piece).of)
                root = Table((Pair(Scalar(option, 0, 0), node),), 0, len(piece.text))
                yield from aws.facts(root, origin, wanted, judge)


class _Places:
    """Where the nodes of a piece stand in the whole document."""

    def __init__(self, reading: Reading, piece: Piece) -> None:
        self.source = reading.source
        self.marks = piece.marks

    def of(self, node: Node) -> Anchor:
        """Where `node` stands."""
        start, last = self.marks[node.start], self.marks[max(node.start, node.end - 1)]
        return lambda: self.source.span(start, last + 1)


def _values(command: Command) -> Iterator[tuple[str, Piece]]:
    """Options with their values, and here-documents, which have no name."""
    attaches = any(word.text.startswith("attach-") for word in command.words)
    for word, following in zip_longest(command.words, command.words[1:], fillvalue=Piece("", ())):
        if word.text.startswith("--"):
            option, equals, _ = word.text[2:].partition("=")
            if option != "policy-arn" or attaches:
                yield option, word.cut(len(option) + 3) if equals else following
    for redirect in command.redirects:
        if redirect.operator.startswith("<<"):
            yield "", redirect.target


def _node(option: str, piece: Piece) -> Node | None:
    if piece.text.lstrip()[:1] in ("{", "["):
        from tightlip.reading.config.json import parse

        found, _ = parse(piece.text)
        return found[0] if found else None
    variables = _VARIABLES.fullmatch(piece.text) if option == "environment" else None
    if variables:
        place = variables.span(1)
        pairs = (
            Pair(Scalar(match[1], *match.span(1)), Scalar(match[2], *match.span(2)))
            for match in _VARIABLE.finditer(piece.text, *place)
        )
        return Table((Pair(Scalar("Variables", 0, 0), Table(tuple(pairs), *place)),), *place)
    return Scalar(piece.text, 0, len(piece.text)) if option == "policy-arn" and piece.text else None
