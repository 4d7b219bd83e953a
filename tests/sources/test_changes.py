"""Only what is new: the lines that a branch, a push or the work tree changed, in real git repositories."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest

from conftest import Repository
from tightlip.model import Document, Lines, Skipped
from tightlip.settings import Settings
from tightlip.sources import Request, SourceError, documents, in_shard
from tightlip.sources.project import find

NewRepository = Callable[[Path], Repository]


def read(*paths: str, **request: str) -> list[Document | Skipped]:
    project = find(paths)
    return list(documents(Request(paths=paths, **request), project, Settings(root=project.root)))  # type: ignore[arg-type]


def changed(*paths: str, **request: str) -> dict[str, Lines | None]:
    found = read(*paths, **request)
    assert not [each for each in found if isinstance(each, Skipped)]
    return {each.path: each.changed for each in found if isinstance(each, Document)}


def lines(*numbers: int) -> str:
    return "".join(f"x{number} = 1\n" for number in numbers)


@pytest.fixture
def branch(repository: Repository) -> Repository:
    """On a branch that parted from `main`, which has gone on since then."""
    repository.add("a.py", lines(*range(1, 11)))
    repository.commit("same.py", "gone.py", "main.py")
    repository.git("checkout", "-q", "-b", "feature")
    repository.git("checkout", "-q", "main")
    repository.add("main.py", "y = 1\n")
    repository.add("a.py", "first = 0\n" + lines(*range(1, 11)))
    repository.commit()
    repository.git("checkout", "-q", "feature")
    return repository


class TestSince:
    def test_lines_that_were_added_or_modified_and_never_those_that_the_other_side_changed(
        self, branch: Repository
    ) -> None:
        branch.add("a.py", lines(1, 2, 3, 33, 333, 4, 5, 60, 7, 8, 9, 10, 11))
        branch.commit()
        assert changed(since="main") == {"a.py": ((4, 5), (8, 8), (13, 13))}

    def test_committed_staged_and_not_even_staged(self, branch: Repository) -> None:
        branch.add("a.py", lines(0, *range(1, 11)))
        branch.commit()
        branch.add("a.py", lines(0, *range(1, 11), 11))
        branch.write("a.py", lines(0, *range(1, 11), 11, 12))
        assert changed(since="main") == {"a.py": ((1, 1), (12, 13))}

    def test_a_line_changed_and_changed_back_is_not_new(self, branch: Repository) -> None:
        branch.add("a.py", lines(0, *range(1, 11)))
        branch.commit()
        branch.write("a.py", lines(*range(1, 11)))
        assert changed(since="main") == {}

    def test_untracked_files_count_in_full_and_ignored_ones_only_when_named(self, branch: Repository) -> None:
        branch.write("new.py")
        branch.write("ignored.py")
        branch.add(".gitignore", "ignored.py\n")
        assert changed(since="main") == {".gitignore": ((1, 1),), "new.py": None}
        assert changed("ignored.py", "same.py", "new.py", since="main") == {"ignored.py": None, "new.py": None}

    def test_a_new_file_a_deleted_one_and_one_that_only_lost_lines(self, branch: Repository) -> None:
        branch.add("new.py", lines(1, 2))
        branch.git("rm", "-q", "gone.py")
        branch.add("a.py", lines(1, 2))
        assert changed(since="main") == {"a.py": (), "new.py": ((1, 2),)}

    def test_paths_narrow_it(self, branch: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
        branch.add("sub/b.py")
        branch.add("a.py", lines(0))
        assert changed("sub", since="main") == {"sub/b.py": ((1, 1),)}
        monkeypatch.chdir("sub")
        assert changed("b.py", since="main") == {"sub/b.py": ((1, 1),)}

    def test_a_moved_file_is_not_new_but_what_changed_in_it_is(self, branch: Repository) -> None:
        branch.git("mv", "a.py", "b.py")
        branch.git("mv", "same.py", "moved.py")
        branch.write("b.py", lines(*range(1, 11), 11))
        assert changed(since="main") == {"b.py": ((11, 11),)}

    def test_unless_it_became_a_file_of_another_kind(self, branch: Repository) -> None:
        branch.add("env.txt", "A=1\n" * 9)
        branch.commit()
        branch.git("mv", "env.txt", ".env")
        assert changed(since="HEAD") == {".env": None}

    def test_a_new_mode_is_no_new_content(self, branch: Repository) -> None:
        branch.git("update-index", "--chmod=+x", "a.py")
        Path("a.py").chmod(0o755)
        assert changed(since="main") == {}

    def test_a_link_that_became_a_file(self, branch: Repository) -> None:
        Path("link.py").symlink_to("a.py")
        branch.git("add", "link.py")
        branch.commit()
        Path("link.py").unlink()
        branch.add("link.py", lines(1, 2))
        assert changed(since="HEAD") == {"link.py": ((1, 2),)}

    def test_where_git_and_we_count_lines_differently_all_of_the_file_counts(self, branch: Repository) -> None:
        branch.add("mac.py", "a = 1\rb = 2\r")
        branch.add("dos.py", "a = 1\r\nb = 2\r\n")
        branch.add("wide.py", lines(1, 2).encode("utf-16"))
        branch.commit()
        branch.add("mac.py", "a = 1\rb = 3\r")
        branch.add("dos.py", "a = 1\r\nb = 3\r\n")
        branch.add("wide.py", lines(1, 3).encode("utf-16"))
        assert changed(since="HEAD") == {"dos.py": ((2, 2),), "mac.py": None, "wide.py": None}

    @pytest.mark.parametrize(
        "name",
        ["a b.py", "dé.py", "日本.py", 'q"uote.py', "back\\slash.py", "tab\t.py", "new\nline.py", "b/b/b b/b.py"],
    )
    def test_names_that_break_naive_parsing(self, branch: Repository, name: str) -> None:
        branch.add(name, lines(1, 2))
        branch.commit()
        branch.add(name, lines(1, 3))
        assert changed(since="HEAD") == {name: ((2, 2),)}
        branch.git("mv", name, f"moved {Path(name).name}")
        branch.write(f"moved {Path(name).name}", lines(1, 3, 4))
        (found,) = changed(since="HEAD").values()
        assert found in (((2, 3),), ((1, 3),))

    def test_content_that_looks_like_a_diff(self, branch: Repository) -> None:
        hostile = "diff --git a/same.py b/same.py\n@@ -1 +1 @@\n++ b/same.py\nrename to same.py\nBinary files a and b\n"
        branch.add("a.py", hostile)
        assert changed(since="main") == {"a.py": ((1, 5),)}

    def test_whatever_the_settings_of_git_say_of_diffs(self, branch: Repository) -> None:
        for setting in (
            "diff.noprefix=true", "diff.mnemonicPrefix=true", "diff.context=5", "diff.interHunkContext=9",
            "diff.renames=false", "color.ui=always", "diff.external=false", "core.quotePath=true", "diff.relative=true",
        ):  # fmt: skip
            branch.git("config", *setting.split("="))
        branch.git("mv", "same.py", "dé.py")
        branch.add("a.py", lines(1, 2, 30, 4, 5, 60, 7, 8, 9, 10))
        assert changed(since="main") == {"a.py": ((3, 3), (6, 6))}

    def test_a_repository_cannot_make_us_run_its_programs(self, branch: Repository) -> None:
        branch.write(".gitattributes", "*.py diff=evil filter=evil\n")
        for key in (
            "diff.evil.textconv", "diff.evil.command", "diff.external", "filter.evil.clean", "filter.evil.process",
        ):  # fmt: skip
            branch.git("config", key, "touch ran #")
        branch.git("config", "filter.evil.required", "true")
        branch.write("a.py", lines(0))
        assert changed("a.py", since="main") == {"a.py": ((1, 1),)}
        assert not Path("ran").exists()
        branch.git("add", "a.py", fails=True)
        assert Path("ran").exists()

    def test_in_a_merge_conflict(self, branch: Repository) -> None:
        branch.add("main.py", "z = 1\n")
        branch.commit()
        branch.git("merge", "main", fails=True)
        assert changed("main.py", since="HEAD") == {"main.py": ((1, 1), (3, 5))}  # the markers, and the other side

    def test_on_a_detached_head(self, branch: Repository) -> None:
        branch.git("checkout", "-q", "--detach")
        branch.add("a.py", lines(0, *range(1, 11)))
        branch.commit()
        assert changed(since="main") == {"a.py": ((1, 1),)}

    def test_histories_with_nothing_in_common(self, branch: Repository) -> None:
        branch.git("checkout", "-q", "--orphan", "other")
        branch.add("a.py", lines(0))
        branch.commit()
        assert changed("a.py", since="main") == {"a.py": ((1, 1),)}

    def test_outside_a_work_tree(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        with pytest.raises(SourceError, match="in no git work tree"):
            read(since="main")

    def test_before_the_first_commit(self, repository: Repository) -> None:
        with pytest.raises(SourceError, match="there is no commit here yet; --staged checks what the first one"):
            read(since="HEAD")

    def test_a_revision_that_is_none_says_what_to_do(self, branch: Repository) -> None:
        branch.git("remote", "add", "origin", str(branch.folder))
        for revision, says in (
            (
                "main..HEAD",
                r"`main\.\.HEAD` is a range, and here goes one commit; --from-ref and --to-ref take its ends",
            ),
            ("main...HEAD", "is a range"),
            ("origin/topic", r"`origin/topic` here; if it is a branch, `git fetch origin topic` brings it$"),
            ("elsewhere/topic", "git knows no commit `elsewhere/topic` here$"),
        ):
            with pytest.raises(SourceError, match=says):
                read(since=revision)


class TestRange:
    def test_the_lines_of_the_commits_whatever_is_on_disk(self, branch: Repository) -> None:
        branch.add("a.py", lines(0, *range(1, 11)))
        branch.git("mv", "same.py", "moved.py")
        branch.git("update-index", "--chmod=+x", "gone.py")
        branch.commit("new.py")
        branch.write("a.py", "not committed = 1\n")
        assert changed(from_ref="main", to_ref="feature") == {"a.py": ((1, 1),), "new.py": ((1, 1),)}
        branch.git("stash", "-q")
        branch.git("checkout", "-q", "main")
        assert changed(from_ref="main", to_ref="feature") == {"a.py": ((1, 1),), "new.py": ((1, 1),)}


class TestWhatToDo:
    def test_a_branch_of_a_remote(self, branch: Repository, new_repository: NewRepository, tmp_path: Path) -> None:
        clone = tmp_path / "clone"
        branch.git("clone", "-q", "--branch", "feature", str(branch.folder), str(clone))
        with pytest.raises(SourceError, match=r"git knows no commit `main` here; did you mean `origin/main`\?$"):
            read(str(clone), since="main")
        with pytest.raises(SourceError, match=r"git knows no commit `mai` here$"):
            read(str(clone), since="mai")

    def test_a_shallow_clone(self, branch: Repository, tmp_path: Path) -> None:
        """As CI services make them: one commit of one branch, and later perhaps another one of another."""
        branch.commit()
        clone = tmp_path / "clone"
        source = branch.folder.as_uri()
        branch.git("clone", "-q", "--depth=1", "--branch=feature", source, str(clone))
        with pytest.raises(
            SourceError, match=r"`origin/main` here, for this clone is shallow; .*`git fetch --unshallow`"
        ):
            read(str(clone), since="origin/main")
        branch.git("-C", str(clone), "fetch", "-q", "--depth=1", "origin", "main:refs/remotes/origin/main")
        with pytest.raises(SourceError, match=r"too shallow to tell where .* parted; .*`fetch-depth: 0`"):
            read(str(clone), since="origin/main")
        branch.git("-C", str(clone), "fetch", "-q", "--unshallow", "origin")
        (clone / "a.py").write_text(lines(0, *range(1, 11)), encoding="utf-8")
        assert changed(str(clone), since="origin/main") == {"a.py": ((1, 1),)}


class TestShards:
    def test_every_file_is_in_one_and_none_is_empty(self) -> None:
        paths = [f"app/{number}/é.py" for number in range(400)] + ["\udcff.py"]
        for count in (1, 2, 3, 8):
            shards = [[path for path in paths if in_shard((number, count), path)] for number in range(1, count + 1)]
            assert sorted(chain(*shards)) == sorted(paths)
            assert min(map(len, shards)) > len(paths) / count / 2

    def test_they_are_the_same_on_every_machine(self) -> None:
        """Were this to change, shards made by two versions could leave a file out."""
        assert [in_shard((2, 3), path) for path in ("a.py", "b.py", "c/d.py", "e.py", "é.py")] == [
            False, True, False, True, False,
        ]  # fmt: skip

    def test_of_everything_that_can_be_read(self, branch: Repository) -> None:
        for number in range(8):
            branch.add(f"{number}.py")
        for request in ({}, {"staged": True}, {"since": "main"}, {"from_ref": "main"}):
            parts = [
                [each.path for each in read(shard=(number, 3), **request)]  # type: ignore[arg-type]
                for number in (1, 2, 3)
            ]
            assert sorted(chain(*parts)) == sorted(each.path for each in read(**request))  # type: ignore[arg-type]
            assert request == {"from_ref": "main"} or all(parts)
