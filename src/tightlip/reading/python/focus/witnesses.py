"""Whether something in a file may speak for what has a weak name only: a use, a label, what the code is about."""

from __future__ import annotations

import ast
import re
from functools import cached_property

from tightlip.reading.python.focus.names import Names
from tightlip.reading.python.focus.places import TOKEN, Place
from tightlip.reading.python.focus.tree import fold

# Where a text may go on with a value: the engine reads no more than the end of what stands before it.
_FIELD = re.compile(r"[%{]|\Z")
_LONGEST_LABEL = 200
# What stands before a credential: `f"Bearer {token}"`.
_SCHEMES = frozenset({"bearer", "basic", "token"})


class Witnesses:
    """The witnesses in one file."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.namer = names.namer

    def convince(self, place: Place) -> bool:
        """Whether one speaks for a weak `place`, whatever it is told to."""
        return self._labelled or self._sent or place[1] in self._spent

    def convince_of_token(self, place: Place) -> bool:
        """Whether one speaks for a token that is not told to something strict."""
        return place[0] == TOKEN and self._about_tokens

    @cached_property
    def _labels(self) -> set[str]:
        """The texts that may stand before a value."""
        texts = {text for node in self.names.of(ast.Constant, ast.BinOp, ast.JoinedStr) if (text := fold(node))}
        ends = ((text, match.start()) for text in texts for match in _FIELD.finditer(text))
        return {text[max(0, end - _LONGEST_LABEL) : end] for text, end in ends}

    @cached_property
    def _given(self) -> list[tuple[str, ast.AST]]:
        """Keys and keywords, with what is given under them."""
        keywords = ((keyword.arg, keyword.value) for keyword in self.names.of(ast.keyword) if keyword.arg)
        entries = (pair for node in self.names.of(ast.Dict) for pair in zip(node.keys, node.values))
        return [*keywords, *((text, value) for key, value in entries if (text := fold(key)))]

    @cached_property
    def _labelled(self) -> bool:
        """Whether a text says that a secret follows. What stands under a secret's key is one without that."""
        return any(map(self.namer.label, self._labels))

    @cached_property
    def _sent(self) -> bool:
        """Whether a parameter may be what a client sent: `authorization: str = Header()`."""
        return not self.names.tables.headers.isdisjoint(self.names.written)

    @cached_property
    def _about_tokens(self) -> bool:
        """Whether a text calls something a token, or a function or class is about signing in."""
        named = (node.name for node in self.names.of(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        keys = (f"{key}=" for key, _ in self._given)
        return self.namer.about_authentication(*named) or any(
            self.namer.says_token(text, "") for text in (*self._labels, *keys)
        )

    @cached_property
    def _spent(self) -> frozenset[str]:
        """The variables that are used as a secret."""
        given = ((key, value) for key, value in self._given if isinstance(value, ast.Name))
        bearers = (
            part.value.id
            for node in self.names.of(ast.JoinedStr)
            for text, part in zip(node.values, node.values[1:])
            if isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.Name) and _ends_in_scheme(text)
        )
        return frozenset((*(value.id for key, value in given if self.namer.name(key).strong), *bearers))


def _ends_in_scheme(node: ast.AST) -> bool:
    return not _SCHEMES.isdisjoint((fold(node) or "").lower().split()[-1:])
