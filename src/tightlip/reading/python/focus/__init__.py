"""Which facts a Python file may hold at all: a look at the standard library's tree, before the readers' is made of it.

Most files that hold a sensitive word hold no secret, and reading one takes much longer than this look. What is asked is
more than what the readers find, never less: `--no-focus` goes without, and must find the same.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from tightlip.judgement.judge import Judge
from tightlip.reading.config import aws
from tightlip.reading.python.focus.aws_secrets import AWS_LOOKS
from tightlip.reading.python.focus.bindings import may_bind
from tightlip.reading.python.focus.flows import may_flow
from tightlip.reading.python.focus.names import Names
from tightlip.reading.python.focus.shown import may_show_fields
from tightlip.reading.python.focus.tree import parse
from tightlip.reading.python.focus.words import lexicon, words_in
from tightlip.reading.text import SourceText

# `ast`'s tree takes up to 170 times its text's memory.
_MOST = 2_000_000
_ABOUT_SECRETS_MANAGER = frozenset({"secret-refs", "bad-calls", "cached-fetches"})


def likely_facts(source: SourceText, wanted: frozenset[str], judge: Judge) -> frozenset[str]:
    """Those of the `wanted` kinds of facts that `source` may hold; all of them where it cannot be told."""
    return look(source, wanted, judge)[0]


def look(source: SourceText, wanted: frozenset[str], judge: Judge) -> tuple[frozenset[str], ast.Module | None]:
    """`likely_facts`, and the tree of `source` where that had to be made."""
    written = words_in(source.text)
    kinds = _spoken_of(source.text, written, wanted, judge)
    if kinds.isdisjoint(_LOOKS):
        return kinds, None
    if len(source.text) > _MOST:
        return wanted, None
    try:
        tree = parse(source.text)
        names = Names(source, written, tree, judge)
        return frozenset(kind for kind in kinds if kind not in _LOOKS or _LOOKS[kind](names)), tree
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return wanted, None


def _spoken_of(text: str, written: frozenset[str], wanted: frozenset[str], judge: Judge) -> frozenset[str]:
    """Those of the `wanted` kinds of whose facts `text`, which has the words `written`, holds what all of them do."""
    if not aws.concerned(text, wanted & {"handovers"}, judge):
        wanted -= {"handovers"}
    if not wanted.isdisjoint(_ABOUT_SECRETS_MANAGER):
        lower = text.lower()
        if not any(needle.lower() in lower for needle in judge.vocabulary["aws"]["needles"]["secretsmanager"]):
            wanted -= _ABOUT_SECRETS_MANAGER
    if "shown-fields" in wanted and not any(map(lexicon(judge).shows, written)):
        wanted -= {"shown-fields"}
    return wanted


def _may_switch(names: Names) -> bool:
    """Whether something is called, or set, that has the name of a switch."""
    rows = names.judge.vocabulary["switches"]["switch"]
    switches = {(row.get("call") or row["attribute"]).rpartition(".")[2] for row in rows}
    targets = (node.func if isinstance(node, ast.Call) else node.targets[0] for node in names.of(ast.Call, ast.Assign))
    return any(names.qualified(target).rpartition(".")[2] in switches for target in targets)


_LOOKS: Mapping[str, Callable[[Names], bool]] = {
    "bindings": may_bind,
    "flows": may_flow,
    "shown-fields": may_show_fields,
    "switches": _may_switch,
    **AWS_LOOKS,
}
