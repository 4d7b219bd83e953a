"""Writes the rulebook's index into the wheel, so that an installed hook starts without parsing `rules/`."""

from __future__ import annotations

import hashlib
import os
import pprint
import sys
import tempfile
from pathlib import Path
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
            file.write(f'DIGEST = "{self.digest()}"\n')
        build_data["force_include"][target] = "tightlip/_rulebook_index.py"

    def digest(self) -> str:
        """What tells this wheel's code and rules from any other's."""
        digest = hashlib.sha256()
        for folder in ("src", "rules"):
            for path in sorted(Path(self.root, folder).rglob("*")):
                if path.suffix in (".py", ".toml", ".md"):
                    digest.update(f"{path.relative_to(self.root).as_posix()}\0".encode() + path.read_bytes())
        return digest.hexdigest()

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Called when the wheel is written."""
        if version != "editable":
            self.folder.cleanup()
