"""Documents from paths on disk."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from tightlip.model import Document, Skipped


def from_paths(paths: Iterable[str], root: str) -> Iterator[Document | Skipped]:
    """A document for every file named, or below a folder named."""
    for path in paths:
        if os.path.isdir(path):
            for folder, folders, names in os.walk(path):
                folders.sort()
                yield from (_read(os.path.join(folder, name), root) for name in sorted(names))
        else:
            yield _read(path, root)


def _read(path: str, root: str) -> Document | Skipped:
    shown = os.path.relpath(path, root).replace(os.sep, "/")
    try:
        with open(path, "rb") as file:
            return Document(shown, file.read())
    except OSError as error:
        return Skipped(shown, error.strerror or "unreadable", failed=True)
