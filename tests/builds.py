"""Builds tightlip and installs it, for the tests of what is installed: real wheels in real virtual environments."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent


def build(kind: str, folder: Path, root: Path = ROOT) -> Path:
    """The "wheel" or "sdist" of the project at `root`, built into `folder`."""
    run(sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder), cwd=root)
    (built,) = folder.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return built


def install(what: Path | str, folder: Path, *options: str) -> Path:
    """A virtual environment at `folder` with tightlip installed from `what`; returns its Python.

    Everything else it finds where the tests run from: nothing is fetched.
    """
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    site = Path(run(str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    offline = ("--no-deps", "--no-build-isolation", "--no-index", "--ignore-installed")
    run(sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", *offline, *options, str(what))
    return python


def run(*command: str, cwd: Path | None = None, accept: tuple[int, ...] = (0,)) -> str:
    """What the command prints, away from this checkout, so that nothing is imported from it by accident."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PIP_"))}
    done = subprocess.run(
        command, cwd=cwd or Path(sys.prefix), env=clean, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode in accept, done.stdout + done.stderr
    return done.stdout
