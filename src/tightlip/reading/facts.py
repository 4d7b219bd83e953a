"""The facts that any format is read into, so that one judgement serves them all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from tightlip.model import GitStatus, Severity, Skipped, Span, Step
from tightlip.reading.text import SourceText

if TYPE_CHECKING:
    from tightlip.reading.pieces import Piece
    from tightlip.reading.shell_words import Command

# Where a fact stands. Called only for facts that became hits: positions are the costly part of a CST.
Anchor = Callable[[], Span]


class Binding(NamedTuple):
    """A name is given a literal value: `JWT_SECRET = "…"`, `ENV DB_PASSWORD=…`, `f(password="…")`.

    `name` is as written; `form` says how it was bound, in words fit for a message ("assignment",
    "keyword argument"); `owner` is what surrounds it: the callee, the class and its bases, the instruction.
    `written` is the value as it stands in the text where that is not how it is used (Base64), and else empty.
    """

    name: str
    value: str
    anchor: Anchor
    form: str
    owner: str = ""
    written: str = ""


class Flow(NamedTuple):
    """A secret expression reaches a sink.

    `rule` is the rule that speaks, `sink` the one whose sink it is (the same, but for dumps of whole objects);
    `source` says in words what the secret is ("`password`", "the whole environment"); `through` names the sink's
    call as written (`logger.info`). `named` says that only its name makes it a secret, not where it was fetched from;
    `partial` is a deliberate partial reveal (`key[:4]`); `meant` that the command's very job is to show it.
    """

    rule: str
    sink: str
    source: str
    through: str
    anchor: Anchor
    trace: Callable[[], tuple[Step, ...]]
    named: bool = True
    partial: bool = False
    meant: bool = False


class Stage(NamedTuple):
    """A stage of a Dockerfile's build; `final` when its layers are in the image that the last stage makes."""

    name: str
    final: bool


class Instruction(NamedTuple):
    """One instruction of a Dockerfile.

    `keyword` is in capitals; `words` are the arguments of one that takes words (`COPY`, `ENV`), `commands` the
    command lines of one that runs something (`RUN`, `CMD`), those inside `$(…)` before what uses them.
    `bindings` are the names that it gives literal values, on its command lines too.
    """

    keyword: str
    flags: tuple[Piece, ...]
    words: tuple[Piece, ...]
    commands: tuple[Command, ...]
    bindings: tuple[Binding, ...]
    anchor: Anchor
    stage: Stage


class Switch(NamedTuple):
    """A library is told to say wholesale what it handles: `boto3.set_stream_logger("")`.

    `written` is the call or the attribute as written; `effect` and `fix` are sentences for the message.
    """

    written: str
    effect: str
    fix: str
    severity: Severity
    anchor: Anchor


class ShownField(NamedTuple):
    """A class's generated `repr()` shows the field `name`. `model` is "dataclass", "attrs class", "pydantic model" …"""

    owner: str
    name: str
    model: str
    anchor: Anchor


Fact = Binding | Flow | Instruction | Switch | ShownField


class Reading(NamedTuple):
    """A document, read: all that a check may look at."""

    path: str
    kind: str
    source: SourceText
    git: GitStatus
    in_tests: bool
    facts: tuple[Fact, ...] = ()
    problems: tuple[Skipped, ...] = ()
