"""Where a command's text goes: standard output, or a file. Any encoding will do."""

from __future__ import annotations

import sys

from tightlip.commands import UsageError

# What a console without Unicode shows instead.
_PLAIN = str.maketrans({"│": "|", "…": "...", "·": "-", "�": "?", "‹": "<", "›": ">"})


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
    sys.stdout.write(text)
