"""Questions to git: which files a work tree holds, and what git knows of a path. Asked only when they must be."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from tightlip.model import GitStatus
from tightlip.sources import SourceError
from tightlip.sources.project import git_root_of

# A repository's own settings must not make us run its programs; paths are paths, never patterns.
_COMMAND = ("git", "-c", "core.fsmonitor=false", "--literal-pathspecs")
_CLOSED = re.compile(rb"^warning: could not open directory '(.*)': ", re.M)


class NoGit(SourceError):
    """There is no git on this machine."""

    def __init__(self) -> None:
        super().__init__("git is not installed")


class Listing(NamedTuple):
    """A folder's files as git sees them, relative to it; `closed` are the folders that git could not open.

    `same` are the tracked files of which git knows that what is on disk is what is in its index, each with the line
    that says so: mode, id, and the path from git's root. Those that were known to be clean are in `clean` instead.
    `tracked` are all others that are in the index, with their modes. A submodule or another repository inside it is
    listed as one path, which is a folder's.
    """

    same: dict[str, str]
    clean: dict[str, str]
    tracked: dict[str, str]
    untracked: tuple[str, ...]
    closed: tuple[str, ...]


# Of lines of git's index: those whose files are known to be clean.
KnownClean = Callable[[Collection[str]], frozenset[str]]


def nothing_is(_lines: Collection[str]) -> frozenset[str]:
    """Where nothing is known to be clean."""
    return frozenset()


def start(git_root: str, *arguments: str, errors: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    """A running git, at `git_root`, with its three streams; `NoGit` when there is none."""
    # Always at the root: a hook's `GIT_DIR` and `GIT_INDEX_FILE` are relative to it. English, for `_CLOSED`.
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        return subprocess.Popen(
            (*_COMMAND, *arguments),
            cwd=git_root,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
    except FileNotFoundError:
        raise NoGit from None


def ask(git_root: str, *arguments: str, send: bytes = b"", accept: tuple[int, ...] = (0,)) -> tuple[bytes, bytes]:
    """What git answers, and what it warns of; `SourceError` with git's own words when it fails."""
    with start(git_root, *arguments) as process:
        answer, warnings = process.communicate(send)
    if process.returncode not in accept:
        first_line = warnings.decode(errors="replace").strip().partition("\n")[0]
        elsewhere = f" (GIT_DIR is {os.environ['GIT_DIR']})" if "GIT_DIR" in os.environ else ""
        raise SourceError(f"git: {first_line.removeprefix('fatal: ')}{elsewhere}")
    return answer, warnings


def listing(git_root: str, folder: str, known_clean: KnownClean = nothing_is) -> Listing:
    """What git tracks in `folder` (relative to `git_root`), and what it neither tracks nor ignores there."""
    folder = folder.replace(os.sep, "/")
    wanted = ("--cached", "--others", "--modified", "--exclude-standard")
    # To tell what is modified, git compares contents where it cannot tell from the time of a change.
    filters = no_filters(git_root)
    answer, warnings = ask(git_root, *filters, "ls-files", "-z", "-v", "--stage", *wanted, "--", folder)
    above = 0 if folder == os.curdir else len(folder) + 1
    lines = os.fsdecode(answer).split("\0")
    # What is modified is listed twice: as the index has it, and again.
    known = known_clean(lines).difference([f"H{line[1:]}" for line in lines if line.startswith("C")])
    found = Listing({}, {line[line.index("\t") + 1 + above :]: line for line in known}, {}, (), ())
    untracked = []
    for line in lines:
        if line in known:
            continue
        about, _, path = line.partition("\t")
        if about.startswith("H 100") and about.endswith(" 0"):
            found.same[path[above:]] = line
        elif about.startswith("? "):
            untracked.append(line[2 + above :])
        elif about:  # once for each side when it is unmerged
            found.same.pop(path[above:], None)
            found.tracked[path[above:]] = about.split(" ")[1]
    closed = (os.fsdecode(match[1])[above:] for match in _CLOSED.finditer(warnings))
    return found._replace(untracked=tuple(untracked), closed=tuple(closed))


def statuses(paths: Iterable[str]) -> dict[str, GitStatus]:
    """What git knows of each of `paths`, by that path; those outside any work tree are left out."""
    places: dict[str, dict[str, str]] = {}
    for path in paths:
        folder, name = os.path.split(os.path.abspath(path))
        real = os.path.realpath(folder)  # git looks at nothing behind a symbolic link
        if git_root := git_root_of(real):
            inside = os.path.relpath(os.path.join(real, name), git_root).replace(os.sep, "/")
            places.setdefault(git_root, {})[inside] = path
    found = {}
    for git_root, insides in places.items():
        tracked = set(map(os.fsdecode, _lines(ask(git_root, "ls-files", "-z", "--cached", "--", *insides)[0])))
        rest = insides.keys() - tracked
        ignored = _ignored(git_root, rest) if rest else set()
        for inside, path in insides.items():
            untracked = GitStatus.IGNORED if inside in ignored else GitStatus.UNTRACKED
            found[path] = GitStatus.TRACKED if inside in tracked else untracked
    return found


def no_filters(git_root: str) -> list[str]:
    """Options that keep git from running the filters that its settings name, to compare what is on disk."""
    pattern = r"^filter\..*\.(clean|process|required)$"
    answer, _ = ask(git_root, "config", "-z", "--name-only", "--get-regexp", pattern, accept=(0, 1))
    names = os.fsdecode(answer).split("\0")[:-1]
    return [part for name in names for part in ("-c", f"{name}={'false' if name.endswith('required') else ''}")]


def _ignored(git_root: str, paths: Iterable[str]) -> set[str]:
    # It refuses to be told that paths are no patterns, and minds only those that start with a colon.
    send = os.fsencode("".join(f"./{path}\0" for path in paths))
    answer, _ = ask(git_root, "--no-literal-pathspecs", "check-ignore", "-z", "--stdin", send=send, accept=(0, 1))
    return {os.fsdecode(line[2:]) for line in _lines(answer)}


def _lines(answer: bytes) -> Iterator[bytes]:
    return filter(None, answer.split(b"\0"))
