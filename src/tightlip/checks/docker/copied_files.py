"""Which of the files that COPY and ADD bring into an image are env files or keep secrets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tightlip import paths
from tightlip.judgement.dockerignore import keeps_out
from tightlip.judgement.secret_files import SecretFile, secret_file
from tightlip.model import Beside, Severity
from tightlip.reading.command_lines import program
from tightlip.reading.facts import Instruction
from tightlip.reading.pieces import Piece

# Real settings, not a set of defaults for tests, development or a demonstration.
_REAL = re.compile(r"\.env(?:rc)?(?:\.(?:.+\.)?(?:local|prod|production|live|stag(?:e|ing)|secrets?))?")
_NAMED = re.compile(r"(?:.+\.)?(?:local|prod|production|live|stag(?:e|ing)|secrets?)\.env")
_WHOLE = frozenset((".", "./", "/", "*", "./*"))
_UNCERTAIN = re.compile(r"[$*?\[]|://|^<<")


class Copied(NamedTuple):
    """A file that is copied into the image: its name as written, what it is, and how bad that is."""

    name: Piece
    kind: str
    severity: Severity


def copied(instruction: Instruction, table: Mapping[str, Any]) -> Iterator[Copied]:
    """The files among the sources of `COPY` or `ADD`, or else its destination, that keep secrets."""
    *sources, target = instruction.words
    found = False
    for source in sources:
        file = _judge(source.text, table)
        if file is not None:
            found = True
            yield Copied(source, *file)
    known = secret_file(table, target.text)
    if not found and sources and known and not known.maybe and not target.text.endswith("/"):
        yield Copied(target, known.kind, Severity.WARNING)  # a guess: the file that is copied has another name


def carried_along(instruction: Instruction, beside: Beside, table: Mapping[str, Any]) -> Iterator[Copied]:
    """The files beside the Dockerfile that keep secrets, and that `COPY . …` brings along with all the others.

    Its folder need not be the one that is sent to the builder; when it holds what the instruction names, it may be.
    """
    if any(flag.text.startswith(("--from", "--exclude")) for flag in instruction.flags):
        return
    whole = next((source for source in instruction.words[:-1] if source.text in _WHOLE), None)
    if whole is None:
        return
    lines = beside.ignored.splitlines()
    for name in beside.names:
        file = _judge(name, table)
        if file is not None and file[1] > Severity.NOTE and not keeps_out(lines, name):
            yield Copied(whole._replace(text=name), *file)


def is_context(instructions: Iterable[Instruction], beside: Beside) -> bool:
    """Whether the Dockerfile's folder holds all that its instructions copy by name."""
    for instruction in instructions:
        if instruction.keyword in ("COPY", "ADD") and not any(
            flag.text.startswith("--from") for flag in instruction.flags
        ):
            for source in instruction.words[:-1]:
                first = source.text.removeprefix("./").lstrip("/").partition("/")[0]
                if first not in ("", ".") and not _UNCERTAIN.search(source.text) and first not in beside.names:
                    return False
    return True


def removed_later(file: Piece, target: Piece, later: Sequence[Instruction], words: Mapping[str, Any]) -> int:
    """The line of the instruction among `later` that removes the file from a layer above; 0 if none does."""
    names = {file.text.rstrip("/*").rpartition("/")[2], target.text.rpartition("/")[2]} - {""}
    for instruction in later:
        for command in instruction.commands:
            removed = {word.text.rstrip("/*").rpartition("/")[2] for word in command.words}
            if program(command, words)[0] in words["removers"] and not names.isdisjoint(removed):
                return instruction.anchor().line
    return 0


def _judge(path: str, table: Mapping[str, Any]) -> tuple[str, Severity] | None:
    if "://" in path or path.startswith("<<"):
        return None
    path = path.rstrip("*/") or path
    name = path.rpartition("/")[2].lower()
    if paths.kind_of(name) == paths.DOTENV:
        if _REAL.fullmatch(name) or _NAMED.fullmatch(name):
            return "an env file", Severity.ERROR
        return ("an env file", Severity.WARNING) if name.startswith(".env") else None
    file = secret_file(table, path) or SecretFile("", True)
    if not file.kind:
        return None
    return file.kind, Severity.NOTE if file.maybe else Severity.ERROR
