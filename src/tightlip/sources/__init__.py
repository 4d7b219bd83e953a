"""Where documents come from: paths, the git work tree, git's index and commits, standard input."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from tightlip.globs import matcher
from tightlip.model import Document, GitStatus, Skipped, Unchanged
from tightlip.paths import DOTENV, ENV_TEMPLATE, kind_of
from tightlip.settings import Settings
from tightlip.sources.project import Project, shown

if TYPE_CHECKING:
    from tightlip.sources.files import Entry
    from tightlip.sources.walk import Memory

MISSING = "no such file or folder"
_EXCLUDED = "excluded by the settings (exclude, force-exclude)"


class SourceError(Exception):
    """The documents asked for cannot be had at all (no git, no such revision): the message says why. Exit status 2."""


class Request(NamedTuple):
    """What a run is asked to read: at most one of `staged`, `since`, `from_ref` and `stdin_filename`.

    `paths` narrow the first three; alone they are files and folders, none being the whole work tree. `since` is a
    revision, and means the lines of the work tree that changed since it parted from `HEAD`; `from_ref` means those
    that changed in `to_ref` since then. `shard` (2, 8) is the second of eight parts of all that.
    """

    paths: tuple[str, ...] = ()
    staged: bool = False
    since: str = ""
    from_ref: str = ""
    to_ref: str = "HEAD"
    stdin_filename: str = ""
    shard: tuple[int, int] = (1, 1)


class Watch(NamedTuple):
    """What a source asks and tells on its way: what is known to be clean, which spares reading it, how many files
    there are, and are to be read, and what settings files below the project's own leave out.
    """

    memory: Memory | None = None
    expect: Callable[[int, int], None] = lambda _total, _to_read: None
    excludes: Callable[[str], bool] = lambda _path: False


UNWATCHED = Watch()


def documents(
    request: Request, project: Project, settings: Settings, watch: Watch = UNWATCHED
) -> Iterator[Document | Unchanged | Skipped]:
    """What `request` asks for, one by one; raises `SourceError`, at the latest while it is iterated over.

    Git is asked only about work trees, revisions and env files: a hook that is given other files starts no process.
    """
    if request.stdin_filename:
        return _from_stdin(request.stdin_filename, project, settings, watch)
    if request.staged or request.from_ref:
        return _from_git(request, project, settings, watch)
    if request.since:
        return _changed_on_disk(request, project, settings, watch)
    return _from_disk(request, project, settings, watch)


def in_shard(shard: tuple[int, int], path: str) -> bool:
    """Whether the file at `path` (as shown) is in that part of a run: a hash of the path says so, everywhere."""
    number, count = shard
    if count == 1:
        return True
    from hashlib import blake2b  # not for the many who split nothing

    digest = blake2b(path.encode(errors="surrogateescape"), digest_size=8).digest()
    return int.from_bytes(digest, "big") % count == number - 1


def _of_shard(shard: tuple[int, int], paths: frozenset[str]) -> frozenset[str]:
    return paths if shard[1] == 1 else frozenset(path for path in paths if in_shard(shard, path))


def _from_disk(
    request: Request, project: Project, settings: Settings, watch: Watch
) -> Iterator[Document | Unchanged | Skipped]:
    from tightlip.sources.files import Entry, read

    if not request.paths and project.git_root is None:
        _refuse_bare(project)
    entries = list(_entries(request, project, settings, watch, _env_files(request.paths)))
    total = sum(len(entry.paths) if isinstance(entry, Unchanged) else 1 for entry in entries)
    watch.expect(total, sum(isinstance(entry, Entry) for entry in entries))
    for entry in entries:
        yield read(entry, settings.max_file_size) if isinstance(entry, Entry) else entry


def _changed_on_disk(
    request: Request, project: Project, settings: Settings, watch: Watch
) -> Iterator[Document | Unchanged | Skipped]:
    """The files that git tracks and that have changed, and those that it does not track."""
    from tightlip.sources import changes
    from tightlip.sources.files import Entry, read

    git_root = _work_tree(project)
    changed = changes.changes(git_root, project.root, changes.base(git_root, request.since))
    # What has changed is read, clean or not: more of it may have changed than what was looked at.
    watch = watch._replace(memory=None)
    for entry in _entries(request, project, settings, watch, request.paths):
        if not isinstance(entry, Entry):
            yield entry
        elif entry.git is not GitStatus.TRACKED or entry.shown in changed:
            document = read(entry, settings.max_file_size)
            yield document if isinstance(document, Skipped) else changes.about(document, changed.get(entry.shown))


def _entries(
    request: Request, project: Project, settings: Settings, watch: Watch, ask_about: Iterable[str]
) -> Iterator[Entry | Unchanged | Skipped]:
    """The files in the paths of `request`; what git knows of those that are named is asked for `ask_about` alone."""
    from tightlip.sources.files import Entry
    from tightlip.sources.walk import walk

    excluded = _excluded(settings, watch)
    statuses, problems = _statuses(path for path in ask_about if not os.path.isdir(path))
    yield from problems
    seen: set[str] = set()
    for path in request.paths or (_whole(project),):
        name = shown(path, project.root)
        is_folder = os.path.isdir(path)
        # What is named is checked although it is excluded, unless the settings say otherwise.
        left_out = name != os.curdir and excluded(f"{name}/" if is_folder else name)
        entries: Iterable[Entry | Unchanged | Skipped]
        if left_out and settings.force_exclude:
            entries = (Skipped(name, _EXCLUDED),)
        elif is_folder and left_out:  # not to be remembered, or the next run would not leave it out
            entries = walk(path, project.root, matcher(()))
        elif is_folder:
            entries = walk(path, project.root, excluded, watch.memory)
        else:
            entries = (Entry(path, name, statuses.get(path, GitStatus.UNKNOWN), named=True),)
        for entry in entries:
            if isinstance(entry, Unchanged):
                new = _of_shard(request.shard, entry.paths - seen)
                seen |= new
                yield Unchanged(new)
                continue
            place = entry.path if isinstance(entry, Skipped) else entry.shown
            if place not in seen and in_shard(request.shard, place):
                seen.add(place)
                yield entry


def _from_git(request: Request, project: Project, settings: Settings, watch: Watch) -> Iterator[Document | Skipped]:
    from tightlip.sources import blobs

    git_root, root = _work_tree(project), project.root
    if request.staged:
        found = blobs.staged(git_root, root, request.paths)
        trees = ["HEAD"]
    else:
        found = blobs.between(git_root, root, request.from_ref, request.to_ref, request.paths)
        trees = [request.from_ref, request.to_ref]
    excluded = _excluded(settings, watch)
    named = frozenset() if settings.force_exclude else {shown(path, root) for path in request.paths}
    mine = (blob for blob in found if in_shard(request.shard, blob.path))
    wanted = (blob for blob in mine if blob.path in named or not excluded(blob.path))
    for path in blobs.unknown(git_root, trees, request.paths):
        yield Skipped(shown(path, root), MISSING, failed=True)
    yield from blobs.read(git_root, wanted, settings.max_file_size)


def _work_tree(project: Project) -> str:
    if project.git_root is None:
        _refuse_bare(project)
        raise SourceError(f"{project.root} is in no git work tree, so nothing is staged or committed there")
    return project.git_root


def _refuse_bare(project: Project) -> None:
    """Raise where a repository without a work tree would be taken for a folder of files."""
    if all(os.path.exists(os.path.join(project.root, name)) for name in ("HEAD", "objects", "refs")):
        raise SourceError(f"{project.root} is a bare repository, which has no files to check: check a clone of it")


def _from_stdin(path: str, project: Project, settings: Settings, watch: Watch) -> Iterator[Document | Skipped]:
    from tightlip.sources import stdin

    name = shown(path, project.root)
    if settings.force_exclude and _excluded(settings, watch)(name):
        yield Skipped(name, _EXCLUDED)
        return
    statuses, problems = _statuses(_env_files([path]))
    yield from problems
    yield stdin.read(name, statuses.get(path, GitStatus.UNKNOWN), settings.max_file_size)


def _excluded(settings: Settings, watch: Watch) -> Callable[[str], bool]:
    """Tells whether any settings leave out a path (as shown; a folder's ends in `/`)."""
    if not settings.exclude:
        return watch.excludes
    own = matcher(settings.exclude)
    return lambda path: own(path) or watch.excludes(path)


def _whole(project: Project) -> str:
    """The folder that a run checks when none is named: the project, or the work tree, whichever is the smaller."""
    return max(project.root, project.git_root or "", key=len)


def _statuses(paths: Iterable[str]) -> tuple[dict[str, GitStatus], list[Skipped]]:
    """What git knows of `paths`, and why it is not known."""
    asked = list(paths)
    if not asked:
        return {}, []
    from tightlip.sources import git

    try:
        return git.statuses(asked), []
    except SourceError as error:
        return {}, [Skipped(os.curdir, f"{error}: whether it tracks env files is not known", partial=True)]


def _env_files(paths: Iterable[str]) -> list[str]:
    """Those of `paths` of which it matters what git knows."""
    return [path for path in paths if kind_of(path.replace(os.sep, "/")) in (DOTENV, ENV_TEMPLATE)]
