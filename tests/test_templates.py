"""What we hand to other people's CI: it is run here, linted by its own linters, and takes no command from an input."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml  # comes with detect-secrets

import builds
from conftest import Repository
from tightlip import __version__
from tightlip.judgement.dockerignore import keeps_out

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
ACTION, GITLAB = ROOT / "action.yml", ROOT / "templates" / "tightlip.gitlab-ci.yml"
WORKFLOW, DOCKERFILE = ROOT / ".github" / "workflows" / "ci.yml", ROOT / "Dockerfile"
LEAK = "print(password)\n"

needs_bash = pytest.mark.skipif(os.name == "nt" or not shutil.which("bash"), reason="needs bash on a POSIX system")


def read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def linted(program: str, *arguments: object) -> None:
    if not (BIN / program).exists():
        pytest.skip(f"needs {program}")
    done = subprocess.run([BIN / program, *map(str, arguments)], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-actions", ACTION),
        ("vendor.github-workflows", WORKFLOW),
        ("vendor.gitlab-ci", GITLAB),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_it_is_of_its_schema(schema: str, file: Path) -> None:
    linted("check-jsonschema", "--builtin-schema", schema, file)


def test_zizmor_has_nothing_to_say() -> None:
    linted("zizmor", "--offline", "--no-progress", "--no-config", ACTION, WORKFLOW)


def test_hadolint_has_nothing_to_say() -> None:
    linted("hadolint", DOCKERFILE)


def test_no_script_of_the_action_holds_an_expression() -> None:
    scripts = [step["run"] for step in read(ACTION)["runs"]["steps"] if "run" in step]
    assert len(scripts) == 2
    assert not [script for script in scripts if "${{" in script]


def test_what_is_copied_from_the_documentation_asks_for_this_version() -> None:
    asked = re.compile(r"tightlip(?:\.git)?[@#/]v([\d.]+\d)|/tightlip\n +rev: v([\d.]+\d)|TIGHTLIP_REF: v([\d.]+\d)")
    found = [
        (page.name, *filter(None, versions))
        for page in (ROOT / "README.md", GITLAB, *(ROOT / "docs").rglob("*.md"))
        for versions in asked.findall(page.read_text(encoding="utf-8"))
    ]
    assert {name for name, _ in found} >= {"README.md", GITLAB.name, "index.md", "services.md", "gitleaks.md"}
    assert {version for _, version in found} == {__version__}, found


def test_every_input_of_the_action_is_told() -> None:
    page = (ROOT / "docs" / "services.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `([\w-]+)` \| (?:`([^`]*)`|none) \|", page, re.M))
    assert told == {name: str(about["default"]) for name, about in read(ACTION)["inputs"].items()}


def act(folder: Path, args: str, output: str = "tightlip.sarif") -> tuple[subprocess.CompletedProcess[str], str]:
    """The action's second script, run in `folder` as a runner would; and what it says its outputs are."""
    home = folder.parent / "runner"
    shutil.rmtree(home, ignore_errors=True)
    (home / "tightlip").mkdir(parents=True)
    (home / "tightlip" / "bin").symlink_to(BIN)
    (step,) = (step for step in read(ACTION)["runs"]["steps"] if step.get("id") == "check")
    told = home / "outputs"
    environment = {**os.environ, "RUNNER_TEMP": str(home), "GITHUB_OUTPUT": str(told)}
    inputs = {"inputs.args": args, "inputs.output": output, "inputs.working-directory": "."}
    for name, value in step["env"].items():
        environment[name] = re.sub(r"\$\{\{ (.*?) \}\}", lambda match: inputs[match[1]], value)
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    return done, told.read_text(encoding="utf-8") if told.exists() else ""


@needs_bash
def test_the_action_reports(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "work")
    repository.add("app.py", LEAK)
    done, told = act(repository.folder, "--no-cache")
    assert done.returncode == 1
    assert "::error" in done.stdout
    assert told == "sarif=./tightlip.sarif\n"
    (run,) = json.loads((repository.folder / "tightlip.sarif").read_text(encoding="utf-8"))["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["secret-in-output"]


@needs_bash
def test_the_action_without_a_report(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "work")
    repository.add("app.py")
    done, told = act(repository.folder, "", output="")
    assert done.returncode == 0
    assert told == ""
    assert [path.name for path in repository.folder.iterdir() if path.suffix == ".sarif"] == []


@needs_bash
@pytest.mark.parametrize(
    "args", ["$(touch pwned)", "`touch pwned`", "; touch pwned;", "x\ntouch pwned", '" && touch pwned "', "*"]
)
def test_an_input_is_no_command(tmp_path: Path, args: str) -> None:
    repository = Repository(tmp_path / "work")
    repository.add("app.py", LEAK)
    done, _ = act(repository.folder, args)
    assert done.returncode == 2, "not one of these is a path or an option"
    assert not (repository.folder / "pwned").exists()


def gitlab(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """The template's script, run in `folder` with GitLab's variables."""
    job = read(GITLAB)["tightlip"]
    script = "\n".join(job["script"]).replace("/opt/tightlip/bin", str(BIN))
    environment = {**os.environ, **job["variables"], **variables}
    command = ["bash", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


@needs_bash
def test_a_merge_request_is_checked_for_what_it_changes(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "work")
    repository.add("old.py", LEAK)
    base = repository.commit()
    repository.add("new.py", LEAK)
    repository.commit()

    def reported() -> list[str]:
        report = repository.folder / "gl-code-quality-report.json"
        return sorted(entry["location"]["path"] for entry in json.loads(report.read_text(encoding="utf-8")))

    assert gitlab(repository.folder, CI_MERGE_REQUEST_DIFF_BASE_SHA=base).returncode == 1
    assert reported() == ["new.py"]
    assert gitlab(repository.folder, CI_MERGE_REQUEST_DIFF_BASE_SHA="").returncode == 1
    assert reported() == ["new.py", "old.py"]
    assert gitlab(repository.folder, TIGHTLIP_ARGS="--exit-zero --ignore flows").returncode == 0
    assert reported() == []


def test_the_image_is_built_from_all_that_it_needs(tmp_path: Path) -> None:
    """Without a builder at hand: what `COPY` takes along, less what `.dockerignore` keeps out, makes the wheel."""
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    stage = DOCKERFILE.read_text(encoding="utf-8").partition("AS build")[2].partition("FROM")[0]
    copied = [words.split() for words in re.findall(r"^COPY (?!--)(.+)$", stage, re.M)]
    assert copied
    (tmp_path / "src").mkdir()
    for *sources, target in copied:
        for source in sources:
            assert not keeps_out(ignored, source), source
            place = tmp_path / "src" / (source if target == "./" else target)
            (shutil.copytree if (ROOT / source).is_dir() else shutil.copyfile)(ROOT / source, place)
    wheel = builds.build("wheel", tmp_path / "dist", tmp_path / "src")
    assert wheel.stat().st_size > 100_000
    for secret in (".env", ".git/config", ".tightlip-baseline", "examples/orders-service/.env.local"):
        assert keeps_out(ignored, secret)
