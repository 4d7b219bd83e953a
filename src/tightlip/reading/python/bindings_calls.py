"""What a call binds: keywords, the positions that the vocabulary knows, names that are given as strings."""

from __future__ import annotations

from tightlip.reading.python import forms
from tightlip.reading.python.binder import Binder
from tightlip.reading.python.bindings_commands import visit_shell_call
from tightlip.reading.python.bindings_text import user_password
from tightlip.reading.python.bindings_values import Found, argument, key_name, option_names
from tightlip.reading.python.module import dotted, literal
from tightlip.reading.python.syntax import nodes as cst


def visit_call(binder: Binder, node: cst.Call) -> None:
    """Bind all that the call `node` binds."""
    callee = binder.module.qualified(node.func)
    owner = dotted(node.func)
    keywords = {arg.keyword.value: arg.value for arg in node.args if arg.keyword is not None}
    _bind_keywords(binder, node, callee, owner, keywords)
    _bind_positions(binder, node, callee, owner)
    _bind_named(binder, keywords, owner)
    _bind_special(binder, node, callee, owner)
    visit_shell_call(binder, node, callee.rpartition(".")[2])


def _bind_keywords(
    binder: Binder, node: cst.Call, callee: str, owner: str, keywords: dict[str, cst.BaseExpression]
) -> None:
    last = callee.rpartition(".")[2]
    takes_a_name = last.startswith(binder.words.reading_verbs) and binder.rank(last) > 0
    for name, value in keywords.items():
        binder.close_texts(name, value)
        binder.bind_pair(name, value, owner)
        if not takes_a_name:
            binder.bind(name, value, forms.ARGUMENT, owner)
        if name in binder.words.defaults:
            binder.bind_best(option_names(node), value, forms.PARAMETER)
        if name.lower().endswith(("id", "name", "key")) and not binder.rank(name):
            binder.use_as_key(value)  # `SecretId=SECRET`


def _bind_positions(binder: Binder, node: cst.Call, callee: str, owner: str) -> None:
    words = binder.words
    for row in words.arguments.of(callee):
        if row["position"] == 0 or len(node.args) > 1:
            value = argument(node, row["position"], row.get("keyword", ""))
            binder.bind(row["name"], value, forms.KEY if row.get("certain") else forms.ARGUMENT, owner)
    for table, form in ((words.pairs, forms.ASSIGNMENT), (words.getters, forms.FALLBACK)):
        for row in table.of(callee):
            key = argument(node, row["name"], "")
            binder.use_as_key(key)
            if row["value"] == 1 and _is_in_a_section(binder, node, callee):
                continue
            binder.bind(key_name(words, key).rpartition(".")[2], argument(node, row["value"], ""), form)


def _is_in_a_section(binder: Binder, node: cst.Call, callee: str) -> bool:
    """Whether the first argument is a section and the second an option in it.

    `set("password", "length", "8")`, `get("password", "file", fallback=None)`.
    """
    if any(arg.keyword is not None and arg.keyword.value in binder.words.defaults for arg in node.args):
        return True
    return callee.endswith(".set") and literal(argument(node, 2, "")) is not None


def _bind_named(binder: Binder, keywords: dict[str, cst.BaseExpression], owner: str) -> None:
    """`V1EnvVar(name="API_KEY", value="…")`, `put_parameter(Name="/db", Type="SecureString", Value="…")`."""
    lower = {keyword.lower(): value for keyword, value in keywords.items()}
    name = literal(lower.get("name", lower.get("key"))) or ""
    is_secure = literal(lower.get("type")) == "SecureString"
    binder.bind_best([name, "secret"] if is_secure else [name], lower.get("value"), forms.ARGUMENT, owner)


def _bind_special(binder: Binder, node: cst.Call, callee: str, owner: str) -> None:
    last = callee.rpartition(".")[2]
    if not node.args:
        return
    first = node.args[0].value
    if last in binder.words.wrappers and binder.rank(last):  # a bare `SecretStr("…")`
        binder.bind(last, first, forms.ARGUMENT, owner)
    elif last == "compare_digest" and len(node.args) == 2:
        binder.compare([first, node.args[1].value])
    elif last == "b64encode":
        binder.add("password", Found(first, user_password(literal(first) or "")), forms.ARGUMENT, owner)
