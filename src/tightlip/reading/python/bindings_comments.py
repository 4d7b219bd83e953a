"""Names and values in comments: notes to oneself, and code that somebody commented out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from tightlip.judgement.judge import Judge
from tightlip.reading.facts import Binding
from tightlip.reading.python import forms
from tightlip.reading.python.bindings_text import may_hold_pairs, pairs, place_inside
from tightlip.reading.text import SourceText

_COMMENT = re.compile(r"#[^\r\n]*")


def bindings_in_comments(source: SourceText, judge: Judge) -> Iterator[Binding]:
    """Every sensitive name with a value in a comment of `source`."""
    suspects = [
        (match.span(), pair)
        for match in _COMMENT.finditer(source.text)
        if may_hold_pairs(match[0])
        for pair in pairs(match[0].lstrip("#"), judge)
    ]
    if suspects:
        from tightlip.reading.python.fallback import TOKEN  # few files come so far

        comments = {token.start() for token in TOKEN.finditer(source.text) if token["string"] is None}
        for (start, end), pair in suspects:
            if start in comments:
                anchor = partial(place_inside, source, start, end, pair)
                yield pair._replace(form=forms.COMMENT).binding(anchor)
