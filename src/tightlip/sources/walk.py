"""A folder becomes a list of files: git's list in a git work tree, else every file but installed packages."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tightlip.model import GitStatus, Skipped, Unchanged
from tightlip.sources.files import Entry, unreadable
from tightlip.sources.project import git_root_of, shown

if TYPE_CHECKING:
    from tightlip.sources.git import Listing

# What tools keep for themselves: nobody wrote it, so nobody wants to hear of it.
_OF_TOOLS = frozenset(
    ".git .hg .svn .jj __pycache__ .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache".split()
)
# Other people's code, brought here by an installer; virtual environments are known by their `pyvenv.cfg`.
_INSTALLED = frozenset("node_modules bower_components .tox .nox .eggs __pypackages__".split())
_MARK_OF_VENV = "pyvenv.cfg"

Excluded = Callable[[str], bool]


class Memory(NamedTuple):
    """What earlier runs found clean: `among` lines of git's index (after the place of git's root) those whose files
    were; and `read_again` says which of these, by their paths as shown, are to be read all the same.
    """

    among: Callable[[str, Collection[str]], frozenset[str]]
    read_again: Callable[[Collection[str]], frozenset[str]]


def walk(
    folder: str, root: str, excluded: Excluded, memory: Memory | None = None
) -> Iterator[Entry | Unchanged | Skipped]:
    """The files in `folder` that are the project's own, sorted, and what of it was left out or could not be read.

    In a git work tree these are the files git tracks, and those it neither tracks nor ignores. A folder that git
    ignores was named by the user, and is walked like one outside git. `excluded` judges paths as shown. Without
    `memory`, nothing of it is to be remembered.
    """
    folder = os.path.abspath(folder)
    real = os.path.realpath(folder)  # git looks at nothing behind a symbolic link
    git_root = git_root_of(real)
    if git_root is None:
        yield from _walk(folder, root, excluded, GitStatus.UNKNOWN)
        return
    from tightlip.sources import git

    # A line says where a file is from git's root on, and there may be several of these in a project.
    place = "" if git_root == root else f"{shown(git_root, root)}\t"
    known_clean = (lambda lines: memory.among(place, lines)) if memory is not None else git.nothing_is
    try:
        listing = git.listing(git_root, os.path.relpath(real, git_root), known_clean)
        ignored = not any(listing) and git.statuses([real]).get(real) is GitStatus.IGNORED
    except git.NoGit as error:
        yield Skipped(shown(folder, root), f"{error}: what it tracks and ignores is not known", partial=True)
        yield from _walk(folder, root, excluded, GitStatus.UNKNOWN)
        return
    if ignored:
        yield from _walk(folder, root, excluded, GitStatus.IGNORED)
        return
    yield from _listed(listing, folder, root, excluded, memory, place)


def _listed(
    listing: Listing, folder: str, root: str, excluded: Excluded, memory: Memory | None, place: str
) -> Iterator[Entry | Unchanged | Skipped]:
    """The files in `folder` as git has them."""
    for path in listing.closed:
        yield Skipped(shown(os.path.join(folder, path), root) + "/", "permission denied", failed=True)
    own, installed = _own(listing.untracked)
    for path in installed:
        yield from _left_out(os.path.join(folder, path), root, excluded)
    inside, below = os.path.join(folder, ""), _below(folder, root)

    def name_of(path: str) -> str:
        # As `shown` says it, which takes a second for 100,000 paths.
        return below + path if path.isascii() else shown(inside + path, root)

    same = listing.same
    if memory is not None:
        clean = {name_of(path): path for path in listing.clean}
        again = memory.read_again(clean)
        same = {**same, **{clean[name]: listing.clean[clean[name]] for name in again}}
        yield Unchanged(frozenset(clean.keys() - again))
    for path in sorted((*same, *listing.tracked, *own)):
        name = name_of(path)
        if excluded(name):
            continue
        if path in same:
            known_as = place + same[path] if memory is not None else ""
            yield Entry(inside + path, name, GitStatus.TRACKED, False, known_as, regular=True)
        else:
            yield from _looked_at(inside + path, name, listing.tracked.get(path, ""))


def _looked_at(path: str, name: str, mode: str) -> Iterator[Entry | Skipped]:
    """One path of git's list of which only the disk knows what it is; `mode` is the index's, empty if it has none."""
    if not os.path.isdir(path) or os.path.islink(path):
        if os.path.lexists(path):  # one that is tracked, but deleted, is no part of the work tree
            yield Entry(path, name, GitStatus.TRACKED if mode else GitStatus.UNTRACKED)
    else:
        yield Skipped(f"{name.rstrip('/')}/", "a submodule" if mode else "another git repository")


def _own(untracked: Sequence[str]) -> tuple[list[str], list[str]]:
    """The untracked files that are the project's own, and the folders of installed packages that hold the rest."""
    environments = {path.rpartition("/")[0] for path in untracked if path.rpartition("/")[2] == _MARK_OF_VENV}
    own: list[str] = []
    installed: dict[str, None] = {}
    for path in untracked:
        above = ""
        for name in path.split("/")[:-1]:
            above = f"{above}/{name}" if above else name
            if name in _OF_TOOLS:
                break
            if name in _INSTALLED or above in environments:
                installed[above] = None
                break
        else:
            own.append(path)
    return own, list(installed)


def _walk(folder: str, root: str, excluded: Excluded, status: GitStatus) -> Iterator[Entry | Skipped]:
    """The files in `folder` as the file system has them."""
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        yield unreadable(shown(folder, root) + "/", error)
        return
    below = _below(folder, root)
    for entry in entries:
        name = below + entry.name if entry.name.isascii() else shown(entry.path, root)
        if not entry.is_dir(follow_symlinks=False):
            if not excluded(name):
                yield Entry(entry.path, name, status, regular=entry.is_file(follow_symlinks=False))
        elif entry.name in _INSTALLED or os.path.exists(os.path.join(entry.path, _MARK_OF_VENV)):
            yield from _left_out(entry.path, root, excluded)
        elif entry.name not in _OF_TOOLS and not excluded(f"{name}/"):
            yield from _walk(entry.path, root, excluded, status)


def _below(folder: str, root: str) -> str:
    """What the names of the files in `folder` begin with, as `shown`."""
    name = shown(folder, root)
    return "" if name == os.curdir else name.rstrip("/") + "/"


def _left_out(folder: str, root: str, excluded: Excluded) -> Iterator[Skipped]:
    name = shown(folder, root) + "/"
    if not excluded(name):
        yield Skipped(name, "installed packages")
