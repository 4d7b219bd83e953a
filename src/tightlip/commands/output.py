"""Where a command's text goes: a stream, whatever its encoding, or a file that is replaced in one step."""

from __future__ import annotations

import errno
import os
import sys
from typing import TextIO

from tightlip.commands import UsageError

# What a console without Unicode shows instead.
_PLAIN = str.maketrans({"│": "|", "…": "...", "·": "-", "←": "<-"})
_NOBODY_READS = (errno.EPIPE, errno.EINVAL)  # the latter is Windows's


def replace_file(path: str, text: str) -> None:
    """Make `text`, in UTF-8, the whole of the file at `path`; whoever reads it meanwhile finds the old one or the new.

    `OSError` when that cannot be done, and then the old file is as it was. A pipe or a device is written to.
    """
    # A lone surrogate stands for a byte of an argument that is no text: it stays readable, and is JSON.
    replace_bytes(path, text.encode("utf-8", "backslashreplace"))


def replace_bytes(path: str, data: bytes) -> None:
    """The same, of bytes."""
    if path.startswith("/dev/") or (os.path.exists(path) and not os.path.isfile(path)):
        with open(path, "ab") as opened:  # `/dev/stdout` may be a file that others write to as well
            opened.write(data)
        return
    place = os.path.realpath(path)  # a link stays one
    is_new = not os.path.exists(place)
    beside = f"{place}.{os.getpid()}.tmp"
    with open(beside, "xb") as opened:
        try:
            opened.write(data)
            opened.close()
            if not is_new:
                os.chmod(beside, os.stat(place).st_mode)
            os.replace(beside, place)
        except OSError:
            opened.close()
            os.remove(beside)
            raise


def write(text: str) -> None:
    """Write `text` to standard output, in whatever encoding that has."""
    if sys.stdout is None:  # closed from the start: nobody wants to read it
        return
    try:
        sys.stdout.write(_fit_for(sys.stdout, text))
        sys.stdout.flush()
    except OSError as error:
        # Python would flush what is left at its end, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno not in _NOBODY_READS:
            raise UsageError(f"cannot write the report: {error.strerror}") from None


def say(line: str) -> None:
    """Write `line` to standard error, after the program's name."""
    from tightlip.report.style import printable  # few runs have anything to say

    if sys.stderr is not None:
        sys.stderr.write(_fit_for(sys.stderr, f"tightlip: {printable(line)}\n"))


def _fit_for(stream: TextIO, text: str) -> str:
    """`text` in characters that `stream` has."""
    encoding = stream.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_PLAIN).encode(encoding, "backslashreplace").decode(encoding)
    return text
