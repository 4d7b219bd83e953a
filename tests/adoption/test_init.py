"""`tightlip init` in real repositories; pre-commit itself reads what it writes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from pre_commit.clientlib import load_config

import more_samples as made
from conftest import Repository
from tightlip.adoption.settings import pattern_of
from tightlip.rulebook.toml import parse_toml

HOOKS = ".pre-commit-config.yaml"
OURS = "https://github.com/tightlip/tightlip"
CONFIG = """\
# what we run
minimum_pre_commit_version: 3.2.0
repos:
  - repo: https://github.com/astral-sh/ruff-pre-commit
    rev: v0.8.0  # keep in step
    hooks:
      - id: ruff
        args: [--fix]

  # the last one
  - repo: local
    hooks:
      - id: mine
        name: mine
        entry: make
        language: system
"""


def init(*arguments: str) -> str:
    """What it says; it must succeed."""
    command = (sys.executable, "-m", "tightlip", "init", *arguments)
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def files(repository: Repository) -> dict[str, bytes]:
    every = (path for path in repository.folder.rglob("*") if ".git" not in path.relative_to(repository.folder).parts)
    return {path.relative_to(repository.folder).as_posix(): path.read_bytes() for path in every if path.is_file()}


def repos(path: str = HOOKS) -> list[str]:
    """The repositories of hooks, as pre-commit reads them."""
    return [entry["repo"] for entry in load_config(path)["repos"]]


def test_an_empty_repository(repository: Repository) -> None:
    said = init()
    assert f"+  - repo: {OURS}\n" in said
    assert "+.env.*\n" in said
    assert "`tightlip init --yes`" in said
    assert files(repository) == {}
    init("--yes")
    assert set(files(repository)) == {HOOKS, ".gitignore"}
    assert repos() == [OURS]
    assert init() == "There is nothing to do.\n"


def test_a_repository_that_has_everything(repository: Repository) -> None:
    before = {
        HOOKS: CONFIG,
        "pyproject.toml": '[project]\nname = "x"\nversion = "1"\n\n[tool.bandit]\nskips = ["B101"]',
        ".gitignore": "*.pyc\n",
        ".dockerignore": ".git\n",
        "Dockerfile": "FROM python:3.13\nCOPY . .\n",
        ".env.example": "A=\n",
        ".secrets.baseline": '{"version": "1.5.0", "results": {}}\n',
        ".github/workflows/test.yml": "name: test\n",
        "vendor/x.py": "x = 1\n",
        ".gitlab-ci.yml": "stages: [test]\n",
    }
    for path, text in before.items():
        repository.add(path, text)
    repository.commit()
    init()
    assert {path: text.decode() for path, text in files(repository).items()} == before
    init("--yes")
    # Nothing that was there is gone: every line still stands, in its order.
    for path, text in before.items():
        lines = iter(files(repository)[path].decode().split("\n"))
        assert all(line in lines for line in text.rstrip("\n").split("\n")), path
    assert repos() == ["https://github.com/astral-sh/ruff-pre-commit", "local", OURS]
    settings = parse_toml(Path("pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert settings["bandit"] == {"skips": ["B101"]}
    assert settings["tightlip"]["exclude"] == ["vendor/"]
    assert settings["tightlip"]["other-comments"] == ["detect-secrets", "bandit"]
    assert settings["tightlip"]["detect-secrets-baseline"] == ".secrets.baseline"
    job = yaml.safe_load(Path(".github/workflows/tightlip.yml").read_text(encoding="utf-8"))
    assert job["jobs"]["tightlip"]["steps"][1]["uses"].startswith("tightlip/tightlip@v")
    gitlab = yaml.safe_load(Path(".gitlab-ci.yml").read_text(encoding="utf-8"))
    assert gitlab["stages"] == ["test"]
    assert gitlab["include"][0]["remote"].endswith("/templates/tightlip.gitlab-ci.yml")
    for name in (".env", ".env.local", "app/.env"):
        repository.git("check-ignore", "-q", name)
    repository.git("check-ignore", "-q", ".env.example", fails=True)
    written = files(repository)
    assert init("--yes") == "There is nothing to do.\n"
    assert files(repository) == written


@pytest.mark.parametrize(
    "text",
    [
        "repos: []\n",
        "repos:\n- repo: meta\n  hooks:\n  - id: identity\n",
        "repos:\n  - repo: meta\n    hooks:\n      - id: identity",
        "repos:\r\n  - repo: meta\r\n    hooks:\r\n      - id: identity\r\n",
        "repos:\n# first\n    -   repo: meta\n        hooks:\n        -   id: identity\n\nci:\n    skip: []\n",
        "default_stages: [pre-commit]\nrepos:\n  - hooks:\n      - id: identity\n    repo: meta\n\n\n# the end\n",
    ],
)
def test_pre_commit_reads_what_is_put_between(repository: Repository, text: str) -> None:
    repository.add(HOOKS, text)
    had = repos()
    init("--yes")
    assert repos() == [*had, OURS]
    lines = iter(files(repository)[HOOKS].decode().split("\n"))
    assert text == "repos: []\n" or all(line in lines for line in text.rstrip("\n").split("\n") if line.strip())
    assert ("\r\n" in text) is (b"\r\n" in files(repository)[HOOKS])
    assert "- repo" not in init()


@pytest.mark.parametrize("text", ["repos: [{repo: meta, hooks: [{id: identity}]}]\n", "ci: {}\n"])
def test_what_is_not_understood_is_left(repository: Repository, text: str) -> None:
    repository.add(HOOKS, text)
    assert "by hand" in init("--yes")
    assert files(repository)[HOOKS].decode() == text


def test_a_hook_that_is_there_is_not_added_again(repository: Repository) -> None:
    repository.add(
        HOOKS, "repos:\n  - repo: local\n    hooks:\n      - id: tightlip\n        name: x\n        entry: x\n"
    )
    assert HOOKS not in init()


@pytest.mark.parametrize(
    "text",
    [
        "include:\n  - local: a.yml\n\ntest:\n  script: [make]\n",
        "include:\n- local: a.yml\n",
        "test:\n  script: [make]",
    ],
)
def test_gitlab(repository: Repository, text: str) -> None:
    repository.add(".gitlab-ci.yml", text)
    init("--yes")
    read = yaml.safe_load(Path(".gitlab-ci.yml").read_text(encoding="utf-8"))
    assert [next(iter(entry)) for entry in read["include"]] == ["remote", *["local"] * ("include" in text)]
    assert ("test" in read) is ("test" in text)
    assert init() == "There is nothing to do.\n"


def test_no_secret_of_the_files_is_shown(repository: Repository) -> None:
    secret = "Kq7-" + "vN2m-xR84-wZ"
    repository.add("pyproject.toml", f'[tool.x]\npassword = "{secret}"')
    repository.add(".gitlab-ci.yml", f"variables:\n  PASSWORD: {secret}")
    repository.add(HOOKS, f"repos: []  # {secret}\n")
    for arguments in ((), ("--yes",)):
        said = init(*arguments)
        assert secret not in said


def test_env_files_that_git_holds_are_named(repository: Repository) -> None:
    repository.add("service/.env", "PASSWORD=x\n")
    repository.write("other/.env", "PASSWORD=x\n")
    assert "git holds service/.env: " in init(), "what git does not track it does not hold"


def test_env_files_that_are_ignored_need_nothing(repository: Repository) -> None:
    repository.add(".gitignore", ".env*\n")
    repository.add("Dockerfile", "FROM a\n")
    repository.add(".dockerignore", "**/.env*\n")
    assert "ignore\n" not in init()


def test_what_is_found_already_is_counted_and_can_be_accepted(repository: Repository) -> None:
    word = "Kq7-" + "vN2m-xR84-wZ"
    repository.add("app/settings.py", f'DB_PASSWORD = "{word}"\n')
    repository.add("tests/keys/one.pem", made.armour("RSA PRIVATE KEY", made.pkcs1(1)))
    repository.add("tests/test_login.py", 'password = "hunter2"\n')  # a note, which fails no run
    said = init("--yes")
    assert "2 errors and warnings (1 in tests and examples, 1 of which is a private key)" in said
    assert "`tightlip baseline create`" in said
    assert word not in said
    assert subprocess.run((sys.executable, "-m", "tightlip"), capture_output=True, check=False).returncode == 1
    accept = (sys.executable, "-m", "tightlip", "baseline", "create")
    assert subprocess.run(accept, capture_output=True, check=False).returncode == 0
    assert subprocess.run((sys.executable, "-m", "tightlip"), capture_output=True, check=False).returncode == 0
    assert init() == "There is nothing to do.\n"


def test_notes_need_no_baseline(repository: Repository) -> None:
    repository.add("tests/test_login.py", 'password = "hunter2"\n')
    init("--yes")
    assert init() == "There is nothing to do.\n"


def test_secrets_show_their_convention(repository: Repository) -> None:
    names = [f"shop/{environment}/{service}/password" for environment in ("dev", "prod") for service in ("db", "mail")]
    code = "".join(f'client.get_secret_value(SecretId="{name}")\n' for name in names)
    repository.add("app.py", f'import boto3\nclient = boto3.client("secretsmanager")\n{code}')
    repository.add("pyproject.toml", "[project]\n")
    said = init()
    assert '+secret-name-pattern = "shop/{environment}/{service}/password"' in said
    init("--yes")
    checked = subprocess.run((sys.executable, "-m", "tightlip", "--select", "secret-name-convention"), check=False)
    assert checked.returncode == 0


@pytest.mark.parametrize(
    ("names", "pattern"),
    [
        (["a/dev/x", "a/prod/y", "a/prod/z"], "a/{environment}/{secret-type}"),
        (["dev/a/x", "prod/b/y", "qa/c/z"], "{environment}/{service}/{secret-type}"),
        (["a/dev/x", "a/prod/y"], ""),
        (["a/dev/x", "a/prod/y", "a/z"], ""),
        (["a/x", "b/y", "c/z"], ""),
        (["x", "y", "z"], ""),
    ],
)
def test_the_pattern_of_names(names: list[str], pattern: str) -> None:
    assert pattern_of(names) == pattern


def test_outside_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Dockerfile").write_text("FROM a\n", encoding="utf-8")
    said = init("--yes")
    assert said == "written: .dockerignore\n"
    assert init() == "There is nothing to do.\n"


def test_what_is_no_text_is_not_added_to(repository: Repository) -> None:
    repository.add(".gitignore", "caf\xe9\n".encode("latin-1"))
    done = subprocess.run(
        (sys.executable, "-m", "tightlip", "init"), capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert ".gitignore is no text" in done.stderr
