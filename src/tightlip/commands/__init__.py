"""One module a command: its options, and what it does."""

from __future__ import annotations

COMMANDS = {
    "check": "look for secrets that leak (the default)",
    "baseline": "accept what is found today, and hear only of what is new",
    "merge": "join the reports of a run that was split into parts",
    "rule": "list the rules, or explain one",
    "config": "show the settings in force, and where they are from",
    "init": "propose a hook, settings and a CI job for this repository",
    "completion": "print the completion for a shell",
    "clean": "forget what earlier runs found clean",
    "version": "show the version",
}


class UsageError(Exception):
    """A command line that cannot be obeyed: the message names the option, and what to do."""
