"""The text of a Python module becomes its tree: by the standard library's parser, or by libcst's."""

from __future__ import annotations

import ast

from tightlip.reading.python.module import PythonModule
from tightlip.reading.python.syntax.grow import grow


def parse(text: str, parsed: ast.Module | None = None, whole: bool = False) -> PythonModule:
    """The module that `text` is; `PythonSyntaxError` when it is none, `RecursionError` when it is nested too deeply.

    `parsed` is the standard library's tree of it, where somebody has made it already.
    What is not in this version of Python is left to libcst, and everything where `whole` says so.
    """
    if not whole:
        try:
            return PythonModule(grow(text, parsed))
        except (SyntaxError, ValueError, KeyError, MemoryError):
            pass
    from tightlip.reading.python.whole import read_whole  # libcst: it takes 200 ms to import

    return read_whole(text)
