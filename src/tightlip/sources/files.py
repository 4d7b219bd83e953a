"""Files on disk become documents, without ever waiting for a pipe or reading more than the settings allow."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from typing import NamedTuple

from tightlip.model import Beside, Document, GitStatus, Skipped
from tightlip.paths import DOCKERFILE, kind_of, may_keep_secrets
from tightlip.sources import SourceError

_LONGEST_IGNORE_FILE = 1 << 18  # characters


class Entry(NamedTuple):
    """A file to read. `path` opens it and `shown` reports it; `named` says that the user asked for this very file.

    `blob` is git's id of what is in it, where git knows that without looking.
    """

    path: str
    shown: str
    git: GitStatus = GitStatus.UNKNOWN
    named: bool = False
    blob: str = ""


def read(entry: Entry, max_size: int) -> Document | Skipped:
    """The document at `entry`; a file that was asked for and cannot be read is a failure."""
    try:
        found = os.stat(entry.path) if entry.named else os.lstat(entry.path)
        if stat.S_ISLNK(found.st_mode):
            return Skipped(entry.shown, "symbolic link")
        if not stat.S_ISREG(found.st_mode):
            return Skipped(entry.shown, "not a regular file", failed=entry.named)
        if found.st_size > max_size:
            return too_large(entry.shown, max_size)
        with open(entry.path, "rb") as file:
            document = Document(entry.shown, file.read(), entry.git, blob=entry.blob)
        return document._replace(beside=_beside(entry.path)) if kind_of(entry.shown) == DOCKERFILE else document
    except FileNotFoundError:
        if not entry.named:
            return Skipped(entry.shown, "deleted while it was about to be read")
        broken = os.path.islink(entry.path)
        return Skipped(entry.shown, "broken symbolic link" if broken else "no such file or folder", failed=True)
    except OSError as error:
        return unreadable(entry.shown, error)


def _beside(path: str) -> Beside | None:
    """What lies beside the Dockerfile at `path`; `None` when nothing there may keep secrets, or it cannot be read."""
    folder, name = os.path.split(path)
    try:
        names = tuple(sorted(os.listdir(folder or os.curdir)))
        if not any(map(may_keep_secrets, names)):
            return None
        for file in (f"{name}.dockerignore", ".dockerignore"):
            if file in names:
                with open(os.path.join(folder, file), encoding="utf-8", errors="replace") as opened:
                    return Beside(names, file, opened.read(_LONGEST_IGNORE_FILE))
    except OSError:
        return None
    return Beside(names)


def gone(root: str, names: Iterable[str]) -> frozenset[str]:
    """Which of `names` (relative to `root`) are no files any more, for git neither, which may keep some off the disk.

    None, when git cannot be asked.
    """
    missing = {os.path.join(root, name): name for name in names if not os.path.lexists(os.path.join(root, name))}
    if not missing:
        return frozenset()
    from tightlip.sources import git

    try:
        known = git.statuses(missing)
    except SourceError:
        return frozenset()
    return frozenset(name for path, name in missing.items() if known.get(path) is not GitStatus.TRACKED)


def too_large(path: str, max_size: int) -> Skipped:
    """What is said of a document of more than `max_size` bytes."""
    return Skipped(path, f"larger than {max_size:,} bytes (max-file-size)")


def unreadable(path: str, error: OSError) -> Skipped:
    """What is said of a file or folder that the system refuses to read."""
    return Skipped(path, (error.strerror or "cannot be read").lower(), failed=True)
