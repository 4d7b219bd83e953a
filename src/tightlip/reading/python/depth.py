"""Whether Python is nested so deeply that libcst's parser, which is native, would take the whole process down."""

from __future__ import annotations

import ast
import warnings


def too_deep(text: str) -> bool:
    """Whether CPython gives up on `text` for its depth: a thousand operators in a row, 200 brackets in each other.

    libcst 1.8 knows no limit: from some 2,000 levels on it overflows the stack, and from some 1,000 operators in
    a row it takes minutes. Asking CPython first costs a fifteenth of what libcst does.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a doubtful escape, say: that is not for us to tell
            ast.parse(text)
    except (RecursionError, MemoryError):
        return True
    except (SyntaxError, ValueError) as error:
        return str(error).startswith("too many")  # nested parentheses, or levels of indentation
    return False
