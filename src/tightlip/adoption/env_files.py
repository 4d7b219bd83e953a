"""Env files: lines that keep them out of git, and out of images."""

from __future__ import annotations

import os

from tightlip.adoption import Advice, Proposal, Repository
from tightlip.judgement.dockerignore import keeps_out
from tightlip.model import GitStatus
from tightlip.paths import DOCKERFILE, DOTENV, kind_of
from tightlip.sources import git

_NAMES = (".env", ".env.local", ".env.production")
_TEMPLATES = (".env.example", ".env.sample", ".env.template")
_WHY = "# env files hold secrets; their templates hold none"


def advice(repository: Repository) -> Advice:
    """Lines for `.gitignore`, and for the `.dockerignore` of an image that is built here."""
    proposals: list[Proposal] = []
    remarks: list[str] = []
    if repository.is_git:
        known = git.statuses(os.path.join(repository.root, name) for name in _NAMES)
        if any(status is GitStatus.UNTRACKED for status in known.values()):
            proposals.append(Proposal(".gitignore", (_WHY, ".env", ".env.*", *(f"!{name}" for name in _TEMPLATES))))
        tracked = sorted(path for path in repository.tracked if kind_of(path) == DOTENV)
        if tracked:
            remarks.append(
                f"git holds {_listed(tracked)}: if there are secrets in it, rotate them, then `git rm --cached`"
            )
    if any("/" not in path and kind_of(path) == DOCKERFILE for path in repository.files):
        lines = repository.lines(".dockerignore") or []
        if not all(keeps_out(lines, name) for name in (*_NAMES, "app/.env")):
            exceptions = (f"!**/{name}" for name in _TEMPLATES)
            proposals.append(Proposal(".dockerignore", (_WHY, "**/.env", "**/.env.*", *exceptions)))
    return proposals, remarks


def _listed(paths: list[str]) -> str:
    more = f" and {len(paths) - 3} more env files" if len(paths) > 3 else ""
    return ", ".join(paths[:3]) + more
