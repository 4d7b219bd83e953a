"""What earlier runs found clean, so that a second run looks only at what changed. Holds no finding and no secret.

One file a project, and a way of looking at it (rules, settings, version): the ids of contents, each with its path.
Whatever goes wrong with it - it is gone, damaged, unwritable, another run writes it - costs time and nothing else.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from zlib import crc32

from tightlip import __version__
from tightlip.engine import Plan
from tightlip.model import Document
from tightlip.paths import DOCKERFILE, DOTENV, ENV_TEMPLATE, kind_of

FOLDER_VARIABLE = "TIGHTLIP_CACHE_DIR"
_FORMAT = "tightlip known clean 2"
_SUFFIX = ".known-clean"
_KEPT_FOR = 30 * 24 * 3600  # seconds since its last use
_DEPENDENCIES = ("libcst", "detect_secrets", "hyperscan", "tree_sitter", "tree-sitter")
# Git's id of a file in large file storage is the id of its pointer: it says nothing of what is on disk.
_POINTER = b"version https://git-lfs.github.com/spec/"
# What is said of these depends on git, or on the files beside them.
_JUDGED_WITH_OTHERS = (DOTENV, ENV_TEMPLATE, DOCKERFILE)


class KnownClean:
    """The contents that earlier runs of a project found clean when they judged as `plan` does; kept in `folder`.

    Each has a key: what git calls it, or a name of ours. The file that holds them is found and read
    when it is first asked about. Where it is not in `use`, nothing is known, and nothing kept.
    """

    def __init__(self, plan: Plan, use: bool = True, folder: str | None = None) -> None:
        self._plan = plan
        self._use = use
        self._folder = folder
        self._now: set[str] = set()

    def __contains__(self, document: Document) -> bool:
        return self._use and document.changed is None and self._is_known(_key(document))

    def among(self, place: str, lines: Collection[str]) -> frozenset[str]:
        """Those of `lines` that, after `place`, name what is known to be clean."""
        if not self._use:
            return frozenset()
        if place:  # in few projects
            return frozenset(line for line in lines if self._is_known(place + line))
        known = self._before.intersection(lines)
        self._now |= known
        return known

    def add(self, document: Document) -> None:
        """Remember that there is nothing at all to say of `document`, all of it."""
        lasting = document.changed is None and kind_of(document.path) not in _JUDGED_WITH_OTHERS
        if self._use and lasting and not document.data.startswith(_POINTER):
            self._now.add(_key(document))

    def save(self, whole: bool) -> None:
        """Write what this run knows; after a run over the `whole` project, nothing but that."""
        if not self._now:
            return
        left = self._now if whole else self._before | self._now
        if left == self._before:
            return
        try:
            _write(self._file, _packed((self._judged_by, *sorted(left))))
        except OSError:
            return
        for old in _files(os.path.dirname(self._file)):
            _remove_if_old(old)

    def _is_known(self, key: str) -> bool:
        known = key in self._before
        if known:
            self._now.add(key)
        return known

    @cached_property
    def _judged_by(self) -> str:
        plan = self._plan
        return repr((sorted(plan.active), plan.settings, __version__, sys.version_info[:2], _code(), _dependencies()))

    @cached_property
    def _file(self) -> str:
        # Two that happen to have one name take turns: the file says whose it is.
        return os.path.join(self._folder or cache_folder(), f"{crc32(_encoded(self._judged_by)):08x}{_SUFFIX}")

    @cached_property
    def _before(self) -> frozenset[str]:
        judged_by, *keys = _read(self._file)
        return frozenset(keys) if judged_by == self._judged_by else frozenset()


def cache_folder() -> str:
    """Where the user's programs keep what they can make again; `TIGHTLIP_CACHE_DIR` says otherwise."""
    given = os.environ.get(FOLDER_VARIABLE)
    if given:
        return os.path.abspath(given)
    if sys.platform == "win32":
        place = os.path.join(os.environ.get("LOCALAPPDATA") or "~/AppData/Local", "tightlip", "Cache")
    elif sys.platform == "darwin":
        place = "~/Library/Caches/tightlip"
    else:
        place = os.path.join(os.environ.get("XDG_CACHE_HOME") or "~/.cache", "tightlip")
    return os.path.abspath(os.path.expanduser(place))


def clean(folder: str) -> int:
    """Remove what is kept in `folder`, and it, if nothing else is there. The number of files removed."""
    files = list(_files(folder))
    for file in files:
        os.unlink(file)
    with suppress(OSError):  # there is none, or it holds something that is not ours
        os.rmdir(folder)
    return len(files)


def _key(document: Document) -> str:
    if document.known_as:
        return document.known_as
    from hashlib import sha1

    # Named as git would, without asking it. A key of its own: git may change contents on their way to the disk.
    name = sha1(b"blob %d\0" % len(document.data), usedforsecurity=False)
    name.update(document.data)
    return f"{document.git:d} {name.hexdigest()} {document.path}"


def _packed(parts: Iterable[str]) -> bytes:
    """A file's content: a check sum, and the parts."""
    body = _encoded("\0".join((_FORMAT, *parts)))
    return b"%08x" % crc32(body) + body


def _read(file: str) -> list[str]:
    """The parts that `file` holds; one empty one when there is no such file, or it is damaged."""
    try:
        with open(file, "rb") as opened:
            content = opened.read()
        os.utime(file)  # it is in use
    except OSError:
        return [""]
    sum, body = content[:8], content[8:]
    found, *parts = body.decode(errors="surrogateescape").split("\0")
    return parts if parts and found == _FORMAT and sum == b"%08x" % crc32(body) else [""]


def _encoded(text: str) -> bytes:
    return text.encode(errors="surrogateescape")


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
