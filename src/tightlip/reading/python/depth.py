"""Whether Python is nested so deeply that libcst's parser, which is native, would take the whole process down."""

from __future__ import annotations

import re

# libcst 1.9 knows no limit: some 2,000 brackets in each other overflow the stack (fewer where it is smaller), and
# operators in a row take the square of their number (2,000: 5 s). CPython stops at 200 brackets, but how many
# operators it bears differs from version to version, so it cannot be asked.
_LIMIT = 400
# All that has no part in the nesting: strings, comments, names, numbers, blanks, and line ends that end nothing.
_REST = re.compile(
    r"""
    \"{3}[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*(?:\"{3})? | '{3}[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*(?:'{3})?
    | "[^"\\\n]*(?:\\.[^"\\\n]*)*"? | '[^'\\\n]*(?:\\.[^'\\\n]*)*'? | \#[^\n]* | [\w\ \t\f\r]+ | \\\r?\n
    """,
    re.X | re.S,
)
# These nest as well. One line can hold many of them only when it is long; each `elif` is an `if` in an `else`.
_WORDS = re.compile(r"\b(?:not|and|or|else|lambda|await)\b")
_ELIF = re.compile(r"^[ \t]*elif\b", re.M)
# Fields in f-strings, which `_REST` takes for mere text.
_FIELDS = re.compile(rf"(?:\{{[^{{}}]*){{{_LIMIT}}}")


def too_deep(text: str) -> bool:
    """Whether some expression in `text` has hundreds of levels: brackets in each other, or operators in a row."""
    return (
        _deepest(_REST.sub("", text)) > _LIMIT
        or len(_ELIF.findall(text)) > 2 * _LIMIT
        or any(len(line) > 3 * _LIMIT and len(_WORDS.findall(line)) > _LIMIT for line in text.split("\n"))
        or _FIELDS.search(text) is not None
    )


def _deepest(marks: str) -> int:
    """The depth that brackets and operators make, where `marks` is what is left of Python without its `_REST`."""
    depth = deepest = 0
    above: list[int] = []
    for mark in marks:
        if mark in "([{":
            above.append(depth)
            depth += 1
        elif mark in ")]}":
            depth = above.pop() + 1 if above else 0  # what is called or subscripted is one more link of its chain
        elif mark in ",:;":
            depth = above[-1] + 1 if above else 0
        elif mark != "\n":
            depth += 1
        elif not above:
            depth = 0
        deepest = max(depth, deepest)
    return deepest
