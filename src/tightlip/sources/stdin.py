"""A document from standard input, as an editor or a filter hands it over."""

from __future__ import annotations

import sys

from tightlip.model import Document, GitStatus, Skipped
from tightlip.sources.files import too_large


def read(path: str, status: GitStatus, max_size: int) -> Document | Skipped:
    """What standard input holds, as the document at `path` (as shown)."""
    if sys.stdin is None:
        return Skipped(path, "standard input is closed", failed=True)
    data = sys.stdin.buffer.read(max_size + 1)
    return too_large(path, max_size) if len(data) > max_size else Document(path, data, status)
