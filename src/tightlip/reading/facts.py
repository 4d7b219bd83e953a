"""The facts that any format is read into, so that one judgement serves them all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from tightlip.model import Beside, GitStatus, Severity, Skipped, Span, Step
from tightlip.reading.text import SourceText

if TYPE_CHECKING:
    from tightlip.reading.pieces import Piece
    from tightlip.reading.shell_places import Command

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


class Spoken(NamedTuple):
    """A script says a secret: `what`, in the way `how` ("is printed by"), through `through`; all as in a message.

    `quiet`: it is only a part of it, or to show it is what the script is there for. `trace` tells how it came to that.
    """

    what: str
    how: str
    through: str
    anchor: Anchor
    trace: Callable[[], tuple[Step, ...]]
    quiet: bool = False


class Exposure(NamedTuple):
    """A CI workflow hands a secret on: `rule` speaks, and `message` tells, without a value.

    `severity` overrides the card's; `trace` tells how it came to that.
    """

    rule: str
    message: str
    anchor: Anchor
    trace: Callable[[], tuple[Step, ...]] = tuple
    severity: Severity | None = None


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


class Said(NamedTuple):
    """One text of a policy: as written, but for `${…}` where something is only known when it is deployed."""

    text: str
    anchor: Anchor


class Condition(NamedTuple):
    """One condition of a policy's statement; all of it is empty when it cannot be read here."""

    operator: str
    key: str


class Grant(NamedTuple):
    """One statement of an AWS policy, whatever its format.

    `kind` says what the policy is for: "identity" (what a role may do), "resource" (who may use a secret, a bucket:
    it names principals), "key" (the same for a KMS key), "endpoint", or "limit" (it takes away and gives nothing: a
    service control policy, a boundary). `owner` is the dotted path to the statement, with the types of resources on
    it; statements with one `policy` number belong together.
    """

    effect: str
    actions: tuple[Said, ...]
    not_actions: tuple[Said, ...]
    resources: tuple[Said, ...]
    not_resources: tuple[Said, ...]
    principals: tuple[Said, ...]
    conditions: tuple[Condition, ...]
    anchor: Anchor
    kind: str
    owner: str
    policy: int


class ManagedPolicy(NamedTuple):
    """A policy of AWS's own, by name, is attached to something."""

    name: str
    anchor: Anchor
    owner: str


class Handover(NamedTuple):
    """A template or a call hands AWS a value in clear, where a reference to a secret could stand.

    `place` says where in words ("the environment of an ECS container"), `remedy` what belongs there instead. `secret`
    says that what stands there is a secret whatever its name (`SecretString`); `value` is empty where something
    would be shown that is not known yet (a parameter without `NoEcho`). `stand_in` says that another value is often
    put in its place later.
    """

    name: str
    value: str
    anchor: Anchor
    place: str
    remedy: str
    secret: bool = False
    stand_in: bool = False


class SecretRef(NamedTuple):
    """A secret of AWS Secrets Manager is named, whatever the format.

    `name` is without what an ARN has around it; what the text leaves open shows in it as `{}`. `how` is
    "definition", "fetch" (the code asks for its value), "command" (a command line does) or "reference" (a task
    definition, another resource). `pinned` says that what surrounds it is for one environment only, as in
    `if env == "prod":`. `through` is the call or the key as written, and stands at `around`.
    """

    name: str
    how: str
    anchor: Anchor
    through: str = ""
    around: Anchor | None = None
    pinned: bool = False


class Rotation(NamedTuple):
    """How often a secret is rotated: every `days` (at the longest), as `written` says. `None`: nobody can tell."""

    days: float | None
    written: str
    anchor: Anchor


class CachedFetch(NamedTuple):
    """What `function` gets by calling `fetch`, a secret, is kept by `decorator` as long as the process runs."""

    function: str
    fetch: str
    decorator: str
    anchor: Anchor


class BadCall(NamedTuple):
    """A use of the client of Secrets Manager that can only fail: what is `written`, what happens, what is `right`.

    `right` is empty where nobody can tell what was meant.
    """

    written: str
    problem: str
    right: str
    anchor: Anchor


Fact = (
    Binding
    | Flow
    | Spoken
    | Exposure
    | Instruction
    | Switch
    | ShownField
    | Grant
    | ManagedPolicy
    | Handover
    | SecretRef
    | Rotation
    | CachedFetch
    | BadCall
)


class Reading(NamedTuple):
    """A document, read: all that a check may look at.

    `place` says what people call a place in it, where a line and a column are not enough ("cell 3, line 2").
    `beside` is what lies beside a Dockerfile, where that is known; `data` is all there is of a file that is no text.
    """

    path: str
    kind: str
    source: SourceText
    git: GitStatus
    in_tests: bool
    facts: tuple[Fact, ...] = ()
    problems: tuple[Skipped, ...] = ()
    place: Callable[[Span], str] | None = None
    beside: Beside | None = None
    data: bytes = b""
