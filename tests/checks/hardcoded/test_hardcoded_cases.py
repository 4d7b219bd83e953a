"""The catalogue of hardcoded secrets: lines marked `# leak: rule severity` must be found so, and no other line."""

from __future__ import annotations

import os
import re
from collections import Counter

import pytest

from tightlip.engine import make_plan, scan
from tightlip.model import Document
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder
from tightlip.settings import Settings

CASES = os.path.join(os.path.dirname(__file__), "cases")
FILES = sorted(os.listdir(CASES))
RULES = frozenset({"hardcoded-secret", "credential-in-url", "provider-token", "private-key"})
PLAN = make_plan(read_rulebook(rules_folder()), RULES, Settings())

_MARK = re.compile(r"  # (?:leak: (?P<leaks>[a-z\-, ]+)|ok)$", re.M)


def read(name: str) -> str:
    with open(os.path.join(CASES, name), encoding="utf-8") as file:
        return file.read()


def bare(text: str) -> bytes:
    """The module without its marks: they are no part of what is judged."""
    return _MARK.sub("", text).encode()


def found(path: str, text: str) -> Counter[tuple[int, str]]:
    """How often each "rule severity" is found on each line."""
    scanned = scan(PLAN, Document(path, bare(text)))
    assert not scanned.skipped
    return Counter((each.span.line, f"{each.rule} {each.severity.word}") for each in scanned.findings)


def expected(text: str) -> Counter[tuple[int, str]]:
    marks = ((number, _MARK.search(line)) for number, line in enumerate(text.split("\n"), 1))
    return Counter(
        (number, leak) for number, mark in marks if mark and mark["leaks"] for leak in mark["leaks"].split(", ")
    )


@pytest.mark.parametrize("name", FILES)
def test_case_file(name: str) -> None:
    text = read(name)
    assert found("app/module.py", text) == expected(text)


@pytest.mark.parametrize("name", FILES)
def test_in_tests_no_line_is_louder_and_none_is_new(name: str) -> None:
    text = read(name)
    here, in_tests = found("app/module.py", text), found("tests/test_module.py", text)
    assert {line for line, _ in in_tests} <= {line for line, _ in here}
    assert not [leak for _, leak in in_tests if leak.endswith("warning")]


def test_there_are_enough_cases() -> None:
    text = "".join(map(read, FILES))
    assert text.count("# leak: ") >= 130
    assert text.count("# ok") >= 150
