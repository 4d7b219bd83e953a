"""Every case file: lines marked `# leak: rule` must be flagged, `… note` as a note, and no other line at all."""

from __future__ import annotations

import os
import re

import pytest

from tightlip.checks.flows.leak import check
from tightlip.judgement.judge import Judge
from tightlip.model import GitStatus, Severity
from tightlip.reading.facts import Reading
from tightlip.reading.python import read
from tightlip.reading.python.flow.facts import flows
from tightlip.reading.python.parsing import parse
from tightlip.reading.text import SourceText
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder

CASES = os.path.join(os.path.dirname(__file__), "cases")
FILES = sorted(os.listdir(CASES))
JUDGE = Judge(read_rulebook(rules_folder()).vocabulary)

_LEAK = re.compile(r"# leak: ([a-z-]+)( note)?")


def found(text: str) -> set[tuple[int, str, bool]]:
    """The line, the rule and whether it is only a note, for every finding in a module."""
    blank = Reading("app/module.py", "python", SourceText(text), GitStatus.UNKNOWN, False)
    reading = read(blank, frozenset({"flows"}), JUDGE)
    assert not reading.problems
    return {(hit.span.line, hit.rule, hit.severity == Severity.NOTE) for hit in check(reading, JUDGE)}


def expected(text: str) -> set[tuple[int, str, bool]]:
    """The same, as the comments in the module say."""
    lines = enumerate(text.splitlines(), 1)
    return {(number, m[1], m[2] is not None) for number, line in lines for m in _LEAK.finditer(line)}


@pytest.mark.parametrize("name", FILES)
def test_case_file(name: str) -> None:
    with open(os.path.join(CASES, name), encoding="utf-8") as file:
        text = file.read()
    assert found(text) == expected(text)


def test_there_are_enough_cases() -> None:
    texts = []
    for name in FILES:
        with open(os.path.join(CASES, name), encoding="utf-8") as file:
            texts.append(file.read())
    assert sum(len(_LEAK.findall(text)) for text in texts) >= 150
    assert sum(text.count("# ok") for text in texts) >= 150


def test_an_expression_nested_too_deeply_costs_only_itself() -> None:
    deep = "x = " + "+".join(["a"] * 150)
    far_too_deep = "x = a" + "[0]" * 400
    leak = "def f(password):\n    print(password)\n"
    for line in (deep, far_too_deep):
        assert [flow.source for flow in flows(parse(f"{line}\n{leak}"), JUDGE)] == ["`password`"]
        inside = f"def g(a):\n    {line}\n    print(x)\n"
        assert [flow.source for flow in flows(parse(inside + leak), JUDGE)] == ["`password`"]


def test_functions_that_call_each_other_end() -> None:
    text = "def f(x):\n    g(x)\n\n\ndef g(x):\n    f(x)\n    print('x', x)\n\n\ndef h(password):\n    f(password)\n"
    assert [flow.anchor().line for flow in flows(parse(text), JUDGE)] == [7]


def test_an_empty_module_and_one_of_nothing_but_words() -> None:
    assert list(flows(parse(""), JUDGE)) == []
    assert list(flows(parse('"""The password is secret."""\nfrom os import *\n'), JUDGE)) == []
