"""Which lines a change added or modified: git's diff from where a branch began to the work tree, or to a commit."""

from __future__ import annotations

import os
import re

from tightlip.model import Document, Lines
from tightlip.paths import kind_of
from tightlip.sources import SourceError, git
from tightlip.sources.project import shown

# Whatever the settings of the user say of diffs: the form that is read below, and no programs of the repository.
_DIFF = (
    *("-c", "core.quotePath=false", "diff", "-M", "-U0", "--inter-hunk-context=0", "--no-color"),
    *("--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/", "--no-relative"),
    *("--ignore-submodules=all", "--diff-filter=ACMRT"),
)
# Lines of what is compared begin with a sign, so that none of them can pass for one of these.
_TOLD = re.compile(
    rb"^(?:diff --git (?P<file>.+)|rename from (?P<old>.+)|rename to (?P<new>.+)|(?P<binary>Binary files .+)"
    rb"|@@ -\S+ \+(?P<first>\d+)(?:,(?P<count>\d+))? @@.*)$",
    re.M,
)
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
_ESCAPED = {b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r"}
_DEEPEN = "fetch the rest of its history: `git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout"


def base(git_root: str, old: str, new: str = "HEAD") -> str:
    """The commit at which `new` parted from `old`; `old` itself where their histories have nothing in common.

    `SourceError` says what to do where git does not know one of them, or how they hang together.
    """
    ends = [commit(git_root, old), commit(git_root, new)]
    answer = git.ask(git_root, "merge-base", *ends, accept=(0, 1))[0].decode().strip()
    if not answer and _is_shallow(git_root):
        raise SourceError(f"this clone is too shallow to tell where `{old}` and `{new}` parted; {_DEEPEN}")
    return answer or ends[0]


def commit(git_root: str, revision: str) -> str:
    """The id of the commit that `revision` names."""
    answer, _ = git.ask(
        git_root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", accept=(0, 1)
    )
    found = answer.decode().split()
    if len(found) == 1:
        return found[0]
    if ".." in revision:
        raise SourceError(f"`{revision}` is a range, and here goes one commit; --from-ref and --to-ref take its ends")
    if revision == "HEAD":
        raise SourceError("there is no commit here yet; --staged checks what the first one would hold")
    unknown = f"git knows no commit `{revision}` here"
    if _is_shallow(git_root):
        raise SourceError(f"{unknown}, for this clone is shallow; {_DEEPEN}")
    remote, _, branch = revision.partition("/")
    if branch and remote.encode() in git.ask(git_root, "remote")[0].split():
        raise SourceError(f"{unknown}; if it is a branch, `git fetch {remote} {branch}` brings it")
    near = _remote_branch(git_root, revision)
    raise SourceError(f"{unknown}; did you mean `{near}`?" if near else unknown)


def changes(git_root: str, root: str, *ends: str) -> dict[str, Lines | None]:
    """The lines that were added or modified from the first of `ends` to the second, or else to the work tree.

    By path as shown; `None` where all of a file counts, and no line where some were only taken out. Files whose
    content is as it was (moved or made executable, say) are left out, and files that git does not track.
    """
    found: dict[bytes, list[tuple[int, int]] | None] = {}
    path = old = b""
    filters = () if len(ends) == 2 else git.no_filters(git_root)
    for line in _TOLD.finditer(git.ask(git_root, *filters, *_DIFF, *ends, "--")[0]):
        if line["file"]:
            path = _unquoted(line["file"][len(line["file"]) // 2 + 1 :])[2:]  # `a/x b/x`: the same name twice
        elif line["old"]:
            old = _unquoted(line["old"])
        elif line["new"]:
            path = _unquoted(line["new"])
            if _kind(old) != _kind(path):  # other rules are asked about what it held all along
                found[path] = None
        elif line["first"]:
            known = found.setdefault(path, [])
            count = int(line["count"] or 1)
            if known is not None and count:
                known.append((int(line["first"]), int(line["first"]) + count - 1))
        else:
            found[path] = None
    return {
        shown(os.path.join(git_root, os.fsdecode(name)), root): None if lines is None else tuple(lines)
        for name, lines in found.items()
    }


def about(document: Document, lines: Lines | None) -> Document:
    """`document` with the lines that the run is about; all, where git and we do not count lines alike."""
    lone = document.data.count(b"\r") - document.data.count(b"\r\n")
    return document if lines is None or lone else document._replace(changed=lines)


def _is_shallow(git_root: str) -> bool:
    return git.ask(git_root, "rev-parse", "--is-shallow-repository")[0].strip() == b"true"


def _remote_branch(git_root: str, name: str) -> str:
    """The branch of a remote that has this name, as git spells it here; empty when there is none."""
    answer, _ = git.ask(git_root, "for-each-ref", "--format=%(refname)", "refs/remotes")
    names = (line.removeprefix("refs/remotes/") for line in os.fsdecode(answer).splitlines())
    return next((each for each in names if each.partition("/")[2] == name), "")


def _kind(path: bytes) -> str:
    return kind_of(os.fsdecode(path))


def _unquoted(name: bytes) -> bytes:
    """A file's name as it is: git quotes one that holds control characters, quotes or backslashes, as C does."""
    if not name.startswith(b'"'):
        return name
    return _ESCAPE.sub(
        lambda match: bytes([int(match[1], 8)]) if len(match[1]) == 3 else _ESCAPED.get(match[1], match[1]), name[1:-1]
    )
