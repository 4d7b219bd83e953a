"""A fork that installs its package under detect-secrets' name is noticed, and named where it speaks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pytest

import more_samples as made

LEAK = f'thing = "{made.SAMPLES["random-base64-40"](3)}"\n'


def tightlip(folder: Path, *arguments: str) -> str:
    """What it says in an environment in which what is in `folder` comes first."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [sys.executable, "-m", "tightlip", *arguments]
    done = subprocess.run(command, input=LEAK, capture_output=True, text=True, check=False, env=environment)
    assert not done.stderr
    return done.stdout


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder with the files of the real detect-secrets."""
    spec = find_spec("detect_secrets")
    assert spec is not None
    assert spec.origin is not None
    shutil.copytree(Path(spec.origin).parent, tmp_path / "detect_secrets")
    return tmp_path


def distribution(folder: Path, name: str, number: str) -> None:
    info = folder / f"{name.replace('-', '_')}-{number}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {number}\n", encoding="utf-8")
    (info / "top_level.txt").write_text("detect_secrets\n", encoding="utf-8")
    (info / "RECORD").write_text("detect_secrets/__init__.py,,\n", encoding="utf-8")


def test_the_real_one_is_not_worth_a_word(installed: Path) -> None:
    assert tightlip(installed, "version").count("\n") == 1
    distribution(installed, "detect-secrets-extras", "1.0")  # provides files of it, too, but has changed none
    assert tightlip(installed, "version").count("\n") == 1
    assert tightlip(installed, "--stdin-filename", "a.py", "--output-format", "concise").count("detect-secrets") == 0


def test_a_fork_over_the_real_one(installed: Path) -> None:
    for name in ("bc-detect-secrets", "detect-secrets-plus"):
        distribution(installed, name, "1.5.45")
        file = installed / "detect_secrets" / "__version__.py"
        file.write_text(file.read_text(encoding="utf-8").replace(version("detect-secrets"), "1.5.45"), encoding="utf-8")
        said = tightlip(installed, "version")
        assert said.splitlines()[1].startswith(f"`{name}` is installed in the place of detect-secrets")
        found = tightlip(installed, "--stdin-filename", "a.py", "--output-format", "concise")
        assert f"a random-looking string (says `{name}`" in found
        shutil.rmtree(installed / f"{name.replace('-', '_')}-1.5.45.dist-info")
