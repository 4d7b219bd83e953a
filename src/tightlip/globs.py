"""Path patterns as `.gitignore` writes them, for `exclude` and `per-file-ignores`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

# What `**` and `*` stand for: any folders, and anything but a `/`.
_TOKEN = re.compile(
    r"(?P<start>^\*\*/)|(?P<middle>/\*\*/)|(?P<end>/\*\*$)|(?P<stars>\*+)|(?P<any>\?)|(?P<set>\[!?\]?[^\]]{0,200}\])"
)
_MEANING = {"start": "(?:.*/)?", "middle": "/(?:.*/)?", "end": "/.*", "stars": "[^/]*", "any": "[^/]"}


def matcher(patterns: Iterable[str]) -> Callable[[str], bool]:
    """A function that tells whether any of `patterns` matches a path (with `/`), or a folder that it is in.

    A folder's own path must end in `/`. A pattern without a `/`, except at its end, matches a name at any depth;
    others start at the root; one that ends in `/` matches folders only. `*` and `?` stop at a `/`, `**` does not.
    """
    regex = re.compile("|".join(map(_translated, patterns)) or r"(?!)", re.S)
    return lambda path: regex.match(path) is not None


def below(folder: str, pattern: str) -> str:
    """`pattern`, which is one of a file in `folder`, as one of the root."""
    name = pattern.replace("\\", "/").removeprefix("./")
    anchored = "/" in name.rstrip("/")
    place = re.sub(r"([*?\[])", r"[\1]", folder)
    return f"{place}/{name.lstrip('/')}" if anchored else f"{place}/**/{name}"


def _translated(pattern: str) -> str:
    name = pattern.replace("\\", "/").removeprefix("./")
    tail = "/" if name.endswith("/") else r"(?:/|\Z)"  # what matches a folder matches all that is in it
    name = name.rstrip("/")
    anchored = "/" in name
    name = name.lstrip("/")
    parts, last = [], 0
    for token in _TOKEN.finditer(name):
        parts.append(re.escape(name[last : token.start()]))
        parts.append(_set(token.group()) if token.lastgroup == "set" else _MEANING[token.lastgroup or ""])
        last = token.end()
    parts.append(re.escape(name[last:]))
    return f"{'' if anchored else '(?:.*/)?'}{''.join(parts)}{tail}"


def _set(text: str) -> str:
    inner = text[1:-1].replace("[", "\\[")
    return f"[^/{inner[1:]}]" if inner.startswith("!") else f"[{inner}]"
