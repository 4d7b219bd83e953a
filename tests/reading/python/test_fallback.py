"""What has no tree is read as text, and the report says so."""

from __future__ import annotations

import re

import pytest

from tightlip.judgement.judge import Judge
from tightlip.model import GitStatus
from tightlip.reading.facts import Binding, Reading
from tightlip.reading.python import forms, read
from tightlip.reading.text import SourceText
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder

JUDGE = Judge(read_rulebook(rules_folder()).vocabulary)
VALUE = "kR7vq2Lw9zT4"


def with_value(code: str) -> str:
    return re.sub(r"\bV\b", VALUE, code)


PYTHON_2 = 'print "hello"\n'


def reading(code: str) -> Reading:
    empty = Reading("app/a.py", "python", SourceText(code), GitStatus.UNKNOWN, False)
    return read(empty, frozenset({"bindings"}), JUDGE)


@pytest.mark.parametrize(
    ("code", "name", "form"),
    [
        ("password = 'V'", "password", forms.ASSIGNMENT),
        ("self.password=u'V'", "password", forms.ASSIGNMENT),
        ("password = (\n  'V')", "password", forms.ASSIGNMENT),
        ("login('bob', password = \"V\")", "password", forms.ASSIGNMENT),
        ("d['password'] = 'V'", "password", forms.ASSIGNMENT),
        ("d = {'user': 'bob', 'password': 'V'}", "password", forms.ENTRY),
        ("h = {'Authorization': 'Bearer V'}", "Authorization", forms.ENTRY),
        ("x = os.getenv('DB_PASSWORD', 'V')", "DB_PASSWORD", forms.FALLBACK),
        ("if password == 'V': pass", "password", forms.COMPARISON),
        ("password = '''V'''", "password", forms.ASSIGNMENT),
        ("password = ur'V'", "password", forms.ASSIGNMENT),
        ("x = 'Server=db;UID=bob;PWD=V;'", "PWD", forms.EMBEDDED),
    ],
)
def test_form(code: str, name: str, form: str) -> None:
    found = [fact for fact in reading(PYTHON_2 + with_value(code)).facts if isinstance(fact, Binding)]
    assert [(each.name, each.value, each.form) for each in found] == [(name, VALUE, form)]
    assert VALUE in _at(PYTHON_2 + with_value(code), found[0])


def _at(code: str, found: Binding) -> str:
    source, place = SourceText(code), found.anchor()
    return code[source.offset(place.line, place.column) : source.offset(place.end_line, place.end_column)]


@pytest.mark.parametrize(
    "code",
    [
        "# password = 'V'",
        "x = 1  # password = 'V'",
        "def f():\n  '''password = \"V\"'''",
        "user = 'V'",
        "password = raw_input('V')",
        "f('password', 'V')",
        "print 'password', 'V'",
        "it's = password; x = 'V'",
    ],
)
def test_look_alike(code: str) -> None:
    assert reading(PYTHON_2 + with_value(code)).facts == ()


def test_what_was_read_as_text_is_said() -> None:
    (problem,) = reading("x = 1\nprint 'a'\n").problems
    assert (problem.reason, problem.partial, problem.failed) == (
        "not valid Python (line 2): checked as text",
        True,
        False,
    )
    assert reading("x = 1\nprint('a')\n").problems == ()


def test_a_tree_too_deep_for_positions_is_read_as_text() -> None:
    deep = "x = " + " + ".join(["y"] * 600) + f"\npassword = '{VALUE}'\n"
    read_as_text = reading(deep)
    assert [problem.reason for problem in read_as_text.problems] == ["nested too deeply: checked as text"]
    assert [fact.anchor().line for fact in read_as_text.facts if isinstance(fact, Binding)] == [2]
