"""What earlier runs found clean, so that a second run looks only at what changed. Holds no finding and no secret.

One file a project, and a way of looking at it (rules, settings, version): the ids of contents, each with its path.
Whatever goes wrong with it - it is gone, damaged, unwritable, another run writes it - costs time and nothing else.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property

from tightlip import __version__
from tightlip.engine import Plan
from tightlip.model import Document

FOLDER_VARIABLE = "TIGHTLIP_CACHE_DIR"
_HEADER = b"tightlip known clean 1\n"
_SUFFIX = ".known-clean"
_CHECKSUM = 16
_KEPT_FOR = 30 * 24 * 3600  # seconds since its last use
_DEPENDENCIES = ("libcst", "detect_secrets", "hyperscan", "tree_sitter", "tree-sitter")
# Git's id of a file in large file storage is the id of its pointer: it says nothing of what is on disk.
_POINTER = b"version https://git-lfs.github.com/spec/"


class KnownClean:
    """The contents that earlier runs of a project found clean when they judged as `plan` does; kept in `folder`.

    Its file is found and read when it is first asked about.
    """

    def __init__(self, plan: Plan, folder: str | None = None) -> None:
        self._plan = plan
        self._folder = folder
        self._now: set[bytes] = set()

    def __contains__(self, document: Document) -> bool:
        return document.changed is None and self._is_known(_key(document))

    def has_blob(self, path: str, blob: str) -> bool:
        """Whether the file at `path` was found clean when git knew it, unmodified, as `blob`."""
        return self._is_known(_key_of_blob(path, blob))

    def add(self, document: Document) -> None:
        """Remember that `document` is clean, all of it."""
        if document.changed is None and not document.data.startswith(_POINTER):
            self._now.add(_key(document))

    def save(self, whole: bool) -> None:
        """Write what this run knows; after a run over the `whole` project, nothing but that."""
        if not self._now:
            return
        left = self._now if whole else self._before | self._now
        if left == self._before:
            return
        body = _HEADER + b"\0".join(sorted(left))
        try:
            _write(self._file, body + _checksum(body))
        except OSError:
            return
        for old in _files(os.path.dirname(self._file)):
            _remove_if_old(old)

    def _is_known(self, key: bytes) -> bool:
        known = key in self._before
        if known:
            self._now.add(key)
        return known

    @cached_property
    def _file(self) -> str:
        from hashlib import blake2b

        plan = self._plan
        judged_by = (sorted(plan.active), plan.settings, __version__, sys.version_info[:2], _code(), _dependencies())
        name = blake2b(repr(judged_by).encode(errors="backslashreplace"), digest_size=16).hexdigest()
        return os.path.join(self._folder or cache_folder(), name + _SUFFIX)

    @cached_property
    def _before(self) -> frozenset[bytes]:
        return _read(self._file)


def cache_folder() -> str:
    """Where the user's programs keep what they can make again; `TIGHTLIP_CACHE_DIR` says otherwise."""
    given = os.environ.get(FOLDER_VARIABLE)
    if given:
        return os.path.abspath(given)
    from platformdirs import user_cache_dir

    return user_cache_dir("tightlip", appauthor=False)


def clean(folder: str) -> int:
    """Remove what is kept in `folder`, and it, if nothing else is there. The number of files removed."""
    files = list(_files(folder))
    for file in files:
        os.unlink(file)
    with suppress(OSError):  # there is none, or it holds something that is not ours
        os.rmdir(folder)
    return len(files)


def _key(document: Document) -> bytes:
    if document.blob:
        return _key_of_blob(document.path, document.blob)
    from hashlib import sha1

    # Named as git would, without asking it. A key of its own: git may change contents on their way to the disk.
    name = sha1(b"blob %d\0" % len(document.data), usedforsecurity=False)
    name.update(document.data)
    return f"{document.git:d} {name.hexdigest()} {document.path}".encode()


def _key_of_blob(path: str, blob: str) -> bytes:
    return f"git {blob} {path}".encode()


def _read(file: str) -> frozenset[bytes]:
    try:
        with open(file, "rb") as opened:
            content = opened.read()
        os.utime(file)  # it is in use
    except OSError:
        return frozenset()
    body, checksum = content[:-_CHECKSUM], content[-_CHECKSUM:]
    if not body.startswith(_HEADER) or _checksum(body) != checksum:
        return frozenset()
    return frozenset(filter(None, body[len(_HEADER) :].split(b"\0")))


def _checksum(body: bytes) -> bytes:
    from hashlib import blake2b

    return blake2b(body, digest_size=_CHECKSUM).digest()


def _write(file: str, content: bytes) -> None:
    """Put `content` in place of what `file` holds, in one step: who reads it meanwhile sees either."""
    os.makedirs(os.path.dirname(file), mode=0o700, exist_ok=True)
    half = f"{file}.{os.getpid()}"
    try:
        with open(half, "wb") as opened:
            opened.write(content)
        os.replace(half, file)
    except OSError:
        if os.path.lexists(half):
            os.unlink(half)
        raise


def _files(folder: str) -> Iterator[str]:
    """What is ours in `folder`, halves that a run left behind included."""
    try:
        names = os.listdir(folder)
    except OSError:
        return
    for name in names:
        if _SUFFIX in name:
            yield os.path.join(folder, name)


def _remove_if_old(file: str) -> None:
    with suppress(OSError):  # another run was faster
        if os.lstat(file).st_mtime < time.time() - _KEPT_FOR:
            os.unlink(file)


def _code() -> object:
    """What tells this code and these rules from any other: the wheel's own word, or when each file was changed."""
    try:
        from tightlip import _rulebook_index as index  # type: ignore[attr-defined]
    except ImportError:
        from tightlip.rulebook.home import rules_folder

        return sorted(_stamps(os.path.dirname(os.path.abspath(__file__)))), sorted(_stamps(rules_folder()))
    return index.DIGEST


def _stamps(folder: str) -> Iterator[tuple[str, int, int]]:
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from _stamps(entry.path)
        elif entry.name.endswith((".py", ".toml", ".md")):
            found = entry.stat()
            yield entry.path, found.st_mtime_ns, found.st_size


def _dependencies() -> list[str]:
    """The versions of what judges with us, from the names of the folders that installers leave."""
    found: set[str] = set()
    for folder in filter(os.path.isdir, sys.path):
        found.update(name for name in os.listdir(folder) if name.endswith(".dist-info"))
    return sorted(name for name in found if name.startswith(_DEPENDENCIES))
