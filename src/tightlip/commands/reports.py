"""The options that say how a run is reported, for every command that reports one; and the reports they ask for."""

from __future__ import annotations

import argparse
import importlib
import os
import sys

from tightlip.commands import UsageError
from tightlip.commands.output import replace_file, write
from tightlip.model import Outcome
from tightlip.nearest import did_you_mean
from tightlip.report.style import style_for

FORMATS = ("full", "concise", "json", "json-lines", "sarif", "html", "github", "gitlab", "junit", "rdjson")
_FOR_PEOPLE = FORMATS[:2]


def add_options(parser: argparse.ArgumentParser) -> None:
    """The group of options about reports."""
    report = parser.add_argument_group("report")
    report.add_argument(
        "--output-format",
        choices=FORMATS,
        default="full",
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)} (default: full)",
    )
    report.add_argument("--output-file", metavar="FILE", help="write the report to FILE")
    report.add_argument(
        "--report",
        action="append",
        default=[],
        metavar="FORMAT:FILE",
        help="write another report, to FILE; as often as you like",
    )
    report.add_argument("--statistics", action="store_true", help="count the findings of each rule instead")
    report.add_argument(
        "--show-accepted", action="store_true", help="let sarif, html and json list what the baseline accepts, too"
    )
    report.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="auto: on a terminal")
    report.add_argument("-q", "--quiet", action="store_true", help="say nothing but what is wrong")
    report.add_argument("-v", "--verbose", action="store_true", help="name every file that was skipped")
    report.add_argument("--exit-zero", action="store_true", help="end with status 0 although there are findings")


def check_options(options: argparse.Namespace) -> None:
    """Raise `UsageError` for options that cannot go together, before any work is done."""
    if options.statistics and options.output_format not in _FOR_PEOPLE:
        raise UsageError(f"--statistics is for people: give it without --output-format {options.output_format}")
    if options.output_file == "":
        raise UsageError("--output-file takes the path of a file, and this is none: is a variable not set?")
    files = [options.output_file] if options.output_file is not None else []
    files += [file for _, file in map(_parsed, options.report)]
    places = list(map(os.path.realpath, files))
    for file, place in zip(files, places):
        if places.count(place) > 1 and place != os.path.realpath(os.devnull):
            raise UsageError(f"two reports cannot be written to one file: {file}")


def publish(outcome: Outcome, options: argparse.Namespace) -> int:
    """Write all reports of `outcome`, and return the exit status; `UsageError` when one cannot be written.

    The others are written all the same: a full disk must not hide what was found.
    """
    if not options.show_accepted:
        outcome = outcome._replace(accepted=outcome.accepted and (), absent=())
    main = "statistics" if options.statistics else options.output_format
    problems = []
    for name, file in (*map(_parsed, options.report), (main, options.output_file)):
        style = style_for(sys.stdout if file is None else None, options.color, os.environ)
        report = importlib.import_module(f"tightlip.report.{name.replace('-', '_')}")
        text = report.render(outcome, style._replace(quiet=options.quiet, verbose=options.verbose))
        if file is None:
            write(text)
            continue
        try:
            replace_file(file, text)
        except OSError as error:
            problems.append(f"cannot write {file}: {error.strerror}")
    if problems:
        raise UsageError("; ".join(problems))
    return 0 if options.exit_zero and outcome.status == 1 else outcome.status


def _parsed(report: str) -> tuple[str, str]:
    """The format and the file that `--report` names."""
    name, colon, file = report.partition(":")
    if not (colon and file):
        raise UsageError(f"--report: `{report}` is not FORMAT:FILE, such as sarif:tightlip.sarif")
    if name not in FORMATS:
        near = did_you_mean(name, FORMATS) or f"; there are {', '.join(FORMATS)}"
        raise UsageError(f"--report: there is no format `{name}`{near}")
    return name, file
