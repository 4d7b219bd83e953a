"""What a `.dockerignore` keeps out of a build, by Docker's rules: of the lines that match, the last one wins."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator


def keeps_out(lines: Iterable[str], path: str) -> bool:
    """Whether the file at `path` (relative to the context, with `/`), or a folder that it is in, is kept out."""
    parts = path.split("/")
    prefixes = ["/".join(parts[: length + 1]) for length in range(len(parts))]
    kept_out = False
    for pattern, exception in _patterns(lines):
        if kept_out is exception and any(map(pattern.fullmatch, prefixes)):
            kept_out = not exception
    return kept_out


def _patterns(lines: Iterable[str]) -> Iterator[tuple[re.Pattern[str], bool]]:
    """The patterns of the file, and which of them make an exception (`!`)."""
    for line in lines:
        text = line.strip()
        if not text or line.startswith("#"):
            continue
        exception = text.startswith("!")
        text = posixpath.normpath(text.removeprefix("!").strip()).lstrip("/")
        try:
            yield re.compile(_expression(text), re.S), exception
        except re.error:  # Docker would refuse to build
            continue


def _expression(pattern: str) -> str:
    """A regular expression for the whole of a path."""
    found = []
    at = 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if char == "*" and pattern.startswith("*", at):
            at += 1
            if pattern.startswith("/", at):
                at += 1
                found.append("(?:.*/)?")
            else:
                found.append(".*")
        elif char == "*":
            found.append("[^/]*")
        elif char == "?":
            found.append("[^/]")
        elif char == "[" and (end := pattern.find("]", at + 1)) > 0:
            found.append("[" + pattern[at:end].replace("\\", r"\\").replace("[", r"\[") + "]")
            at = end + 1
        elif char == "\\" and at < len(pattern):
            found.append(re.escape(pattern[at]))
            at += 1
        else:
            found.append(re.escape(char))
    return "".join(found)
