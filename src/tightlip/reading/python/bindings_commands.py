"""Secrets in the command lines that Python code runs: lists of arguments, and strings for a shell."""

from __future__ import annotations

from tightlip.reading.command_lines import given
from tightlip.reading.pieces import Piece
from tightlip.reading.python import forms
from tightlip.reading.python.binder import Binder
from tightlip.reading.python.bindings_text import Credential, Pair
from tightlip.reading.python.bindings_values import Found, template
from tightlip.reading.python.module import literal
from tightlip.reading.python.syntax import nodes as cst
from tightlip.reading.shell_places import Command
from tightlip.reading.shell_words import commands


def visit_arguments(binder: Binder, node: cst.List | cst.Tuple) -> None:
    """`["mysql", "--password", "…"]`, `["curl", "-u", "user:…", url]`: a list that holds an option."""
    values = [element.value for element in node.elements]
    texts = [literal(value) or "" for value in values]
    if not any(text.startswith("-") for text in texts):
        return
    # The marks of a word are its place in the list.
    words = tuple(Piece(text, [place] * len(text)) for place, text in enumerate(texts))
    for name, value, _ in given(Command(words), "", binder.judge.vocabulary["commands"]):
        if value.text:
            binder.add(name, Found(values[value.marks[0]], value.text), forms.COMMAND)


def visit_shell_call(binder: Binder, node: cst.Call, last: str) -> None:
    """`os.system("mysql -p… -u root")`; fields of an f-string stand as `{}`."""
    if last not in binder.words.shells or not node.args:
        return
    first = node.args[0].value
    text = template(first)
    if " " not in text:
        return
    for command in commands(Piece(text, range(len(text)))):
        for name, value, _ in given(command, "", binder.judge.vocabulary["commands"]):
            if value.text and binder.rank(name):
                binder.add_inside(first, Pair(name, Credential(value.text, value.text), forms.COMMAND))
