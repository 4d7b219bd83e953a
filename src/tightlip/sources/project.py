"""Which project a run is about: its root, its settings file, and the git work tree it is in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Project(NamedTuple):
    """`root` (absolute) is what reported paths are relative to; the others are absolute too, or `None`."""

    root: str
    settings_file: str | None = None
    git_root: str | None = None


def find(paths: Sequence[str] = (), config: str | None = None, isolated: bool = False) -> Project:
    """The project of `paths` (files or folders; none: the current folder).

    Its root is the nearest folder, at or above what the paths have in common, that has a `tightlip.toml`
    or a `pyproject.toml` with `[tool.tightlip]`; else git's root; else the current folder. `config` names
    the settings file instead, and `isolated` reads none. `SettingsError` when a settings file is unreadable.
    """
    raise NotImplementedError
