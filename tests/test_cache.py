"""A second run reads only what changed, says the same, and keeps nothing that anybody must not see."""

from __future__ import annotations

import json
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


def line_of(folder: Path, path: str) -> bytes:
    """The line of git's index that says what is in the file."""
    listed = subprocess.run(("git", "ls-files", "-v", "--stage", path), cwd=folder, capture_output=True, check=True)
    return listed.stdout.strip()


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


def test_a_fresh_clone_in_the_same_place_is_known(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What CI does that keeps the cache: every job has a checkout of its own."""
    checkout = project.parent / "checkout"

    def job(name: str) -> Outcome:
        git(project, "clone", "-q", str(project), str(checkout))
        monkeypatch.chdir(checkout)
        read_by(None)
        outcome = checked()
        monkeypatch.chdir(project)
        checkout.rename(project.parent / name)
        return outcome

    job("first")
    assert read_by(None) == {"clean.py", "sensitive.py", "leak.py"}
    (project / "clean.py").write_text(LEAK)
    commit(project)
    assert [path for path, _ in places(job("second"))] == ["clean.py", "leak.py"]
    assert read_by(None) == {"clean.py", "leak.py"}


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
    line = "H 100644 " + "1" * 40 + " 0\tbig.txt"
    document = Document("big.txt", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", known_as=line)
    known = cache.KnownClean(run.prepare(Request(), {}).plan)
    known.add(document)
    assert not known.among("", [line])
    known.save(whole=False)
    assert not cache.KnownClean(run.prepare(Request(), {}).plan).among("", [line])
    known.add(document._replace(data=b"version 1\n"))
    known.save(whole=False)
    assert cache.KnownClean(run.prepare(Request(), {}).plan).among("", [line]) == {line}


def test_a_file_that_is_staged_and_then_changed_is_read(project: Path) -> None:
    """Git lists it twice: once as its index has it, which may be known, and once as modified."""
    checked()
    (project / "clean.py").write_text(LEAK)
    git(project, "add", "clean.py")
    assert ("clean.py", "hardcoded-secret") in places(checked())
    (project / "clean.py").write_text(CLEAN)
    git(project, "add", "clean.py")
    checked()
    (project / "clean.py").write_text(LEAK)
    assert ("clean.py", "hardcoded-secret") in places(checked())


def test_the_same_content_at_another_place_is_read(project: Path) -> None:
    text = "def check(pwd='kR7vq2" + "Lw9zT4'): ...\n"
    (project / "tests").mkdir()
    (project / "tests" / "test_it.py").write_text("x = 1\n" + text.replace("def", "async def"))
    commit(project)
    checked()
    git(project, "mv", "tests/test_it.py", "new.py")
    commit(project)
    read_by(None)
    assert "new.py" in read_by(checked())


def test_settings_that_come_to_govern_a_folder_are_heard(project: Path) -> None:
    """Even where git ignores the file that says them, and so says nothing of it."""
    (project / "part").mkdir()
    (project / "part" / "new.py").write_text("door_code = 'kR7vq2" + "Lw9zT4'\n")
    (project / ".gitignore").write_text("tightlip.toml\n")
    commit(project)
    checked()
    read_by(None)
    assert "new.py" not in read_by(checked())
    (project / "part" / "tightlip.toml").write_text("sensitive-names = ['door_code']\n")
    assert ("part/new.py", "hardcoded-secret") in places(checked())


def test_a_folder_that_is_left_out_is_not_counted_for_having_been_named(project: Path) -> None:
    (project / "tightlip.toml").write_text("exclude = ['part']\n")
    (project / "part").mkdir()
    (project / "part" / "new.py").write_text(CLEAN)
    commit(project)
    before = checked(cached=False).checked
    assert checked(Request(("part",))).checked == 1
    assert checked().checked == before
    assert checked(Request(("part",))).checked == 1


def test_a_file_counts_once_however_often_it_is_asked_for(project: Path) -> None:
    for _ in range(2):
        for paths in (("clean.py", "."), (".", "clean.py"), (".", ".")):
            assert checked(Request(paths)).checked == 3


def test_parts_of_a_run_pass_over_their_own_files_only(project: Path) -> None:
    checked()
    assert sum(checked(Request(shard=(number, 3))).checked for number in (1, 2, 3)) == 3


def test_two_repositories_in_one_project_are_kept_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git says the same of the file in each of them; what its path says of it, is another thing."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tightlip.toml").write_text("")
    for name in ("locales", "app"):
        (tmp_path / name).mkdir()
        git(tmp_path / name, "init", "-q")
        (tmp_path / name / "new.json").write_text(f'{{"db_password": "{SECRET}"}}\n')
        commit(tmp_path / name)
    assert places(checked(Request(("locales",)))) == []
    assert places(checked(Request(("app",)))) == [("app/new.json", "secret-in-config")]


def test_names_that_are_no_text(project: Path) -> None:
    name = os.fsdecode(b"d\xffj\xc3\xa0 vu\tnew.py")
    try:
        (project / name).write_text(CLEAN)
    except OSError:
        pytest.skip("file names are text here")
    commit(project)
    first = checked()
    read_by(None)
    assert checked() == first
    assert not [path for path in opened if path == name]


def test_nothing_is_written_when_nothing_is_new(project: Path, folder: Path) -> None:
    checked()
    (file,) = folder.iterdir()
    before = file.stat().st_ino
    checked()
    assert file.stat().st_ino == before
    (project / "new.py").write_text(CLEAN)
    commit(project)
    checked()
    assert file.stat().st_ino != before


def test_another_project_that_happens_to_have_the_same_name_for_its_file(project: Path, folder: Path) -> None:
    known = cache.KnownClean(run.prepare(Request(), {}).plan)
    other = cache.KnownClean(run.prepare(Request(), {"select": ["known-token"]}).plan)
    other.__dict__["_file"] = known._file
    other.add(Document("a.py", b"x"))
    other.save(whole=True)
    assert Document("a.py", b"x") not in known


@pytest.mark.parametrize("variables", [{}, {"XDG_CACHE_HOME": "/var/cache/me"}, {"XDG_CACHE_HOME": ""}])
def test_it_is_where_caches_are(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> None:
    """Asked of the package that knows such places, which takes 20 ms to import."""
    platformdirs = pytest.importorskip("platformdirs")
    monkeypatch.delenv(cache.FOLDER_VARIABLE)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert cache.cache_folder() == platformdirs.user_cache_dir("tightlip", appauthor=False)


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


def test_an_entry_of_the_baseline_that_comes_later_has_its_say(project: Path) -> None:
    read_by(checked())
    assert "clean.py" not in read_by(checked())
    row = {"fingerprint": "0" * 24, "rule": "hardcoded-secret", "path": "clean.py"}
    (project / ".tightlip-baseline").write_text('{"tightlip-baseline": 1}\n' + json.dumps(row) + "\n")
    for _ in range(2):
        assert (".tightlip-baseline", "unused-suppression") in places(checked())
        assert "clean.py" in read_by(None)


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_damaged_cache_costs_time_and_nothing_else(project: Path, folder: Path, damage: bytes | None) -> None:
    first = checked()
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    # The last: one more entry, the very one that would hide the leak, and the check sum of what was there before.
    file.write_bytes(damage if damage is not None else whole + b"\0" + line_of(project, "leak.py"))
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
    kept_of = [key.split()[-1] for key in kept.split(b"\0")]
    assert b"clean.py" in kept_of
    assert b"waived.py" not in kept_of
    assert b"leak.py" not in kept_of
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
