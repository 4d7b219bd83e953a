"""Where a secret may be in a file: the places that are followed, in the place of values."""

from __future__ import annotations

import ast

from tightlip.judgement.judge import NameVerdict
from tightlip.reading.python.focus.tree import Body

# A variable of a body, or what has its name anywhere in the file: an attribute, an entry, what functions return.
Place = tuple["Body | str", str]
ATTRIBUTE, ENTRY, RETURNED = ".", "[]", "()"
HANDED = "=>"  # what a function so called is given, as which argument
ALL = "*"  # instead of a name: all variables of a body
SECRET: Place = ("!", "")  # what is a secret by itself
REQUEST: Place = ("?", "")  # all that requests are given: it is told when one of them fails
KEPT = "*"  # all that objects of the file's own classes keep: of any class, of `self`'s, of one that declares fields
# What has the name of a secret that needs a witness, and a token among these: the name, if it is a variable's.
WEAK, TOKEN = "~", "~token"

Put = tuple[ast.AST, Body]  # an expression, and where it stands


def all_of(body: Body) -> Place:
    """All variables of `body`."""
    return (body, ALL)


def told_by(verdict: NameVerdict, variable: str = "") -> list[Place]:
    """The place that a name stands for by itself: none, or one of the last ones."""
    if verdict.strong:
        return [SECRET]
    return [(TOKEN if verdict.kind == "token" else WEAK, variable)] if verdict.sensitive else []
