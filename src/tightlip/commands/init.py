"""Propose hook, settings, ignored env files and a CI job for a repository: shows them, and with --yes writes them."""

from __future__ import annotations

import argparse
import codecs
import os
import re

from tightlip import run as pipeline
from tightlip.adoption import Proposal, Repository, applied, ci, differences, env_files, findings, hook, settings
from tightlip.commands import UsageError
from tightlip.commands.output import replace_bytes, replace_file, write
from tightlip.report.style import printable
from tightlip.sources import Request
from tightlip.sources.project import git_root_of, settings_in

ARGUMENTS = "[FOLDER]"
# No name keeps to it, so the rule tells all the names that it reads.
_NOBODYS_PATTERN = "{environment}/no/secret/has/a/name/like/this"
_NAME = re.compile(r"`([^`]+)` is not named like")


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `tightlip init`."""
    parser.add_argument("folder", nargs="?", metavar="FOLDER", help="the repository; none: the one around this folder")
    parser.add_argument("-y", "--yes", action="store_true", help="write what is proposed")


def run(options: argparse.Namespace) -> int:
    """Show what there is to do, and do it when told to; `UsageError` when a file cannot be written."""
    folder = os.path.abspath(options.folder or os.curdir)
    if not os.path.isdir(folder):
        raise UsageError(f"there is no folder `{options.folder}`")
    repository = Repository(git_root_of(folder) or folder)
    proposals: list[Proposal] = []
    remarks: list[str] = []
    for found, said in (
        hook.advice(repository),
        settings.advice(repository, _secret_names(repository)),
        env_files.advice(repository),
        ci.advice(repository),
    ):
        proposals += found
        remarks += said
    done = pipeline.run(Request((repository.root,)), {})
    remarks += findings.advice(done.outcome.findings)
    texts = {proposal.path: repository.lines(proposal.path) for proposal in proposals}
    for proposal in proposals:
        if texts[proposal.path] is None and repository.exists(proposal.path):
            raise UsageError(f"{proposal.path} is no text in UTF-8 that lines could be added to")
    said = [line for proposal in proposals for line in (*differences(proposal, texts), "")]
    if options.yes:
        for proposal in proposals:
            _write(repository, proposal, texts[proposal.path])
        said = [f"written: {proposal.path}" for proposal in proposals]
    if not proposals:
        said = ["There is nothing to write." if remarks else "There is nothing to do."]
    elif not options.yes:
        said.append("Nothing is written yet: `tightlip init --yes` does that.")
    said += [f"Then: {remark}." for remark in remarks]
    write("".join(f"{printable(line)}\n" for line in said))
    return 0


def _secret_names(repository: Repository) -> list[str]:
    """How the repository names its secrets; nobody asks where there are settings already."""
    if settings_in(repository.root) is not None:
        return []
    overrides = {"select": ["secret-name-convention"], "secret-name-pattern": _NOBODYS_PATTERN}
    effort = pipeline.Effort(cache=False)
    done = pipeline.run(Request((repository.root,)), overrides, isolated=True, effort=effort)
    return [match[1] for finding in done.outcome.findings if (match := _NAME.match(finding.message))]


def _write(repository: Repository, proposal: Proposal, lines: list[str] | None) -> None:
    """Add to the file; its line ends and its mark stay as they are."""
    place = os.path.join(repository.root, proposal.path)
    try:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        if lines is None:
            replace_file(place, "\n".join(proposal.lines).removesuffix("\n") + "\n")
            return
        with open(place, "rb") as opened:
            old = opened.read()
        end = "\r\n" if b"\r\n" in old else "\n"
        mark = codecs.BOM_UTF8 if old.startswith(codecs.BOM_UTF8) else b""
        if mark + end.join(lines).encode() != old:
            raise UsageError(f"{proposal.path} mixes line ends: it is left as it is")
        replace_bytes(place, mark + end.join(applied(lines, proposal)).encode())
    except OSError as error:
        raise UsageError(f"cannot write {proposal.path}: {error.strerror}") from None
