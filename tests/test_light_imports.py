"""A clean file costs little: what a run over it imports is all that it needs, in a wheel as users have it."""

from __future__ import annotations

from pathlib import Path

import pytest

from builds import run

HEAVY = frozenset(
    "libcst detect_secrets tree_sitter hyperscan rich requests pathspec dataclasses inspect pathlib subprocess json "
    "tomllib tomli platformdirs hashlib unicodedata textwrap difflib logging asyncio multiprocessing "
    "tightlip.judgement.judge tightlip.examine tightlip.redact tightlip.reading.facts".split()
)
CLEAN = {
    "shapes.py": '"""Shapes."""\n\n\ndef area(width: float, height: float) -> float:\n    return width * height\n',
    "compose.yaml": "services:\n  web:\n    image: nginx:1.27\n    ports: ['80:80']\n",
    "Dockerfile": "FROM python:3.12-slim\nCOPY . /srv\nRUN pip install flask\n",
    "run.sh": "#!/bin/sh\nset -eu\nexec python -m shapes\n",
    "data.json": '{"width": 3, "height": [4, 5]}\n',
    "notes.md": "# Notes\n\nAll is well.\n",
}
MODULES = "import sys; from tightlip.cli import main; s = main(); sys.stderr = None; print(s, *sys.modules)"


def imported(python: Path, folder: Path, *arguments: str) -> tuple[str, frozenset[str]]:
    """The exit status of a run in `folder`, and the modules it ended with."""
    *_, last = run(str(python), "-c", MODULES, *arguments, cwd=folder).splitlines()
    status, *modules = last.split()
    return status, frozenset(modules)


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_file(installed: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(CLEAN[name], encoding="utf-8")
    status, modules = imported(installed, tmp_path, name)
    assert status == "0"
    assert "tightlip.engine" in modules
    assert not HEAVY & modules


def test_the_hook_on_many_clean_files(installed: Path, tmp_path: Path) -> None:
    """As pre-commit calls it, with settings for other tools beside."""
    for name, text in CLEAN.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.ruff]\nline-length = 120\n", encoding="utf-8")
    status, modules = imported(installed, tmp_path, "check", "--force-exclude", *CLEAN)
    assert status == "0"
    assert not HEAVY & modules


def test_a_second_run_needs_no_more_than_git(installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIGHTLIP_CACHE_DIR", str(tmp_path / "cache"))
    tree = tmp_path / "tree"
    tree.mkdir()
    for name, text in {**CLEAN, "client.py": "def connect(password: str) -> None: ...\n"}.items():
        (tree / name).write_text(text, encoding="utf-8")
    commit = ("git", "-c", "user.name=a", "-c", "user.email=b", "commit", "-qam", "all")
    for command in (("git", "init", "-q"), ("git", "add", "."), commit):
        run(*command, cwd=tree)
    _, first = imported(installed, tree)
    assert "tightlip.examine" in first
    (tree / "Dockerfile").unlink()  # which is judged anew each time
    run(*commit, cwd=tree)
    status, modules = imported(installed, tree)
    assert status == "0"
    assert HEAVY & modules == {"subprocess"}
    assert "tightlip.reading.python.focus" not in modules


def test_an_env_file_is_judged_but_needs_no_parser(installed: Path, tmp_path: Path) -> None:
    """It is a finding by being there, so git is asked about it, and its values are always looked at."""
    (tmp_path / ".env").write_text("DEBUG=1\nPORT=8000\n", encoding="utf-8")
    status, modules = imported(installed, tmp_path, ".env")
    assert status == "0"
    heavy = HEAVY & modules
    assert {name for name in heavy if not name.startswith("tightlip.")} <= {"subprocess", "hashlib"}


def test_a_sensitive_word_alone_needs_no_tree_of_libcst(installed: Path, tmp_path: Path) -> None:
    text = "import os\n\n\ndef connect(password: str) -> None:\n    use(password, os.environ['API_TOKEN'])\n"
    (tmp_path / "client.py").write_text(text, encoding="utf-8")
    status, modules = imported(installed, tmp_path, "client.py")
    assert status == "0"
    assert "tightlip.reading.python.focus" in modules
    assert not {"libcst", "detect_secrets", "tree_sitter", "rich", "dataclasses", "inspect"} & modules


@pytest.mark.parametrize(
    ("name", "text", "heavy"),
    [
        ("a.py", 'password = "kR7vq2' + 'Lw9zT4"\n', "tightlip.reading.python.syntax.nodes"),
        ("a.py", 'password = "kR7vq2' + 'Lw9zT4"\nprint "Python 2"\n', "libcst"),
        ("a.yaml", 'password: "kR7vq2' + 'Lw9zT4"\n', "tree_sitter"),
    ],
)
def test_the_test_sees_what_a_leak_needs(installed: Path, tmp_path: Path, name: str, text: str, heavy: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    status, modules = imported(installed, tmp_path, name)
    assert status == "1"
    assert heavy in modules


def test_a_leak_in_python_needs_neither_dataclasses_nor_what_they_import(installed: Path, tmp_path: Path) -> None:
    text = 'def connect(password: str) -> None:\n    print(password)\n    set_password(password="kR7vq2' + 'Lw9zT4")\n'
    (tmp_path / "client.py").write_text(text, encoding="utf-8")
    status, modules = imported(installed, tmp_path, "client.py")
    assert status == "1"
    assert "tightlip.reading.python.flow.analysis" in modules
    assert not {"libcst", "detect_secrets", "dataclasses", "inspect"} & modules
