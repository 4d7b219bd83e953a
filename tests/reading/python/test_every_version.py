"""Syntax that some versions of Python know and others do not hides no leak beside it, whichever version reads it."""

from __future__ import annotations

import pytest

from tightlip.judgement.judge import Judge
from tightlip.model import GitStatus
from tightlip.reading.facts import Reading
from tightlip.reading.python import read
from tightlip.reading.text import SourceText
from tightlip.rulebook.book import load_rulebook
from tightlip.settings import Settings

VOCABULARY = load_rulebook().vocabulary
LEAK = "print('with', password)"

BESIDE = {
    "the same quotes in a field": f"x = f'{{a['b']}}'\n{LEAK}\n",
    "a backslash in a field": f"x = f\"{{'\\n'.join(a)}}\"\n{LEAK}\n",
    "a comment in a field": f"x = f'{{\n    a  # it's }}\n}}'\n{LEAK}\n",
    "parameters of types": f"def f[T: (str, bytes), *Ts, **P](x: T) -> T:\n    {LEAK}\n    return x\n",
    "defaults of those": f"class A[T = int, *Ts = *tuple[int, ...]]:\n    {LEAK}\n",
    "a name for a type": f"type Pair[T] = tuple[T, T]\n{LEAK}\n",
    "a group of errors": f"try:\n    f()\nexcept* (ValueError, KeyError) as group:\n    {LEAK}\n",
    "errors without parentheses": f"try:\n    f()\nexcept ValueError, KeyError:\n    {LEAK}\n",
    "a group of those": f"try:\n    f()\nexcept* ValueError, KeyError:\n    {LEAK}\n",
    "patterns": f"match a:\n    case {{'k': [b, *_], **rest}} | A(b, c=d) if b:\n        {LEAK}\n",
    "a starred index": f"x: tuple[*Ts] = a[*b]\n{LEAK}\n",
    "starred arguments": f"def f(*args: *Ts):\n    {LEAK}\n",
    "items in parentheses": f"with (open(a) as b, open(c) as d):\n    {LEAK}\n",
    "a return from `finally`": f"def f():\n    try:\n        g()\n    finally:\n        {LEAK}\n        return 1\n",
    "a template string": f"x = t'<b>{{a!r:>{{b}}}}</b>'\n{LEAK}\n",
}

IN = {
    "a field with the same quotes": "print(f'{os.environ['DB_PASSWORD']}')",
    "fields in fields": 'print(f"{f"{f"{password}"}"}")',
    "a format in a format": "print(f'{password:>{f'{width}'}}')",
    "a template string": "print(t'with {password}')",
    "one with a format": "print(t'with {password!r:>{width}} of {user}')",
    "a raw one": "print(rt'\\d {password}')",
    "one that is kept first": "text = t'with {password}'\nlog.warning(text)",
    "one that is raised": "raise ValueError(t'with {password}')",
    "one in an f-string": "print(f'{t'{password}'}')",
    "an f-string in one": "print(t'{f'{password}'}')",
}

NOWHERE = {
    "a length": "print(t'with {len(password)} characters')",
    "a text that speaks of it": "print(t'the password of {user}')",
    "what nobody is told": "page = html(t'<b>{password}</b>')",
}


def told(text: str, focus: bool) -> list[tuple[str, int]]:
    """What is told in `text`, and on which of its lines."""
    head = "import logging\nimport os\nlog = logging.getLogger()\n"
    source = SourceText(f"{head}password = os.environ['DB_PASSWORD']\n{text}")
    blank = Reading("app/module.py", "python", source, GitStatus.UNKNOWN, False)
    reading = read(blank, frozenset({"flows"}), Judge(VOCABULARY, settings=Settings(focus=focus)))
    assert not reading.problems
    return [(fact.rule, fact.anchor().line - 4) for fact in reading.facts]


@pytest.mark.parametrize("focus", [True, False], ids=["focus", "whole"])
@pytest.mark.parametrize("text", BESIDE.values(), ids=BESIDE)
def test_it_hides_no_leak_beside_it(text: str, focus: bool) -> None:
    line = text[: text.index(LEAK)].count("\n") + 1
    assert told(text, focus) == [("secret-in-output", line)]


@pytest.mark.parametrize("focus", [True, False], ids=["focus", "whole"])
@pytest.mark.parametrize("text", IN.values(), ids=IN)
def test_it_hides_no_leak_in_it(text: str, focus: bool) -> None:
    assert [line for _, line in told(f"{text}\n", focus)] == [text.count("\n") + 1]


@pytest.mark.parametrize("focus", [True, False], ids=["focus", "whole"])
@pytest.mark.parametrize("text", NOWHERE.values(), ids=NOWHERE)
def test_a_template_string_that_tells_nothing_is_no_leak(text: str, focus: bool) -> None:
    assert told(f"{text}\n", focus) == []
