"""Whether a file may give the name of a secret a literal that looks like one: what `bindings` finds, and more.

Every literal of an expression is taken for the value of every name that the expression may be bound to.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tightlip.reading.command_lines import given
from tightlip.reading.pieces import Piece
from tightlip.reading.python import forms
from tightlip.reading.python.bindings_comments import bindings_in_comments
from tightlip.reading.python.bindings_text import may_hold_pairs, pairs, user_password
from tightlip.reading.python.bindings_words import COMPARER, ENCODER
from tightlip.reading.python.focus.literals import YIELDING, Search, elements, targets
from tightlip.reading.python.focus.names import Names
from tightlip.reading.python.focus.tree import children, fold, template, walk
from tightlip.reading.shell_places import Command
from tightlip.reading.shell_words import commands

# What only a node's own text hides: escapes in an f-string, which the readers' tree has as they are written.
_ESCAPES = str.maketrans({"\n": r"\n", "\t": r"\t", "\r": r"\r", "\\": "\\\\", "{": "{{", "}": "}}"})


def may_bind(names: Names) -> bool:
    """Whether the file may hold such a binding."""
    search = Search(names)
    comments = bindings_in_comments(names.source, names.judge)
    return (
        any(search.is_secret(each.name, each.value, each.form) for each in comments)
        or any(look(search, node) for kind, look in _LOOKS.items() for node in names.of(kind))
        or any(_holds_pair(search, text) for text in _texts(names.of(ast.Constant)))
        or search.handed_on()
    )


def _written(node: ast.AST | None) -> list[str]:
    """Every name and every text in `node`: by some of them what it stands for may be known."""
    kind = type(node)
    if kind is ast.Name:
        return [node.id]  # type: ignore[union-attr]
    if kind is ast.Constant:
        return [node.value] if isinstance(node.value, str) else []  # type: ignore[union-attr]
    below = [each for part in children(node) for each in _written(part)] if node is not None else []
    return [*below, node.attr] if kind is ast.Attribute else below  # type: ignore[union-attr]


def _pair(search: Search, names: Iterable[str], value: ast.AST | None) -> bool:
    """`auth = ("user", "…")`"""
    parts = elements(value) if value is not None else []
    if len(parts) != 2 or search.words.user_and_password.isdisjoint(map(str.lower, names)):
        return False
    return search.bound(["password"], parts[1])


def _assign(search: Search, node: ast.Assign | ast.AnnAssign | ast.AugAssign | ast.NamedExpr) -> bool:
    if node.value is None or type(node.value) not in YIELDING:
        return False
    names = [name for target in targets(node) for name in _written(target)]
    pieces = elements(node.value)
    return (
        search.bound(names, node.value)
        or _pair(search, names, node.value)
        or (len(pieces) > 1 and any(search.bound(names, piece) for piece in pieces))
    )


def _for(search: Search, node: ast.For | ast.AsyncFor) -> bool:
    return search.bound(_written(node.target), node.iter, forms.ELEMENT)


def _function(search: Search, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    if not search.names.binds(node.name):
        return False
    returns = (part.value for part in walk(node) if isinstance(part, ast.Return))
    return any(search.bound([node.name], value, forms.RETURN) for value in returns)


def _arguments(search: Search, node: ast.arguments) -> bool:
    plain = [*node.posonlyargs, *node.args]
    given_defaults = [*zip(reversed(plain), reversed(node.defaults)), *zip(node.kwonlyargs, node.kw_defaults)]
    return any(search.bound([parameter.arg], default) for parameter, default in given_defaults)


def _keyword(search: Search, node: ast.keyword) -> bool:
    name = node.arg or ""
    return search.bound([name], node.value) or _pair(search, [name], node.value)


def _dict(search: Search, node: ast.Dict) -> bool:
    lower: dict[str, ast.AST] = {}
    for key, value in zip(node.keys, node.values):
        if key is not None:
            names = _written(key)
            if search.bound(names, value) or _pair(search, names, value):
                return True
            lower[(fold(key) or "").lower()] = value
    return search.bound([fold(lower.get("name", lower.get("key"))) or ""], lower.get("value"))


def _call(search: Search, node: ast.Call) -> bool:
    return _keywords(search, node) or (search.leaf(node.func) in search.words.callees and _known_call(search, node))


def _keywords(search: Search, node: ast.Call) -> bool:
    """A call of anything whose keywords are a default, or a name and its value."""
    lower = {(keyword.arg or "").lower(): keyword.value for keyword in node.keywords}
    texts = [name for argument in node.args for name in _own_name(argument)] if lower else []
    if any(name in search.words.defaults and search.bound(texts, value) for name, value in lower.items()):
        return True
    if "value" not in lower:
        return False
    named = [fold(lower.get("name", lower.get("key"))) or ""]
    return search.bound([*named, "secret"] if "type" in lower else named, lower["value"])


def _known_call(search: Search, node: ast.Call) -> bool:
    """A call that the tables speak of."""
    words = search.words
    callee = search.names.qualified(node.func)
    last = callee.rpartition(".")[2]
    values: list[ast.AST] = [*node.args, *(keyword.value for keyword in node.keywords)]
    for row in words.arguments.of(callee):
        form = forms.KEY if row.get("certain") else forms.ARGUMENT
        if any(search.bound([row["name"]], value, form) for value in values):
            return True
    if any(row for table in (words.pairs, words.getters) for row in table.of(callee)):
        keys = [text.rpartition(".")[2] for argument in node.args for text in _own_name(argument)]
        if any(search.bound(keys, value) for value in node.args):
            return True
    if not node.args:
        return False
    return (
        (last in words.wrappers and search.bound([last], node.args[0]))
        or (last == COMPARER and _compare(search, node.args))
        or (last == ENCODER and search.is_secret("password", user_password(fold(node.args[0]) or "")))
        or (last in words.shells and _is_told_to_a_shell(search, node.args[0]))
    )


def _own_name(node: ast.AST) -> list[str]:
    """What `node` says as a key: a text, or a constant that may hold one."""
    text = fold(node)
    return [text] if text is not None else [getattr(node, "id", getattr(node, "attr", ""))]


def _either(search: Search, node: ast.BoolOp | ast.IfExp) -> bool:
    parts = node.values if isinstance(node, ast.BoolOp) else [node.body, node.orelse]
    telling = [(part, names) for part in parts if (names := list(filter(search.names.binds, _written(part))))]
    return any(
        search.bound(names, value, forms.FALLBACK) for part, names in telling for value in parts if part is not value
    )


def _compare(search: Search, operands: Iterable[ast.AST]) -> bool:
    operands = list(operands)
    literals = [text for operand in operands if (text := fold(operand)) is not None]
    if not literals:
        return False
    names = {name for operand in operands if fold(operand) is None for name in _written(operand)}
    return any(
        search.is_secret(each, text, forms.COMPARISON)
        for name in names
        if search.names.binds(name)
        for each in search.names.meanings(name)
        for text in literals
    )


def _comparison(search: Search, node: ast.Compare) -> bool:
    return _compare(search, [node.left, *node.comparators])


def _match(search: Search, node: ast.Match) -> bool:
    patterns = (part.value for case in node.cases for part in walk(case.pattern) if isinstance(part, ast.MatchValue))
    return _compare(search, [node.subject, *patterns])


def _sequence(search: Search, node: ast.List | ast.Tuple) -> bool:
    texts = [fold(element) or "" for element in node.elts]
    if any(text.startswith("-") for text in texts):
        command = Command(tuple(Piece(text, [0] * len(text)) for text in texts))
        if _is_given(search, command):
            return True
    return len(texts) == 2 and search.bound(texts[:1], node.elts[1], forms.ELEMENT)


def _is_told_to_a_shell(search: Search, node: ast.AST) -> bool:
    return any(
        _is_given(search, command)
        for text in _spellings(node)
        if " " in text
        for command in commands(Piece(text, range(len(text))))
    )


def _is_given(search: Search, command: Command) -> bool:
    table = search.names.judge.vocabulary["commands"]
    return any(search.is_secret(name, value.text, forms.COMMAND) for name, value, _ in given(command, "", table))


def _text(search: Search, node: ast.JoinedStr | ast.BinOp) -> bool:
    return any(_holds_pair(search, text) for text in _spellings(node))


def _texts(nodes: Iterable[ast.Constant]) -> set[str]:
    """The texts among constants, but for single words, as most of a program's are: those hold no name with a value."""
    return {text for node in nodes if (text := fold(node)) is not None and not text.isidentifier()}


def _holds_pair(search: Search, text: str) -> bool:
    """Whether `text` holds a name with a value that looks like its secret."""
    return may_hold_pairs(text) and any(
        search.is_secret(pair.name, pair.secret.value, pair.form) for pair in pairs(text, search.names.judge)
    )


def _spellings(node: ast.AST) -> set[str]:
    """The text of `node`, with the escapes of an f-string resolved and as they may be written."""
    if isinstance(node, ast.JoinedStr):
        parts = [(fold(part) or "") if isinstance(part, ast.Constant) else None for part in node.values]
        return {
            "".join("{}" if part is None else part for part in parts),
            "".join("{}" if part is None else part.translate(_ESCAPES) for part in parts),
        }
    return {template(node)}


_LOOKS: Mapping[type[ast.AST], Callable[[Search, Any], bool]] = {
    ast.Assign: _assign, ast.AnnAssign: _assign, ast.AugAssign: _assign, ast.NamedExpr: _assign,
    ast.For: _for, ast.AsyncFor: _for, ast.FunctionDef: _function, ast.AsyncFunctionDef: _function,
    ast.arguments: _arguments, ast.keyword: _keyword, ast.Dict: _dict, ast.Call: _call,
    ast.BoolOp: _either, ast.IfExp: _either, ast.Compare: _comparison, ast.Match: _match,
    ast.List: _sequence, ast.Tuple: _sequence,
    ast.JoinedStr: _text, ast.BinOp: _text,
}  # fmt: skip
