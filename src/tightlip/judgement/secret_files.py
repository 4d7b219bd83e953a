"""Which files exist to hold secrets, told by their paths alone."""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping
from typing import Any, NamedTuple


class SecretFile(NamedTuple):
    """What a file is for, in a message's words ("a private key"); `maybe`: it holds a secret only sometimes."""

    kind: str
    maybe: bool = False


def secret_file(table: Mapping[str, Any], path: str) -> SecretFile | None:
    """What the file at `path` (with `/`) is by `rules/vocabulary/secret_files.toml`; `None` if that knows nothing."""
    parts = path.lower().rstrip("/").split("/")
    endings = (parts[-1], "/".join(parts[-2:]))
    for entry in table["file"]:
        if any(fnmatch.fnmatchcase(ending, name) for name in entry["names"] for ending in endings):
            return SecretFile(entry["kind"], entry.get("only_maybe", False))
    return None
