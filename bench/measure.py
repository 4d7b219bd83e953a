"""Measures tightlip beside its peers, and writes the table and the picture of it: `make bench`."""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

import corpus
import picture
from tools import Tool, install, tools

HERE = Path(__file__).parent
PEERS = ("gitleaks", "kingfisher")  # ours is told as a share of theirs


class Figure(NamedTuple):
    """The median of a command's runs: wall and CPU seconds, and the largest peak of memory in MB."""

    wall: float
    cpu: float
    memory: float


class Row(NamedTuple):
    """One thing that was measured, and each tool's figure for it."""

    title: str
    figures: dict[str, Figure]


def once(command: Sequence[str], folder: str | None = None) -> Figure:
    """One run, as the operating system accounts for it: the process and all that it waited for."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1, 200, 205):  # findings; kingfisher's are the last two
        raise SystemExit(f"{' '.join(command)[:200]} ended with {process.returncode}")
    return Figure(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def measured(commands: Mapping[str, Sequence[str]], runs: int, folder: str | None = None) -> dict[str, Figure]:
    """Each command's figure, over runs in turn (A B C A B C …), so that a slow minute is slow for all of them."""
    for command in commands.values():
        once(command, folder)  # warm: the files are in memory, and caches of the tools' own are filled
    found: dict[str, list[Figure]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            found[name].append(once(command, folder))
    return {
        name: Figure(median(f.wall for f in all_), median(f.cpu for f in all_), max(f.memory for f in all_))
        for name, all_ in found.items()
    }


def commit_rows(home: Path, every: list[Tool], runs: int) -> list[Row]:
    """What a hook costs."""
    titles = {
        "one": "one clean file of 200 lines",
        "ten": "ten of them",
        "careful": "one with a sensitive word, and no leak",
        "leak": "one with a leak",
    }
    files = corpus.commits(home)
    return [
        Row(title, measured({tool.name: tool.command(files[name]) for tool in every}, runs))
        for name, title in titles.items()
    ]


def tree_rows(home: Path, every: list[Tool], runs: int) -> list[Row]:
    """What a CI job costs, nothing remembered."""
    slow = ("python", "bandit", "detect-secrets")
    rows = []
    for name, folder in corpus.trees(home).items():
        chosen = [tool for tool in every if tool.name not in slow]
        rows.append(Row(f"{name}, all files", measured({tool.name: tool.command([folder]) for tool in chosen}, runs)))
        python = corpus.only_python(home, name)
        rows.append(
            Row(f"{name}, Python files", measured({tool.name: tool.command([python]) for tool in chosen}, runs))
        )
    return rows


def warm_rows(home: Path, tightlip: Tool, runs: int) -> list[Row]:
    """What a second run costs, in a small tree and in a large one."""
    folders = {
        "django's Python files": corpus.only_python(home, "django"),
        "home-assistant, all files": corpus.trees(home)["home-assistant"],
    }
    return [_warm_row(f"{title}, a second time", folder, tightlip, runs) for title, folder in folders.items()]


def _warm_row(title: str, folder: str, tightlip: Tool, runs: int) -> Row:
    """A second run in a git work tree in which nothing has changed, and nothing is found."""
    with tempfile.TemporaryDirectory() as made:
        work, cache = Path(made, "tree"), Path(made, "cache")
        subprocess.run(("cp", "-r", folder, str(work)), check=True)
        git = ("git", "-c", "user.name=bench", "-c", "user.email=bench@example.com")
        for arguments in (("init", "-q"), ("add", "."), ("commit", "-qm", "all")):
            subprocess.run((*git, *arguments), cwd=work, check=True)
        os.environ["TIGHTLIP_CACHE_DIR"] = str(cache)
        program = tightlip.command([])[0]
        found = subprocess.run(
            (program, "check", "--output-format=concise"), cwd=work, capture_output=True, check=False
        )
        for path in {line.partition(b":")[0] for line in found.stdout.splitlines() if b": " in line}:
            (work / os.fsdecode(path)).unlink(missing_ok=True)
        subprocess.run((*git, "commit", "-qam", "without findings"), cwd=work, check=True)
        commands = {"git status": ("git", "status", "--short"), "tightlip": (program, "check", "-q")}
        return Row(title, measured(commands, runs, str(work)))


def growth_row(home: Path, tightlip: Tool, runs: int) -> Row:
    """Four copies of a tree beside one."""
    folder = corpus.only_python(home, "django")
    with tempfile.TemporaryDirectory() as four:
        for number in range(4):
            subprocess.run(("cp", "-r", folder, os.path.join(four, str(number))), check=True)
        commands = {"one": tightlip.command([folder]), "four": tightlip.command([four])}
        return Row("django's Python files, once and four times", measured(commands, runs))


def table(rows: list[Row], every: list[Tool]) -> str:
    """The rows as a Markdown table: wall seconds, and what share of two peers' ours are."""
    names = [tool.name for tool in every]
    titles = [*names, *(f"share of {peer}" for peer in PEERS)]
    lines = ["| | " + " | ".join(titles) + " |", "|---|" + "--:|" * len(titles)]
    for row in rows:
        cells = [_time(row.figures[name].wall) if name in row.figures else "" for name in names]
        cells += [f"{row.figures['tightlip'].wall / row.figures[peer].wall:.2f}" for peer in PEERS]
        lines.append(f"| {row.title} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def page(rows: list[Row], warm: list[Row], growth: Row, every: list[Tool]) -> str:
    """The text between the marks in the README."""
    ours = {row.title: row.figures["tightlip"] for row in rows}
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, CPython {platform.python_version()}"
    one, four = growth.figures["one"].wall, growth.figures["four"].wall
    memory = max(figure.memory for figure in ours.values())
    return "\n".join(
        [
            f"Medians of whole processes, wall time, in turn on {machine}.",
            "",
            table(rows, every),
            "",
            *(_beside_status(row) for row in warm),
            f"- {growth.title}: {_time(one)} and {_time(four)}, {four / one:.2f} times as long.",
            f"- tightlip's largest process had {memory:.0f} MB.",
            "",
            "| tool | version | what it does there |",
            "|---|---|---|",
            *(f"| {tool.name} | {tool.says()} | {tool.does} |" for tool in every),
        ]
    )


def _beside_status(row: Row) -> str:
    status, second = row.figures["git status"].wall, row.figures["tightlip"].wall
    return f"- {row.title}: {_time(second)}, {second / status:.1f} times `git status` ({_time(status)})."


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def main() -> None:
    """Measure everything, and rewrite what shows it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=HERE / ".work", help="where tools and trees are kept")
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    home = options.home.absolute()
    home.mkdir(parents=True, exist_ok=True)
    install(home)
    every = tools(home)
    tightlip = next(tool for tool in every if tool.name == "tightlip")
    commits = commit_rows(home, every, options.runs)
    trees = tree_rows(home, every, max(1, options.runs // 3))
    few = max(1, options.runs // 2)
    text = page([*commits, *trees], warm_rows(home, tightlip, options.runs), growth_row(home, tightlip, few), every)
    readme = HERE / "README.md"
    old = readme.read_text(encoding="utf-8")
    new = re.sub(r"(<!-- figures -->\n).*?(<!-- end -->)", lambda m: f"{m[1]}\n{text}\n\n{m[2]}", old, flags=re.S)
    readme.write_text(new, encoding="utf-8")
    hook, tree = commits[0].figures, trees[0].figures
    (HERE / "speed.svg").write_text(
        picture.bars(
            [
                ("One clean file", {name: figure.wall for name, figure in hook.items()}),
                (trees[0].title, {name: figure.wall for name, figure in tree.items()}),
            ]
        ),
        encoding="utf-8",
    )
    print(text)


if __name__ == "__main__":
    main()
