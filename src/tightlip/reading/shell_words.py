"""A script as the shell takes it apart: commands, words and redirections, each knowing where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tightlip.reading.pieces import Piece, join
from tightlip.reading.shell_places import Command, Part, Redirect, empty_part, places

_PLAIN = re.compile(r"""[^\s"'\\`$;&|<>()]+""")
_END = re.compile(r"&&|\|\||;;|\|&|[;&|()\n]")
_REDIRECT = re.compile(r"(?:\d+|&)?(?:<<<|<<-?|>>|>\||[<>]&|<>|[<>])")
_QUOTED = re.compile(r"""[^"$`\\]+""")
_BLANK = re.compile(r"[^\S\n]+")
# Words after which a command begins, as after a `;`.
_OPENERS = frozenset("if then elif else while until do ! { time".split())
_DEPTH = 8  # of command substitutions; what is deeper is not looked into


def commands(script: Piece, escape: str = "\\") -> list[Command]:
    """The commands of `script`, in the order they end; of anything malformed, what can be read.

    `escape` is what quotes a single character: a Dockerfile for Windows may say that it is a backquote.
    """
    return _Lexer(script, escape).commands()


def split(text: Piece, escape: str = "\\") -> list[Piece]:
    """The words of `text`, unquoted, where only blanks divide words: a Dockerfile's `ENV`, `ARG`, `COPY`."""
    lexer = _Lexer(text, escape, plain=True)
    words = []
    while lexer.skip_blanks() < len(text.text):
        words.append(lexer.word())
    return words


class _Lexer:
    """Walks over a script once. `at` is the index of the next character."""

    def __init__(self, script: Piece, escape: str, depth: int = 0, *, plain: bool = False) -> None:
        self.script, self.text, self.at = script, script.text, 0
        self.escape, self.depth, self.plain = escape, depth, plain
        self.part = empty_part()
        self.announced: list[tuple[Part, str, str, bool]] = []

    def commands(self) -> list[Command]:
        read: list[Part] = []
        while self.skip_blanks() < len(self.text):
            redirect = _REDIRECT.match(self.text, self.at)
            end = None if redirect else _END.match(self.text, self.at)
            if redirect:
                self.at = redirect.end()
                self._redirect(redirect[0])
            elif end:
                self.at = end.end()
                read.append(self.part._replace(end=end[0]))
                self.part = empty_part()
                if end[0] == "\n":
                    self._here_documents()
            elif self.text[self.at] == "#":
                self.at = self._find("\n")
            else:
                word = self.word()
                if word.text == "{" and [each.text for each in self.part.words[:1]] == ["function"]:
                    read.append(self.part._replace(end=";"))
                    self.part = empty_part()
                if self.part.words or word.text not in _OPENERS:
                    self.part.words.append(word)
                else:
                    self.part.openers.append(word.text)
        read.append(self.part)
        found: list[Command] = []
        for part, place in zip(read, places(read)):
            found.extend(part.inner)
            if place is not None and (part.words or part.redirects):
                piped = part.end in ("|", "|&")
                fixed = tuple(part.words), tuple(part.redirects), piped, self.depth > 0, frozenset(part.inert)
                found.append(Command(*fixed, place))
        return found

    def skip_blanks(self) -> int:
        """Past blanks and continued lines; the index of what follows."""
        while self.at < len(self.text):
            if self.escape and self.text.startswith((f"{self.escape}\n", f"{self.escape}\r\n"), self.at):
                self.at = self._find("\n") + 1
                continue
            blank = _BLANK.match(self.text, self.at)
            if blank:
                self.at = blank.end()
            elif self.plain and self.text[self.at] == "\n":
                self.at += 1
            else:
                break
        return self.at

    def word(self) -> Piece:
        """The word that begins here."""
        parts: list[Piece] = []
        while self.at < len(self.text):
            char = self.text[self.at]
            plain = _PLAIN.match(self.text, self.at)
            if plain:
                self._take(parts, plain.end())
            elif char.isspace() or (not self.plain and char in ";&|<>()"):
                break
            elif char == "'":
                self.at += 1
                self._still(self.at, self._find("'"))
                self._take(parts, self._find("'"), skip=1)
            elif char == '"':
                self._double_quoted(parts)
            elif char == self.escape:
                if self.text.startswith(("\n", "\r\n"), self.at + 1):
                    self.at = self._find("\n") + 1
                else:
                    self.at += 1
                    self._still(self.at, self.at + 1)
                    self._take(parts, self.at + 1)
            elif char in "$`" and not self.plain:
                self._take(parts, self._expansion())
            else:
                self._take(parts, self.at + 1)
        return join(parts) if parts else Piece("", ())

    def _take(self, parts: list[Piece], end: int, skip: int = 0) -> None:
        """Adds the text up to `end` to a word, and goes past it and `skip` characters more."""
        parts.append(self.script.cut(self.at, end))
        self.at = min(end + skip, len(self.text))

    def _still(self, start: int, end: int) -> None:
        """Dollar signs from `start` to `end` expand nothing."""
        self.part.inert.update(self._dollars(start, end))

    def _dollars(self, start: int, end: int) -> Iterator[int]:
        while (start := self.text.find("$", start, end)) >= 0:
            yield self.script.marks[start]
            start += 1

    def _find(self, closing: str) -> int:
        end = self.text.find(closing, self.at)
        return len(self.text) if end < 0 else end

    def _double_quoted(self, parts: list[Piece]) -> None:
        self.at += 1
        while self.at < len(self.text):
            char = self.text[self.at]
            if char == '"':
                self.at += 1
                return
            if char == self.escape and self.text[self.at + 1 : self.at + 2] in ("$", "`", '"', self.escape):
                self.at += 1
                self._still(self.at, self.at + 1)
                self._take(parts, self.at + 1)
            elif char == self.escape and self.text.startswith(("\n", "\r\n"), self.at + 1):
                self.at = self._find("\n") + 1
            elif char in "$`" and not self.plain:
                self._take(parts, self._expansion())
            else:
                plain = _QUOTED.match(self.text, self.at)
                self._take(parts, plain.end() if plain else self.at + 1)

    def _expansion(self) -> int:
        """The end of the `$…` or backquoted text that begins here; the commands in it are put aside."""
        text, at = self.text, self.at
        if text.startswith("${", at):
            end = _closing(text, at + 2, "{", "}")
        elif text.startswith("$(", at):
            end = _closing(text, at + 2, "(", ")")
            if not text.startswith("$((", at):
                self._look_into(at + 2, end)
        elif text[at] == "`" and self.escape != "`":
            end = text.find("`", at + 1)
            end = len(text) if end < 0 else end
            self._look_into(at + 1, end)
        else:
            end = at
        return min(end + 1, len(text))

    def _look_into(self, start: int, end: int) -> None:
        if self.depth < _DEPTH:
            self.part.inner.extend(_Lexer(self.script.cut(start, end), self.escape, self.depth + 1).commands())

    def _redirect(self, operator: str) -> None:
        bare = operator.lstrip("&0123456789")
        start = self.skip_blanks()
        quoted = self.text[start : start + 1] in ("'", '"', "\\")
        target = self.word()
        if bare in ("<<", "<<-"):
            self.announced.append((self.part, bare, target.text, quoted))
        elif target.text and not operator.startswith("2"):
            self.part.redirects.append(Redirect(bare, target))
        elif self.text.startswith("(", self.at):
            self.part = self.part._replace(substituted=True)

    def _here_documents(self) -> None:
        """The texts that the line just ended announced, each up to the line that is its closing word."""
        for part, operator, closing, quoted in self.announced:
            start, line = self.at, None
            while self.at < len(self.text) and line != closing:
                stop, end = self.at, self._find("\n")
                line = self.text[self.at : end].rstrip("\r")
                line = line.lstrip("\t") if operator == "<<-" else line
                self.at = min(end + 1, len(self.text))
            end = stop if line == closing else self.at
            if quoted:
                part.inert.update(self._dollars(start, end))
            part.redirects.append(Redirect("<<", self.script.cut(start, end)))
        self.announced = []


def _closing(text: str, at: int, opening: str, closing: str) -> int:
    """The index of the `closing` that matches an `opening` before `at`, or the end; quoted ones do not count."""
    depth, quote = 1, ""
    while at < len(text):
        char = text[at]
        if char == "\\":
            at += 1
        elif quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char == opening:
            depth += 1
        elif char == closing:
            depth -= 1
            if not depth:
                return at
        at += 1
    return len(text)
