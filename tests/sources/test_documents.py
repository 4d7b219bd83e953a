"""What a run reads, from real folders and real git repositories."""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Repository
from tightlip.model import Document, GitStatus, Skipped
from tightlip.settings import Settings
from tightlip.sources import Request, SourceError, documents
from tightlip.sources.project import find


def read(*paths: str, settings: Settings | None = None, **request: str | bool) -> list[Document | Skipped]:
    project = find(paths)
    chosen = (settings or Settings())._replace(root=project.root)
    found = documents(Request(paths=paths, **request), project, chosen)  # type: ignore[arg-type]
    # Whether git has named what is on disk already is a matter of when it was last asked.
    return [each._replace(known_as="") if isinstance(each, Document) else each for each in found]  # type: ignore[misc]


def names(*paths: str, settings: Settings | None = None, **request: str | bool) -> list[str]:
    found = read(*paths, settings=settings, **request)
    assert not [each for each in found if isinstance(each, Skipped)]
    return [each.path for each in found]


def skips(*paths: str, settings: Settings | None = None, **request: str | bool) -> list[Skipped]:
    return [each for each in read(*paths, settings=settings, **request) if isinstance(each, Skipped)]


def statuses(*paths: str, **request: str | bool) -> dict[str, GitStatus]:
    return {each.path: each.git for each in read(*paths, **request) if isinstance(each, Document)}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is in no git work tree, and the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: str, content: bytes = b"x = 1\n") -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(content)


class TestFiles:
    def test_a_file_is_read_as_it_is(self, folder: Path) -> None:
        write("a/b.py", b"\xff\r\n\0")
        assert read("a/b.py") == [Document("a/b.py", b"\xff\r\n\0")]

    def test_each_file_once_whatever_it_is_called(self, folder: Path) -> None:
        write("a/b.py")
        assert names("a/b.py", "./a/b.py", "a", str(folder / "a" / "b.py")) == ["a/b.py"]

    def test_one_that_does_not_exist_is_a_failure(self, folder: Path) -> None:
        assert read("gone.py") == [Skipped("gone.py", "no such file or folder", failed=True)]

    def test_a_named_link_is_followed_and_a_broken_one_a_failure(self, folder: Path) -> None:
        write("a.py", b"here\n")
        os.symlink("a.py", "link.py")
        os.symlink("nowhere.py", "broken.py")
        assert read("link.py") == [Document("link.py", b"here\n")]
        assert read("broken.py") == [Skipped("broken.py", "broken symbolic link", failed=True)]

    def test_links_in_a_folder_are_left_out_and_said_to_be(self, folder: Path) -> None:
        write("part/a.py")
        os.symlink("a.py", "part/link.py")
        os.symlink("nowhere.py", "part/broken.py")
        os.symlink("..", "part/loop")
        assert skips("part") == [Skipped(f"part/{name}", "symbolic link") for name in ("broken.py", "link.py", "loop")]

    def test_a_file_over_the_limit_is_not_read(self, folder: Path) -> None:
        with open("huge.txt", "wb") as file:
            file.truncate(1 << 40)  # a sparse terabyte: reading it would not end well
        assert read("huge.txt") == [Skipped("huge.txt", "larger than 20,000,000 bytes (max-file-size)")]
        assert read(".") == read("huge.txt")

    def test_the_limit_is_the_settings(self, folder: Path) -> None:
        write("a.txt", b"12345")
        assert names("a.txt", settings=Settings(max_file_size=5)) == ["a.txt"]
        assert skips("a.txt", settings=Settings(max_file_size=4)) == [
            Skipped("a.txt", "larger than 4 bytes (max-file-size)")
        ]

    @pytest.mark.parametrize("size", [(1 << 16) - 1, 1 << 16, (1 << 16) + 1, 300_000])
    def test_all_of_a_long_file_is_read(self, folder: Path, size: int) -> None:
        content = bytes(at % 251 for at in range(size))
        write("long.bin", content)
        for limit in (size, size + 1):
            assert read(".", settings=Settings(max_file_size=limit)) == [Document("long.bin", content)]
        assert skips(".", settings=Settings(max_file_size=size - 1))

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
    def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(self, folder: Path) -> None:
        write("a.py")
        write("b.py")
        found = documents(Request(), find(), Settings(root=str(folder)))
        next(found)
        os.unlink("b.py")
        os.mkfifo("b.py")
        assert len(list(found)) == 1

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
    def test_pipes_and_sockets_are_never_waited_for(self, folder: Path) -> None:
        os.mkfifo("pipe")
        listener = socket.socket(socket.AF_UNIX)
        listener.bind("socket")
        listener.close()
        assert read(".") == [Skipped("pipe", "not a regular file"), Skipped("socket", "not a regular file")]
        assert read("pipe") == [Skipped("pipe", "not a regular file", failed=True)]
        assert read("/dev/zero") == [Skipped("/dev/zero", "not a regular file", failed=True)]

    def test_what_may_not_be_read_is_a_failure_by_name(
        self, closed_world: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(closed_world)
        write("part/a.py")
        write("part/secret/b.py")
        write("part/z.py")
        os.chmod("part/a.py", 0)
        os.chmod("part/secret", 0)
        assert read("part") == [
            Skipped("part/a.py", "permission denied", failed=True),
            Skipped("part/secret/", "permission denied", failed=True),
            Document("part/z.py", b"x = 1\n"),
        ]
        assert read("part/secret/b.py") == [Skipped("part/secret/b.py", "permission denied", failed=True)]

    def test_a_file_deleted_while_we_work_is_said_to_be(self, folder: Path) -> None:
        write("a.py")
        write("b.py")
        found = documents(Request(), find(), Settings(root=str(folder)))
        assert next(found) == Document("a.py", b"x = 1\n")
        os.unlink("b.py")
        assert list(found) == [Skipped("b.py", "deleted while it was about to be read")]


class TestFolders:
    def test_outside_git_everything_but_what_tools_and_installers_put_there(self, folder: Path) -> None:
        for path in (
            "a.py", ".env", ".github/workflows/ci.yml", "build/b.py", "venv/lib/c.py", "envs/python/pyvenv.cfg",
            "envs/python/lib/d.py", "node_modules/x/e.js", "__pycache__/f.pyc", ".git-not/g", ".svn/entries",
            "src/.mypy_cache/h.json",
        ):  # fmt: skip
            write(path)
        found = read()
        assert [each.path for each in found if isinstance(each, Document)] == [
            ".env",
            ".git-not/g",
            ".github/workflows/ci.yml",
            "a.py",
            "build/b.py",
            "venv/lib/c.py",  # a folder of that name without `pyvenv.cfg` is somebody's own
        ]
        assert [each for each in found if isinstance(each, Skipped)] == [
            Skipped("envs/python/", "installed packages"),
            Skipped("node_modules/", "installed packages"),
        ]

    def test_what_is_left_out_by_itself_is_read_when_it_is_named(self, folder: Path) -> None:
        write("node_modules/x/e.js")
        assert names("node_modules") == ["node_modules/x/e.js"]

    def test_no_path_means_the_whole_project(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write("tightlip.toml", b"")
        write("a.py")
        write("sub/b.py")
        monkeypatch.chdir("sub")
        assert names() == ["a.py", "sub/b.py", "tightlip.toml"]
        assert names(".") == ["sub/b.py"]

    def test_strange_names(self, folder: Path) -> None:
        write("with space/ä 日.py")
        assert names() == ["with space/ä 日.py"]


class TestExclude:
    EXCLUDE = Settings(exclude=("gen/", "*.lock"))

    @pytest.fixture(params=["outside git", "in git"])
    def place(self, request: pytest.FixtureRequest, folder: Path, new_repository: Callable[[Path], Repository]) -> None:
        for path in ("a.py", "gen/b.py", "src/gen/c.py", "src/uv.lock", "src/d.py"):
            write(path)
        if request.param == "in git":
            new_repository(folder)

    def test_a_walk_leaves_out_what_is_excluded(self, place: None) -> None:
        assert names(settings=self.EXCLUDE) == ["a.py", "src/d.py"]
        assert names("src", settings=self.EXCLUDE) == ["src/d.py"]

    def test_what_is_named_is_read(self, place: None) -> None:
        assert names("gen/b.py", "src/uv.lock", settings=self.EXCLUDE) == ["gen/b.py", "src/uv.lock"]
        assert names("src/gen", settings=self.EXCLUDE) == ["src/gen/c.py"]

    def test_unless_the_exclusion_is_forced_and_that_is_said(self, place: None) -> None:
        forced = self.EXCLUDE._replace(force_exclude=True)
        reason = "excluded by the settings (exclude, force-exclude)"
        assert read("gen/b.py", "src/gen", "a.py", settings=forced) == [
            Skipped("gen/b.py", reason),
            Skipped("src/gen", reason),
            Document("a.py", b"x = 1\n"),
        ]


class TestWorkTree:
    def test_tracked_and_untracked_but_not_ignored(self, repository: Repository) -> None:
        repository.write(".gitignore", "*.log\nbuild/\n/.env\n")
        repository.commit("tracked.py", "build/forced.py")
        for path in ("untracked.py", "a.log", "build/made.py", ".env", "sub/.env"):
            repository.write(path)
        assert names() == [".gitignore", "build/forced.py", "sub/.env", "tracked.py", "untracked.py"]

    def test_in_an_empty_repository(self, repository: Repository) -> None:
        assert names() == []
        repository.write("a.py")
        assert names() == ["a.py"]

    def test_the_whole_tree_from_any_folder_in_it(
        self, repository: Repository, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        repository.commit("a.py", "sub/b.py")
        monkeypatch.chdir("sub")
        assert names() == ["a.py", "sub/b.py"]
        assert names(".") == names("b.py") == ["sub/b.py"]

    def test_a_project_that_is_one_folder_of_the_tree(
        self, repository: Repository, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        repository.commit("a.py", "sub/tightlip.toml", "sub/b.py")
        repository.write("sub/tightlip.toml", "")
        monkeypatch.chdir("sub")
        assert names() == ["b.py", "tightlip.toml"]

    def test_a_tree_that_is_one_folder_of_the_project(
        self, folder: Path, new_repository: Callable[[Path], Repository], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write("tightlip.toml", b"")
        new_repository(folder / "one").write("a.py")
        monkeypatch.chdir("one")
        assert names() == ["one/a.py"]

    def test_a_deleted_file_is_no_part_of_it(self, repository: Repository) -> None:
        repository.commit("a.py", "b.py")
        os.unlink("a.py")
        assert names() == ["b.py"]

    def test_a_file_hidden_from_git_but_there_is_read(self, repository: Repository) -> None:
        repository.commit("a.py", "b.py")
        repository.git("update-index", "--skip-worktree", "a.py")
        assert names() == ["a.py", "b.py"]

    def test_an_unmerged_file_is_read_once(self, repository: Repository) -> None:
        conflict(repository)
        assert names() == ["a.py", "other.py"]

    def test_a_submodule_is_left_alone_and_said_to_be(
        self, repository: Repository, tmp_path: Path, new_repository: Callable[[Path], Repository]
    ) -> None:
        other = new_repository(tmp_path / "other")
        other.commit("inside.py")
        repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other.folder), "module")
        assert read()[-1] == Skipped("module/", "a submodule")
        assert names("module") == ["inside.py"]  # named alone, it is a project of its own
        assert "module/inside.py" in names("module", ".gitmodules")

    def test_a_repository_in_the_tree_is_left_alone_and_said_to_be(
        self, repository: Repository, new_repository: Callable[[Path], Repository]
    ) -> None:
        new_repository(repository.folder / "nested").commit("inside.py")
        repository.write("a.py")
        assert read() == [
            Document("a.py", b"x = 1\n", GitStatus.UNTRACKED),
            Skipped("nested/", "another git repository"),
        ]

    def test_symbolic_links(self, repository: Repository) -> None:
        repository.commit("real/a.py")
        os.symlink("real", "link")
        os.symlink("nowhere", "broken")
        repository.git("add", ".")
        assert skips() == [Skipped("broken", "symbolic link"), Skipped("link", "symbolic link")]
        assert names("link") == ["link/a.py"]

    def test_installed_packages_that_git_does_not_ignore(self, repository: Repository) -> None:
        repository.commit("node_modules/tracked.js")
        for path in ("node_modules/x.js", "node_modules/y/z.js", "env/pyvenv.cfg", "env/lib/a.py", "a.py"):
            repository.write(path)
        assert read() == [
            Skipped("env/", "installed packages"),
            Skipped("node_modules/", "installed packages"),
            Document("a.py", b"x = 1\n", GitStatus.UNTRACKED),
            Document("node_modules/tracked.js", b"x = 1\n", GitStatus.TRACKED),
        ]

    def test_an_ignored_folder_is_read_when_it_is_named(self, repository: Repository) -> None:
        repository.write(".gitignore", "build/\n*.log\n")
        repository.write("build/sub/.env")
        repository.write("logs/a.log")
        assert statuses("build") == statuses("build/sub") == {"build/sub/.env": GitStatus.IGNORED}
        assert names("logs") == []
        repository.add("build/forced.py")
        assert statuses("build") == {"build/forced.py": GitStatus.TRACKED}

    @pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the file system takes text only")
    def test_names_that_break_naive_parsing(self, repository: Repository) -> None:
        for path in ("a b.py", "new\nline.py", 'quo"te.py', "ä.py", "*.py", ":(top)x.py", os.fsdecode(b"caf\xe9.py")):
            repository.write(path)
        repository.git("add", "-A")
        repository.write("- dash.py")
        assert sorted(names()) == sorted(
            ["- dash.py", "*.py", ":(top)x.py", "a b.py", "caf\\xe9.py", "new\nline.py", 'quo"te.py', "ä.py"]
        )
        repository.write("*/deep.py")
        assert names("*") == ["*/deep.py"]  # a folder of that name, not a pattern

    def test_a_folder_that_git_may_not_open_is_a_failure(
        self, closed_world: Path, new_repository: Callable[[Path], Repository], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(closed_world)
        tree = new_repository(closed_world)
        tree.write("a.py")
        tree.write("secret/b.py")
        os.chmod("secret", 0)
        assert read() == [
            Skipped("secret/", "permission denied", failed=True),
            Document("a.py", b"x = 1\n", GitStatus.UNTRACKED),
        ]

    def test_a_file_that_git_cannot_list_stops_the_run(self, repository: Repository) -> None:
        repository.commit("a.py")
        repository.write(".git/index", "this is no index")
        with pytest.raises(SourceError, match=r"^git: .*index"):
            read()

    def test_a_linked_work_tree(self, repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        repository.commit("a.py")
        repository.git("worktree", "add", "-q", str(tmp_path / "linked"))
        monkeypatch.chdir(tmp_path / "linked")
        assert names() == ["a.py"]


class TestWithoutGit:
    @pytest.fixture(autouse=True)
    def no_git(self, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
        repository.write(".gitignore", "a.py\n")
        repository.commit("a.py", ".env", "part/.env")
        monkeypatch.setenv("PATH", "")

    def test_a_folder_is_walked_and_that_is_said_once(self) -> None:
        assert read() == [
            Skipped(".", "git is not installed: what it tracks and ignores is not known", partial=True),
            Document(".env", b"x = 1\n"),
            Document(".gitignore", b"a.py\n"),
            Document("a.py", b"x = 1\n"),
            Document("part/.env", b"x = 1\n"),
        ]

    def test_env_files_are_read_and_that_is_said_once(self) -> None:
        assert read(".env", "part/.env", "a.py") == [
            Skipped(".", "git is not installed: whether it tracks env files is not known", partial=True),
            Document(".env", b"x = 1\n"),
            Document("part/.env", b"x = 1\n"),
            Document("a.py", b"x = 1\n"),
        ]

    def test_what_only_git_knows_is_an_error(self) -> None:
        with pytest.raises(SourceError, match=r"^git is not installed$"):
            read(staged=True)

    def test_other_files_do_not_need_it(self) -> None:
        assert names("a.py", ".gitignore") == ["a.py", ".gitignore"]


class TestEnvFiles:
    def test_what_git_knows_of_them(self, repository: Repository) -> None:
        repository.write(".gitignore", "ignored/\n.env.local\n")
        repository.commit(".env", "deep/er/.env.local")
        repository.add(".env.staged")
        repository.write(".env.intended")
        repository.git("add", "-N", ".env.intended")
        for path in (".env.new", ".env.local", "ignored/.env", ".env.example", ":(top)/.env"):
            repository.write(path)
        assert statuses(
            ".env", "deep/er/.env.local", ".env.staged", ".env.intended", ".env.new", ".env.local", "ignored/.env",
            ".env.example", ":(top)/.env",
        ) == {
            ".env": GitStatus.TRACKED,
            "deep/er/.env.local": GitStatus.TRACKED,  # ignored by its name, and tracked all the same
            ".env.staged": GitStatus.TRACKED,
            ".env.intended": GitStatus.TRACKED,
            ".env.new": GitStatus.UNTRACKED,
            ".env.local": GitStatus.IGNORED,
            "ignored/.env": GitStatus.IGNORED,
            ".env.example": GitStatus.UNTRACKED,
            ":(top)/.env": GitStatus.UNTRACKED,
        }  # fmt: skip

    def test_from_another_folder(self, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
        repository.commit("sub/.env")
        monkeypatch.chdir("sub")
        assert statuses(".env") == {"sub/.env": GitStatus.TRACKED}

    def test_through_a_linked_folder(self, repository: Repository) -> None:
        repository.commit("real/.env")
        os.symlink("real", "link")
        assert statuses("link/.env") == {"link/.env": GitStatus.TRACKED}

    def test_outside_git(self, folder: Path) -> None:
        write(".env")
        assert statuses(".env") == statuses() == {".env": GitStatus.UNKNOWN}

    def test_no_process_is_started_for_files_of_other_kinds(self, repository: Repository) -> None:
        repository.commit("a.py")
        program = (
            "import sys; from tightlip.settings import Settings;"
            "from tightlip.sources import Request, documents, project;"
            "print(len(list(documents(Request((sys.argv[1],)), project.find(sys.argv[1:]), Settings()))));"
            "print('subprocess' in sys.modules)"
        )
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        for path, asked in (("a.py", False), (".env", True)):
            done = subprocess.run(
                [sys.executable, "-c", program, path], capture_output=True, text=True, env=environment, check=True
            )
            assert done.stdout == f"1\n{asked}\n"


class TestStaged:
    def test_only_what_is_staged_and_as_it_is_staged(self, repository: Repository) -> None:
        repository.commit("same.py", "half.py", "unstaged.py")
        repository.add("half.py", "staged = 1\n")
        repository.write("half.py", "not staged = 1\n")
        repository.write("unstaged.py", "y = 1\n")
        repository.add("new.py", b"\0\r\n\xff")
        repository.write("untracked.py")
        assert read(staged=True) == [
            Document("half.py", b"staged = 1\n", GitStatus.TRACKED),
            Document("new.py", b"\0\r\n\xff", GitStatus.TRACKED),
        ]

    def test_before_the_first_commit(self, repository: Repository) -> None:
        assert read(staged=True) == []
        repository.add("a.py")
        assert names(staged=True) == ["a.py"]

    def test_every_kind_of_change(self, repository: Repository) -> None:
        repository.commit("moved.py", "deleted.py", "mode.sh", "becomes_link.py", "cached.py")
        repository.git("mv", "moved.py", "sub_moved.py")
        repository.git("rm", "-q", "deleted.py")
        repository.git("rm", "-q", "--cached", "cached.py")
        repository.git("update-index", "--chmod=+x", "mode.sh")
        os.unlink("becomes_link.py")
        os.symlink("mode.sh", "becomes_link.py")
        repository.git("add", "becomes_link.py")
        repository.write("intended.py")
        repository.git("add", "-N", "intended.py")
        repository.add("empty.py", "")
        assert read(staged=True) == [
            Skipped("becomes_link.py", "symbolic link"),
            Document("empty.py", b"", GitStatus.TRACKED),
            Document("mode.sh", b"x = 1\n", GitStatus.TRACKED),
            Document("sub_moved.py", b"x = 1\n", GitStatus.TRACKED),
        ]

    def test_a_file_that_is_gone_from_the_work_tree(self, repository: Repository) -> None:
        repository.add("a.py").unlink()
        assert names(staged=True) == ["a.py"]

    def test_only_the_paths_named(self, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
        for path in ("a.py", "sub/b.py", "sub/c.py", "d.py", "*"):
            repository.add(path)
        assert names("sub", "d.py", staged=True) == ["d.py", "sub/b.py", "sub/c.py"]
        assert names("*", staged=True) == ["*"]
        monkeypatch.chdir("sub")
        assert names("b.py", staged=True) == ["sub/b.py"]
        assert len(names(staged=True)) == 5

    def test_submodules_and_large_files_are_left_out_and_said_to_be(
        self, repository: Repository, new_repository: Callable[[Path], Repository]
    ) -> None:
        new_repository(repository.folder / "module").commit("inside.py")
        repository.git("-c", "advice.addEmbeddedRepo=false", "add", "module")
        repository.add("large.txt", b"x" * 3_000_000)
        repository.add("last.txt", b"\n\n")
        assert read(staged=True, settings=Settings(max_file_size=2_000_000)) == [
            Skipped("large.txt", "larger than 2,000,000 bytes (max-file-size)"),
            Document("last.txt", b"\n\n", GitStatus.TRACKED),
            Skipped("module", "a submodule"),
        ]

    def test_excluded_files(self, repository: Repository) -> None:
        for path in ("gen/a.py", "gen/b.py", "c.py"):
            repository.add(path)
        settings = Settings(exclude=("gen/",))
        assert names(staged=True, settings=settings) == ["c.py"]
        assert names("gen/a.py", "c.py", staged=True, settings=settings) == ["c.py", "gen/a.py"]
        assert names("gen/a.py", "c.py", staged=True, settings=settings._replace(force_exclude=True)) == ["c.py"]

    def test_in_a_merge_conflict_and_after_it(self, repository: Repository) -> None:
        conflict(repository)
        assert read(staged=True) == [
            Skipped("a.py", "in a merge conflict"),
            Document("other.py", b"x = 1\n", GitStatus.TRACKED),
        ]
        repository.add("a.py", "resolved = 1\n")
        assert read(staged=True) == [
            Document("a.py", b"resolved = 1\n", GitStatus.TRACKED),
            Document("other.py", b"x = 1\n", GitStatus.TRACKED),
        ]

    def test_with_the_index_of_a_partial_commit(self, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
        repository.commit("a.py", "b.py")
        shutil.copy(".git/index", ".git/next-index")
        repository.add("b.py", "not in this commit\n")
        # What git sets for the hook of `git commit a.py`: another index, and paths relative to the top.
        monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index")
        monkeypatch.setenv("GIT_DIR", ".git")
        repository.add("a.py", "in this commit\n")
        assert names(staged=True) == ["a.py"]

    def test_outside_a_work_tree(self, folder: Path) -> None:
        with pytest.raises(SourceError, match=r"is in no git work tree, so nothing is staged or committed there$"):
            read(staged=True)

    def test_a_bare_repository_is_no_folder_of_files(self, folder: Path) -> None:
        subprocess.run(["git", "init", "-q", "--bare"], check=True)
        for request in ({"staged": True}, {"since": "HEAD"}, {"from_ref": "HEAD"}, {}):
            with pytest.raises(SourceError, match=r"is a bare repository, which has no files to check"):
                read(**request)
        assert read("HEAD"), "what is named is read"

    def test_a_path_that_names_nothing(self, repository: Repository) -> None:
        """Nothing on disk and nothing in git; what is about to be deleted is no mistake."""
        missing = Skipped("nowhere.py", "no such file or folder", failed=True)
        assert read("nowhere.py", staged=True) == [missing], "before the first commit"
        for path in ("gone.py", "folder/a.py", "moved.py"):
            repository.add(path)
        repository.commit("a.py")
        repository.git("rm", "-q", "gone.py", "folder/a.py")
        (repository.folder / "moved.py").unlink()
        assert read("gone.py", "folder", "folder/a.py", "moved.py", "a.py", "nowhere.py", staged=True) == [missing]
        assert read("gone.py", "folder", "moved.py", "nowhere.py", from_ref="HEAD") == [missing]

    def test_a_repository_cannot_make_us_run_its_programs(self, repository: Repository) -> None:
        repository.commit("a.py")
        repository.write("run.sh", '#!/bin/sh\ntouch "$(dirname "$0")/it-ran"\ncat\n').chmod(0o755)
        script = str(repository.folder / "run.sh")
        for key in ("core.fsmonitor", "diff.external", "diff.x.textconv", "diff.x.command", "filter.x.clean"):
            repository.git("config", key, script)
        repository.write(".gitattributes", "*.py diff=x filter=x\n")
        repository.write("a.py", "y = 1\n")
        blob = repository.git("hash-object", "-w", "--no-filters", "a.py")
        (repository.folder / "it-ran").unlink(missing_ok=True)
        repository.git("-c", "core.fsmonitor=false", "update-index", "--cacheinfo", f"100644,{blob},a.py")
        assert names(staged=True) == ["a.py"]
        assert "a.py" in names()
        assert not (repository.folder / "it-ran").exists()


class TestRange:
    def test_what_a_branch_changed_since_it_parted(self, repository: Repository) -> None:
        repository.commit("old.py", "gone.py", "later_on_main.py")
        repository.git("checkout", "-q", "-b", "feature")
        repository.git("rm", "-q", "gone.py")
        repository.add("old.py", "first = 1\n")
        repository.add("new.py", "new = 1\n")
        repository.commit()
        repository.add("old.py", "second = 1\n")
        repository.commit()
        repository.git("checkout", "-q", "main")
        repository.add("later_on_main.py", "y = 1\n")
        repository.commit("on_main.py")
        expected = [
            Document("new.py", b"new = 1\n", GitStatus.TRACKED, changed=((1, 1),)),
            Document("old.py", b"second = 1\n", GitStatus.TRACKED, changed=((1, 1),)),
        ]
        assert read(from_ref="main", to_ref="feature") == expected
        repository.git("checkout", "-q", "feature")
        repository.write("old.py", "not committed = 1\n")
        assert read(from_ref="main") == expected
        assert names("new.py", from_ref="main") == ["new.py"]

    def test_histories_with_nothing_in_common(self, repository: Repository) -> None:
        repository.commit("a.py", "both.py")
        repository.git("checkout", "-q", "--orphan", "other")
        repository.git("rm", "-q", "--cached", "a.py")
        repository.add("b.py", "y = 1\n")
        repository.commit()
        assert names(from_ref="main") == ["b.py"]

    @pytest.mark.parametrize("revision", ["nothing", "--output=x", "", "a b", "0" * 40])
    def test_a_revision_that_does_not_exist(self, repository: Repository, revision: str) -> None:
        repository.commit("a.py")
        with pytest.raises(SourceError, match=f"^git knows no commit `{revision}` here$"):
            read(from_ref="HEAD", to_ref=revision)
        assert not Path("x").exists()


class TestStdin:
    @pytest.fixture(autouse=True)
    def piped(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xffpiped\n")))

    def test_the_name_need_not_exist(self, folder: Path) -> None:
        assert read(stdin_filename="sub/../a.py") == [Document("a.py", b"\xffpiped\n")]

    def test_what_git_knows_of_an_env_file(self, repository: Repository) -> None:
        repository.commit("sub/.env")
        assert read(stdin_filename="sub/.env") == [Document("sub/.env", b"\xffpiped\n", GitStatus.TRACKED)]

    def test_exclusion_must_be_forced(self, folder: Path) -> None:
        settings = Settings(exclude=("a.py",))
        assert len(names(stdin_filename="a.py", settings=settings)) == 1
        assert len(skips(stdin_filename="a.py", settings=settings._replace(force_exclude=True))) == 1

    def test_the_limit_holds(self, folder: Path) -> None:
        assert skips(stdin_filename="a.py", settings=Settings(max_file_size=6)) == [
            Skipped("a.py", "larger than 6 bytes (max-file-size)")
        ]


def conflict(repository: Repository) -> None:
    """A merge of a branch that adds `other.py`, stopped by a conflict in `a.py`."""
    repository.commit("a.py")
    repository.git("checkout", "-q", "-b", "theirs")
    repository.add("a.py", "theirs = 1\n")
    repository.commit("other.py")
    repository.git("checkout", "-q", "main")
    repository.add("a.py", "ours = 1\n")
    repository.commit()
    repository.git("merge", "-q", "theirs", fails=True)
