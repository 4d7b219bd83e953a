"""Suppression comments that are of no use, taken out of a text: whole, or the rules in their brackets alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from tightlip.paths import JSON, NOTEBOOK
from tightlip.reading.text import SourceText
from tightlip.waivers.comments import Comment

_CLOSERS = {"<!--": "-->", "/*": "*/"}
# Another comment for a tool behind ours is none of our reason.
_ANOTHER = re.compile(
    r"[ \t](?=(?:\#|//)[ \t]*(?:tightlip|noqa|nosec|type|pyright|mypy|pylint|pragma|ruff|fmt|isort|gitleaks|eslint)\b)"
)
_OPENER = re.compile(r"\#|//|--|;|<!--|/\*|\*|%|\.\.|\w+")


def without(text: str, kind: str, useless: Iterable[tuple[Comment, Collection[str]]]) -> str:
    """`text`, of that `kind`, without the selectors that are named for each comment.

    A comment that has no others goes, with its reason; a line of its own goes with it. What stands in a string of
    JSON stays, and so does a comment whose end cannot be told.
    """
    if kind in (JSON, NOTEBOOK):
        return text
    source = SourceText(text)
    edits = [_edit(source, comment, selectors) for comment, selectors in useless if selectors]
    for start, end, new in sorted(filter(None, edits), reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _edit(source: SourceText, comment: Comment, selectors: Collection[str]) -> tuple[int, int, str] | None:
    """What to put in the place of which stretch of the text."""
    span, text = comment.span, source.text
    start, end = source.offset(span.line, span.column), source.offset(span.end_line, span.end_column)
    kept = [selector for selector in comment.selectors if selector not in selectors]
    if kept:
        return text.index("[", start, end) + 1, end - 1, ", ".join(kept)
    line_start = source.starts[span.line - 1]
    line_end = line_start + len(source.line(span.line))
    opener = _OPENER.match(text, start)
    closer = _CLOSERS.get(opener[0]) if opener else None
    if closer:
        at = text.find(closer, end, line_end)
        if at < 0:
            return None
        end = at + len(closer)
    else:
        another = _ANOTHER.search(text, end, line_end)
        end = another.end() if another else line_end
    before, after = text[line_start:start], text[end:line_end]
    if not before.strip() and not after.strip():
        following = source.starts[span.line] if span.line < len(source.starts) else len(text)
        return line_start, following, ""
    if not after.strip():
        start -= len(before) - len(before.rstrip())
    return start, end, ""
