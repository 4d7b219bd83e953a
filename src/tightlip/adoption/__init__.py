"""What a repository needs to be kept by tightlip: files to add, and lines to add to files that are there."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import NamedTuple

from tightlip.sources import git
from tightlip.sources.project import git_root_of

HOME = "https://github.com/tightlip/tightlip"
_LARGEST = 1 << 20  # bytes of a file that is written for people


class Proposal(NamedTuple):
    """The file at `path` (relative, with `/`) with `lines` put in before line `at` (from 0); `-1` is its end.

    `replaced` of the lines there make way. Where there is no such file, `lines` are all of it.
    """

    path: str
    lines: tuple[str, ...]
    at: int = -1
    replaced: int = 0


class Repository:
    """The repository at `root` (absolute), as far as proposals ask: its files' names and texts."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.is_git = git_root_of(root) is not None

    @cached_property
    def files(self) -> frozenset[str]:
        """The paths of all of its files; outside git, those in its uppermost folder."""
        if not self.is_git:
            return frozenset(name for name in os.listdir(self.root) if os.path.isfile(os.path.join(self.root, name)))
        return frozenset((*self.tracked, *self._listing.untracked))

    @property
    def tracked(self) -> frozenset[str]:
        """The paths of those that are in git's index."""
        return frozenset((*self._listing.same, *self._listing.tracked))

    @cached_property
    def _listing(self) -> git.Listing:
        return git.listing(git_root_of(self.root) or self.root, self._below_git)

    @property
    def _below_git(self) -> str:
        return os.path.relpath(os.path.realpath(self.root), os.path.realpath(git_root_of(self.root) or self.root))

    def lines(self, path: str) -> list[str] | None:
        """The lines of the file at `path`; `None` when there is none, or it is no plain text."""
        place = os.path.join(self.root, path)
        try:
            if os.path.getsize(place) > _LARGEST:
                return None
            with open(place, encoding="utf-8-sig", newline=None) as file:
                return file.read().split("\n")
        except (OSError, UnicodeDecodeError):
            return None

    def exists(self, path: str) -> bool:
        """Whether there is anything at `path`."""
        return os.path.lexists(os.path.join(self.root, path))

    def says(self, path: str, word: str) -> bool:
        """Whether `word` stands anywhere in the file at `path`."""
        return any(word in line for line in self.lines(path) or ())


# What a part of the adoption has to propose, and remarks for the user.
Advice = tuple[list[Proposal], list[str]]
Part = Callable[[Repository], Advice]


def applied(lines: list[str], proposal: Proposal) -> list[str]:
    """The `lines` of a file with what is proposed in them."""
    if proposal.at >= 0:
        return [*lines[: proposal.at], *proposal.lines, *lines[proposal.at + proposal.replaced :]]
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return [*lines, *([""] if lines else ()), *proposal.lines, ""]


def differences(proposal: Proposal, lines: Mapping[str, list[str] | None]) -> list[str]:
    """The proposal as a diff of nothing but its own lines: those around them may hold a secret."""
    path, there = proposal.path, lines[proposal.path]
    if there is None:
        return ["--- /dev/null", f"+++ {path}", *(f"+{line}" for line in proposal.lines)]
    at = proposal.at if proposal.at >= 0 else len(there)
    old = [f"-{line}" for line in there[at : at + proposal.replaced]] if proposal.at >= 0 else []
    hunk = f"@@ -{at + bool(old)},{len(old)} +{at + 1},{len(proposal.lines)} @@"
    return [f"--- {path}", f"+++ {path}", hunk, *old, *(f"+{line}" for line in proposal.lines)]
