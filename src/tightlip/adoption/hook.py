"""The hook: an entry in pre-commit's settings, put between what is there without touching it."""

from __future__ import annotations

import re

from tightlip import __version__
from tightlip.adoption import HOME, Advice, Proposal, Repository

_FILE = ".pre-commit-config.yaml"
_REPOS = re.compile(r"repos:[ \t]*(?:(\[[ \t]*\])[ \t]*|(?:#.*)?)$")
_ITEM = re.compile(r"([ \t]*)-[ \t]")
_OURS = re.compile(r"^[ \t]*(?:-[ \t]*)?id:[ \t]*[\"']?tightlip\b|tightlip/tightlip\b", re.M)
_ENTRY = (f"- repo: {HOME}", f"  rev: v{__version__}", "  hooks:", "    - id: tightlip")


def advice(repository: Repository) -> Advice:
    """The entry, at the end of the list of repositories; a file of its own where there is none."""
    if not repository.is_git:
        return [], []
    install = "run `pre-commit install`, once in each clone"
    if not repository.exists(_FILE):
        return [Proposal(_FILE, ("repos:", *(f"  {line}" for line in _ENTRY), ""))], [install]
    lines = repository.lines(_FILE)
    if lines is not None and _OURS.search("\n".join(lines)):
        return [], []
    proposal = _inserted(lines or [])
    if proposal is None:
        return [], [f"{_FILE} is written in a way that is not understood: add the hook `tightlip` of {HOME} by hand"]
    return [proposal], []


def _inserted(lines: list[str]) -> Proposal | None:
    start, empty = next(((at, match[1]) for at, line in enumerate(lines) if (match := _REPOS.match(line))), (-1, None))
    if start < 0:
        return None
    if empty:
        return Proposal(_FILE, ("repos:", *(f"  {line}" for line in _ENTRY)), start, 1)
    last, indentation = start, None
    for at in range(start + 1, len(lines)):
        line = lines[at]
        item = _ITEM.match(line)
        if indentation is None and item:
            indentation = item[1]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if indentation is None or not (line.startswith(f"{indentation} ") or (item and item[1] == indentation)):
            break
        last = at
    if indentation is None:
        return None
    return Proposal(_FILE, tuple(indentation + line for line in _ENTRY), last + 1)
