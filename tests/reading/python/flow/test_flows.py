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
