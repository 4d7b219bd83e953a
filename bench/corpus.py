"""What is measured on: files that are written here, and well-known packages, unpacked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = {
    "home-assistant": "homeassistant==2024.3.3",
    "salt": "salt==3008.5",  # has no wheel
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
    """The packages' contents; fetched with pip, once."""
    for name, requirement in PACKAGES.items():
        target = home / "trees" / name
        if not target.exists():
            fetched = home / "wheels"
            command = (sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(fetched), requirement)
            subprocess.run(command, check=True)
            (archive,) = fetched.glob(f"{requirement.replace('==', '-').replace('-', '?')}[-.]*")  # `-` or `_`
            shutil.unpack_archive(archive, target, "zip" if archive.suffix == ".whl" else "gztar")
    return {name: str(home / "trees" / name) for name in PACKAGES}


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
