"""What a command stands in (a function, a condition, a subshell), and where its output goes from there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tightlip.reading.pieces import Piece

# What ends a group, by what begins it; a `for` and a `case` are the first words of commands.
_ENDS = {"{": "}", "if": "fi", "while": "done", "until": "done", "for": "done", "select": "done", "case": "esac"}
_OPENING_WORDS = ("for", "select", "case")
_PIPES = ("|", "|&")
_CONDITIONS = ("if", "while", "until", "case")
FILE = ">"
# Nobody writes so many groups in groups, or programs in a row; to follow them all would take their number squared.
_DEEPEST, _LONGEST_WAY = 64, 16


class Redirect(NamedTuple):
    """`operator` is `>`, `>>`, `<`, `<<<` …; `target` what follows it: a file, or a here-document's text."""

    operator: str
    target: Piece


class Place(NamedTuple):
    """Where a command stands in its script.

    `function` is whose body that is. `guarded`: it runs on some condition only. `subshells` numbers the `( … )` around
    it, from the outside in. `outlets` is the way that its output takes after its own redirections: names of programs
    that read it, one from the other, and `>` for a file; empty when it is simply shown.
    """

    function: str = ""
    guarded: bool = False
    subshells: tuple[int, ...] = ()
    outlets: tuple[str, ...] = ()


class Command(NamedTuple):
    """A simple command: its words (assignments before the name included), unquoted; expansions stand as written.

    `piped`: its output is what the next command reads. `captured`: it stands in a `$(…)` of a later command.
    `inert` are the offsets of dollar signs that expand nothing: they were quoted.
    """

    words: tuple[Piece, ...]
    redirects: tuple[Redirect, ...] = ()
    piped: bool = False
    captured: bool = False
    inert: frozenset[int] = frozenset()
    place: Place = Place()

    def output(self) -> Iterator[Piece]:
        """The files that the command's output is written to."""
        return (redirect.target for redirect in self.redirects if is_output(redirect))


class Part(NamedTuple):
    """A command as the lexer leaves it; its here-documents may still be to come.

    `openers` are the words of the grammar before it (`if`, `{`), `end` is the operator after it, and `inner` are the
    commands inside it. `substituted`: its last word was the `<` or `>` of a `<(…)`.
    """

    words: list[Piece]
    redirects: list[Redirect]
    openers: list[str]
    inert: set[int]
    inner: list[Command]
    end: str = ""
    substituted: bool = False


class _Group(NamedTuple):
    """What is open: by which word, from which part on; `function` is set for the body of one."""

    word: str
    start: int
    function: str = ""
    substituted: bool = False


class _Closed(NamedTuple):
    """A group, the first part after it, and the part that has its redirections; -1 when none has."""

    group: _Group
    end: int
    tail: int


def empty_part() -> Part:
    """A part of which nothing has been read."""
    return Part([], [], [], set(), [])


def is_output(redirect: Redirect) -> bool:
    """Whether it sends output to a file (and not to where the shell's own goes)."""
    return redirect.operator in (">", ">>", ">|") and not redirect.target.text.startswith(("/dev/std", "/dev/tty"))


def places(parts: Sequence[Part]) -> Iterator[Place | None]:
    """The place of each of the `parts` of a script, in order; `None` for a pattern of a `case`, which runs nothing.

    Groups that are never closed end with the script.
    """
    stacks: list[tuple[_Group, ...]] = []
    outlets: list[list[str]] = [[] for _ in parts]
    groups: list[_Closed] = []
    stack: list[_Group] = []
    patterns: set[int] = set()
    awaited = False  # a pattern
    named, closed = "", -1  # a function whose body is to come; the group that `)` closed just before
    for index, part in enumerate(parts):
        first = part.words[0].text if part.words else ""
        if first == "function" and len(part.words) > 1:
            named = part.words[1].text
        for opener in part.openers:
            if opener in _ENDS:
                _open(stack, _Group(opener, index, named if opener == "{" else ""))
                named = "" if opener == "{" else named
        if first in _OPENING_WORDS:
            _open(stack, _Group(first, index))
        elif first in _ENDS.values():
            _close(stack, groups, index, index, first)
        elif closed >= 0 and not part.words:
            groups[closed] = groups[closed]._replace(tail=index)
        closed = -1
        stacks.append(tuple(stack))
        in_case = bool(stack) and stack[-1].word == "case"
        awaited = in_case and (first == "case" or part.end == ";;" or awaited)
        if awaited and first != "case" and part.end in ("(", ")", "|"):
            patterns.add(index)
            awaited = part.end != ")"
        elif part.end == "(":
            following = parts[index + 1] if index + 1 < len(parts) else None
            if len(part.words) == 1 and following and following.end == ")" and not following.words:
                named = first
            _open(stack, _Group("(", index + 1, named if part.words == [] else "", part.substituted))
        elif part.end == ")" and _close(stack, groups, index + 1, -1, ")"):
            closed = len(groups) - 1
    for index in range(len(parts) - 1, -1, -1):
        outlets[index] = _way(parts, index, outlets)
    ways = [tuple(way) for way in outlets]
    for group, end, tail in groups:
        away = tail >= 0 and any(map(is_output, parts[tail].redirects))
        rest = (FILE,) if group.substituted or away else tuple(outlets[tail]) if tail >= 0 else ()
        for index in range(group.start, end) if rest else ():
            ways[index] = (*ways[index], *rest)[:_LONGEST_WAY]
    for index, (inside, way) in enumerate(zip(stacks, ways)):
        if index in patterns:
            yield None
            continue
        after_condition = index > 0 and parts[index - 1].end in ("&&", "||")
        yield Place(
            next((group.function for group in reversed(inside) if group.function), ""),
            after_condition or any(group.word in _CONDITIONS for group in inside),
            tuple(group.start for group in inside if group.word == "("),
            way,
        )


def _open(stack: list[_Group], group: _Group) -> None:
    if len(stack) < _DEEPEST:
        stack.append(group)


def _close(stack: list[_Group], groups: list[_Closed], end: int, tail: int, word: str) -> bool:
    """Close the innermost group that `word` ends, with all that is open in it; `False` when there is none."""
    for at in range(len(stack) - 1, -1, -1):
        if _ENDS.get(stack[at].word, ")") == word:
            groups.append(_Closed(stack[at], end, tail))
            del stack[at:]
            return True
        if word == ")":
            return False  # of a pattern in a `case`
    return False


def _way(parts: Sequence[Part], index: int, outlets: Sequence[list[str]]) -> list[str]:
    """Where a pipe takes the output of a part, and from there on."""
    if parts[index].end not in _PIPES or index + 1 == len(parts):
        return []
    reader = parts[index + 1]
    name = reader.openers[0] if reader.openers else reader.words[0].text if reader.words else reader.end
    away = [FILE] if any(is_output(redirect) for redirect in reader.redirects) else []
    return [name.rpartition("/")[2], *away, *outlets[index + 1]][:_LONGEST_WAY]
