"""What a script says out loud: secrets that it prints, traces, sends to a chat or keeps in an image's history."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from tightlip.judgement.judge import Judge
from tightlip.reading.command_lines import program
from tightlip.reading.pieces import Piece
from tightlip.reading.shell_places import Command

# A variable in a word. What follows its name may leave only a part of it (`:0:4`), or nothing (`:+set`, `//?/*`).
_VARIABLE = re.compile(r"\$(?:\{(\w+)((?!\w)[^}]{0,400})\}|([A-Za-z_]\w*))")
_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)\+?=(.*)", re.S)
_QUERY = re.compile(r"[?&]([A-Za-z_][\w.\-\[\]]{0,60})=(\$[\w{(][^&\s]*|`[^`]*`)")
_RUNS = re.compile(r"\$\(|`|<\(|\$[\d@*]")
_SWITCHES = frozenset("yes no true false on off y n 0 1".split())
_FILE_OPTIONS = frozenset("-e -f -r -s -i -f --key-file --keyfile --private-key --ssh-key".split())
_EQUALS = frozenset(("=", "==", "!="))
_UNKNOWN = "$()"  # what is read from a user or a file
_TRACE = re.compile(r"-[a-wyz]*x[a-z]*")
_SHEBANG_TRACE = re.compile(r"#!\S*sh\b(?:[ \t]+\S+)*?[ \t]+-[a-z]*x")
_NAMED_SECRET = re.compile(r"\bsecrets?[ '\"`]+$", re.I)  # "the secret NAME": its name follows
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_DUMPS = {
    "env": (),
    "printenv": (),
    "export": ("-p",),
    "declare": ("-x", "-p", "-px", "-xp"),
    "set": (),
    "typeset": ("-x",),
}

EVERYTHING = "the whole environment"
# How it is said, for messages: `{what} …`.
PRINTED = "is printed by"
TRACED = "is written to the output by"
IN_ADDRESS = "is put into the address given to"
IN_MESSAGE = "is sent in a message by"
IN_HISTORY = "stays in the history of the image made by"


class Said(NamedTuple):
    """`what` (in a message's words) gets out in the way `how`, through the command `through`.

    `meant`: to show it is what the script or function is there for. `partial`: only a part of it is shown. `since` is
    what switched tracing on, for what it traces.
    """

    what: str
    how: str
    through: str
    at: Piece
    meant: bool = False
    partial: bool = False
    since: Piece | None = None


def said(
    run: Sequence[Command], judge: Judge, name: str = "", text: str = "", known: Mapping[str, bool] | None = None
) -> Iterator[Said]:
    """All that a script says: its commands in `run`, its file's `name` (it may be there to show), its `text`.

    `known` are variables of which it is known from elsewhere whether they hold a secret.
    """
    return _Listener(run, judge, name, text, known or {}).said()


class _Listener:
    """What has to be known of a whole script before one of its commands can be judged."""

    def __init__(self, run: Sequence[Command], judge: Judge, name: str, text: str, known: Mapping[str, bool]) -> None:
        table = judge.vocabulary["commands"]
        self.run, self.judge, self.name, self.text, self.known = run, judge, name, text, known
        self.words: Mapping[str, Any] = table["words"]
        self.table: Mapping[str, Any] = table["said"]
        self.assigned = _assigned(run)
        self.no_secrets = _no_secrets(run)
        self.programs = [self._program(command) for command in run]
        self.heard = self._heard()

    def _program(self, command: Command) -> tuple[str, int]:
        """As `program`, but that `env` alone is one."""
        name, index = program(command, self.words)
        if not name:
            last = len(command.words) - 1
            if command.words and command.words[last].text in ("env", "/usr/bin/env"):
                return "env", last
        return name, index

    def said(self) -> Iterator[Said]:
        for command, (name, index) in zip(self.run, self.programs):
            arguments = command.words[index + 1 :]
            if self._is_shown(command):
                yield from self._printed(command, name, index, arguments)
            if name in self.table["clients"]:
                yield from self._in_address(command, name, arguments)
                yield from self._in_message(command, name, arguments)
            if name in self.table["builders"]:
                yield from self._in_history(name, arguments)
        yield from self._traced()

    def _is_shown(self, command: Command) -> bool:
        """Whether what the command prints is seen, and not captured, written to a file, or read by another program."""
        function = command.place.function
        return self._goes_out(command) and (not function or function in self.heard)

    def _goes_out(self, command: Command) -> bool:
        kept = command.captured or any(command.output())
        return not kept and all(outlet in self.table["passers"] for outlet in command.place.outlets)

    def _heard(self) -> frozenset[str]:
        """The functions that are called for what they do, not for what they print."""
        functions = {command.place.function for command in self.run} - {""}
        heard: set[str] = set()
        while True:
            more = {
                name
                for command, (name, _) in zip(self.run, self.programs)
                if name in functions
                and name not in heard
                and self._goes_out(command)
                and command.place.function in (*heard, "")
            }
            if not more:
                break
            heard |= more
        valued = {name for command, (name, _) in zip(self.run, self.programs) if not self._goes_out(command)}
        return frozenset(heard - valued)

    def _printed(self, command: Command, name: str, index: int, arguments: Sequence[Piece]) -> Iterator[Said]:
        at = command.words[index] if index < len(command.words) else None
        if at is None:
            return
        plain = [word.text for word in arguments]
        meant = self._is_meant(command)
        if name in _DUMPS and (plain == [] or set(plain) <= set(_DUMPS[name])):
            if index == 0 or name in ("env", "printenv"):
                yield Said(EVERYTHING, PRINTED, _shown(name), at, meant=meant)
        elif name == "printenv" and plain:
            for word in arguments:
                if self._is_secret(word.text):
                    yield Said(f"`{word.text}`", PRINTED, _shown(name), word, meant=meant)
        elif name in self.table["printers"] and plain[:1] != ["-v"]:  # `printf -v NAME` prints nothing
            if any("::add-mask::" in word for word in plain):
                return
            texts = [redirect.target for redirect in command.redirects if redirect.operator in ("<<", "<<<")]
            for word in (*arguments, *texts):
                yield from self._variables(command, word, PRINTED, name, meant)
        for store in self.table["store"]:
            if name in store["names"] and _in_order(store["words"], plain) and self._chooses(store, plain):
                yield Said(store["what"], PRINTED, _shown(name), at, meant=meant)

    def _chooses(self, store: Mapping[str, Any], plain: Sequence[str]) -> bool:
        """Whether what is chosen of the answer, if something is, is the secret."""
        chosen = next((after for word, after in pairwise(plain) if word == "--query"), "")
        return not chosen or store.get("query", "") in chosen

    def _variables(self, command: Command, word: Piece, how: str, through: str, meant: bool = False) -> Iterator[Said]:
        for match in _VARIABLE.finditer(word.text):
            name, rest = match[1] or match[3], match[2] or ""
            if word.marks[match.start()] in command.inert or rest.startswith(
                (":+", "+", "/", "#", "%", "[", ":?", "@")
            ):
                continue
            if self._is_secret(name):
                if _NAMED_SECRET.search(word.text, 0, match.start()):
                    continue
                partial = rest.startswith(":") and rest[1:2] not in ("-", "=")
                made = meant or self._was_made(name)
                yield Said(f"`${name}`", how, _shown(through), word.group(match, 0), meant=made, partial=partial)

    def _is_sensitive(self, name: str) -> bool:
        noun = self.judge.name(name)
        return noun.strong or noun.kind == "token"

    def _is_secret(self, name: str) -> bool:
        """Whether a variable holds a secret, by its name and by what the script gives it."""
        if name in self.known and name not in self.assigned:
            return self.known[name]
        if name in self.table["files"] or not self._is_sensitive(name):
            return False
        if name.upper().startswith(tuple(self.table["switches"])) or name in self.no_secrets:
            return False
        if not (self.judge.name(name).strong or name.isupper()):
            return False
        values = self.assigned.get(name)
        return values is None or (
            any(map(_may_expand, values)) and not any(value.lower() in _SWITCHES for value in values)
        )

    def _was_made(self, name: str) -> bool:
        return any(maker in value for value in self.assigned.get(name, ()) for maker in self.table["makers"])

    def _is_meant(self, command: Command) -> bool:
        words = {word.lower() for word in _WORD.findall(f"{self.name} {command.place.function}")}
        return not words.isdisjoint(self.table["shows"])

    def _in_address(self, command: Command, name: str, arguments: Sequence[Piece]) -> Iterator[Said]:
        for word in arguments:
            query = word.text.find("?")  # what has none is no address but the data that is sent
            for match in _QUERY.finditer(word.text, query) if query >= 0 else ():
                value = word.group(match, 2)
                found = list(self._variables(command, value, IN_ADDRESS, name))
                inert = value.marks[0] in command.inert
                if found:
                    yield found[0]
                elif not inert and self._is_sensitive(match[1]) and self._may_be_secret(match[2]):
                    yield Said(f"the value of `{match[1]}`", IN_ADDRESS, _shown(name), value)

    def _in_message(self, command: Command, name: str, arguments: Sequence[Piece]) -> Iterator[Said]:
        """The data that is sent to a chat, if it is one that is written to."""
        if not any(chat in word.text for word in arguments for chat in self.table["chats"]) and not any(
            "webhook" in (match[1] or match[3]).lower()
            for word in arguments
            if (match := _VARIABLE.fullmatch(word.text))
        ):
            return
        for option, word in pairwise(arguments):
            if option.text in self.table["data"]:
                yield from self._variables(command, word, IN_MESSAGE, name)

    def _may_be_secret(self, value: str) -> bool:
        names = [match[1] or match[3] for match in _VARIABLE.finditer(value)]
        values = [text for name in names for text in self.assigned.get(name, [_UNKNOWN])]
        return not values or any(map(_may_expand, values))

    def _in_history(self, name: str, arguments: Sequence[Piece]) -> Iterator[Said]:
        if not any(word.text in ("build", "buildx", "bud") for word in arguments):
            return
        for option, word in pairwise(arguments):
            argument, _, value = word.text.partition("=")
            if option.text != "--build-arg" or not self._is_sensitive(argument):
                continue
            if not value or (_may_expand(value) and self._may_be_secret(value)):
                yield Said(f"`{argument}`", IN_HISTORY, _shown(name), word)

    def _traced(self) -> Iterator[Said]:
        """The first secret of each stretch of a script that is traced."""
        tracing: Command | None = None
        shebang = _SHEBANG_TRACE.match(self.text)
        since = Piece.of(self.text, *shebang.span()) if shebang else None
        switched = "the first line" if shebang else ""
        for command, (name, index) in zip(self.run, self.programs):
            plain = [word.text for word in command.words[index + 1 :]]
            if tracing and command.place.subshells[: len(tracing.place.subshells)] != tracing.place.subshells:
                tracing = since = None
            if name == "set" and ("+x" in plain or _after(plain, "+o") == "xtrace"):
                tracing = since = None
            elif name == "set" and index == 0 and not command.place.guarded:
                if any(map(_TRACE.fullmatch, plain[:1])) or _after(plain, "-o") == "xtrace":
                    tracing, since, switched = command, command.words[0], "`set -x`"
            elif since is not None:
                found = next(self._seen(command), None)
                if found is not None:
                    yield found._replace(through=switched, since=since)
                    tracing = since = None

    def _seen(self, command: Command) -> Iterator[Said]:
        """The secrets that a trace of the command shows."""
        for word in command.words:
            yield from self._variables(command, word, TRACED, "")
            match = _ASSIGNMENT.fullmatch(word.text)
            if not match or not self.judge.name(match[1]).strong or match[1] in self.table["files"]:
                continue
            if _RUNS.search(match[2]) and word.marks[match.start(2)] not in command.inert:
                yield Said(f"`${match[1]}`", TRACED, "", word.group(match, 1))


def _assigned(run: Sequence[Command]) -> dict[str, list[str]]:
    """What a script gives its variables, by their names; a `for` gives its words."""
    values: dict[str, list[str]] = {}
    for command in run:
        words = [word.text for word in command.words]
        if words[:1] == ["for"] and words[2:3] == ["in"]:
            values.setdefault(words[1], []).extend(words[3:])
        for word in words:
            match = _ASSIGNMENT.fullmatch(word)
            if match:
                values.setdefault(match[1], []).append(match[2])
        if words[:1] == ["read"]:
            for word in words[1:]:
                values.setdefault(word, []).append(_UNKNOWN)
    return values


def _no_secrets(run: Sequence[Command]) -> frozenset[str]:
    """The variables that a script takes for names of files (`[ -f "$KEY" ]`), or for switches (`[ $TOKEN = yes ]`)."""
    found = set()
    for command in run:
        texts = [word.text for word in command.words]
        for before, text, after, value in zip(["", *texts], texts, [*texts[1:], ""], [*texts[2:], "", ""]):
            match = _VARIABLE.fullmatch(text)
            if match and (before in _FILE_OPTIONS or (after in _EQUALS and value.lower() in _SWITCHES)):
                found.add(match[1] or match[3])
    return frozenset(found)


def _may_expand(value: str) -> bool:
    """Whether what a script gives a variable is more than a text that stands in it."""
    return _VARIABLE.search(value) is not None or _RUNS.search(value) is not None


def _in_order(wanted: Sequence[str], words: Sequence[str]) -> bool:
    rest = iter(words)
    return all(word in rest for word in wanted)


def _after(words: Sequence[str], option: str) -> str:
    return next((after for word, after in pairwise(words) if word == option), "")


def _shown(name: str) -> str:
    return f"`{name}`"
