"""The settings of a run, as one immutable value. `tightlip.sources.config` reads them from files."""

from __future__ import annotations

from typing import NamedTuple

from tightlip.model import Severity


class Settings(NamedTuple):
    """What `[tool.tightlip]` may say, with its defaults. `root` is the project's absolute path."""

    root: str = "."
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sensitive_names: tuple[str, ...] = ()
    harmless_names: tuple[str, ...] = ()
    fail_on: Severity = Severity.WARNING
    max_file_size: int = 20_000_000
