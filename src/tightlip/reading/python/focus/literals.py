"""What a file's literals are asked: whether one of them, under the name of a secret, looks like that secret."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from tightlip.model import Severity
from tightlip.reading.python import forms
from tightlip.reading.python.bindings_text import credential
from tightlip.reading.python.focus.names import Names
from tightlip.reading.python.focus.tree import fold

_ANY = "*"  # a literal that is decoded first: what it is then nobody asks here

# What yields one of its parts, or is made of them.
_TRANSPARENT = (
    ast.BoolOp, ast.IfExp, ast.NamedExpr, ast.Lambda, ast.List, ast.Tuple, ast.Set, ast.Dict, ast.Starred,
)  # fmt: skip
# The expressions that yield a literal, or the value of a variable: no other is worth looking at.
YIELDING = frozenset({
    *_TRANSPARENT, ast.Name, ast.Constant, ast.JoinedStr, ast.BinOp, ast.Call, ast.Subscript,
})  # fmt: skip


class Search:
    """What is asked about one file. `passed` are the variables that something takes for a secret, and as what."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.words = names.words
        self.passed: list[tuple[str, str, str]] = []

    def is_secret(self, name: str, value: str, form: str = forms.ASSIGNMENT) -> bool:
        """Whether `value` under `name` is worth a report."""
        if value == _ANY or (form == forms.KEY and value.isalnum()):
            return True
        judge = self.names.judge
        severities = {judge.binding(name, text, in_tests=False) for text in {value, credential(value).value}}
        return Severity.ERROR in severities or (form not in forms.WEAK_EVIDENCE and severities != {None})

    def leaf(self, func: ast.AST) -> str:
        """The last name of what is called, as it was imported; empty where it has none."""
        if isinstance(func, ast.Attribute):
            return func.attr
        return self.names.imports.get(func.id, func.id).rpartition(".")[2] if isinstance(func, ast.Name) else ""

    def bound(self, names: Iterable[str], value: ast.AST | None, form: str = forms.ASSIGNMENT) -> bool:
        """Whether one of `names` is a secret's and `value`, which it may be bound to, looks like one."""
        if value is None or type(value) not in YIELDING:
            return False
        names = list(filter(self.names.binds, names))
        if not names:
            return False
        telling = [each for name in set(names) for each in self.names.meanings(name)]
        if isinstance(value, ast.Name):
            self.passed += [(name, value.id, form) for name in telling]
            return False
        return any(self.is_secret(name, text, form) for text in self.literals(value) for name in telling)

    def handed_on(self) -> bool:
        """Whether a variable that is handed on as a secret holds a literal that looks like one."""
        constants = self._constants() if self.passed else {}
        return any(
            self.is_secret(name, text, form if form == forms.KEY else forms.CONSTANT)
            for name, variable, form in self.passed
            for text in constants.get(variable, ())
        )

    def _constants(self) -> Mapping[str, list[str]]:
        """The variables that are given texts, and these."""
        found = defaultdict[str, list[str]](list)
        for node in self.names.of(ast.Assign, ast.AnnAssign):
            text = fold(node.value)
            if text is not None:
                for target in targets(node):
                    if isinstance(target, ast.Name):
                        found[target.id].append(text)
        return found

    def literals(self, node: ast.AST) -> Iterator[str]:
        """The literals that `node` may yield."""
        text = fold(node)
        if text is not None:
            yield text
        elif isinstance(node, ast.Call):
            leaf = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            joined = [fold(part) for part in elements(node.args[0])] if leaf == "join" and node.args else []
            if joined and None not in joined:
                yield "".join(filter(None, joined))
            decodes = any(word in self.names.qualified(node.func) for word in ("decode", "hex"))
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                yield from (_ANY for _ in [argument] if decodes and fold(argument) is not None)
                yield from self.literals(argument)
            if isinstance(node.func, ast.Attribute):
                yield from self.literals(node.func.value)
        elif isinstance(node, ast.Subscript):
            if fold(node.value) is not None:  # `"…"[::-1]`
                yield _ANY
        elif isinstance(node, _TRANSPARENT):
            for part in ast.iter_child_nodes(node):
                yield from self.literals(part)


def elements(node: ast.AST) -> list[ast.expr]:
    """What a list or a tuple is written with; nothing of anything else."""
    return node.elts if isinstance(node, (ast.List, ast.Tuple)) else []


def targets(node: ast.Assign | ast.AnnAssign | ast.AugAssign | ast.NamedExpr) -> list[ast.expr]:
    """What `node` gives its value to."""
    return node.targets if isinstance(node, ast.Assign) else [node.target]
