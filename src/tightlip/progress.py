"""How far a long run has come, on the last line of a terminal; a short run shows nothing."""

from __future__ import annotations

import os
import sys
from time import monotonic
from typing import TextIO

_PATIENCE = 1.0  # seconds before the first sign
_REST = 0.1  # and between two
_WIDTH = 30
_CLEAR = "\r\x1b[K"


class Progress:
    """A bar on `stream`, if that is a terminal. `expect` says how many files there are, `step` that some are done."""

    def __init__(self, stream: TextIO | None = None) -> None:
        stream = sys.stderr if stream is None else stream
        visible = stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"
        self._stream = stream if visible else None
        self._total = self._done = 0
        self._next = monotonic() + _PATIENCE
        self._drawn = False

    def expect(self, total: int) -> None:
        """There are `total` files to look at."""
        self._total = total

    def step(self, count: int = 1) -> None:
        """So many more files are done."""
        self._done += count
        if self._stream is not None and self._done & 15 == 0 and monotonic() >= self._next:
            self._draw(self._stream)

    def over(self) -> None:
        """Leave the line as it was."""
        if self._stream is not None and self._drawn:
            self._stream.write(_CLEAR)
            self._stream.flush()

    def _draw(self, stream: TextIO) -> None:
        done = min(self._done / self._total, 1.0) if self._total else 0.0
        bar = "#" * int(done * _WIDTH)
        said = f"{done:4.0%} [{bar:<{_WIDTH}}] " if self._total else ""
        stream.write(f"{_CLEAR}{said}{self._done:,} files checked")
        stream.flush()
        self._drawn = True
        self._next = monotonic() + _REST
