"""Where a command's text goes: standard output, or a file. Any encoding will do."""

from __future__ import annotations

import errno
import os
import sys

from tightlip.commands import UsageError

# What a console without Unicode shows instead.
_PLAIN = str.maketrans({"│": "|", "…": "...", "·": "-", "←": "<-", "‹": "<", "›": ">"})
_NOBODY_READS = (errno.EPIPE, errno.EINVAL)  # the latter is Windows's


def write(text: str, path: str | None = None) -> None:
    """Write `text` to the file at `path`, in UTF-8, or to standard output in whatever encoding that has."""
    if path is not None:
        try:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            raise UsageError(f"--output-file: cannot write {path}: {error.strerror}") from None
        return
    encoding = sys.stdout.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(_PLAIN).encode(encoding, "backslashreplace").decode(encoding)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # Python would flush what is left at its end, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno not in _NOBODY_READS:
            raise UsageError(f"cannot write the report: {error.strerror}") from None
