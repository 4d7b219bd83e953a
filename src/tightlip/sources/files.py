"""Files on disk become documents, without ever waiting for a pipe or reading more than the settings allow."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from typing import NamedTuple

from tightlip.model import Beside, Document, GitStatus, Skipped
from tightlip.paths import DOCKERFILE, kind_of, may_keep_secrets
from tightlip.sources import MISSING, SourceError

_LONGEST_IGNORE_FILE = 1 << 18  # characters
_CHUNK = 1 << 16  # bytes: few files have more
# As bytes, on Windows too; and without waiting, should a pipe have taken the file's place.
_OPEN = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


class Entry(NamedTuple):
    """A file to read. `path` opens it and `shown` reports it; `named` says that the user asked for this very file.

    `known_as` names what is in it, where git knows that without looking (see `Document`). `regular` says that it is
    known to be no link, pipe or device.
    """

    path: str
    shown: str
    git: GitStatus = GitStatus.UNKNOWN
    named: bool = False
    known_as: str = ""
    regular: bool = False


def read(entry: Entry, max_size: int) -> Document | Skipped:
    """The document at `entry`; a file that was asked for and cannot be read is a failure."""
    try:
        if not entry.regular:
            mode = (os.stat(entry.path) if entry.named else os.lstat(entry.path)).st_mode
            if stat.S_ISLNK(mode):
                return Skipped(entry.shown, "symbolic link")
            if not stat.S_ISREG(mode):
                return Skipped(entry.shown, "not a regular file", failed=entry.named)
        data = _content(entry.path, max_size)
        if data is None:
            return too_large(entry.shown, max_size)
        beside = _beside(entry.path) if kind_of(entry.shown) == DOCKERFILE else None
        return Document(entry.shown, data, entry.git, None, entry.known_as, beside)
    except FileNotFoundError:
        if not entry.named:
            return Skipped(entry.shown, "deleted while it was about to be read")
        broken = os.path.islink(entry.path)
        return Skipped(entry.shown, "broken symbolic link" if broken else MISSING, failed=True)
    except OSError as error:
        return unreadable(entry.shown, error)


def _content(path: str, most: int) -> bytes | None:
    """What is in the file at `path`; `None` for more than `most` bytes."""
    descriptor = os.open(path, _OPEN)  # half of what `open` costs, for whoever opens 100,000
    try:
        parts, size = [], 0
        while part := os.read(descriptor, _CHUNK):
            size += len(part)
            if size > most or (size == _CHUNK and os.fstat(descriptor).st_size > most):
                return None
            parts.append(part)
        return b"".join(parts)
    finally:
        os.close(descriptor)


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
