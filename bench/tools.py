"""The tools that are measured, and how each is told to look for secrets and for nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class Tool(NamedTuple):
    """`command` makes the command line for paths (files, or one folder) from what is installed in `home`."""

    name: str
    version: tuple[str, ...]
    command: Callable[[Sequence[str]], tuple[str, ...]]
    does: str

    def says(self) -> str:
        """Its own word on its version."""
        said = subprocess.run(self.version, capture_output=True, encoding="utf-8", check=True)
        words = (said.stdout or said.stderr).split()
        return next(word.strip(",") for word in words if word[:1].isdigit())


def install(home: Path) -> None:
    """Put tightlip (its wheel) and the peers into `home`, once."""
    venv = home / "venv"
    pip = _program(venv, "pip")
    if not os.path.exists(pip):
        subprocess.run((sys.executable, "-m", "venv", str(venv)), check=True)
        subprocess.run((pip, "install", "-q", "-r", str(HERE / "peers.txt")), check=True)
    subprocess.run((pip, "install", "-q", "--force-reinstall", "--no-deps", str(HERE.parent)), check=True)
    subprocess.run((pip, "install", "-q", str(HERE.parent)), check=True)
    if not (home / "node_modules").exists():
        (home / "package.json").write_text((HERE / "package.json").read_text(encoding="utf-8"), encoding="utf-8")
        subprocess.run(("npm", "install", "--silent", "--prefix", str(home)), check=True)
    rules = {"rules": [{"id": "@secretlint/secretlint-rule-preset-recommend"}]}
    (home / "secretlintrc.json").write_text(json.dumps(rules), encoding="utf-8")


def tools(home: Path) -> list[Tool]:
    """tightlip, and the peers that are installed in `home`."""
    venv = home / "venv"

    def program(name: str) -> str:
        return _program(venv, name)

    # Both come with a starter in Python, which would be measured, too.
    gitleaks, kingfisher = _binary(venv, "gitleaks"), _binary(venv, "kingfisher")
    secretlint = (str(home / "node_modules" / ".bin" / "secretlint"), "--secretlintrc", str(home / "secretlintrc.json"))
    tightlip, python = program("tightlip"), program("python")
    return [
        Tool("python", (python, "--version"), lambda _: (python, "-c", "pass"), "`python -c pass`"),
        Tool(
            "tightlip",
            (tightlip, "--version"),
            lambda paths: (tightlip, "check", "--no-cache", "--exit-zero", "-q", *paths),
            "all rules, code read as code",
        ),
        Tool(
            "ruff",
            (program("ruff"), "--version"),
            lambda paths: (
                program("ruff"), "check", "--isolated", "--no-cache", "--select", "S105,S106,S107", "-eq", *paths,
            ),
            "`S105`-`S107` on Python files",
        ),
        Tool(
            "gitleaks",
            (gitleaks, "version"),
            lambda paths: (gitleaks, "dir", "--no-banner", "--log-level=error", "--exit-code=0", _one(paths)),
            "all rules: patterns and entropy",
        ),
        Tool(
            "bandit",
            (program("bandit"), "--version"),
            lambda paths: (program("bandit"), "-q", "-r", "--exit-zero", "-t", "B105,B106,B107", *paths),
            "`B105`-`B107` on Python files",
        ),
        Tool(
            "detect-secrets",
            (program("detect-secrets"), "--version"),
            lambda paths: (program("detect-secrets"), "scan", "--no-verify", "--all-files", *paths),
            "all plugins, nothing verified",
        ),
        Tool(
            "secretlint",
            (secretlint[0], "--version"),
            lambda paths: (*secretlint, *(f"{path}/**/*" if os.path.isdir(path) else path for path in paths)),
            "the recommended rules",
        ),
        Tool(
            "kingfisher",
            (kingfisher, "--version"),
            lambda paths: (kingfisher, "scan", "--no-validate", "--no-update-check", "-q", *paths),
            "all rules, nothing verified",
        ),
    ]  # fmt: skip


def _one(paths: Sequence[str]) -> str:
    """gitleaks takes one path: for several files, their folder."""
    return paths[0] if len(paths) == 1 else os.path.dirname(paths[0])


def _program(venv: Path, name: str) -> str:
    return str(venv / ("Scripts" if os.name == "nt" else "bin") / name)


def _binary(venv: Path, name: str) -> str:
    found = [path for path in venv.rglob(f"bin/{name}*") if path.is_file() and path.stat().st_size > 5_000_000]
    return str(found[0]) if found else _program(venv, name)
