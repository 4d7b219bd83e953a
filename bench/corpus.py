"""What is measured on: files that are written here, and wheels of well-known packages, unpacked."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

WHEELS = {
    "home-assistant": "homeassistant==2024.3.3",
    "airflow-core": "apache-airflow-core==3.3.2",
    "django": "django==5.2.19",
}
_PASSWORD = "tr0ub4dor" + "-and-3-horses"  # tightlip: ignore[hardcoded-secret] made up, for a file with a leak


def commits(home: Path) -> dict[str, list[str]]:
    """Files as a commit brings them: one clean one, ten, one that names a secret well, one with a leak."""
    folder = home / "commits"
    files = {
        "one": {"clean.py": _clean(0)},
        "ten": {f"clean_{number}.py": _clean(number) for number in range(10)},
        "careful": {"careful.py": _clean(1) + "\npassword = os.environ['DB_PASSWORD']\nconnect(password=password)\n"},
        "leak": {"leak.py": _clean(2) + f'\nDB_PASSWORD = "{_PASSWORD}"\n'},
    }
    for name, texts in files.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        for file, text in texts.items():
            (folder / name / file).write_text(text, encoding="utf-8")
    return {name: [str(folder / name / file) for file in texts] for name, texts in files.items()}


def trees(home: Path) -> dict[str, str]:
    """The wheels' contents; fetched with pip, once."""
    for name, requirement in WHEELS.items():
        target = home / "trees" / name
        if not target.exists():
            wheels = home / "wheels"
            command = (sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(wheels), requirement)
            subprocess.run(command, check=True)
            (wheel,) = wheels.glob(f"{requirement.partition('==')[0].replace('-', '_')}-*.whl")
            zipfile.ZipFile(wheel).extractall(target)
    return {name: str(home / "trees" / name) for name in WHEELS}


def only_python(home: Path, name: str) -> str:
    """The Python files of a tree, in a tree of their own."""
    source, target = home / "trees" / name, home / "trees" / f"{name}-python"
    if not target.exists():
        for path in source.rglob("*.py"):
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            os.link(path, copy)
    return str(target)


def _clean(number: int) -> str:
    """200 lines of ordinary code without a word that any scanner looks for."""
    lines = ["import os", "", "from shop import basket", ""]
    for at in range(28):
        lines += [
            f"def total_{number}_{at}(items, rate={at}):",
            '    """The price of all items, taxes included."""',
            f"    found = [item.price * {at + 2} for item in items if item.count > {number}]",
            f'    basket.note("counted", len(found), shop="{number}-{at}")',
            "    return sum(found) * rate",
            "",
            "",
        ]
    return "\n".join(lines[:200]) + "\n"
