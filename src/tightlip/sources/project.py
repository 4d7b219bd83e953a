"""Which project a run is about: its root, its settings file, and the git work tree it is in."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tightlip.settings import SettingsError

# `[tool.tightlip]`, `[tool.tightlip.per-file-ignores]`, `tool.tightlip.select = …`, or a `[tool]` that may hold it:
# enough to spare a hook the 7 ms that a TOML parser costs, in the many projects that have no settings for us.
_OUR_TABLE = re.compile(rb"""^[ \t]*(?:\[[ \t]*)?tool[ \t]*(?:\][ \t]*(?:\#|\r?$)|\.[ \t]*["']?tightlip\b)""", re.M)

# What says that settings further up are somebody else's.
_OWN_PROJECT = re.compile(rb"^[ \t]*(?:tool\.tightlip\.)?own-project[ \t]*=[ \t]*true\b", re.M)


class Project(NamedTuple):
    """`root` (absolute) is what reported paths are relative to; the others are absolute too, or `None`."""

    root: str
    settings_file: str | None = None
    git_root: str | None = None


def find(paths: Sequence[str] = (), config: str | None = None, isolated: bool = False) -> Project:
    """The project of `paths` (files or folders; none: the current folder).

    Its root is the outermost folder of the git work tree, at or above what the paths have in common, that has a
    settings file: so that a path, and with it what the baseline accepts, is called the same whatever part of the tree
    is checked. A file with `own-project = true` ends the search, and outside of the work tree the nearest one does.
    Else the root is git's; else the current folder. `config` names the settings file instead, and `isolated` reads
    none; the root is then git's. `SettingsError` when a settings file cannot be read.
    """
    start = _common_folder(paths)
    git_root = git_root_of(start)
    settings_file = None
    if config == "":
        raise SettingsError("--config: must be the path of a file")
    if config is not None:
        settings_file = os.path.abspath(config)
        _read(settings_file)
    elif not isolated:
        settings_file = _outermost(start, git_root)
        if settings_file is not None:
            return Project(os.path.dirname(settings_file), settings_file, git_root)
    return Project(git_root or os.getcwd(), settings_file, git_root)


def git_root_of(folder: str) -> str | None:
    """The nearest folder at or above `folder` (absolute) that is a git work tree's, found without asking git."""
    # `.git` is a folder, or a file in a linked work tree and in a submodule.
    return next((above for above in _upward(folder) if os.path.exists(os.path.join(above, ".git"))), None)


def shown(path: str, root: str) -> str:
    """`path` as reports say it: relative to `root` where it is below it, else absolute; with `/` on every system.

    Bytes of a file name that are no text are shown as `\\xNN`.
    """
    absolute = os.path.abspath(path)
    if absolute == root:
        return os.curdir
    below = root if root.endswith(os.sep) else root + os.sep
    if os.path.normcase(absolute).startswith(os.path.normcase(below)):
        absolute = absolute[len(below) :]
    if not absolute.isascii():
        absolute = os.fsencode(absolute).decode(errors="backslashreplace")
    return absolute.replace(os.sep, "/")


def _outermost(start: str, git_root: str | None) -> str | None:
    found = None
    for folder in _upward(start):
        file = settings_in(folder)
        found = file or found
        within = git_root is not None and len(folder) > len(git_root)
        if found and (not within or (file and _OWN_PROJECT.search(_read(file)))):
            break
    return found


def _common_folder(paths: Sequence[str]) -> str:
    if not paths:
        return os.getcwd()
    try:
        common = os.path.commonpath([os.path.abspath(path) for path in paths])
    except ValueError:  # two drives of Windows have nothing in common
        return os.getcwd()
    return common if os.path.isdir(common) else os.path.dirname(common)


def _upward(folder: str) -> Iterator[str]:
    above = ""
    while folder != above:
        yield folder
        folder, above = os.path.dirname(folder), folder


def settings_in(folder: str) -> str | None:
    """The settings file in `folder`: a `tightlip.toml`, else a `pyproject.toml` that has a table of ours."""
    own, shared = os.path.join(folder, "tightlip.toml"), os.path.join(folder, "pyproject.toml")
    if _is_file(own):
        return own
    return shared if _is_file(shared) and _OUR_TABLE.search(_read(shared)) else None


def _is_file(path: str) -> bool:
    # This is asked in every folder, and nearly always answered no, which `isfile` takes three times as long to say.
    return os.access(path, os.F_OK) and os.path.isfile(path)


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise SettingsError(f"{path}: cannot read the settings: {error.strerror}") from None
