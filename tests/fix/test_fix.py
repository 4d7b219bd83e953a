"""`--fix`: suppression comments that suppress nothing go, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Repository
from editing import tightlip
from expansion import make
from tightlip.cli import main

PAT = make("github-pat", 5)
KEEP = f'token = "{PAT}"  # tightlip: ignore[known-token] revoked\n'


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("a.py", "x = 1  # tightlip: ignore[known-token] a test\n", "x = 1\n"),
        ("a.py", "x = 1  # tightlip: ignore\n", "x = 1\n"),
        ("a.py", "x = 1  # noqa: E501  # tightlip: ignore[known-token] why  # type: ignore\n",
                 "x = 1  # noqa: E501  # type: ignore\n"),
        ("a.py", "x = 1  # tightlip: ignore[known-token] see #12\n", "x = 1\n"),
        ("a.py", "x = 1\n    # tightlip: ignore-next-line[known-token]\ny = 2\n", "x = 1\ny = 2\n"),
        ("a.py", "# tightlip: ignore-file[private-key] none\nx = 1\n", "x = 1\n"),
        ("a.py", "x = 1\n# tightlip: ignore[known-token]", "x = 1\n"),
        ("a.py", f'token = "{PAT}"  # tightlip: ignore[known-token, secret-in-log] revoked\n', KEEP),
        ("a.py", f'token = "{PAT}"  # tightlip: ignore[private-key,known-token,flows] revoked\n', KEEP),
        ("a.py", "x = 1  # tightlip: ignore[known-token]\r\ny = 2\r\n", "x = 1\r\ny = 2\r\n"),
        ("a.py", "x = 1  # tightlip: ignore[known-token]\ny = 1  # tightlip: ignore[known-token]\n", "x = 1\ny = 1\n"),
        ("a.yaml", "a: 1  # tightlip: ignore[known-token]\n", "a: 1\n"),
        ("a.css", "a { /* tightlip: ignore[known-token] why */ b: c }\n", "a {  b: c }\n"),
        ("a.html", "<p>x</p> <!-- tightlip: ignore[known-token] -->\n", "<p>x</p>\n"),
        ("a.md", "x\n<!-- tightlip: ignore-next-line[known-token] -->\ny\n", "x\ny\n"),
        ("Dockerfile", "FROM a\n# tightlip: ignore-next-line[secret-in-image]\nRUN b\n", "FROM a\nRUN b\n"),
        ("a.js", "x = 1; // tightlip: ignore[known-token] why\n", "x = 1;\n"),
    ],
)  # fmt: skip
def test_what_is_of_no_use_goes(repository: Repository, path: str, before: str, after: str) -> None:
    file = repository.add(path, before.encode())
    shown = tightlip("--fix", "--diff")
    assert shown.returncode == 1
    assert file.read_bytes().decode() == before
    assert shown.stdout.startswith(f"--- {path}\n+++ {path}\n@@ ")
    done = tightlip("--fix")
    assert done.returncode == 0, done.stdout + done.stderr
    assert file.read_bytes().decode() == after
    assert tightlip("--fix", "-q").stderr == ""


@pytest.mark.parametrize(
    ("path", "text", "status"),
    [
        ("a.py", KEEP, 0),
        ("a.py", "help = '# tightlip: ignore[known-token]'\n", 0),
        ("a.md", "Write `# tightlip: ignore[known-token]`.\n", 0),
        ("a.py", "x = 1  # tightlip: ignore[known-tokens]\n", 1),  # a slip: somebody meant something
        ("a.py", "x = 1  # tightlip: ignore[known-token\n", 1),
        ("a.py", "x = 1  # tightlip: ignore[known-token, unused-suppression]\n", 0),
        ("a.ipynb", '{"cells": [{"cell_type": "code", "source": ["x = 1  # tightlip: ignore[known-token]\\n"]}]}', 1),
        ("a.css", "a { /* tightlip: ignore[known-token] why\n */ b: c }\n", 1),
        ("a.py", "password = 'Kq7-" + "vN2m-xR84-wZ'\n", 1),  # it mends no leak
    ],
)
def test_what_stays(repository: Repository, path: str, text: str, status: int) -> None:
    file = repository.add(path, text.encode())
    assert tightlip("--fix").returncode == status
    assert file.read_bytes().decode() == text


def test_a_comment_for_a_rule_that_was_not_looked_for_stays(repository: Repository) -> None:
    text = "x = 1  # tightlip: ignore[known-token]\n"
    repository.add("a.py", text)
    assert tightlip("--fix", "--ignore", "known-token").returncode == 0
    assert Path("a.py").read_text(encoding="utf-8") == text


def test_the_baseline_is_not_edited(repository: Repository) -> None:
    repository.add("a.py", "token = '" + PAT + "'\n")
    assert tightlip().returncode == 1
    repository.add("b.py", "x = 1\n")
    assert main(["baseline", "create"]) == 0
    repository.add("a.py", "x = 1\n")
    before = Path(".tightlip-baseline").read_bytes()
    assert tightlip("--fix").returncode == 1
    assert Path(".tightlip-baseline").read_bytes() == before


def test_a_file_keeps_its_mode_and_a_link_stays_one(repository: Repository) -> None:
    file = repository.add("a.py", "x = 1  # tightlip: ignore[known-token]\n")
    file.chmod(0o755)
    Path("link.py").symlink_to("a.py")
    assert tightlip("--fix", "link.py").returncode == 0
    assert Path("link.py").is_symlink()
    assert file.read_text(encoding="utf-8") == "x = 1\n"
    assert file.stat().st_mode & 0o777 == 0o755
