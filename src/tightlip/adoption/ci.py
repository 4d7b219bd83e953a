"""The job in CI: a workflow of GitHub's, or an entry in GitLab's settings."""

from __future__ import annotations

import re

from tightlip import __version__
from tightlip.adoption import HOME, Advice, Proposal, Repository

_WORKFLOWS = ".github/workflows/"
_WORKFLOW = f"{_WORKFLOWS}tightlip.yml"
_GITLAB = ".gitlab-ci.yml"
_JOB = f"""\
name: tightlip
on: [push, pull_request]
permissions:
  contents: read
jobs:
  tightlip:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
        with: {{fetch-depth: 0, persist-credentials: false}}
      - uses: tightlip/tightlip@v{__version__}
        with:
          args: ${{{{ github.base_ref && format('--since origin/{{0}}', github.base_ref) || '' }}}}
"""
_TEMPLATE = (
    HOME.replace("github.com", "raw.githubusercontent.com") + f"/v{__version__}/templates/tightlip.gitlab-ci.yml"
)
_INCLUDE = re.compile(r"include:[ \t]*(?:#.*)?$")
_ANY_INCLUDE = re.compile(r"include:")
_ITEM = re.compile(r"([ \t]*)-[ \t]")


def advice(repository: Repository) -> Advice:
    """A workflow where there are some, or git comes from GitHub; an `include` where GitLab has its settings."""
    proposals: list[Proposal] = []
    remarks: list[str] = []
    workflows = [path for path in repository.files if path.startswith(_WORKFLOWS)]
    at_github = bool(workflows) or repository.says(".git/config", "github.com")
    if (
        at_github
        and not repository.exists(_WORKFLOW)
        and not any(repository.says(path, "tightlip") for path in workflows)
    ):
        proposals.append(Proposal(_WORKFLOW, tuple(_JOB.split("\n"))))
    if repository.exists(_GITLAB) and not repository.says(_GITLAB, "tightlip"):
        proposal = _included(repository.lines(_GITLAB) or [])
        if proposal:
            proposals.append(proposal)
        else:
            remarks.append(
                f"{_GITLAB} includes other files in a way that is not understood: include {_TEMPLATE} by hand"
            )
    return proposals, remarks


def _included(lines: list[str]) -> Proposal | None:
    entry = f"- remote: {_TEMPLATE}"
    for at, line in enumerate(lines):
        if _INCLUDE.match(line):
            following = next(
                (each for each in lines[at + 1 :] if each.strip() and not each.lstrip().startswith("#")), ""
            )
            item = _ITEM.match(following)
            return Proposal(_GITLAB, (item[1] + entry,), at + 1) if item else None
    if any(map(_ANY_INCLUDE.match, lines)):
        return None
    return Proposal(_GITLAB, ("include:", f"  {entry}"))
