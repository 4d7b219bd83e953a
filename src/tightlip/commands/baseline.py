"""Accept what is found today, so that from now on only what is new is reported."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Sequence

from tightlip import run as pipeline
from tightlip.commands import UsageError
from tightlip.commands.output import replace_file, write
from tightlip.model import Finding, Outcome
from tightlip.nearest import did_you_mean
from tightlip.report.style import printable
from tightlip.rulebook.book import Rulebook
from tightlip.rulebook.selection import matching
from tightlip.sources import Request
from tightlip.sources.project import git_root_of, shown
from tightlip.waivers.accepted import UNUSED, today
from tightlip.waivers.baseline import Baseline, Entry, as_object, is_date, render

ARGUMENTS = "create|accept|prune|show [PATH ...]"
_ACTIONS = {
    "create": "accept all that is found in the project, in a new file",
    "accept": "accept what is found in PATH ..., or with --all in the project",
    "prune": "drop what accepts nothing any more",
    "show": "list what is accepted",
}
# Only one action knows each of these.
_ACTION_OF = {
    "force": "create",
    "all": "accept",
    "rule": "accept",
    "reason": "accept",
    "expires": "accept",
    "output_format": "show",
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `tightlip baseline`."""
    about = "; ".join(f"{name}: {what}" for name, what in _ACTIONS.items())
    parser.add_argument("action", nargs="?", choices=_ACTIONS, metavar="ACTION", help=about)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders, for `accept`")
    parser.add_argument("--force", action="store_true", help="create: begin anew where there is a baseline already")
    parser.add_argument("--all", action="store_true", help="accept: whatever is found in the project")
    parser.add_argument("--rule", action="append", metavar="RULES", help="accept: only what these rules find")
    parser.add_argument("--reason", metavar="TEXT", help="accept: why; it is kept in the file")
    parser.add_argument("--expires", metavar="DATE", help="accept: the last day on which it holds (YYYY-MM-DD)")
    parser.add_argument("--output-format", choices=("text", "json"), help="show: text (the default) or json")
    parser.add_argument("--baseline", metavar="FILE", help="the file, if not the one in the settings")
    settings = parser.add_mutually_exclusive_group()
    settings.add_argument("--config", metavar="FILE", help="the settings file to use")
    settings.add_argument("--isolated", action="store_true", help="use no settings file")


def run(options: argparse.Namespace) -> int:
    """Do what the action says; 2 when something could not be read, for then nobody knows what is in it."""
    _refuse_strange_options(options)
    request = Request(tuple(options.paths))
    overrides = {"baseline": os.path.abspath(options.baseline) if options.baseline else options.baseline}
    setup = pipeline.prepare(request, overrides, options.config, options.isolated)
    if options.action == "create":
        return _create(setup, options)
    baseline = pipeline.baseline_of(setup.settings)
    if options.action == "show":
        write(_as_json(baseline) if options.output_format == "json" else _as_text(baseline))
        return pipeline.CLEAN
    wanted = _wanted(options.rule, setup.plan.rulebook)
    done = pipeline.carry_out(request, setup, baseline)
    if options.action == "prune":
        dropped = {entry.fingerprint for entry in done.stale}
        kept = [entry for entry in baseline.entries if entry.fingerprint not in dropped]
        said = f"{baseline.name}: {_entries(len(dropped))} dropped, {len(kept)} kept"
        return _end(setup, done.outcome, kept if dropped else None, said)
    found = [each for each in done.outcome.findings if each.rule in wanted and not _is_complaint(each, baseline)]
    new = [Entry(each.fingerprint, each.rule, each.path, options.reason, options.expires or "") for each in found]
    accepted = {entry.fingerprint for entry in new}
    kept = [entry for entry in baseline.entries if entry.fingerprint not in accepted]
    said = f"{baseline.name}: {_entries(len(new))} added" if new else "There is nothing to accept."
    return _end(setup, done.outcome, [*kept, *new] if new else None, said)


def _refuse_strange_options(options: argparse.Namespace) -> None:
    if options.action is None:
        raise UsageError(f"say what to do: {', '.join(_ACTIONS)}")
    for name, action in _ACTION_OF.items():
        if getattr(options, name) and action != options.action:
            raise UsageError(f"--{name.replace('_', '-')} is for `tightlip baseline {action}`")
    if options.action != "accept":
        if options.paths:
            raise UsageError(f"`tightlip baseline {options.action}` is about the whole project: give no paths")
        return
    if bool(options.paths) == options.all:
        raise UsageError("say what to accept: either PATH ..., or --all")
    if not (options.reason or "").strip():
        raise UsageError("say why, with --reason: whoever reads it next year will want to know")
    if len(options.reason.splitlines()) > 1:
        raise UsageError("--reason takes one line of text")
    if options.expires is not None and not (is_date(options.expires) and options.expires >= today()):
        raise UsageError("--expires takes a day to come, as YYYY-MM-DD")


def _create(setup: pipeline.Setup, options: argparse.Namespace) -> int:
    file = pipeline.baseline_file(setup.settings)
    name = shown(file, setup.settings.root)
    if os.path.lexists(file) and not options.force:
        raise UsageError(f"{name} is there already: `accept` adds to it, --force begins anew")
    outcome = pipeline.carry_out(Request(), setup, Baseline(name)).outcome
    entries = [Entry(each.fingerprint, each.rule, each.path) for each in outcome.findings if each.path != name]
    return _end(setup, outcome, entries, f"{name}: {_entries(len(entries))}; commit it")


def _wanted(rules: Sequence[str] | None, rulebook: Rulebook) -> frozenset[str]:
    """The rules that `--rule` speaks of; all, without it."""
    if rules is None:
        return frozenset(rulebook.cards)
    selectors = [part.strip() for text in rules for part in text.split(",") if part.strip()]
    for selector in selectors:
        if not matching(rulebook, selector):
            near = did_you_mean(selector, rulebook.cards) or "; `tightlip rule` lists all"
            raise UsageError(f"--rule: there is no rule or family `{selector}`{near}")
    return frozenset(rule for selector in selectors for rule in matching(rulebook, selector))


def _is_complaint(finding: Finding, baseline: Baseline) -> bool:
    """Whether it is about the baseline itself, which nothing in a baseline can mend."""
    return finding.rule == UNUSED and finding.path == baseline.name


def _end(setup: pipeline.Setup, outcome: Outcome, entries: Iterable[Entry] | None, said: str) -> int:
    """Write the file if it has changed, and say what was done, and what could not be."""
    failed = [part for part in outcome.skipped if part.failed]
    lines = [said, *(f"could not be checked: {part.path}: {part.reason}" for part in failed)]
    if entries is not None:
        lines[1:1] = _save(pipeline.baseline_file(setup.settings), entries)
    write("".join(f"{printable(line)}\n" for line in lines))
    return pipeline.FAILED if failed else pipeline.CLEAN


def _save(file: str, entries: Iterable[Entry]) -> list[str]:
    """Write the file; a new one is also told to git, which merges it line by line then. Returns what else was done."""
    is_new = not os.path.lexists(file)
    try:
        replace_file(file, render(entries))
        return _merge_by_line(file) if is_new else []
    except OSError as error:
        raise UsageError(f"cannot write {os.path.basename(file)}, or what goes with it: {error.strerror}") from None


def _merge_by_line(file: str) -> list[str]:
    """Have git keep both sides' lines of `file` where it would see a conflict, unless its folder says what to do."""
    folder, name = os.path.split(file)
    if git_root_of(folder) is None:
        return []
    attributes = os.path.join(folder, ".gitattributes")
    pattern = f'"{name}"' if " " in name else name
    with open(attributes, "a+", encoding="utf-8", errors="surrogateescape", newline="\n") as opened:
        opened.seek(0)
        text = opened.read()
        if any(line.startswith(f"{pattern} ") for line in text.splitlines()):
            return []
        gap = "" if text.endswith("\n") or not text else "\n"
        opened.write(f"{gap}{pattern} text eol=lf merge=union\n")
    return [".gitattributes: has git merge the file line by line; commit it, too"]


def _as_text(baseline: Baseline) -> str:
    lines = []
    for entry in sorted(baseline.entries, key=lambda entry: (entry.path, entry.rule, entry.fingerprint)):
        end = f"until {entry.expires}" if entry.expires else ""
        over = f"expired on {entry.expires}" if entry.last_day < today() else end
        lines.append("  ".join(filter(None, (entry.path, entry.rule, over, entry.reason))))
    lines.append(f"{baseline.name}: {_entries(len(baseline.entries))}")
    return "".join(f"{printable(line)}\n" for line in lines)


def _as_json(baseline: Baseline) -> str:
    import json

    return json.dumps({"version": 1, "entries": list(map(as_object, baseline.entries))}, indent=2) + "\n"


def _entries(number: int) -> str:
    return f"{number} {'entry' if number == 1 else 'entries'}"
