"""Join the json reports of all parts of a run (`tightlip check --shard`) into one report, of any format."""

from __future__ import annotations

import argparse

from tightlip.commands import UsageError, reports
from tightlip.report.partial import PartError, merged, parse

ARGUMENTS = "REPORT [REPORT ...]"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `tightlip merge`."""
    parser.add_argument("parts", nargs="+", metavar="REPORT", help="the json reports of all parts, in any order")
    reports.add_options(parser)


def run(options: argparse.Namespace) -> int:
    """Report, and return the exit status that the whole run would have had."""
    reports.check_options(options)
    try:
        outcome = merged({name: parse(_text(name), name) for name in options.parts})
    except PartError as error:
        raise UsageError(str(error)) from None
    return reports.publish(outcome, options)


def _text(name: str) -> str:
    try:
        with open(name, encoding="utf-8-sig") as file:
            return file.read()
    except OSError as error:
        raise UsageError(f"cannot read {name}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{name}: not UTF-8, which a json report is") from None
