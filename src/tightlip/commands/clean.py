"""Forget what earlier runs found clean."""

from __future__ import annotations

import argparse

from tightlip import cache
from tightlip.commands import UsageError
from tightlip.commands.output import write
from tightlip.report.style import printable

ARGUMENTS = ""


def add_options(parser: argparse.ArgumentParser) -> None:
    """`tightlip clean` has no options."""


def run(options: argparse.Namespace) -> int:  # noqa: ARG001
    """Remove the cache, and say from where."""
    folder = cache.cache_folder()
    try:
        removed = cache.clean(folder)
    except OSError as error:
        raise UsageError(f"cannot remove {error.filename}: {error.strerror}") from None
    write(printable(f"{folder}: {removed} {'file' if removed == 1 else 'files'} removed") + "\n")
    return 0
