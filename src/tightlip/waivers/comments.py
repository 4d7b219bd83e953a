"""Suppression comments: finding them in a text, in whatever comment syntax it has."""

from __future__ import annotations

import re
from typing import NamedTuple

from tightlip.model import Span
from tightlip.paths import MARKDOWN
from tightlip.reading.text import SourceText
from tightlip.rulebook.selection import ALL
from tightlip.waivers.layout import Layout

LINE, NEXT_LINE, FILE = "ignore", "ignore-next-line", "ignore-file"

# The opener of a comment, then the directive, then the rules.
_DIRECTIVE = re.compile(
    r"(?P<opener>\#|//|--|;|<!--|/\*|\*|%|\.\.[ \t]|\brem\b)[ \t]*"
    r"tightlip:[ \t]*(?P<form>ignore(?:-next-line|-file)?)(?![\w-])(?P<rules>[ \t]*\[[^\]\r\n]*\]?)?",
    re.I,
)
# A reason follows at once: what comes after another comment's opener, or the end of this one, is none.
_REASON = re.compile(r"[ \t:(–—-]*\w")
# In prose a comment is often only quoted; these are real ones.
_OPENERS_IN_PROSE = ("<!--", ".. ")


class Comment(NamedTuple):
    """A comment that waives findings: `form` is `LINE`, `NEXT_LINE` or `FILE`, and `line` the line it speaks of.

    `selectors` are the rules it names, as settings name them; one without brackets names `ALL`. One that is
    `quoted` may be an example in a text about tightlip, and nobody should be told that it does nothing. A
    `reasoned` one says why.
    """

    form: str
    line: int
    selectors: tuple[str, ...]
    span: Span
    quoted: bool = False
    reasoned: bool = False


def may_have_comments(source: SourceText) -> bool:
    """Whether anything in `source` looks like a suppression comment."""
    return _DIRECTIVE.search(source.text) is not None


def find_comments(source: SourceText, kind: str, layout: Layout) -> list[Comment]:
    """The suppression comments in `source`, a file of that `kind`; in Python only those that are comments indeed."""
    found: list[Comment] = []
    above = set()
    for match in _DIRECTIVE.finditer(source.text):
        selectors = _selectors(match["rules"])
        span = source.span(match.start(), match.end() if selectors else match.end("form"))
        alone = not source.line(span.line)[: span.column - 1].strip()
        quoted = kind == MARKDOWN and match["opener"] not in _OPENERS_IN_PROSE
        form = match["form"].lower()
        is_comment = layout.comments is None or 0 < layout.comments.get(span.line, 0) <= span.column
        # What speaks for a whole file must stand where nobody can overlook it, and where it is no mere example.
        if is_comment and (form != FILE or (alone and not quoted)):
            reasoned = _REASON.match(source.text, match.end()) is not None
            found.append(Comment(form, span.line, selectors, span, quoted, reasoned))
            if form == NEXT_LINE and alone:
                above.add(span.line)
    return [comment._replace(line=_line(comment, above)) for comment in found]


def _line(comment: Comment, above: set[int]) -> int:
    """The line that `comment` speaks of: several `ignore-next-line` in a row all mean the line below the last."""
    line = comment.line + (comment.form == NEXT_LINE)
    while comment.form == NEXT_LINE and line in above:
        line += 1
    return line


def _selectors(rules: str | None) -> tuple[str, ...]:
    if rules is None:
        return (ALL,)
    # A bracket that is not closed names no rule: to take it for none at all would turn a slip into a blanket.
    inside = rules.strip()[1:-1] if rules.endswith("]") else ""
    return tuple(filter(None, map(str.strip, inside.split(","))))
