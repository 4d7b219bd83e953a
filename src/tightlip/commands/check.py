"""Look for secrets that leak, in files, folders, or what is about to be committed."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence

from tightlip import run as pipeline
from tightlip.commands import UsageError, reports
from tightlip.sources import Request

ARGUMENTS = "[PATH ...]"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `tightlip check`; their names are ruff's."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders; none: the git work tree")
    what = parser.add_argument_group("what to read")
    what.add_argument("--staged", action="store_true", help="what the next commit would hold, not what is on disk")
    what.add_argument("--since", metavar="REV", help="only what changed since HEAD parted from REV, on disk")
    what.add_argument("--from-ref", metavar="REV", help="only what changed in --to-ref since it parted from REV")
    what.add_argument("--to-ref", metavar="REV", help="the commit to read, with --from-ref (default: HEAD)")
    what.add_argument("--pushed", action="store_true", help="only what is pushed, in pre-commit's hook of that name")
    what.add_argument("--stdin-filename", metavar="PATH", help="read standard input as if it were the file PATH")
    what.add_argument("--force-exclude", action="store_true", help="apply `exclude` to files that are named, too")
    what.add_argument(
        "--shard",
        type=_shard,
        default=(1, 1),
        metavar="N/COUNT",
        help="one of COUNT parts of the files, by their paths; `tightlip merge` joins the reports",
    )
    rules = parser.add_argument_group("which rules", "RULES are ids, families or ALL, separated by commas")
    rules.add_argument("--select", action="append", metavar="RULES", help="report these")
    rules.add_argument("--extend-select", action="append", metavar="RULES", help="report these, too")
    rules.add_argument("--ignore", action="append", metavar="RULES", help="do not report these")
    rules.add_argument(
        "--per-file-ignores",
        action="append",
        metavar="GLOB:RULE",
        help="do not report RULE in files that match; several are separated by commas",
    )
    group = parser.add_argument_group("settings")
    group.add_argument("--baseline", metavar="FILE", help="the findings that are accepted (see `tightlip baseline`)")
    settings = group.add_mutually_exclusive_group()
    settings.add_argument("--config", metavar="FILE", help="the settings file to use")
    settings.add_argument("--isolated", action="store_true", help="use no settings file")
    effort = parser.add_argument_group("effort")
    effort.add_argument("-j", "--jobs", type=_number, metavar="N", default=0, help="processes, for much work")
    effort.add_argument("--no-cache", action="store_true", help="neither believe nor keep what is known to be clean")
    effort.add_argument(
        "--no-focus", action="store_true", help="read all of every Python file (which changes no finding)"
    )
    editing = parser.add_argument_group("editing", "the report is then of what is left")
    edits = editing.add_mutually_exclusive_group()
    edits.add_argument("--fix", action="store_true", help="take out suppression comments that suppress nothing")
    edits.add_argument("--add-ignore", action="store_true", help="write a suppression comment for each finding")
    editing.add_argument("--reason", metavar="TEXT", help="what --add-ignore writes into each comment")
    editing.add_argument(
        "--diff", action="store_true", help="only show what --fix or --add-ignore would write, secrets masked"
    )
    reports.add_options(parser)


def run(options: argparse.Namespace) -> int:
    """Check, report, and return the exit status."""
    reports.check_options(options)
    request, overrides = _request(options), _overrides(options)
    effort = pipeline.Effort(options.jobs, cache=not options.no_cache)
    if _is_edit(options):
        from tightlip.commands import edits  # not for a hook, which edits nothing

        setup = pipeline.prepare(request, overrides, options.config, options.isolated)
        return edits.run(options, request, setup, effort)
    done = pipeline.run(request, overrides, options.config, options.isolated, effort)
    return reports.publish(done.outcome, options)


def _is_edit(options: argparse.Namespace) -> bool:
    """Whether files are to be edited, or it is to be shown how; `UsageError` for options that cannot go together."""
    reason = options.reason
    if reason is not None and not options.add_ignore:
        raise UsageError("--reason goes into the comments of --add-ignore: give both")
    if reason is not None and not (reason.isprintable() and reason.strip()[:1].isalnum()):
        raise UsageError("--reason takes one line of text, which begins with a letter or digit")
    if not (options.fix or options.add_ignore):
        if options.diff:
            raise UsageError("--diff shows what --fix or --add-ignore would write: give one of them with it")
        return False
    for name, given in _ways(options).items():
        if given and name != "--since":
            raise UsageError(f"only what is on disk can be edited, and {name} reads something else")
    return True


def _request(options: argparse.Namespace) -> Request:
    """What the options ask to be read; `UsageError` where two of them ask for different things."""
    chosen = [name for name, given in _ways(options).items() if given]
    if len(chosen) > 1:
        raise UsageError(f"{chosen[0]} and {chosen[1]} read different things: give only one of them")
    for name, given in (("since", options.since), ("from-ref", options.from_ref), ("to-ref", options.to_ref)):
        if given == "":
            raise UsageError(f"--{name} takes a revision, and this is none: is a variable not set?")
    if options.stdin_filename == "":
        raise UsageError("--stdin-filename takes a path, and this is none: is a variable not set?")
    if "-" in options.paths and not os.path.lexists("-"):
        raise UsageError("standard input is read with --stdin-filename PATH, which says what file it would be")
    if options.to_ref is not None and options.from_ref is None:
        raise UsageError("--to-ref says where the range ends: give --from-ref with it")
    if options.stdin_filename is not None and options.paths:
        raise UsageError("--stdin-filename reads standard input alone: give no paths with it")
    old, new = _range(options)
    return Request(
        tuple(options.paths),
        options.staged,
        since=options.since or "",
        from_ref=old,
        to_ref=new,
        stdin_filename=options.stdin_filename or "",
        shard=options.shard,
    )


def _ways(options: argparse.Namespace) -> dict[str, bool]:
    """The options that each read something else than the files in the paths, and whether they are given."""
    return {
        "--staged": options.staged,
        "--since": options.since is not None,
        "--from-ref": options.from_ref is not None,
        "--pushed": options.pushed,
        "--stdin-filename": options.stdin_filename is not None,
    }


def _range(options: argparse.Namespace) -> tuple[str, str]:
    """Both ends of the range to read. Of a push pre-commit tells them; it tells none where all that there is is new."""
    if options.pushed:
        return os.environ.get("PRE_COMMIT_FROM_REF", ""), os.environ.get("PRE_COMMIT_TO_REF", "HEAD")
    return options.from_ref or "", options.to_ref or "HEAD"


def _shard(text: str) -> tuple[int, int]:
    number, _, count = text.partition("/")
    if not (number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise argparse.ArgumentTypeError(f"`{text}` is not NUMBER/COUNT, such as 2/8 for the second of eight parts")
    return int(number), int(count)


def _overrides(options: argparse.Namespace) -> dict[str, object]:
    """The settings that the command line gives, as a settings file would."""
    ignores: dict[str, list[str]] | None = None
    for pair in _split(options.per_file_ignores or ()):
        glob, colon, rule = pair.rpartition(":")
        if not colon:
            raise UsageError(f"--per-file-ignores: `{pair}` is not GLOB:RULE")
        ignores = ignores or {}
        ignores.setdefault(glob, []).append(rule)
    rules = {"select": options.select, "extend-select": options.extend_select, "ignore": options.ignore}
    return {
        **{key: _split(given) for key, given in rules.items() if given is not None},
        "per-file-ignores": ignores,
        "force-exclude": options.force_exclude or None,
        "focus": False if options.no_focus else None,
        "baseline": os.path.abspath(options.baseline) if options.baseline else options.baseline,
    }


def _split(given: Sequence[str]) -> list[str]:
    return [part.strip() for text in given for part in text.split(",") if part.strip()]


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"`{text}` is not a number of processes: give 1, or more")
    return int(text)
