"""Settings from a file and the command line, checked against the one definition in `tightlip.settings`."""

from __future__ import annotations

from collections.abc import Mapping

from tightlip.rulebook.book import Rulebook
from tightlip.settings import Settings
from tightlip.sources.project import Project


def load(project: Project, rulebook: Rulebook, overrides: Mapping[str, object] | None = None) -> Settings:
    """The settings of `project`, with `overrides` from the command line on top.

    `overrides` maps keys as TOML spells them (`extend-select`) to values as TOML would give them (lists of
    strings, a table glob -> list of rules, a severity's name); `None` values count as not given. They
    replace what the file says, except `ignore` and `extend-select`, which add to it.
    `SettingsError` names the file or the option, the key, and the nearest right one.
    """
    raise NotImplementedError
