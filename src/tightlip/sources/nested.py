"""The settings files in the folders of a project: of those above a file the nearest one governs it, and no other."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from functools import cache
from typing import NamedTuple

from tightlip.globs import matcher
from tightlip.rulebook.book import Rulebook
from tightlip.settings import Settings
from tightlip.sources import config
from tightlip.sources.project import Project, settings_in


class Governed(NamedTuple):
    """What governs a folder: a settings file below the project's root (absolute), and what it says."""

    file: str
    settings: Settings


class Nested:
    """Reads each file when the first path below it is asked about; `overrides` are as in `config.load`.

    `fixed` says that the user has told which settings to use, or to use none: then there are no others.
    """

    def __init__(self, project: Project, rulebook: Rulebook, overrides: Mapping[str, object], fixed: bool) -> None:
        self.rulebook = rulebook
        self._project, self._overrides, self._fixed = project, overrides, fixed
        self._by_folder: dict[str, Governed | None] = {"": None, os.curdir: None}
        self._excluded = cache(lambda settings: matcher(settings.exclude))

    def governing(self, folder: str) -> Governed | None:
        """What governs the files in `folder` (as shown); `None` where that is the project's own settings."""
        if folder not in self._by_folder:
            self._by_folder[folder] = self._find(folder)
        return self._by_folder[folder]

    def settings(self, path: str) -> Settings | None:
        """The settings of the file or folder at `path` (as shown); `None` where the project's own govern it."""
        found = self.governing(path.rstrip("/").rpartition("/")[0])
        return found and found.settings

    def governed(self, paths: Collection[str]) -> frozenset[str]:
        """Those of `paths` (of files, as shown) that have settings which are not the project's own."""
        folders = {path.rpartition("/")[0] for path in paths}
        theirs = {folder for folder in folders if self.governing(folder) is not None}
        return frozenset(path for path in paths if path.rpartition("/")[0] in theirs) if theirs else frozenset()

    def excludes(self, path: str) -> bool:
        """Whether a settings file below the project's root leaves out `path` (as shown; a folder's ends in `/`)."""
        settings = self.settings(path)
        return settings is not None and bool(settings.exclude) and self._excluded(settings)(path)

    def _find(self, folder: str) -> Governed | None:
        if self._fixed or os.path.isabs(folder):
            return None
        file = settings_in(os.path.join(self._project.root, folder))
        return self._read(file, folder) if file else self.governing(folder.rpartition("/")[0])

    def _read(self, file: str, folder: str) -> Governed:
        project = self._project._replace(settings_file=file)
        return Governed(file, config.load(project, self.rulebook, self._overrides, folder))
