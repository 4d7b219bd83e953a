"""Scripts as they are found: those inside others (`sh -c '…'`, `bash <<EOF`) unfolded, and what they bind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from tightlip.judgement.judge import Judge
from tightlip.model import Step
from tightlip.reading.command_lines import Given, given, program
from tightlip.reading.facts import Binding, Fact, Spoken
from tightlip.reading.pieces import Piece
from tightlip.reading.said import Said, said
from tightlip.reading.shell_places import Command
from tightlip.reading.shell_words import commands
from tightlip.reading.text import SourceText

# The form of a binding on a command line; its owner says how, in words for a message.
IN_SCRIPT = "script"

_SHELL = re.compile(r"(?:.*[/\\])?(?:ba|da|a|z|k)?sh(?:\.exe)?")
_PYTHON = re.compile(r"(?:.*/)?i?python[\d.]*(?:\.exe)?")
_RUNS_TEXT = re.compile(r"-[a-z]*c")
_EXPANSION = re.compile(r"\$[\w{(@*]")
_NO_SHELL = re.compile(r"#!(?!.*sh\b)")
_DEPTH = 4  # of scripts in scripts


def script(text: Piece, escape: str = "\\", depth: int = _DEPTH) -> Iterator[Command]:
    """The commands of a script, and of those that its shells are given, each after the command that runs it.

    A here-document that feeds no command (a Dockerfile's `RUN <<EOF`) is a script too.
    """
    for command in commands(text, escape):
        yield command
        if depth:
            for inner in _inside(command):
                # What the shell prints goes where the output of the command that runs it goes.
                way = (*command.place.outlets, *([">"] if command.captured or any(command.output()) else ()))
                for each in script(inner, escape, depth - 1):
                    outlets = (*each.place.outlets, *way)
                    yield each._replace(place=each.place._replace(outlets=outlets))


def in_array(words: Sequence[Piece], escape: str) -> Iterator[Command]:
    """The command that an array of its words is (`["sh", "-c", "…"]`), and that of a shell's in it."""
    command = Command(tuple(words))
    yield command
    for text in _arguments(command):
        yield from script(text, escape)


def handed(run: Sequence[Command], judge: Judge) -> Iterator[Given]:
    """All that the commands of a script are handed under a name."""
    table = judge.vocabulary["commands"]
    for command, after in zip(run, (*run[1:], None)):
        following = program(after, table["words"])[0] if after and command.piped else ""
        for each in given(command, following, table):
            if not _expands(each.value, command.inert):
                yield each


def _expands(value: Piece, inert: frozenset[int]) -> bool:
    """Whether a part of `value` is only known when the script runs."""
    return any(value.marks[match.start()] not in inert for match in _EXPANSION.finditer(value.text))


def programs(run: Sequence[Command]) -> Iterator[tuple[Piece, bool]]:
    """The Python programs in a script (`python -c '…'`, `python - <<EOF`), each with whether its output is kept.

    It is in `key=$(python -c '…')`, and where it goes to a file.
    """
    for command in run:
        at = next((at for at, word in enumerate(command.words) if _PYTHON.fullmatch(word.text)), None)
        if at is None:
            continue
        arguments = command.words[at + 1 :]
        kept = command.captured or any(command.output()) or ">" in command.place.outlets
        yield from ((after, kept) for option, after in pairwise(arguments) if option.text == "-c")
        if all(word.text == "-" for word in arguments):
            yield from ((redirect.target, kept) for redirect in command.redirects if redirect.operator == "<<")


def _inside(command: Command) -> Iterator[Piece]:
    yield from _arguments(command)
    document = next((redirect.target for redirect in command.redirects if redirect.operator == "<<"), None)
    # Unless its first line names another interpreter.
    shell = not command.words or _SHELL.fullmatch(command.words[0].text)
    if document and shell and not _NO_SHELL.match(document.text):
        yield document


def _arguments(command: Command) -> Iterator[Piece]:
    """`sh -c TEXT`, also where another program is told to run that: `sudo sh -c`, `docker exec db bash -c`."""
    shell = False
    for word, following in pairwise(command.words):
        shell = shell or _SHELL.fullmatch(word.text) is not None
        if shell and _RUNS_TEXT.fullmatch(word.text):
            yield following
            return


def script_facts(
    run: Sequence[Command], source: SourceText, wanted: frozenset[str], judge: Judge, name: str = "", text: str = ""
) -> Iterator[Fact]:
    """The facts of the `wanted` kinds ("bindings", "said" …) in the commands of a script in `source`.

    `name` is the file's, which may say that it is there to show secrets; `text` the script's, for its first line.
    """
    if "bindings" in wanted:
        for key, value, how in handed(run, judge):
            if value.text:
                yield Binding(key, value.text, partial(source.span, value.start, value.end), IN_SCRIPT, how)
    if not wanted.isdisjoint(("secret-refs", "rotations")):
        from tightlip.reading.secret_commands import secret_facts

        yield from secret_facts(run, source, wanted)
    if "said" in wanted:
        for each in said(run, judge, name, text):
            yield Spoken(
                each.what,
                each.how,
                each.through,
                partial(source.span, each.at.start, each.at.end),
                partial(_steps, each, source),
                each.meant or each.partial,
            )


def _steps(each: Said, source: SourceText) -> tuple[Step, ...]:
    if each.since is None:
        return ()
    return (Step(source.span(each.since.start, each.since.end), "from here on, every command is shown as it is run"),)
