"""Only what is new, as users meet it: a branch of a real repository, judged by the lines that it changed."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from conftest import Repository
from here import Here, one_rulebook  # noqa: F401

OLD, NEW, OTHER = "uM4qLx" + "9Wc2Zt7", "bR8tHk" + "3Qv6Yn1", "eD5sPw" + "2Xj9Fm4"
LOGGED = "import logging\n\n\ndef f({}):\n    x = {}\n    y = 1\n    logging.info('got %s', x)\n"


@pytest.fixture
def tightlip(capsys: pytest.CaptureFixture[str]) -> Here:
    return Here(capsys)


@pytest.fixture
def branch(repository: Repository) -> Repository:
    """On a branch of an old repository, in which much is wrong."""
    repository.add("a.py", f'x = 1\npassword = "{OLD}"\ny = 1\n')
    repository.add("untouched.py", f'password = "{OLD}"\n')
    repository.add("flow.py", LOGGED.format("name", "name"))
    repository.add(".env", f"DB_PASSWORD={OLD}\n")
    repository.commit()
    repository.git("checkout", "-q", "-b", "feature")
    return repository


def test_a_leak_on_a_changed_line_and_no_old_one(branch: Repository, tightlip: Here) -> None:
    assert len(tightlip.found()) == 3
    assert "All clear: 0" not in tightlip("--since", "main")
    branch.write("a.py", f'x = 2\npassword = "{OLD}"\ny = 1\ntoken = "{NEW}"\n')
    branch.write("new.py", f'password = "{NEW}"\n')
    expected = [("hardcoded-secret", "a.py", 4), ("hardcoded-secret", "new.py", 1)]
    assert tightlip.found("--since", "main") == expected
    branch.git("add", "-A")
    branch.commit()
    for arguments in (["--since", "main"], ["--from-ref", "main"], ["--from-ref", "main", "--to-ref", "feature"]):
        assert tightlip.found(*arguments) == expected
        assert "2 errors" in tightlip(*arguments, status=1)
    branch.git("checkout", "-q", "main")
    assert tightlip.found("--since", "HEAD") == []
    assert tightlip.found("--from-ref", "HEAD", "--to-ref", "feature") == expected


def test_a_changed_line_on_the_way_of_a_secret(branch: Repository, tightlip: Here) -> None:
    """What is logged stands on a line that nobody has touched; that it is a secret now is new."""
    branch.write("flow.py", LOGGED.format("name, password", "password"))
    (found,) = tightlip.found("--since", "main")
    assert found == ("secret-in-log", "flow.py", 7)
    branch.git("add", "-A")
    branch.commit()
    branch.write("flow.py", LOGGED.format("name, password", "password").replace("y = 1", "y = 2"))
    assert tightlip.found("--since", "HEAD") == []


def test_a_file_that_is_a_leak_by_being_there(branch: Repository, tightlip: Here) -> None:
    """It is told at its first secret, wherever it was changed."""
    branch.write("a.py", "x = 1\n")
    assert tightlip.found("--since", "main") == []
    branch.write(".env", f"DB_PASSWORD={OLD}\nDEBUG=1\n")
    assert tightlip.found("--since", "main") == [("committed-env-file", ".env", 1)]
    branch.write(".env", f"DB_PASSWORD={OLD}\n")
    branch.add("conf/.env", f"API_KEY={NEW}\n")
    assert tightlip.found("--since", "main") == [("committed-env-file", "conf/.env", 1)]


def test_suppressions_are_judged_by_all_of_the_file(branch: Repository, tightlip: Here) -> None:
    branch.write("a.py", f'x = 1\npassword = "{OLD}"  # tightlip: ignore[hardcoded-secret] old\ny = 1\n')
    branch.git("add", "-A")
    branch.commit()
    branch.write("a.py", f'x = 2\npassword = "{OLD}"  # tightlip: ignore[hardcoded-secret] old\ny = 1\n')
    assert tightlip.found("--since", "HEAD") == []
    branch.write("a.py", "x = 2\npassword = None  # tightlip: ignore[hardcoded-secret] old\ny = 1\n")
    assert tightlip.found("--since", "HEAD") == [("unused-suppression", "a.py", 2)]
    # The comment stands where it stood: whoever took the leak away hears of it from the whole run.
    branch.write("a.py", f'# tightlip: ignore-next-line[hardcoded-secret] old\npassword = "{OLD}"\n')
    branch.git("add", "-A")
    branch.commit()
    branch.write("a.py", "# tightlip: ignore-next-line[hardcoded-secret] old\npassword = None\n")
    assert tightlip.found("--since", "HEAD") == []
    assert ("unused-suppression", "a.py", 1) in tightlip.found()


def test_the_baseline_is_never_called_stale(branch: Repository, tightlip: Here) -> None:
    tightlip("baseline", "create")
    branch.git("add", "-A")
    branch.commit()
    branch.write("a.py", f'x = 1\npassword = "{OLD}"\ny = 1\ntoken = "{NEW}"\n')
    assert tightlip.found("--since", "HEAD") == [("hardcoded-secret", "a.py", 4)]
    branch.write("a.py", "x = 1\n")
    branch.git("rm", "-q", "untouched.py")
    assert tightlip.found("--since", "HEAD") == []
    assert tightlip.found("--since", "HEAD", "a.py") == []
    assert [each[0] for each in tightlip.found()] == ["unused-suppression"] * 2


def test_all_that_is_read_is_counted_and_all_that_cannot_be_is_said(branch: Repository, tightlip: Here) -> None:
    branch.write("a.py", "x = 3\n")
    branch.write("b.bin", b"\0\1\2")
    assert tightlip("--since", "main").endswith("All clear: 1 file checked · skipped 1 (binary: 1)\n")
    assert "no such file" in tightlip("--since", "main", "missing.py", status=2)


def test_pushed(branch: Repository, tightlip: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    """What pre-commit says is pushed: a range, or, in a push of all that there is, nothing."""
    branch.add("new.py", f'password = "{NEW}"\n')
    branch.commit()
    branch.git("checkout", "-q", "main")
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", branch.git("rev-parse", "main"))
    monkeypatch.setenv("PRE_COMMIT_TO_REF", branch.git("rev-parse", "feature"))
    assert tightlip.found("--pushed") == [("hardcoded-secret", "new.py", 1)]
    assert len(tightlip.found()) == 3  # nobody reads them unasked
    monkeypatch.delenv("PRE_COMMIT_FROM_REF")
    monkeypatch.delenv("PRE_COMMIT_TO_REF")
    assert len(tightlip.found("--pushed")) == 3


@pytest.mark.parametrize("arguments", [["--staged"], ["--from-ref", "main"], ["--since", "main"]], ids=" ".join)
def test_much_work_in_several_processes_comes_to_an_end(branch: Repository, arguments: list[str]) -> None:
    """They are forked while git is being asked, and hold its input open."""
    for number in range(20):
        branch.add(f"big/{number}.py", f'password = "{NEW}"\n' + "# nothing to see\n" * 1_500)
    if arguments[0] != "--staged":
        branch.commit()
    command = [sys.executable, "-m", "tightlip", *arguments, "--jobs", "2", "--no-cache", "--output-format", "json"]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert done.returncode == 1
    assert len(json.loads(done.stdout)["findings"]) == 20


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--since", "main", "--staged"], "--staged and --since read different things"),
        (["--since", "main", "--from-ref", "main"], "--since and --from-ref read different things"),
        (["--pushed", "--stdin-filename", "x"], "--pushed and --stdin-filename read different things"),
        (["--to-ref", "main"], "give --from-ref with it"),
        (["--since", "no-such"], "git knows no commit `no-such` here"),
        (["--since", ""], "--since takes a revision, and this is none: is a variable not set?"),
        (["--from-ref", ""], "--from-ref takes a revision, and this is none"),
        (["--from-ref", "main", "--to-ref", ""], "--to-ref takes a revision, and this is none"),
    ],
)
def test_bad_usage(branch: Repository, tightlip: Here, arguments: list[str], says: str) -> None:
    assert says in tightlip(*arguments, status=2)
