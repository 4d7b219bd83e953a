"""A baseline that the real detect-secrets has made is honoured where the settings ask for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import more_samples as made
from conftest import Repository
from expansion import make

PASSWORD, URL_PASSWORD = (
    made.password(1),
    made.run(2, 20, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"),
)
SETTINGS = 'detect-secrets-baseline = ".secrets.baseline"\n'
FILES = {
    "app/config.py": "\n".join(
        [
            f'password = "{PASSWORD}"',
            f'URL = "https://app:{URL_PASSWORD}@db.corp.net/x"',
            f'thing = "{made.SAMPLES["random-base64-40"](3)}"\n',
        ]
    ),
    "app/billing.py": f'import stripe\n\nstripe.api_key = "{make("stripe-secret-key", 3)}"\n',
    "deploy/aws.txt": f"aws_access_key_id = {make('aws-access-key-id', 3)}\n",
    "deploy/server.key": made.SAMPLES["rsa-private-key"](3) + "\n",
}


def tightlip(*arguments: str) -> tuple[int, dict[str, list[str]], int, str]:
    """The exit status, the rules that spoke by file, how many findings were waived, and what went to stderr."""
    command = [sys.executable, "-m", "tightlip", "--output-format", "json", *arguments]
    done = subprocess.run(command, capture_output=True, check=False)
    if not done.stdout:
        return done.returncode, {}, 0, done.stderr.decode()
    report = json.loads(done.stdout)
    rules: dict[str, list[str]] = {}
    for finding in report["findings"]:
        rules.setdefault(finding["path"], []).append(finding["rule"])
    return done.returncode, rules, report["summary"]["waived"], done.stderr.decode()


@pytest.fixture
def project(repository: Repository) -> Repository:
    for path, text in FILES.items():
        repository.add(path, text)
    scan = [sys.executable, "-m", "detect_secrets", "scan"]
    done = subprocess.run(scan, cwd=repository.folder, capture_output=True, check=True)
    assert json.loads(done.stdout)["results"].keys() == FILES.keys()
    repository.write(".secrets.baseline", done.stdout)
    return repository


def test_without_the_setting_nothing_is_accepted(project: Repository) -> None:
    status, rules, waived, _ = tightlip()
    assert (status, waived) == (1, 0)
    assert rules.keys() == FILES.keys()
    assert sorted(rules["app/config.py"]) == ["credential-in-url", "hardcoded-secret", "high-entropy-string"]


def test_with_it_everything_is(project: Repository) -> None:
    project.write("tightlip.toml", SETTINGS)
    status, rules, waived, _ = tightlip()
    assert (status, rules, waived) == (0, {}, 6)
    assert tightlip("--jobs", "2")[:3] == (0, {}, 6)
    assert tightlip()[:3] == (0, {}, 6)


def test_another_secret_the_same_in_another_file_and_a_moved_line(project: Repository) -> None:
    project.write("tightlip.toml", SETTINGS)
    project.write("app/config.py", "# moved\n\n" + FILES["app/config.py"].replace(PASSWORD, made.password(9)))
    project.write("app/other.py", f'password = "{PASSWORD}"\n')
    status, rules, waived, _ = tightlip()
    assert (status, waived) == (1, 5)
    assert rules == {"app/config.py": ["hardcoded-secret"], "app/other.py": ["hardcoded-secret"]}


def test_what_it_accepts_is_still_masked(project: Repository) -> None:
    project.write("tightlip.toml", SETTINGS)
    project.write("app/config.py", f'password = "{PASSWORD}"; api_key = "{made.password(9)}"\n')
    done = subprocess.run([sys.executable, "-m", "tightlip"], capture_output=True, check=False)
    assert done.returncode == 1
    assert PASSWORD[:8].encode() not in done.stdout
    assert b"api_key" in done.stdout


def test_a_baseline_of_windows(project: Repository) -> None:
    project.write("tightlip.toml", SETTINGS)
    text = Path(".secrets.baseline").read_text(encoding="utf-8")
    project.write(".secrets.baseline", text.replace("app/", "app\\\\").replace("deploy/", "deploy\\\\"))
    assert tightlip()[:3] == (0, {}, 6)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "detect-secrets-baseline: there is no file "),
        (f"password = {PASSWORD}", "not JSON"),
        (b"\xff\xfe{}", "not JSON"),
        ("[]", "no table `results`"),
        ('{"results": []}', "no table `results`"),
        ('{"results": {"a.py": {}}}', "no table `results`"),
        (json.dumps({"results": {"a.py": [{"hashed_secret": PASSWORD}]}}), "no SHA-1"),
        ('{"results": {"a.py": [{"type": "x"}]}}', "no SHA-1"),
    ],
)
def test_one_that_cannot_be_used(repository: Repository, content: str | bytes | None, problem: str) -> None:
    repository.add("a.py")
    repository.write("tightlip.toml", SETTINGS)
    if content is not None:
        repository.write(".secrets.baseline", content)
    status, _, _, said = tightlip()
    assert status == 2
    assert ".secrets.baseline" in said
    assert problem in said
    assert PASSWORD not in said


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_one_that_is_a_folder(repository: Repository) -> None:
    repository.add("a.py")
    repository.write("tightlip.toml", SETTINGS)
    (repository.folder / ".secrets.baseline").mkdir()
    assert "cannot read the baseline" in tightlip()[3]
