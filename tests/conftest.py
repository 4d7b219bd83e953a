"""Fixtures for all tests: real git repositories, and a user whom the file permissions bind."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

import builds

_NOBODY = 65534

# A shared machine may pause any example: slow is not wrong. The same examples every time, so that a red run is news.
hypothesis.settings.register_profile("tightlip", deadline=None, derandomize=True)
hypothesis.settings.load_profile("tightlip")


@pytest.fixture(autouse=True)
def no_git_of_mine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No git settings but a test's own; and none of the variables that git sets for the hook that may run us."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "A Tester",
        "GIT_AUTHOR_EMAIL": "tester@example.com",
        "GIT_COMMITTER_NAME": "A Tester",
        "GIT_COMMITTER_EMAIL": "tester@example.com",
    }.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(autouse=True)
def no_cache_of_mine(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What is known to be clean is known to these tests alone."""
    monkeypatch.setenv("TIGHTLIP_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "cache-of-tightlip"))


class Repository:
    """A git repository in a folder of its own; its commands see the test's own environment, or the one given."""

    def __init__(self, folder: Path, environment: dict[str, str] | None = None) -> None:
        self.folder, self.environment = folder, environment
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, fails: bool = False) -> str:
        command = ["git", *arguments]
        done = subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, check=False)
        assert (done.returncode != 0) is fails, done.stderr
        return os.fsdecode(done.stdout).strip()

    def write(self, path: str, content: str | bytes = "x = 1\n") -> Path:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    def add(self, path: str, content: str | bytes = "x = 1\n") -> Path:
        file = self.write(path, content)
        self.git("add", "-f", "--", path)
        return file

    def commit(self, *paths: str) -> str:
        for path in paths:
            self.add(path)
        self.git("commit", "-q", "--allow-empty", "-m", "A change")
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A new git repository, without a commit, and the current folder in it."""
    if shutil.which("git") is None:
        pytest.skip("needs git")
    made = Repository(tmp_path / "repository")
    monkeypatch.chdir(made.folder)
    return made


@pytest.fixture
def new_repository() -> Callable[[Path], Repository]:
    """Makes a git repository in a folder."""
    return Repository


@pytest.fixture
def closed_world(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which the system denies what its permissions deny: root becomes nobody for a while."""
    if os.name == "nt":
        pytest.skip("Windows has no such permissions")
    folder = Path(tempfile.mkdtemp())
    monkeypatch.setenv("HOME", str(folder))  # git looks for settings there
    root = os.geteuid() == 0
    if root:
        os.chown(folder, _NOBODY, _NOBODY)
        os.seteuid(_NOBODY)
    yield folder
    if root:
        os.seteuid(0)
    for path in folder.rglob("*"):
        path.chmod(0o700)
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    return builds.build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a virtual environment that has the wheel installed, as a user's has."""
    return builds.install(wheel, tmp_path_factory.mktemp("installed") / "venv")
