"""Secrets that RUN mounts, as it should, and whose value it then writes into the layer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tightlip.reading.command_lines import program
from tightlip.reading.facts import Instruction
from tightlip.reading.pieces import Piece
from tightlip.reading.shell_places import Command

_ASSIGNED = re.compile(r"([A-Za-z_]\w*)\+?=(.*)", re.S)
_KEPT_URL = frozenset({"clone", "set-url", "add"})  # git commands that write the URL they are given to .git/config
_SETTINGS = "the settings"
_UNDONE = frozenset({"--unset", "--unset-all", "unset", "delete", "rm", "remove"})


class Mounts(NamedTuple):
    """The secrets mounted for one RUN, by the files and variables that hold them, and folders that are in no layer."""

    files: Mapping[str, str]
    variables: Mapping[str, str]
    outside: tuple[str, ...]


class Persisted(NamedTuple):
    """The secret `id` is written to `file` by the command whose first word is `at`."""

    id: str
    file: str
    at: Piece


def mounts(flags: Sequence[Piece]) -> Mounts:
    """What the `--mount` flags say."""
    files: dict[str, str] = {}
    variables: dict[str, str] = {}
    outside = ["/dev/", "/proc/", "/run/secrets/"]
    for flag in flags:
        name, _, options = flag.text.partition("=")
        if name != "--mount":
            continue
        given = dict(option.partition("=")[::2] for option in options.strip("\"'").split(","))
        target = given.get("target") or given.get("dst") or given.get("destination") or ""
        if given.get("type") == "secret":
            secret = given.get("id") or given.get("source") or target.rpartition("/")[2]
            if given.get("env"):
                variables[given["env"]] = secret
            if target or not given.get("env"):
                files[target or f"/run/secrets/{secret}"] = secret
        elif target:
            outside.append(target.rstrip("/") + "/")
    return Mounts(files, variables, tuple(outside))


def persisted(instruction: Instruction, words: Mapping[str, Any]) -> Iterator[Persisted]:
    """Where a mounted secret gets into the layer and is not removed by the same RUN."""
    mounted = mounts(instruction.flags)
    if not mounted.files and not mounted.variables:
        return
    variables = dict(mounted.variables)
    removals = [
        (index, files) for index, command in enumerate(instruction.commands) if (files := _removed(command, words))
    ]
    carried = ""
    for index, command in enumerate(instruction.commands):
        name, start = program(command, words)
        texts = [piece.text for piece in (*command.words, *(redirect.target for redirect in command.redirects))]
        secret = next(filter(None, (_mentioned(text, mounted.files, variables) for text in texts)), "") or carried
        carried = secret if command.piped and name in words["writers"] else ""
        if not secret:
            continue
        for word in command.words:
            assigned = _ASSIGNED.fullmatch(word.text)
            if assigned and _mentioned(assigned[2], mounted.files, variables):
                variables[assigned[1]] = secret
        if name == "read" and len(command.words) > start + 1:
            variables[command.words[-1].text] = secret
        for file in _written(command, name, start, words, mounted, variables):
            path = file.replace("~", "", 1) if file.startswith("~") else file
            undone = any(after > index and _takes_away(files, path) for after, files in removals)
            if not path.startswith(mounted.outside) and not undone:
                yield Persisted(secret, file, command.words[min(start, len(command.words) - 1)])


def _mentioned(text: str, files: Mapping[str, str], variables: Mapping[str, str]) -> str:
    """The id of the secret whose file or variable `text` names."""
    for path, secret in files.items():
        if path in text:
            return secret
    for match in re.finditer(r"\$\{?(\w+)(?!\w|:?[+])", text):
        if match[1] in variables:
            return variables[match[1]]
    return ""


def _written(
    command: Command,
    name: str,
    start: int,
    words: Mapping[str, Any],
    mounted: Mounts,
    variables: Mapping[str, str],
) -> Iterator[str]:
    """The files that `command`, which has a secret in hand, writes it to."""
    arguments = [word.text for word in command.words[start + 1 :]]
    plain = [argument for argument in arguments if not argument.startswith("-")]
    if name in words["copiers"]:
        if len(plain) > 1 and any(_mentioned(source, mounted.files, {}) for source in plain[:-1]):
            yield plain[-1]
    elif name == "tee":
        yield from plain
    elif name == "sed" and any(argument.startswith(("-i", "--in-place")) for argument in arguments):
        if plain:
            yield plain[-1]
    elif name in words["writers"] or not command.words:
        yield from (file.text for file in command.output())
    elif name == "git" and not _KEPT_URL.isdisjoint(plain):
        if any("://" in argument and _mentioned(argument, mounted.files, variables) for argument in plain):
            yield ".git/config"
    elif not set(words["configurers"]).isdisjoint(plain):
        # `git config credential.helper '!…'` keeps a command that reads the secret, not the secret.
        values = (argument for argument in plain if not argument.startswith("!"))
        if any(_mentioned(argument, mounted.files, variables) for argument in values):
            yield f"{_SETTINGS} of `{name}`"


def _removed(command: Command, words: Mapping[str, Any]) -> tuple[str, ...]:
    """The files that `command` removes; `_SETTINGS` for a setting that it takes back."""
    name, start = program(command, words)
    arguments = tuple(word.text for word in command.words[start + 1 :])
    if name in words["removers"]:
        return arguments
    undoes = not set(words["configurers"]).isdisjoint(arguments) and not _UNDONE.isdisjoint(arguments)
    return (_SETTINGS,) if undoes else ()


def _takes_away(removed: Sequence[str], file: str) -> bool:
    """Whether `file` is one of the removed files, or in one of the removed folders."""
    if file.startswith((_SETTINGS, ".git/")):
        return True  # settings are in a file of another name, a clone in a folder of one
    name = file.rpartition("/")[2]
    return any(path.rpartition("/")[2] == name or f"{path.rstrip('/')}/" in file for path in removed)
