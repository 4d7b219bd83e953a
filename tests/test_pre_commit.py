"""The real pre-commit, in real repositories, with the hook built from this checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Repository

ROOT = Path(__file__).parent.parent
CONFIG = """
repos:
  - repo: {repo}
    rev: {rev}
    hooks:
      - id: tightlip
"""
CLEAN = "def area(width: float, height: float) -> float:\n    return width * height\n"
LEAKS = {
    "hardcoded-secret": ("app/config.py", 'JWT_SECRET = "my-super-secret-key-12345"\n'),
    "secret-in-log": (
        "app/db.py",
        "import logging\n\nlogger = logging.getLogger(__name__)\n\n\n"
        'def connect(password):\n    logger.info(f"Connecting with password: {password}")\n',
    ),
    "environ-dump": ("app/debug.py", "import os\n\nprint(os.environ)\n"),
    "committed-env-file": ("service/.env.local", "DB_PASSWORD=r8Kd02-mmQz71-ppWx44\n"),
    "secret-in-image": ("Dockerfile", "FROM python:3.12\nENV DB_PASSWORD=r8Kd02-mmQz71-ppWx44\n"),
}

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


class Hooked(Repository):
    """A git repository with the hook installed."""

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            text=True,
            encoding="utf-8",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )

    def pre_commit(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, "-m", "pre_commit", *arguments)

    def try_to_commit(self, message: str = "change") -> subprocess.CompletedProcess[str]:
        return self.run("git", "commit", "-m", message)


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """No configuration of the machine's, and one pre-commit store for all tests: the hook is built once."""
    home = tmp_path_factory.mktemp("home")
    who = {"NAME": "Ada", "EMAIL": "ada@example.org"}
    return {
        **{key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PRE_COMMIT"))},
        **{f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PRE_COMMIT_HOME": str(home),
        "PATH": os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"],
        "NO_COLOR": "1",
    }


@pytest.fixture(scope="session")
def hook_repository(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> tuple[Path, str]:
    """This checkout as it stands, uncommitted changes too, as a repository that pre-commit can clone."""
    repository = Repository(tmp_path_factory.mktemp("tightlip"), environment)
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    for name in filter(None, listing.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (repository.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, repository.folder / name)
    repository.git("add", "--all", "--force")
    repository.git("commit", "--quiet", "-m", "tightlip")
    return repository.folder, repository.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path, environment: dict[str, str], hook_repository: tuple[Path, str]) -> Hooked:
    made = Hooked(tmp_path, environment)
    made.write(".pre-commit-config.yaml", CONFIG.format(repo=hook_repository[0].as_posix(), rev=hook_repository[1]))
    made.write("app/shapes.py", CLEAN)
    made.git("add", "--all")
    made.git("commit", "--quiet", "--no-verify", "-m", "first")
    done = made.pre_commit("install", "--hook-type", "pre-commit", "--hook-type", "pre-merge-commit")
    assert done.returncode == 0, done.stdout
    return made


def test_a_clean_commit_passes(repository: Hooked) -> None:
    repository.write("app/more.py", CLEAN)
    repository.git("add", "--all")
    done = repository.try_to_commit()
    assert done.returncode == 0, done.stdout
    assert "tightlip" in done.stdout
    assert "Passed" in done.stdout


@pytest.mark.parametrize("rule", LEAKS)
def test_a_leak_is_stopped_and_explained(repository: Hooked, rule: str) -> None:
    path, text = LEAKS[rule]
    repository.write(path, text)
    repository.git("add", "--force", path)
    done = repository.try_to_commit()
    assert done.returncode == 1, done.stdout
    assert f"[{rule}]" in done.stdout
    assert path in done.stdout
    assert "why" in done.stdout
    assert "fix" in done.stdout
    assert "r8Kd02" not in done.stdout.replace("r8Kd…", "")
    assert repository.git("log", "--format=%s") == "first"


def test_an_ignored_env_file_added_by_force_is_stopped(repository: Hooked) -> None:
    repository.write(".gitignore", ".env.local\n")
    repository.git("add", ".gitignore")
    assert repository.try_to_commit("ignore").returncode == 0
    repository.write(".env.local", LEAKS["committed-env-file"][1])
    repository.git("add", "--force", ".env.local")
    done = repository.try_to_commit()
    assert done.returncode == 1
    assert "[committed-env-file]" in done.stdout


def test_an_ignored_env_file_stops_nobody(repository: Hooked) -> None:
    repository.write(".gitignore", ".env.local\n")
    repository.write(".env.local", LEAKS["committed-env-file"][1])
    repository.git("add", "--all")
    done = repository.try_to_commit()
    assert done.returncode == 0, done.stdout


def test_all_files_finds_what_was_committed_before_the_hook(repository: Hooked) -> None:
    for path, text in LEAKS.values():
        repository.write(path, text)
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--no-verify", "-m", "leaks")
    done = repository.pre_commit("run", "--all-files")
    assert done.returncode == 1
    for rule in LEAKS:
        assert f"[{rule}]" in done.stdout


def test_a_range_judges_the_files_it_touches(repository: Hooked) -> None:
    before = repository.git("rev-parse", "HEAD")
    path, text = LEAKS["environ-dump"]
    repository.write(path, text)
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--no-verify", "-m", "leak")
    leaking = repository.git("rev-parse", "HEAD")
    repository.write("app/other.py", CLEAN)
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--no-verify", "-m", "clean")
    assert repository.pre_commit("run", "--from-ref", before, "--to-ref", leaking).returncode == 1
    assert repository.pre_commit("run", "--from-ref", leaking, "--to-ref", "HEAD").returncode == 0


@pytest.mark.parametrize("staged_half_leaks", [True, False])
def test_a_half_staged_file_is_judged_by_its_staged_half(repository: Hooked, staged_half_leaks: bool) -> None:
    path, leak = LEAKS["hardcoded-secret"]
    first, second = (leak, CLEAN) if staged_half_leaks else (CLEAN, leak)
    repository.write(path, first)
    repository.git("add", path)
    repository.write(path, second)
    assert repository.try_to_commit().returncode == (1 if staged_half_leaks else 0)
    assert (repository.folder / path).read_text(encoding="utf-8") == second


def merge(repository: Hooked, leak: str) -> subprocess.CompletedProcess[str]:
    """Merge a branch that brings `leak` into one that has moved on."""
    repository.git("switch", "--quiet", "-c", "topic")
    repository.write("app/config.py", leak)
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--no-verify", "-m", "topic")
    repository.git("switch", "--quiet", "main")
    repository.write("app/other.py", CLEAN)
    repository.git("add", "--all")
    assert repository.try_to_commit("main").returncode == 0
    return repository.run("git", "merge", "--no-ff", "--no-edit", "topic")


def test_a_merge_commit_passes(repository: Hooked) -> None:
    done = merge(repository, CLEAN)
    assert done.returncode == 0, done.stdout
    assert len(repository.git("rev-list", "--parents", "-n", "1", "HEAD").split()) == 3


def test_a_merge_commit_that_brings_a_leak_is_stopped(repository: Hooked) -> None:
    done = merge(repository, LEAKS["hardcoded-secret"][1])
    assert done.returncode == 1, done.stdout
    assert "[hardcoded-secret]" in done.stdout


def test_a_conflicted_merge_judges_the_resolution(repository: Hooked) -> None:
    repository.git("switch", "--quiet", "-c", "topic")
    repository.write("app/shapes.py", CLEAN.replace("width * height", "height * width"))
    repository.git("commit", "--quiet", "--no-verify", "-a", "-m", "topic")
    repository.git("switch", "--quiet", "main")
    repository.write("app/shapes.py", CLEAN.replace("area", "surface"))
    repository.git("commit", "--quiet", "--no-verify", "-a", "-m", "main")
    assert repository.run("git", "merge", "topic").returncode == 1
    repository.write("app/shapes.py", LEAKS["hardcoded-secret"][1])
    repository.git("add", "--all")
    assert repository.try_to_commit("merge").returncode == 1
    repository.write("app/shapes.py", CLEAN)
    repository.git("add", "--all")
    assert repository.try_to_commit("merge").returncode == 0


def test_a_push_is_judged_by_what_it_publishes(
    tmp_path: Path, environment: dict[str, str], hook_repository: tuple[Path, str]
) -> None:
    """Not by what lies on disk, and not by what others have published already."""
    remote = Repository(tmp_path / "remote", environment)
    remote.git("config", "receive.denyCurrentBranch", "ignore")
    made = Hooked(tmp_path / "local", environment)
    config = CONFIG.replace("id: tightlip", "id: tightlip-push")
    made.write(".pre-commit-config.yaml", config.format(repo=hook_repository[0].as_posix(), rev=hook_repository[1]))
    path, leak = LEAKS["hardcoded-secret"]
    made.write(path, leak)
    made.git("add", "--all")
    made.git("commit", "--quiet", "-m", "an old leak")
    made.git("remote", "add", "origin", str(remote.folder))
    done = made.pre_commit("install", "--hook-type", "pre-push")
    assert done.returncode == 0, done.stdout
    done = made.run("git", "push", "origin", "main")
    assert done.returncode == 1, done.stdout  # all of it is new there
    assert "[hardcoded-secret]" in done.stdout
    made.git("push", "--quiet", "--no-verify", "origin", "main")

    made.git("checkout", "--quiet", "-b", "feature")
    made.write(path, f"x = 1\n{leak}")
    made.git("commit", "--quiet", "-a", "-m", "nothing new")
    assert made.run("git", "push", "origin", "feature").returncode == 0
    made.write(LEAKS["environ-dump"][0], LEAKS["environ-dump"][1])
    made.git("add", "--all")
    made.git("commit", "--quiet", "-m", "a new leak")
    made.git("checkout", "--quiet", "main")
    done = made.run("git", "push", "origin", "feature")
    assert done.returncode == 1, done.stdout
    assert "[environ-dump]" in done.stdout
    assert "[hardcoded-secret]" not in done.stdout
    assert made.run("git", "push", "origin", "main").returncode == 0


def test_only_the_hook_that_is_asked_to_edits_a_file(repository: Hooked) -> None:
    text = "WIDTH = 3  # tightlip: ignore[known-token] long gone\n"
    file = repository.write("app/width.py", text)
    repository.git("add", "--all")
    assert repository.try_to_commit().returncode == 1
    assert file.read_text(encoding="utf-8") == text
    config = repository.folder / ".pre-commit-config.yaml"
    config.write_text(config.read_text(encoding="utf-8") + "      - id: tightlip-fix\n", encoding="utf-8")
    repository.git("add", "--all")
    done = repository.pre_commit("run", "tightlip-fix")
    assert "files were modified by this hook" in done.stdout
    assert file.read_text(encoding="utf-8") == "WIDTH = 3\n"
    repository.git("add", "--all")
    assert repository.try_to_commit().returncode == 0
