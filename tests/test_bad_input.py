"""Input that breaks naive tools, from disk to outcome: a right answer or a clear word, never a traceback."""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest

from conftest import Repository
from tightlip.model import Finding, Outcome, Skipped
from tightlip.run import run as run_check
from tightlip.sources import Request

NAMES = (
    "a.py", "a.pyi", "a.yaml", "a.json", "a.toml", "a.ini", "a.tf", "a.sh", "a.md", "a.ipynb", "a.lock", ".env",
    ".env.example", "Dockerfile", "docker-compose.yml", "a",
)  # fmt: skip
VALUE = "r8Kd02-mmQz71-" + "ppWx44"
PYTHON = f'"""Größe, 日本"""\npassword = "{VALUE}"\n'
LATIN = f'"""Größe"""\nnaïve = "é"; password = "{VALUE}"\n'


def run(*paths: str) -> Outcome:
    return run_check(Request(paths), {}).outcome


def places(outcome: Outcome) -> list[tuple[str, str, int, int]]:
    return [(each.rule, each.path, each.span.line, each.span.column) for each in outcome.findings]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_leak_is_found_in_any_unicode_encoding(folder: Path, encoding: str) -> None:
    (folder / "a.py").write_bytes(PYTHON.encode(encoding))
    outcome = run("a.py")
    assert [(rule, line) for rule, _, line, _ in places(outcome)] == [("hardcoded-secret", 2)]
    assert (outcome.checked, outcome.skipped) == (1, ())


def test_columns_count_characters_in_any_encoding(folder: Path) -> None:
    (folder / "latin.py").write_bytes(LATIN.encode("latin-1"))
    (folder / "utf8.py").write_bytes(LATIN.encode())
    (folder / "wide.py").write_bytes(LATIN.encode("utf-16"))
    found = places(run("."))
    assert [(path, line) for _, path, line, _ in found] == [("latin.py", 2), ("utf8.py", 2), ("wide.py", 2)]
    assert len({column for _, _, _, column in found}) == 1


def test_a_stray_nul_does_not_hide_a_leak(folder: Path) -> None:
    (folder / "a.py").write_bytes(b"# \0\n" + PYTHON.encode())
    assert [line for _, _, line, _ in places(run("a.py"))] == [3]


def test_a_binary_is_skipped_and_said_to_be(folder: Path) -> None:
    (folder / "a.bin").write_bytes(b"\0\1" + random.Random(1).randbytes(2000) + PYTHON.encode())
    assert run(".") == Outcome(skipped=(Skipped("a.bin", "binary"),))


def test_a_leak_in_python_that_does_not_parse(folder: Path) -> None:
    (folder / "a.py").write_text(f'password = "{VALUE}"\ndef broken(:\n')
    outcome = run("a.py")
    assert [line for _, _, line, _ in places(outcome)] == [1]
    assert [part.partial for part in outcome.skipped] == [True]
    assert outcome.checked == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xff\xfe\0\0",
        b"\0",
        b"password" * 50_000,
        b"password = " + b"(" * 5_000,
        b"password = " + b"[" * 5_000 + b"1" + b"]" * 5_000,
        b"password = 'x\\\n",
        b'password = "' + b"\\" * 9_999,
        b"password: " + b"{" * 5_000,
        b"password = " + b"not " * 30_000 + b"1",
        b"password = " + b" + ".join([b"'x'"] * 9_000),
        b"password = x" + b".y" * 5_000,
        b"password = x" + b"()" * 5_000,
        b"password = \xed\xa0\x80",
        b"password\r=\r'x'\r",
        b"\x0cpassword = 1\x1a\x04",
        b"# tightlip: ignore[",
        b"tightlip:" * 9_999,
    ],
)
def test_nothing_odd_breaks_a_reader(folder: Path, content: bytes) -> None:
    for name in NAMES:
        (folder / name).write_bytes(content)
    outcome = run(*NAMES)
    assert [part for part in outcome.skipped if part.failed] == []
    assert outcome.checked == len(NAMES)


def test_an_error_of_ours_is_said_without_the_documents_words_and_the_run_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(reading: object, judge: object) -> list[Finding]:
        raise ValueError(f"cannot cope with {VALUE}")

    monkeypatch.setattr("tightlip.checks.anywhere.private_key.check", broken)
    (folder / "a.txt").write_text("-----BEGIN " + "PRIVATE KEY-----\n")
    (folder / "b.py").write_text(PYTHON)
    outcome = run("a.txt", "b.py")
    (skipped,) = outcome.skipped
    assert (skipped.path, skipped.failed) == ("a.txt", True)
    assert re.fullmatch(r"internal error in tightlip\.\w+, line \d+: ValueError; please report it", skipped.reason)
    assert [path for _, path, _, _ in places(outcome)] == ["b.py"]


def test_what_could_not_be_read_is_in_the_outcome_beside_the_rest(folder: Path) -> None:
    (folder / "a.py").write_text(PYTHON)
    os.symlink("nowhere", "link")
    outcome = run("a.py", "link", "gone.py")
    assert len(outcome.findings) == outcome.checked == 1
    assert [(part.path, part.failed) for part in outcome.skipped] == [("gone.py", True), ("link", True)]


def test_an_env_file_is_judged_by_what_git_knows(repository: Repository) -> None:
    repository.write(".gitignore", ".env.local\n")
    repository.add(".env", f"PASSWORD={VALUE}\n")
    repository.write(".env.local", f"PASSWORD={VALUE}\n")
    assert {path for rule, path, _, _ in places(run(".env", ".env.local")) if rule == "committed-env-file"} == {".env"}
