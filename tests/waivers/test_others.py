"""Other tools' comments: what counts when asked for, held against those tools themselves where they are installed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from detect_secrets.filters.allowlist import is_line_allowlisted
from detect_secrets.util.code_snippet import get_code_snippet

from expansion import make
from tightlip.engine import make_plan, scan
from tightlip.model import Document
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder
from tightlip.rulebook.selection import active_rules
from tightlip.settings import OTHER_TOOLS, Settings
from tightlip.waivers import waive

BOOK = read_rulebook(rules_folder())
SECRET = 'password = "Kq7-' + 'vN2m-xR84-wZ"'
TOKEN = f'value = "{make("github-pat", 3)}"'


def left(text: str, *tools: str, path: str = "app/config.py") -> list[str]:
    """The rules that are reported where the comments of `tools` count."""
    settings = Settings(other_comments=tools)
    plan = make_plan(BOOK, active_rules(BOOK, settings), settings)
    return [finding.rule for finding in waive(plan, scan(plan, Document(path, text.encode())), path).findings]


PRAGMAS = [
    (f"{SECRET}  # pragma: allowlist secret", True),
    (f"{SECRET}  # pragma: whitelist secret", True),
    (f"{SECRET}  #pragma:allowlist-secret", True),
    (f"{SECRET}  # pragma: allow secret", False),
    (f"{SECRET}  # pragma: allowlist nextline secret", False),
    (f"# pragma: allowlist nextline secret\n{SECRET}", True),
    (f"# pragma: allowlist secret\n{SECRET}", False),
    (f"x = 1  # pragma: allowlist nextline secret\n{SECRET}", False),
]


@pytest.mark.parametrize(("text", "counts"), PRAGMAS)
def test_detect_secrets(text: str, counts: bool) -> None:
    lines = text.splitlines()
    context = get_code_snippet(lines, len(lines))
    assert is_line_allowlisted("app/config.py", lines[-1], context) is counts
    assert (left(text + "\n", "detect-secrets") == []) is counts


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("deploy/values.yaml", f'token: "{make("github-pat", 3)}"  # pragma: allowlist secret'),
        ("web/app.js", f'const token = "{make("github-pat", 3)}"; // pragma: allowlist secret'),
        ("web/page.html", f'<a href="{make("github-pat", 3)}"> <!-- pragma: allowlist secret -->'),
        ("web/app.css", f'a {{ b: "{make("github-pat", 3)}"; }} /* pragma: allowlist secret */'),
        ("notes.txt", f"{make('github-pat', 3)}  gitleaks:allow"),
    ],
)
def test_in_any_format(path: str, line: str) -> None:
    assert left(line + "\n", "detect-secrets", "gitleaks", path=path) == []
    assert left(line + "\n", path=path) == ["known-token"]


def test_only_those_that_are_asked_for_count() -> None:
    every = f"{SECRET}  # nosec  # noqa  # gitleaks:allow  # pragma: allowlist secret\n"
    assert left(every) == ["hardcoded-secret"]
    for tool in OTHER_TOOLS:
        assert left(every, tool) == []
    assert left(f"{SECRET}  # gitleaks:allow\n", "detect-secrets", "bandit", "ruff") == ["hardcoded-secret"]


NOQA = [
    ("# noqa", True),
    ("# NoQA", True),
    ("#noqa:S105", True),
    ("# noqa: S105", True),
    ("# noqa: E501,S105", True),
    ("# noqa: E501 S105 for the test", True),
    ("# fine  # noqa: S105", True),
    ("# noqa: E501", False),
    ("# noqa: S1055", False),
    ("# no qa", False),
    ("# noqaish", False),
]


@pytest.mark.parametrize(("comment", "counts"), NOQA)
def test_ruff(comment: str, counts: bool) -> None:
    assert (left(f"{SECRET}  {comment}\n", "ruff") == []) is counts


@pytest.mark.parametrize("comment", ["# ruff: noqa", "# ruff: noqa: S105", "# flake8: noqa: S105"])
def test_ruff_and_whole_files(comment: str) -> None:
    assert left(f"{comment}\nx = 1\n{SECRET}\n", "ruff") == []
    assert left(f"x = 1  {comment}\n{SECRET}\n", "ruff") == ["hardcoded-secret"]
    assert left(f"{comment.replace('S105', 'E501')}\nx = 1\n", "ruff") == []


def test_ruff_itself_says_the_same(tmp_path: Path) -> None:
    ruff = shutil.which("ruff", path=str(Path(sys.executable).parent)) or shutil.which("ruff")
    if ruff is None:
        pytest.skip("needs ruff")
    for index, (comment, _) in enumerate(NOQA):
        (tmp_path / f"case{index:02}.py").write_text(f"{SECRET}  {comment}\n", encoding="utf-8")
    command = (ruff, "check", "--isolated", "--no-cache", "--select", "S105", "--output-format", "json", str(tmp_path))
    found = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)
    reported = {Path(each["filename"]).stem for each in found}
    assert reported == {f"case{index:02}" for index, (_, counts) in enumerate(NOQA) if not counts}


@pytest.mark.parametrize(
    ("comment", "counts"),
    [
        ("# nosec", True),
        ("#nosec B105", True),
        ("# nosec: B101, B106", True),
        ("# nosec B107 a default", True),
        ("# nosec hardcoded_password_string", True),
        ("# nosec nobody uses it", True),
        ("# nosec B101", False),
        ("# nosec B101,B608", False),
        ("# nosec assert_used", False),
        ("# nosecrets here", False),
    ],
)
def test_bandit(comment: str, counts: bool) -> None:
    assert (left(f"{SECRET}  {comment}\n", "bandit") == []) is counts


def test_each_tool_waives_what_it_looks_for_and_no_more() -> None:
    log = "import logging\n\n\ndef f(password):\n    logging.info(password)"
    assert left(f"{TOKEN}  # noqa  # nosec\n", "ruff", "bandit") == ["known-token"]
    assert left(f"{TOKEN}  # gitleaks:allow\n", "gitleaks") == []
    assert left(f"{log}  # gitleaks:allow # noqa # nosec # pragma: allowlist secret\n", *OTHER_TOOLS) == [
        "secret-in-log"
    ]


def test_a_string_is_no_comment() -> None:
    assert left(f'{SECRET}; b = "# noqa # nosec gitleaks:allow"\n', *OTHER_TOOLS) == ["hardcoded-secret"]


def test_python_comments_say_nothing_elsewhere() -> None:
    line = f'password: "{SECRET[12:-1]}"  '
    assert left(f"{line}# noqa # nosec\n", "bandit", "ruff", path="a.yaml") == ["secret-in-config"]
    assert left(f"{line}# pragma: allowlist secret\n", "detect-secrets", path="a.yaml") == []


def test_none_of_them_is_ever_unused() -> None:
    assert left("x = 1  # noqa: S105  # nosec  # gitleaks:allow  # pragma: allowlist secret\n", *OTHER_TOOLS) == []
