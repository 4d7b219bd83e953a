"""Baselines as users meet them: in real repositories, with real merges, and without a secret in them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from conftest import Repository
from expansion import make
from here import Here, one_rulebook  # noqa: F401

FILE, ATTRIBUTES = ".tightlip-baseline", ".gitattributes"
HEADER = '{"tightlip-baseline": 1}\n'
# None of them, and no piece of them, may ever be in a baseline.
PASSWORDS = ["kR7vq2" + "Lw9zT4", "Zp4mXw" + "8rQj2N", "t6YcVb" + "3HsK9d", "Wf5nGx" + "7uPa1E"]
ONE, TWO, THREE, FOUR = (f'password = "{password}"\n' for password in PASSWORDS)


@pytest.fixture
def tightlip(capsys: pytest.CaptureFixture[str]) -> Here:
    return Here(capsys)


@pytest.fixture
def old(repository: Repository, tightlip: Here) -> Repository:
    """A repository with two leaks, both accepted; and committed, as all that goes with it."""
    repository.add("a.py", ONE)
    repository.add("conf/b.py", TWO)
    tightlip("baseline", "create")
    commit_all(repository)
    return repository


def commit_all(repository: Repository) -> None:
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "A change")


def entries(path: str = FILE) -> list[dict[str, str]]:
    header, *rows = Path(path).read_text(encoding="utf-8").splitlines()
    assert header == HEADER.strip()
    return [json.loads(row) for row in rows]


class TestCreate:
    def test_the_file(self, old: Repository, tightlip: Here) -> None:
        data = (old.folder / FILE).read_bytes()
        assert data.startswith(HEADER.encode())
        assert data.endswith(b"}\n")
        assert b"\r" not in data
        assert [row.keys() for row in entries()] == [{"fingerprint", "rule", "path"}] * 2
        assert {row["path"] for row in entries()} == {"a.py", "conf/b.py"}
        prints = [row["fingerprint"] for row in entries()]
        assert prints == sorted(prints)

    def test_what_it_accepts_is_suppressed_and_counted(self, old: Repository, tightlip: Here) -> None:
        assert "All clear: 4 files checked · 2 suppressed" in tightlip("check", "--select", "ALL")

    def test_no_secret_gets_into_it(self, old: Repository, tightlip: Here) -> None:
        old.write("c.py", THREE)
        old.write(".env", f"API_KEY={PASSWORDS[3]}\nURL=postgres://app:{PASSWORDS[2]}@db.corp.net/x\n")
        tightlip("baseline", "create", "--force")
        tightlip("baseline", "accept", "--all", "--reason", "old")
        assert len(entries()) >= 4
        said = Path(FILE).read_text(encoding="utf-8") + tightlip("baseline", "show")
        for password in PASSWORDS:
            assert not [password[at : at + 4] for at in range(len(password) - 3) if password[at : at + 4] in said]

    def test_it_overwrites_nothing_unless_told_to(self, old: Repository, tightlip: Here) -> None:
        before = Path(FILE).read_bytes()
        old.write("c.py", THREE)
        assert "--force" in tightlip("baseline", "create", status=2)
        assert Path(FILE).read_bytes() == before
        tightlip("baseline", "create", "--force")
        assert {row["path"] for row in entries()} == {"a.py", "conf/b.py", "c.py"}

    def test_it_tells_git_how_to_merge_and_leaves_alone_what_is_said_already(
        self, repository: Repository, tightlip: Here
    ) -> None:
        repository.write(ATTRIBUTES, "*.png binary")
        tightlip("baseline", "create")
        assert Path(ATTRIBUTES).read_text() == f"*.png binary\n{FILE} text eol=lf merge=union\n"
        Path(FILE).unlink()
        Path(ATTRIBUTES).write_text(f"{FILE} -merge\n")
        assert ATTRIBUTES not in tightlip("baseline", "create")
        assert Path(ATTRIBUTES).read_text() == f"{FILE} -merge\n"

    def test_outside_git(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tightlip: Here) -> None:
        monkeypatch.chdir(tmp_path)
        Path("a.py").write_text(ONE)
        tightlip("baseline", "create")
        assert sorted(path.name for path in tmp_path.iterdir()) == [FILE, "a.py"]
        assert tightlip.found() == []

    def test_what_could_not_be_read_is_named(
        self, closed_world: Path, tightlip: Here, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(closed_world)
        Path("a.py").write_text(ONE)
        Path("b.py").write_text(TWO)
        Path("b.py").chmod(0)
        assert "could not be checked: b.py: " in tightlip("baseline", "create", status=2)
        assert [row["path"] for row in entries()] == ["a.py"]


class TestCheck:
    def test_moved_code_stays_accepted_and_a_changed_secret_does_not(self, old: Repository, tightlip: Here) -> None:
        old.write("a.py", "import os\n\n\ndef f():\n    " + ONE)
        assert tightlip.found() == []
        old.write("a.py", "import os\n" + THREE)
        assert ("hardcoded-secret", "a.py", 2) in tightlip.found()

    def test_another_copy_of_an_accepted_secret_is_news(self, old: Repository, tightlip: Here) -> None:
        old.write("a.py", ONE + "\n" + ONE)
        assert tightlip.found() == [("hardcoded-secret", "a.py", 3)]
        old.write("a.py", ONE)
        old.write("c.py", ONE)
        assert tightlip.found() == [("hardcoded-secret", "c.py", 1)]

    def test_what_a_comment_ignores_too_is_not_stale(self, old: Repository, tightlip: Here) -> None:
        old.write("a.py", ONE.strip() + "  # tightlip: ignore[hardcoded-secret] for a while\n")
        assert tightlip.found() == []

    def test_it_never_writes(self, old: Repository, tightlip: Here) -> None:
        old.write("a.py")
        old.write("c.py", THREE)
        old.git("add", "-A")
        tightlip("check", status=1)
        tightlip("check", "--staged", status=1)
        assert old.git("status", "--porcelain") == "M  a.py\nA  c.py"

    def test_a_stale_entry_is_reported_on_its_line(self, old: Repository, tightlip: Here) -> None:
        old.write("a.py")
        line = 2 + [row["path"] for row in entries()].index("a.py")
        assert tightlip.found() == [("unused-suppression", FILE, line)]
        assert tightlip.found("a.py") == [("unused-suppression", FILE, line)]
        assert tightlip.found("--ignore", "unused-suppression") == []
        assert tightlip.found("--per-file-ignores", f"{FILE}:unused-suppression") == []

    @pytest.mark.parametrize(
        "arguments",
        [["conf"], ["conf/b.py", FILE], ["--ignore", "hardcoded-secret"], ["--exclude-a"], ["--staged"], ["--stdin"]],
    )
    def test_never_for_what_was_not_checked(
        self, old: Repository, tightlip: Here, arguments: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        old.write("a.py")
        if arguments == ["--exclude-a"]:
            old.write("tightlip.toml", 'exclude = ["a.py"]\n')
            arguments = []
        if arguments == ["--stdin"]:
            arguments = ["--stdin-filename", "conf/b.py"]
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TWO.encode())))
        assert tightlip.found(*arguments) == []

    def test_a_file_that_is_gone(self, old: Repository, tightlip: Here) -> None:
        old.git("rm", "-q", "a.py")
        assert [each[:2] for each in tightlip.found()] == [("unused-suppression", FILE)]
        assert tightlip.found("conf") == []
        assert tightlip.found("--staged") == []

    def test_a_file_that_git_keeps_off_the_disk(self, old: Repository, tightlip: Here) -> None:
        """A sparse checkout; one that is ignored, or in a folder of the settings' `exclude`, is only not looked at."""
        old.git("sparse-checkout", "set", "--no-cone", "/*", "!/a.py")
        assert not Path("a.py").exists()
        assert tightlip.found() == []

    def test_an_env_file_is_its_owners_affair(self, repository: Repository, tightlip: Here) -> None:
        repository.write(".env", f"API_KEY={PASSWORDS[0]}\n")
        tightlip("baseline", "create")
        assert [row["rule"] for row in entries()] == ["env-file-not-ignored"]
        repository.write(".gitignore", ".env\n")
        assert tightlip.found(".env") == []
        Path(".env").unlink()
        assert tightlip.found() == []

    def test_a_copy_without_git(self, repository: Repository, tightlip: Here) -> None:
        """What an image has, say: git's word on env files is missing there, and makes no entry stale."""
        repository.add(".env", f"API_KEY={PASSWORDS[0]}\n")
        tightlip("baseline", "create")
        assert [row["rule"] for row in entries()] == ["committed-env-file"]
        Path(".git").rename("git")
        assert tightlip.found(".env") == tightlip.found("--exit-zero", ".") == []
        repository.write(".env", "DEBUG=1\n")
        Path("git").rename(".git")
        assert ("unused-suppression", FILE) in [each[:2] for each in tightlip.found()]

    def test_an_expired_entry(self, old: Repository, tightlip: Here) -> None:
        rows = [json.dumps({**row, "expires": "2001-02-03"}) for row in entries()]
        Path(FILE).write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
        assert tightlip("check", "--output-format", "concise", status=1).count("(was accepted until 2001-02-03)") == 2
        assert "a.py  hardcoded-secret  expired on 2001-02-03" in tightlip("baseline", "show")
        tightlip("baseline", "accept", "a.py", "--reason", "once more")
        assert len(entries()) == 2
        assert [each[1] for each in tightlip.found()] == ["conf/b.py"]

    def test_a_broken_baseline_ends_the_run(self, old: Repository, tightlip: Here) -> None:
        Path(FILE).write_text(HEADER + "=======\n")
        for arguments in (["check"], ["check", "conf"], ["baseline", "show"], ["baseline", "prune"]):
            assert f"{FILE}, line 2: a merge has left its marks" in tightlip(*arguments, status=2)

    def test_where_the_file_is(self, old: Repository, tightlip: Here, monkeypatch: pytest.MonkeyPatch) -> None:
        """The option counts from the current folder, the setting from the project's root."""
        old.git("mv", FILE, "conf/accepted")
        assert len(tightlip.found()) == 2
        assert tightlip.found("--baseline", "conf/accepted") == []
        assert "baseline: there is no file accepted" in tightlip("check", "--baseline", "accepted", status=2)
        old.write("tightlip.toml", 'baseline = "conf/accepted"\n')
        assert tightlip.found() == []
        monkeypatch.chdir(old.folder / "conf")
        assert tightlip.found() == []
        assert tightlip.found("--isolated", "--baseline", "accepted") == []
        old.write("a.py")
        assert tightlip.found(str(old.folder / "a.py"))[0][:2] == ("unused-suppression", "conf/accepted")


class TestAccept:
    def test_paths_rules_and_all(self, old: Repository, tightlip: Here) -> None:
        old.write("new/c.py", THREE)
        old.write("new/d.py", "import os\n\nprint(os.environ)\n" + FOUR)
        before = entries()
        tightlip(
            "baseline", "accept", "new", "--rule", "flows", "--reason", "a debug script", "--expires", "2999-01-31"
        )
        (new,) = [row for row in entries() if row not in before]
        assert new.pop("fingerprint")
        assert new == {
            "rule": "environ-dump", "path": "new/d.py", "reason": "a debug script", "expires": "2999-01-31",
        }  # fmt: skip
        assert [each[:2] for each in tightlip.found()] == [
            ("hardcoded-secret", "new/c.py"), ("hardcoded-secret", "new/d.py"),
        ]  # fmt: skip
        tightlip("baseline", "accept", "--all", "--reason", "all of it")
        assert tightlip.found() == []
        assert all(row in entries() for row in before)

    def test_a_reason_may_be_any_line(self, old: Repository, tightlip: Here) -> None:
        old.write("c.py", THREE)
        reason = 'so-called "test" käy\\\udcff'  # the last is what Python makes of a byte that is no UTF-8
        tightlip("baseline", "accept", "c.py", "--reason", reason)
        assert [row["reason"] for row in entries() if "reason" in row] == [reason]
        assert tightlip.found() == []

    def test_a_secret_in_a_reason_is_found(self, old: Repository, tightlip: Here) -> None:
        old.write("c.py", THREE)
        tightlip("baseline", "accept", "c.py", "--reason", make("github-pat", 7))
        assert [each[:2] for each in tightlip.found()] == [("known-token", FILE)]
        tightlip("baseline", "create", "--force")
        assert {row["path"] for row in entries()} == {"a.py", "conf/b.py", "c.py"}
        assert tightlip.found() == []

    def test_nothing_to_accept_changes_nothing(self, old: Repository, tightlip: Here) -> None:
        old.write("a.py")  # a stale entry is no finding to accept
        assert "nothing to accept" in tightlip("baseline", "accept", "--all", "--reason", "x")
        assert old.git("status", "--porcelain") == "M a.py"

    def test_it_makes_the_file_where_there_is_none(self, repository: Repository, tightlip: Here) -> None:
        repository.add("a.py", ONE)
        tightlip("baseline", "accept", "a.py", "--reason", "x")
        assert [row["path"] for row in entries()] == ["a.py"]
        assert FILE in Path(ATTRIBUTES).read_text()

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["accept", "--all"], "--reason"),
            (["accept", "--all", "--reason", " "], "--reason"),
            (["accept", "--all", "--reason", "two\nlines"], "--reason takes one line"),
            (["accept", "--reason", "x"], "--all"),
            (["accept", "a.py", "--all", "--reason", "x"], "--all"),
            (["accept", "--all", "--reason", "x", "--expires", "2999-02-30"], "--expires"),
            (["accept", "--all", "--reason", "x", "--expires", "2001-01-01"], "--expires"),
            (["accept", "--all", "--reason", "x", "--rule", "hardcoded-secrets"], "did you mean `hardcoded-secret`"),
            (["accept", "--all", "--reason", "x", "--force"], "--force is for `tightlip baseline create`"),
            (["create", "a.py"], "give no paths"),
            (["prune", "--reason", "x"], "--reason is for `tightlip baseline accept`"),
            (["prune", "--output-format", "json"], "--output-format is for `tightlip baseline show`"),
            (["drop"], "ACTION"),
            ([], "say what to do: create, accept"),
        ],
    )
    def test_bad_usage(self, old: Repository, tightlip: Here, arguments: list[str], words: str) -> None:
        old.write("c.py", THREE)
        before = Path(FILE).read_bytes()
        assert words in tightlip("baseline", *arguments, status=2)
        assert Path(FILE).read_bytes() == before


class TestPruneAndShow:
    def test_prune(self, old: Repository, tightlip: Here) -> None:
        tightlip("baseline", "prune")
        assert old.git("status", "--porcelain") == ""
        old.write("a.py")
        assert "1 entry dropped, 1 kept" in tightlip("baseline", "prune")
        assert [row["path"] for row in entries()] == ["conf/b.py"]
        old.git("rm", "-q", "conf/b.py")
        tightlip("baseline", "prune")
        assert Path(FILE).read_text() == HEADER

    def test_prune_drops_nothing_that_it_cannot_judge(self, old: Repository, tightlip: Here) -> None:
        old.write("tightlip.toml", 'ignore = ["hardcoded-secret"]\nexclude = ["a.py"]\n')
        old.write("a.py")
        old.write("conf/b.py")
        tightlip("baseline", "prune")
        assert len(entries()) == 2

    def test_prune_works_where_stale_entries_are_not_reported(self, old: Repository, tightlip: Here) -> None:
        old.write("tightlip.toml", 'ignore = ["unused-suppression"]\n')
        old.write("a.py")
        assert tightlip.found() == []
        tightlip("baseline", "prune")
        assert len(entries()) == 1

    def test_show(self, old: Repository, tightlip: Here) -> None:
        assert tightlip("baseline", "show").splitlines() == [
            "a.py  hardcoded-secret",
            "conf/b.py  hardcoded-secret",
            f"{FILE}: 2 entries",
        ]
        report = json.loads(tightlip("baseline", "show", "--output-format", "json"))
        assert report == {"version": 1, "entries": entries()}


class TestMerge:
    """Two people accept different findings at the same time, and git merges what they did without asking."""

    def on_branches(self, repository: Repository, *sides: object) -> None:
        """Each side's work on a branch of its own, and then their merge into main."""
        commit_all(repository)
        names = [f"side-{number}" for number, _ in enumerate(sides)]
        for name, side in zip(names, sides, strict=True):
            repository.git("checkout", "-q", "-b", name, "main")
            side()  # type: ignore[operator]
            commit_all(repository)
        repository.git("checkout", "-q", "main")
        for name in names:
            repository.git("merge", "-q", "--no-edit", name)

    def accept(self, repository: Repository, tightlip: Here, path: str, text: str) -> None:
        repository.write(path, text)
        tightlip("baseline", "accept", path, "--reason", f"needed by {path}")

    def both_accept(self, repository: Repository, tightlip: Here) -> None:
        repository.write("README", "")
        self.on_branches(
            repository,
            lambda: self.accept(repository, tightlip, "new/c.py", THREE),
            lambda: self.accept(repository, tightlip, "new/d.py", FOUR),
        )
        assert {"new/c.py", "new/d.py"} <= {row["path"] for row in entries()}
        assert tightlip.found() == []

    def test_into_one_that_has_entries(self, old: Repository, tightlip: Here) -> None:
        self.both_accept(old, tightlip)
        assert len(entries()) == 4

    def test_into_an_empty_one(self, repository: Repository, tightlip: Here) -> None:
        tightlip("baseline", "create")
        self.both_accept(repository, tightlip)
        assert len(entries()) == 2

    def test_where_there_was_none(self, repository: Repository, tightlip: Here) -> None:
        self.both_accept(repository, tightlip)
        assert len(entries()) == 2
        assert Path(ATTRIBUTES).read_text().count(FILE) == 1

    def test_the_attribute_is_what_does_it(self, repository: Repository, tightlip: Here) -> None:
        """The test above could fail: without the line, git sees a conflict."""
        tightlip("baseline", "create")
        Path(ATTRIBUTES).unlink()
        with pytest.raises(AssertionError):
            self.both_accept(repository, tightlip)
        assert "UU" in repository.git("status", "--porcelain")

    def test_many_on_both_sides(self, old: Repository, tightlip: Here) -> None:
        def side(letter: str) -> None:
            for number in range(12):
                old.write(f"{letter}{number}.py", THREE)
            tightlip("baseline", "accept", "--all", "--reason", letter)

        old.write("README", "")
        self.on_branches(old, lambda: side("x"), lambda: side("y"))
        assert len(entries()) == 26
        assert tightlip.found() == []

    def test_the_same_finding_on_both_sides(self, old: Repository, tightlip: Here) -> None:
        def side(reason: str) -> None:
            old.write("c.py", THREE)
            tightlip("baseline", "accept", "c.py", "--reason", reason)

        old.write("README", "")
        self.on_branches(old, lambda: side("one reason"), lambda: side("another"))
        assert tightlip.found() == []
        old.write("c.py")
        assert [each[:2] for each in tightlip.found()] == [("unused-suppression", FILE)]
        tightlip("baseline", "prune")
        assert len(entries()) == 2

    def test_one_prunes_while_the_other_accepts(self, old: Repository, tightlip: Here) -> None:
        """Git may bring back what was pruned; it is reported then, and goes with the next `prune`."""

        def mend() -> None:
            old.write("a.py")
            old.write("conf/b.py")
            tightlip("baseline", "prune")

        old.write("README", "")
        self.on_branches(old, mend, lambda: self.accept(old, tightlip, "c.py", THREE))
        assert "c.py" in {row["path"] for row in entries()}
        tightlip("baseline", "prune")
        assert [row["path"] for row in entries()] == ["c.py"]
        assert tightlip.found() == []
