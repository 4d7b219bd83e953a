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
RULES = frozenset({"hardcoded-secret", "credential-in-url", "private-key", "known-token", "high-entropy-string"})
PLAN = make_plan(read_rulebook(rules_folder()), RULES, Settings())

_LITERAL = re.compile(r'(?<![\w"])b?"kR7vq2Lw9zT4"(?!")')
_TEXT = re.compile(r"^\s*#|'\{\"")  # a comment, JSON in a string
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


def rewritten(text: str, literal: str) -> tuple[str, set[int]]:
    """The module with `literal` for the usual one, where it is code; and the lines on which it stands now."""
    lines = text.split("\n")
    places = {n for n, line in enumerate(lines, 1) if _LITERAL.search(line) and not _TEXT.search(line)}
    return "\n".join(_LITERAL.sub(literal, line) if n in places else line for n, line in enumerate(lines, 1)), places


@pytest.mark.parametrize("name", ["assignments.py", "calls.py"])
@pytest.mark.parametrize(
    "literal", ["'kR7vq2Lw9zT4'", '"""kR7vq2Lw9zT4"""', "(\"kR7vq2\" 'Lw9zT4')", 'r"kR7vq2Lw9zT4"']
)
def test_no_case_depends_on_how_the_literal_is_spelled(name: str, literal: str) -> None:
    text, places = rewritten(read(name), literal)
    assert len(places) >= 35
    assert found("app/module.py", text) == expected(text)


@pytest.mark.parametrize("name", ["assignments.py", "calls.py"])
@pytest.mark.parametrize("source", ['os.environ["ORDERS"]', "settings.orders", "fetch(name)"])
def test_no_case_is_found_once_the_secret_is_read_from_elsewhere(name: str, source: str) -> None:
    # A pattern of `match` takes no call.
    text, places = rewritten(re.sub(r"case [^:]*:", "case _:", read(name)), source)
    assert len(places) >= 35
    assert not places & {line for line, _ in found("app/module.py", text)}


def test_there_are_enough_cases() -> None:
    text = "".join(map(read, FILES))
    assert text.count("# leak: ") >= 130
    assert text.count("# ok") >= 150
