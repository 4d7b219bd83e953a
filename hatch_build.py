"""Writes the rulebook's index into the wheel, so that an installed hook starts without parsing `rules/`."""

from __future__ import annotations

import os
import pprint
import sys
import tempfile
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RulebookIndex(BuildHookInterface):  # type: ignore[type-arg]
    """Adds `tightlip/_rulebook_index.py`, made from `rules/`. An editable install reads `rules/` itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before the wheel is put together."""
        if version == "editable":
            return
        sys.path.insert(0, os.path.join(self.root, "src"))
        from tightlip.rulebook.book import read_rulebook, to_plain

        plain = to_plain(read_rulebook(os.path.join(self.root, "rules")))
        lines = (
            f"{name} = {pprint.pformat(value, width=120)}\n"
            for name, value in zip(("CARDS", "TOKENS", "VOCABULARY"), plain)
        )
        self.folder = tempfile.TemporaryDirectory()
        target = os.path.join(self.folder.name, "_rulebook_index.py")
        with open(target, "w", encoding="utf-8") as file:
            file.write('"""Generated from rules/ by hatch_build.py."""\n\n' + "".join(lines))
        build_data["force_include"][target] = "tightlip/_rulebook_index.py"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Called when the wheel is written."""
        if version != "editable":
            self.folder.cleanup()
