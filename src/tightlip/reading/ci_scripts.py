"""A script in a CI workflow as its shell gets it: expressions become variables, and what leaves it is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tightlip.reading.pieces import Piece, join
from tightlip.reading.scripts import script
from tightlip.reading.shell_places import Command, is_output

_SECRET = re.compile(r"\bsecrets\.([A-Za-z_]\w*)|\bsecrets\[\s*'([^']+)'\s*\]", re.I)
# `a == b && secrets.X` is no secret's value when it is compared: `secrets.X != ''`.
_COMPARED = re.compile(r"(?:==|!=)|^\s*!")
# The last word of a secret's name that says that it is kept among the secrets, but is none.
_HARMLESS = re.compile(
    r"(?:^|_)(?:USER|USERS|USERNAME|LOGIN|EMAIL|MAIL|REGION|ZONE|HOST|HOSTNAME|URL|URI|ENDPOINT|DOMAIN|SERVER|PORT|IP|PATH|DIR|"
    r"BUCKET|BRANCH|ID|IDS|NAME|NAMESPACE|REPO|REPOSITORY|REGISTRY|ORG|ORGANIZATION|PROJECT|ACCOUNT|CLUSTER|ROLE|ARN|"
    r"VERSION|TAG|ENV|ENVIRONMENT|CHANNEL|GROUP|TEAM|PUBLIC_KEY|KNOWN_HOSTS|FINGERPRINT)$",
    re.I,
)
_EXPRESSIONS = {
    "github": re.compile(r"\$\{\{(?P<body>(?:(?!\$\{\{).)*?)\}\}", re.S),
    "azure": re.compile(r"\$\((?P<body>[A-Za-z_][\w.]*)\)|\$\{\{(?P<other>(?:(?!\$\{\{).)*?)\}\}", re.S),
    "circle": re.compile(r"<<(?P<body>[\s\w.\-]{1,80})>>"),
}
_GITHUB_FILE = re.compile(r"GITHUB_(?:OUTPUT|ENV|STEP_SUMMARY|STATE)\b")
_SPOKEN = ("::set-output", "::set-env", "##vso[task.setvariable")
# They change what they read, so that it is no longer what a log is searched for.
_TRANSFORMERS = frozenset("base64 base32 rev xxd od hexdump sed tr fold".split())
_MARK = "ci_expression_"
_MASKED = re.compile(r"::add-mask::\$\{?(\w+)")
_VARIABLE = re.compile(r"\$\{?(\w+)")


class Script(NamedTuple):
    """`run` are the commands; `shown` the same as if all that they write to known places were shown.

    `goes` tells, by the offset of a word of such a command, where that is: "GITHUB_ENV", "dotenv", a program.
    `known` are the variables that stand for expressions, and whether those are secrets.
    """

    text: Piece
    run: list[Command]
    shown: list[Command]
    goes: dict[int, str]
    known: Mapping[str, bool]


def is_secret(name: str) -> bool:
    """Whether what is called `secrets.NAME` should be kept to oneself: usernames and regions are stored there, too."""
    return _HARMLESS.search(name) is None


def secrets_in(text: str) -> Iterator[str]:
    """The names of the secrets whose values the expressions in `text` may have."""
    for expression in _EXPRESSIONS["github"].finditer(text):
        yield from _named(expression["body"])


def shown(what: str) -> str:
    """A message's words for what a variable of ours stands for."""
    return re.sub(rf"\$?{_MARK}\d+_", "secrets.", what)


def read(text: Piece, system: str, artifacts: tuple[str, ...]) -> Script:
    """The script in `text`, a part of a workflow of `system`; `artifacts` are files that are kept for everybody."""
    text, known, at = _resolved(text, system)
    run = [command._replace(inert=command.inert - at) for command in script(text)]
    goes: dict[int, str] = {}
    uncovered = []
    masked: set[str] = set()
    for command in run:
        words = " ".join(word.text for word in command.words)
        masked.update(_MASKED.findall(words))
        where = _where(command, artifacts)
        told = set(_VARIABLE.findall(words))
        # The runner hides what it was told to, in the log and in the output of a step: so GitHub says to hand one on.
        if where == "masked" or (where == "GITHUB_OUTPUT" and told and told <= masked):
            continue
        if where:
            goes.update((mark, where) for word in command.words for mark in word.marks)
            goes.update((mark, where) for redirect in command.redirects for mark in redirect.target.marks)
        outlets = command.place.outlets
        if where in _TRANSFORMERS:
            outlets = tuple(outlet for outlet in outlets if outlet not in _TRANSFORMERS)
        elif where:
            outlets = ()
            command = command._replace(redirects=tuple(each for each in command.redirects if not is_output(each)))
        uncovered.append(command._replace(place=command.place._replace(outlets=outlets)))
    return Script(text, run, uncovered, goes, known)


def _named(expression: str) -> Iterator[str]:
    if not _COMPARED.search(expression) or "&&" in expression:
        value = expression.rpartition("&&")[2]
        for match in _SECRET.finditer(value):
            yield match[1] or match[2]


def _resolved(text: Piece, system: str) -> tuple[Piece, dict[str, bool], frozenset[int]]:
    """The script with variables for the expressions that are resolved before the shell runs, and their places."""
    known: dict[str, bool] = {}
    parts: list[Piece] = []
    at, marks = 0, set()
    pattern = _EXPRESSIONS.get(system)
    for match in pattern.finditer(text.text) if pattern else ():
        name = _name(match, system, len(known))
        if name.startswith(_MARK):
            known[name] = any(map(is_secret, _named(match["body"])))
        start, end = text.marks[match.start()], text.marks[match.end() - 1]
        written = f"${{{name}}}" if name else "0"
        parts += [text.cut(at, match.start()), Piece(written, [start] * (len(written) - 1) + [end if name else start])]
        marks.add(start)
        at = match.end()
    return join([*parts, text.cut(at)]), known, frozenset(marks)


def _name(match: re.Match[str], system: str, number: int) -> str:
    body = match["body"]
    if system == "github":
        return f"{_MARK}{number}_{next(filter(is_secret, _named(body)), 'nothing')}"
    return body.replace(".", "_") if system == "azure" and body else ""


def _where(command: Command, artifacts: tuple[str, ...]) -> str:
    """Where the output of `command` goes, if that is a place known to be read by others; "masked" if it is not said."""
    words = " ".join(word.text for word in command.words)
    if "::add-mask::" in words or "issecret=true" in words.lower():
        return "masked"
    for target in command.output():
        match = _GITHUB_FILE.search(target.text)
        if match:
            return match[0]
        if target.text.removeprefix("./") in artifacts:
            return "dotenv"
    spoken = next((text for text in _SPOKEN if text in words), "")
    return spoken or next((outlet for outlet in command.place.outlets if outlet in _TRANSFORMERS), "")
