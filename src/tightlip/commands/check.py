"""Look for secrets that leak, in files, folders, or what is about to be committed."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from tightlip import run as pipeline
from tightlip.commands import UsageError
from tightlip.commands.output import write
from tightlip.report.style import style_for
from tightlip.sources import Request

ARGUMENTS = "[PATH ...]"
FORMATS = ("full", "concise", "json", "json-lines", "sarif", "github", "gitlab", "junit", "rdjson")
_FOR_PEOPLE = FORMATS[:2]


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `tightlip check`; their names are ruff's."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders; none: the git work tree")
    what = parser.add_argument_group("what to read")
    what.add_argument("--staged", action="store_true", help="what the next commit would hold, not what is on disk")
    what.add_argument("--stdin-filename", metavar="PATH", help="read standard input as if it were the file PATH")
    what.add_argument("--force-exclude", action="store_true", help="apply `exclude` to files that are named, too")
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
    report = parser.add_argument_group("report")
    report.add_argument(
        "--output-format",
        choices=FORMATS,
        default="full",
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)} (default: full)",
    )
    report.add_argument("--output-file", metavar="FILE", help="write the report to FILE")
    report.add_argument("--statistics", action="store_true", help="count the findings of each rule instead")
    report.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="auto: on a terminal")
    report.add_argument("-q", "--quiet", action="store_true", help="say nothing but what is wrong")
    report.add_argument("-v", "--verbose", action="store_true", help="name every file that was skipped")
    report.add_argument("--exit-zero", action="store_true", help="end with status 0 although there are findings")


def run(options: argparse.Namespace) -> int:
    """Check, report, and return the exit status."""
    if options.staged and options.stdin_filename is not None:
        raise UsageError("--staged and --stdin-filename read different things: give only one of them")
    if options.stdin_filename is not None and options.paths:
        raise UsageError("--stdin-filename reads standard input alone: give no paths with it")
    if options.statistics and options.output_format not in _FOR_PEOPLE:
        raise UsageError(f"--statistics is for people: give it without --output-format {options.output_format}")
    request = Request(tuple(options.paths), options.staged, stdin_filename=options.stdin_filename or "")
    done = pipeline.run(request, _overrides(options), options.config, options.isolated)
    module = "statistics" if options.statistics else options.output_format.replace("-", "_")
    report = importlib.import_module(f"tightlip.report.{module}")
    stream = sys.stdout if options.output_file is None else None
    style = style_for(stream, options.color, os.environ)._replace(quiet=options.quiet, verbose=options.verbose)
    write(report.render(done.outcome, style), options.output_file)
    return pipeline.CLEAN if options.exit_zero and done.status == pipeline.FINDINGS else done.status


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
        "baseline": os.path.abspath(options.baseline) if options.baseline else options.baseline,
    }


def _split(given: Sequence[str]) -> list[str]:
    return [part.strip() for text in given for part in text.split(",") if part.strip()]
