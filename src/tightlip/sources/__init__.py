"""Where documents come from: paths, the git work tree, the git index, standard input."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tightlip.model import Document, Skipped
from tightlip.settings import Settings
from tightlip.sources.project import Project


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
    """What `request` asks for, one by one; raises `SourceError`, at the latest while it is iterated over."""
    raise NotImplementedError
