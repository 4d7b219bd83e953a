"""Counts which of our own test cases each tool flags: `python bench/cases.py`, after `make bench`.

The cases are ours, so the counts say how much the tools differ, not how good they are.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from tools import _binary, _program

HERE = Path(__file__).parent
ROOT = HERE.parent
SETS = {
    "a literal is a secret": "tests/checks/hardcoded/cases",
    "a secret gets out": "tests/reading/python/flow/cases",
}
_MARK = re.compile(r"\s*# (?P<mark>leak: (?P<rule>[\w-]+)|ok\b).*$")
Lines = set[tuple[str, int]]


def copied(folder: Path, into: Path) -> tuple[Lines, Lines]:
    """The cases without their marks in `into`, and the lines that must be flagged, and that must not."""
    leaks, fine = set(), set()
    for path in sorted(folder.glob("*.py")):
        kept = []
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            mark = _MARK.search(line)
            if mark:
                (leaks if mark["rule"] else fine).add((path.name, number))
                line = line[: mark.start()]
            kept.append(line)
        (into / path.name).write_text("\n".join(kept) + "\n", encoding="utf-8")
    return leaks, fine


def flagged(venv: Path, folder: Path) -> dict[str, Lines]:
    """The lines that each tool flags in `folder`."""

    def told(command: list[str]) -> str:
        return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False).stdout

    def lines(command: list[str], read: Callable[[object], list[tuple[str, int]]]) -> Lines:
        return {(Path(path).name, line) for path, line in read(json.loads(told(command) or "[]"))}

    def program(name: str) -> str:
        return _program(venv, name)

    gitleaks, kingfisher = _binary(venv, "gitleaks"), _binary(venv, "kingfisher")
    return {
        "tightlip": lines(
            [program("tightlip"), "check", "--isolated", "--no-cache", "--output-format", "json", "."],
            lambda said: [(f["path"], f["line"]) for f in said["findings"]],  # type: ignore[index]
        ),
        "ruff": lines(
            [
                program("ruff"),
                "check",
                "--isolated",
                "--no-cache",
                "--select",
                "S105,S106,S107",
                "--output-format=json",
            ],
            lambda said: [(f["filename"], f["location"]["row"]) for f in said],  # type: ignore[attr-defined]
        ),
        "bandit": lines(
            [program("bandit"), "-q", "-r", ".", "-t", "B105,B106,B107", "-f", "json"],
            lambda said: [(f["filename"], f["line_number"]) for f in said["results"]],  # type: ignore[index]
        ),
        "detect-secrets": lines(
            [program("detect-secrets"), "scan", "--no-verify", "--all-files", "."],
            lambda said: [(f["filename"], f["line_number"]) for fs in said["results"].values() for f in fs],  # type: ignore[index]
        ),
        "gitleaks": lines(
            [gitleaks, "dir", "--log-level=fatal", "--no-banner", "--exit-code=0", "-f=json", "-r=-", "."],
            lambda said: [(f["File"], f["StartLine"]) for f in said],  # type: ignore[attr-defined]
        ),
        "kingfisher": lines(
            [kingfisher, "scan", "--no-validate", "--no-update-check", "-q", "--format", "json", "."],
            lambda said: [(f["finding"]["path"], f["finding"]["line"]) for f in said["findings"]],  # type: ignore[index]
        ),
    }


def main() -> None:
    """Print the table."""
    venv = HERE / ".work" / "venv"
    for title, cases in SETS.items():
        with tempfile.TemporaryDirectory(prefix="cases-") as made:
            leaks, fine = copied(ROOT / cases, Path(made))
            print(f"{title}: {len(leaks)} lines, {len(fine)} look-alikes")
            for name, found in flagged(venv, Path(made)).items():
                print(f"  {name:15} {len(found & leaks):4} {len(found & fine):4}")


if __name__ == "__main__":
    main()
