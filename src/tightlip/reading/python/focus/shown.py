"""Whether a class of a file may show a secret in its `repr()`."""

from __future__ import annotations

import ast

from tightlip.reading.python.focus.names import Names
from tightlip.reading.python.focus.words import lexicon
from tightlip.reading.python.shown_models import BASES, DECORATORS, TEXT


def may_show_fields(names: Names) -> bool:
    """Whether a class that is shown with its fields declares one of text with a secret's name."""
    shows = lexicon(names.judge).shows
    return any(
        isinstance(item, ast.AnnAssign)
        and isinstance(item.target, ast.Name)
        and shows(item.target.id)
        and _may_be_text(item.annotation)
        and _is_shown(node, names)
        for node in names.of(ast.ClassDef)
        for item in node.body
    )


def _may_be_text(annotation: ast.expr) -> bool:
    """Whether `annotation` may say `str` or `bytes`; one that is written as a string may say anything."""
    return any(
        isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id in TEXT)
        for node in ast.walk(annotation)
    )


def _is_shown(node: ast.ClassDef, names: Names) -> bool:
    """Whether a `repr()` of the class `node` is made of its fields."""
    decorators = (each.func if isinstance(each, ast.Call) else each for each in node.decorator_list)
    return any(names.qualified(each) in DECORATORS for each in decorators) or any(
        names.qualified(each) in BASES for each in node.bases
    )
