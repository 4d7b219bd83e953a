"""Command lines and build arguments in configuration: of Compose's services, of containers in Kubernetes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tightlip.judgement.judge import Judge
from tightlip.reading.config.nodes import Items, Node, Pair, Scalar, tables
from tightlip.reading.config.scalars import pieces
from tightlip.reading.facts import Anchor, Binding
from tightlip.reading.pieces import Piece, join
from tightlip.reading.scripts import IN_SCRIPT, handed, in_array, script
from tightlip.reading.shell_places import Command

# The form of a binding whose value comes from the environment: the image that is built keeps it all the same.
BUILD_ARGUMENT = "build argument"

_COMMANDS = ("command", "entrypoint", "args", "test", "postStart", "preStop")
_CHECKS = ("CMD", "CMD-SHELL")  # how a health check is to be run
_IMAGE = Piece("image", (0,) * 5)
_GIVEN = re.compile(r"\$\{?([A-Za-z_]\w*)\}?")


def command_lines(root: Node, text: str, judge: Judge, place: Callable[[int, int], Anchor]) -> Iterator[Binding]:
    """The literals on the command lines of containers in `root`, and secrets that an image's build is given."""
    for table, path in tables(root):
        if table.get("image") is not None or table.get("build") is not None or path[-1:] == ("healthcheck",):
            for key, node in table.pairs:
                if key.value in _COMMANDS:
                    run = list(_commands(node, text))
                    for name, value, how in handed(run, judge):
                        if value.text:
                            yield Binding(name, value.text, place(value.start, value.end), IN_SCRIPT, how)
        if path[-2:] == ("build", "args") and "services" in path:
            yield from _arguments(table.pairs, place)


def _commands(node: Node, text: str) -> Iterator[Command]:
    if not isinstance(node, Items):
        for piece in pieces(node, text):
            yield from script(piece if piece.text[:1] != "-" else join((_IMAGE, Piece(" ", (0,)), piece)))
        return
    words = list(pieces(node, text))
    if words and words[0].text in _CHECKS:
        words = words[1:]
    if words and words[0].text[:1] == "-":  # for the image's own program
        words = [_IMAGE, *words]
    if len(words) == 1:
        yield from script(words[0])
    else:
        yield from in_array(words, "\\")


def _arguments(pairs: tuple[Pair, ...], place: Callable[[int, int], Anchor]) -> Iterator[Binding]:
    """Build arguments that get a variable's value; a literal is a binding like any other."""
    for key, value in pairs:
        if isinstance(value, Scalar) and _GIVEN.fullmatch(value.value):
            yield Binding(key.value, value.value, place(value.start, value.end), BUILD_ARGUMENT, "build.args")
