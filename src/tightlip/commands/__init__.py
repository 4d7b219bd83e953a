"""One module a command: its options, and what it does."""

from __future__ import annotations


class UsageError(Exception):
    """A command line that cannot be obeyed: the message names the option, and what to do."""
