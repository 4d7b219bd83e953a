"""A second run reads only what changed, says the same, and keeps nothing that anybody must not see."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tightlip import cache, run
from tightlip.model import Document, GitStatus, Outcome
from tightlip.run import Effort
from tightlip.sources import Request

SECRET = "tr0ub4dor" + "-and-3-horses"
CLEAN, SENSITIVE = "answer = 42\n", "import os\n\npassword = os.environ['DB_PASSWORD']\n"
LEAK = f'db_password = "{SECRET}"\n'


@pytest.fixture(autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path_factory.mktemp("cache") / "tightlip"
    monkeypatch.setenv(cache.FOLDER_VARIABLE, str(made))
    return made


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    git(tmp_path, "init", "-q")
    for name, text in {"clean.py": CLEAN, "sensitive.py": SENSITIVE, "leak.py": LEAK}.items():
        (tmp_path / name).write_text(text)
    commit(tmp_path)
    monkeypatch.chdir(tmp_path)
    opened.clear()
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(("git", "-c", "user.name=a", "-c", "user.email=a@b.c", *arguments), cwd=folder, check=True)


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "-qm", "all")


WHOLE = Request()


def checked(request: Request = WHOLE, *, cached: bool = True, **overrides: object) -> Outcome:
    return run.run(request, overrides, effort=Effort(1, cached)).outcome


def places(outcome: Outcome) -> list[tuple[str, str]]:
    return [(finding.path, finding.rule) for finding in outcome.findings]


opened: list[str] = []
sys.addaudithook(lambda event, about: opened.append(os.path.basename(str(about[0]))) if event == "open" else None)


def read_by(outcome: object) -> set[str]:
    """The names of the project's files that were opened since the last time."""
    del outcome
    names = {name for name in opened if name.endswith(".py")} & {
        "clean.py",
        "sensitive.py",
        "leak.py",
        "new.py",
    }
    opened.clear()
    return names


def test_a_second_run_reads_only_what_has_something_to_say(project: Path) -> None:
    first = checked()
    assert read_by(first) == {"clean.py", "sensitive.py", "leak.py"}
    second = checked()
    assert read_by(second) == {"leak.py"}
    assert second == first
    assert places(second) == [("leak.py", "hardcoded-secret")]
    assert second.checked == 3


def test_what_changes_is_read_again(project: Path) -> None:
    checked()
    (project / "clean.py").write_text(LEAK)
    (project / "new.py").write_text(LEAK)
    read_by(None)
    again = checked()
    assert read_by(again) == {"clean.py", "leak.py", "new.py"}
    assert [path for path, _ in places(again)] == ["clean.py", "leak.py", "new.py"]
    commit(project)
    assert places(checked()) == places(again)


def test_without_it_everything_is_read(project: Path, folder: Path) -> None:
    checked(cached=False)
    assert not folder.exists()
    checked()
    read_by(None)
    assert read_by(checked(cached=False)) == {"clean.py", "sensitive.py", "leak.py"}


def test_other_rules_know_nothing(project: Path) -> None:
    only_tokens = {"select": ["known-token"]}
    assert places(checked(**only_tokens)) == []
    assert places(checked(**only_tokens)) == []
    assert places(checked()) == [("leak.py", "hardcoded-secret")]


def test_a_file_that_is_named_is_known_too(project: Path) -> None:
    named = Request(("sensitive.py",))
    assert checked(named) == checked(named)
    kept = [file.read_bytes() for file in Path(cache.cache_folder()).iterdir()]
    assert len(kept) == 1
    assert b"sensitive.py" in kept[0]
    (project / "sensitive.py").write_text(LEAK)
    assert places(checked(named)) == [("sensitive.py", "hardcoded-secret")]


def test_a_file_that_git_was_told_not_to_look_at_is_read(project: Path) -> None:
    checked()
    git(project, "update-index", "--assume-unchanged", "clean.py")
    (project / "clean.py").write_text(LEAK)
    assert ("clean.py", "hardcoded-secret") in places(checked())


def test_the_pointer_of_a_large_file_is_not_the_file(project: Path) -> None:
    document = Document("big.txt", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", blob="1" * 40)
    known = cache.KnownClean(run.prepare(Request(), {}).plan)
    known.add(document)
    assert not known.has_blob("big.txt", "1" * 40)
    known.add(document._replace(data=b"version 1\n"))
    known.save(whole=False)
    assert cache.KnownClean(run.prepare(Request(), {}).plan).has_blob("big.txt", "1" * 40)


def test_what_git_knows_of_it_counts(project: Path) -> None:
    document = Document("a.py", b"x", GitStatus.TRACKED)
    known = cache.KnownClean(run.prepare(Request(), {}).plan)
    known.add(document)
    known.save(whole=False)
    again = cache.KnownClean(run.prepare(Request(), {}).plan)
    assert document in again
    assert document._replace(git=GitStatus.UNTRACKED) not in again
    assert document._replace(path="b.py") not in again
    assert document._replace(changed=((1, 1),)) not in again


def test_an_env_file_is_judged_anew_each_time(project: Path) -> None:
    """What git thinks of it may have changed."""
    (project / ".env.local").write_text(f"DB_PASSWORD={SECRET}\n")
    named = Request((".env.local",))
    (project / ".gitignore").write_text(".env.local\n")
    assert places(checked(named)) == []
    (project / ".gitignore").write_text("")
    assert places(checked(named)) == [(".env.local", "env-file-not-ignored")]


def test_an_entry_of_the_baseline_that_accepts_nothing_is_still_told(project: Path) -> None:
    checked()
    made = subprocess.run(
        (sys.executable, "-m", "tightlip", "baseline", "create"), cwd=project, capture_output=True, check=True
    )
    assert b"1 entry" in made.stdout
    (project / "leak.py").write_text(CLEAN)
    commit(project)
    for _ in range(2):
        assert [rule for _, rule in places(checked())] == ["unused-suppression"]


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_damaged_cache_costs_time_and_nothing_else(project: Path, folder: Path, damage: bytes | None) -> None:
    first = checked()
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    # The last: one more entry, and the check sum of what was there before.
    file.write_bytes(damage if damage is not None else whole[:-16] + b"\0git 0 leak.py" + whole[-16:])
    assert checked() == first
    assert file.read_bytes() == whole


def test_a_folder_that_cannot_be_written_is_no_matter(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.FOLDER_VARIABLE, str(project / "leak.py"))
    assert places(checked()) == [("leak.py", "hardcoded-secret")]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a disk that is always full")
def test_a_full_disk_is_no_matter(project: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = cache.KnownClean(run.prepare(Request(), {}).plan)
    known.add(Document("a.py", b"x"))
    folder.mkdir()
    os.symlink("/dev/full", f"{known._file}.{os.getpid()}")
    known.save(whole=False)
    assert list(folder.iterdir()) == []


def test_runs_at_the_same_time_do_no_harm(project: Path, folder: Path) -> None:
    command = (sys.executable, "-m", "tightlip", "check", "-q", "--exit-zero")
    running = [subprocess.Popen(command, cwd=project, stdout=subprocess.DEVNULL) for _ in range(4)]
    assert [process.wait() for process in running] == [0] * 4
    assert [file.suffix for file in folder.iterdir()] == [".known-clean"]
    read_by(None)
    assert read_by(checked()) == {"leak.py"}


def test_it_holds_no_secret(project: Path, folder: Path) -> None:
    (project / "waived.py").write_text(f'db_password = "{SECRET}"  # tightlip: ignore[hardcoded-secret] a test\n')
    (project / "clean.py").write_text(f'text = "{SECRET}"\n')
    commit(project)
    checked()
    kept = b"".join(file.read_bytes() for file in folder.iterdir())
    assert b"clean.py" in kept
    assert b"waived.py" not in kept
    assert b"leak.py" not in kept
    assert not any(SECRET[at : at + 8].encode() in kept for at in range(len(SECRET) - 7))


def test_the_command_that_forgets(project: Path, folder: Path) -> None:
    checked()
    (folder / "mine.txt").write_text("not tightlip's\n")
    command = (sys.executable, "-m", "tightlip", "clean")
    done = subprocess.run(command, cwd=project, capture_output=True, check=True, encoding="utf-8")
    assert "1 file removed" in done.stdout
    assert [file.name for file in folder.iterdir()] == ["mine.txt"]
    (folder / "mine.txt").unlink()
    checked()
    subprocess.run(command, cwd=project, capture_output=True, check=True)
    assert not folder.exists()
