"""Where documents come from: paths, the git work tree, git's index and commits, standard input."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tightlip.globs import matcher
from tightlip.model import Document, GitStatus, Skipped
from tightlip.paths import DOTENV, ENV_TEMPLATE, kind_of
from tightlip.settings import Settings
from tightlip.sources.project import Project, shown

_EXCLUDED = "excluded by the settings (exclude, force-exclude)"


class SourceError(Exception):
    """The documents asked for cannot be had at all (no git, no such revision): the message says why. Exit status 2."""


class Request(NamedTuple):
    """What a run is asked to read: at most one of `staged`, `from_ref` and `stdin_filename`.

    `paths` narrow the first two; alone they are files and folders, none being the whole work tree.
    """

    paths: tuple[str, ...] = ()
    staged: bool = False
    from_ref: str = ""
    to_ref: str = "HEAD"
    stdin_filename: str = ""


def documents(request: Request, project: Project, settings: Settings) -> Iterator[Document | Skipped]:
    """What `request` asks for, one by one; raises `SourceError`, at the latest while it is iterated over.

    Git is asked only about work trees, revisions and env files: a hook that is given other files starts no process.
    """
    if request.stdin_filename:
        return _from_stdin(request.stdin_filename, project, settings)
    if request.staged or request.from_ref:
        return _from_git(request, project, settings)
    return _from_disk(request.paths, project, settings)


def _from_disk(paths: tuple[str, ...], project: Project, settings: Settings) -> Iterator[Document | Skipped]:
    from tightlip.sources.files import Entry, read
    from tightlip.sources.walk import walk

    excluded = matcher(settings.exclude)
    statuses, problems = _statuses(path for path in paths if not os.path.isdir(path))
    yield from problems
    seen: set[str] = set()
    for path in paths or (_whole(project),):
        name = shown(path, project.root)
        is_folder = os.path.isdir(path)
        # What is named is checked although it is excluded, unless the settings say otherwise.
        left_out = name != os.curdir and excluded(f"{name}/" if is_folder else name)
        entries: Iterable[Entry | Skipped]
        if left_out and settings.force_exclude:
            entries = (Skipped(name, _EXCLUDED),)
        elif is_folder:
            entries = walk(path, project.root, matcher(()) if left_out else excluded)
        else:
            entries = (Entry(path, name, statuses.get(path, GitStatus.UNKNOWN), named=True),)
        for entry in entries:
            place = entry.path if isinstance(entry, Skipped) else entry.shown
            if place not in seen:
                seen.add(place)
                yield entry if isinstance(entry, Skipped) else read(entry, settings.max_file_size)


def _from_git(request: Request, project: Project, settings: Settings) -> Iterator[Document | Skipped]:
    from tightlip.sources import blobs

    if project.git_root is None:
        raise SourceError(f"{project.root} is in no git work tree, so nothing is staged or committed there")
    if request.staged:
        found = blobs.staged(project.git_root, project.root, request.paths)
    else:
        found = blobs.between(project.git_root, project.root, request.from_ref, request.to_ref, request.paths)
    excluded = matcher(settings.exclude)
    named = frozenset() if settings.force_exclude else {shown(path, project.root) for path in request.paths}
    wanted = (blob for blob in found if blob.path in named or not excluded(blob.path))
    return blobs.read(project.git_root, wanted, settings.max_file_size)


def _from_stdin(path: str, project: Project, settings: Settings) -> Iterator[Document | Skipped]:
    from tightlip.sources import stdin

    name = shown(path, project.root)
    if settings.force_exclude and matcher(settings.exclude)(name):
        yield Skipped(name, _EXCLUDED)
        return
    statuses, problems = _statuses([path])
    yield from problems
    yield stdin.read(name, statuses.get(path, GitStatus.UNKNOWN), settings.max_file_size)


def _whole(project: Project) -> str:
    """The folder that a run checks when none is named: the project, or the work tree, whichever is the smaller."""
    return max(project.root, project.git_root or "", key=len)


def _statuses(paths: Iterable[str]) -> tuple[dict[str, GitStatus], list[Skipped]]:
    """What git knows of the env files among `paths`, the only ones that it matters for; and why it is not known."""
    env_files = [path for path in paths if kind_of(path.replace(os.sep, "/")) in (DOTENV, ENV_TEMPLATE)]
    if not env_files:
        return {}, []
    from tightlip.sources import git

    try:
        return git.statuses(env_files), []
    except SourceError as error:
        return {}, [Skipped(os.curdir, f"{error}: whether it tracks env files is not known", partial=True)]
