"""The settings: what the repository says of itself, in the file that it has for settings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from tightlip.adoption import Advice, Proposal, Repository
from tightlip.settings import Settings
from tightlip.sources.project import settings_in

_VENDORED = ("vendor", "third_party", "thirdparty", "node_modules")
_ENOUGH = 3
# The name of a part in a pattern says nothing but that there may be anything.
_PARTS = ("service", "name", "part")


def advice(repository: Repository, names: Sequence[str]) -> Advice:
    """A table in `pyproject.toml`, or a `tightlip.toml`, where there is neither; `names` are of its secrets."""
    if settings_in(repository.root) is not None:
        return [], []
    lines = [*_of_others(repository), *_excludes(repository), *_pattern(names)]
    path = "pyproject.toml" if repository.lines("pyproject.toml") is not None else "tightlip.toml"
    if not lines and path == "tightlip.toml":
        return [], []  # all is well as it is
    header = ["[tool.tightlip]"] if path == "pyproject.toml" else []
    lines = lines or ["# `tightlip config` shows what may stand here, and what is in force"]
    return [Proposal(path, (*header, *lines, *([""] if path == "tightlip.toml" else ())))], []


def pattern_of(names: Iterable[str], environments: Sequence[str] = Settings().environments) -> str:
    """The pattern that all of `names` keep to, with an environment in it; empty when they show none."""
    parts = [name.split("/") for name in sorted(set(names))]
    if len(parts) < _ENOUGH or len(set(map(len, parts))) != 1 or len(parts[0]) < 2:
        return ""
    found = []
    spare = iter(_PARTS)
    columns = list(zip(*parts))
    for at, column in enumerate(columns):
        values = {value.lower() for value in column}
        if values <= set(environments):
            found.append("{environment}")
        elif len(values) == 1:
            found.append(column[0])
        else:
            found.append("{secret-type}" if at == len(columns) - 1 else f"{{{next(spare, 'part')}}}")
    return "/".join(found) if found.count("{environment}") == 1 else ""


def _pattern(names: Sequence[str]) -> list[str]:
    pattern = pattern_of(names)
    return [f"secret-name-pattern = {json.dumps(pattern)}  # as the secrets are named today"] if pattern else []


def _of_others(repository: Repository) -> list[str]:
    """What was written for other tools goes on counting."""
    tools = []
    if repository.exists(".secrets.baseline"):
        tools.append("detect-secrets")
    if repository.exists(".gitleaks.toml") or repository.exists(".gitleaksignore"):
        tools.append("gitleaks")
    if repository.exists(".bandit") or any(
        re.match(r"[ \t]*\[tool\.bandit\b", line) for line in repository.lines("pyproject.toml") or ()
    ):
        tools.append("bandit")
    lines = [f"other-comments = {json.dumps(tools)}"] if tools else []
    if "detect-secrets" in tools:
        lines.append('detect-secrets-baseline = ".secrets.baseline"')
    return lines


def _excludes(repository: Repository) -> list[str]:
    tops = {path.partition("/")[0] for path in repository.files if "/" in path}
    found = [f"{name}/" for name in _VENDORED if name in tops]
    return [f"exclude = {json.dumps(found)}"] if found else []
