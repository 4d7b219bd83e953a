"""The nouns of the pipeline, from a document to a finding. Standard library only.

Named tuples, not dataclasses: importing `dataclasses` costs 12-14 ms of a hook that has about 50
(docs/decisions/0001-named-tuples-in-the-hot-path.md). No `from __future__ import annotations` either: a named
tuple compiles annotations that are texts, which costs 2 ms here.
"""

from enum import IntEnum
from typing import NamedTuple


class Severity(IntEnum):
    """How loud a finding is. `NOTE` never fails a run."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The lower-case name used in settings, cards and reports."""
        return self.name.lower()

    @classmethod
    def parse(cls, word: str) -> "Severity":
        """The severity called `word`; `KeyError` if there is none."""
        return cls[word.upper()]


class GitStatus(IntEnum):
    """What git knows of a document's path."""

    UNKNOWN = 0  # not asked, or not in a git work tree
    TRACKED = 1  # in the index: committed, or staged
    UNTRACKED = 2  # not in the index, and not ignored
    IGNORED = 3  # not in the index, and ignored


class Span(NamedTuple):
    """A stretch of text. Lines and columns count from 1, columns in code points; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def last_line(self) -> int:
        """The last line that holds some of it; it may end with that line's end, before the next one's first column."""
        return max(self.line, self.end_line - (self.end_column == 1))


class Secret:
    """A value that must never be shown: printing one shows nothing. Only `tightlip.redact` reads `raw`.

    `also` is how it reads in another encoding (decoded, or the Base64 that it is written in): as secret as `raw`.
    """

    __slots__ = ("also", "raw")

    def __init__(self, raw: str, also: str = "") -> None:
        self.raw = raw
        self.also = also

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self.raw == other.raw

    def __hash__(self) -> int:
        return hash(self.raw)


# Ranges of lines, from one to another; both count.
Lines = tuple[tuple[int, int], ...]


class Beside(NamedTuple):
    """What lies in the folder of a Dockerfile, when something there may keep secrets: `names` of files and folders.

    `ignored` is what its `.dockerignore` says, or the one of its own that it has (`file` is its name); empty without.
    """

    names: tuple[str, ...]
    file: str = ""
    ignored: str = ""


class Document(NamedTuple):
    """One file's bytes, wherever they came from. `path` is relative to the project's root, with `/`.

    `changed` are the lines that a run over a change is about; `None`: all. `known_as` names what is on disk (its mode,
    git's id of it, and the path), where git knows that without looking. `beside` is known of Dockerfiles that were
    read from the disk.
    """

    path: str
    data: bytes
    git: GitStatus = GitStatus.UNKNOWN
    changed: Lines | None = None
    known_as: str = ""
    beside: Beside | None = None


class Unchanged(NamedTuple):
    """The paths of documents that were not read, because an earlier run found what is in them clean."""

    paths: frozenset[str]


class Skipped(NamedTuple):
    """A document, or a part of one, that was not checked, and why.

    `failed` says that the run was asked to read it and could not: exit status 2.
    `partial` says that it was checked, but not in full (the reason says how).
    """

    path: str
    reason: str
    failed: bool = False
    partial: bool = False


class Step(NamedTuple):
    """One station on a secret's way: where it came from, what it passed through, where it got out."""

    span: Span
    text: str


class Hit(NamedTuple):
    """A check's verdict, still holding the raw secret. It goes no further than the engine.

    `subject` identifies a hit that has no value (a flow, a file): it feeds the fingerprint, so it must
    survive moving lines. `severity`, `why` and `fix` override the card's when a check knows better.
    One with a `side` (an environment, say) is a leak only beside what other files hold: its check's `conclude`
    tells, from all that a run has seen.
    """

    rule: str
    span: Span
    message: str
    secret: Secret | None = None
    subject: str = ""
    severity: Severity | None = None
    why: str = ""
    fix: str = ""
    trace: tuple[Step, ...] = ()
    side: str = ""


class Snippet(NamedTuple):
    """Source lines that are safe to show: every secret in them is masked, and a very long line is cut.

    `column` (from 1) is where in its line the first one's text starts; the others start at their first column.
    """

    first_line: int
    lines: tuple[str, ...]
    column: int = 1


class Finding(NamedTuple):
    """What a report may say. Nothing here holds a secret."""

    rule: str
    severity: Severity
    path: str
    span: Span
    message: str
    redacted: str
    fingerprint: str
    snippet: Snippet
    why: str
    fix: str
    trace: tuple[Step, ...] = ()


class Observation(NamedTuple):
    """A hit with a `side` that has left its file: the `finding` that it is, should it turn out to be a leak.

    Two of one rule are about the same secret (or subject) if they have the same `key`, a hash salted for this run only.
    """

    finding: Finding
    side: str
    key: str


class Absent(NamedTuple):
    """A finding that was accepted, and is there no more."""

    rule: str
    path: str
    fingerprint: str


class Outcome(NamedTuple):
    """What one document, or a whole run, came to; `status` is the exit status that this means.

    `accepted` and `absent` are the baseline's side of it: what it accepts, found and not found. They are `None` and
    empty without a baseline. `shard` is which part of a run this is: (2, 8) is the second of eight.
    """

    findings: tuple[Finding, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    waived: int = 0
    checked: int = 0
    status: int = 0
    accepted: tuple[Finding, ...] | None = None
    absent: tuple[Absent, ...] = ()
    shard: tuple[int, int] = (1, 1)
