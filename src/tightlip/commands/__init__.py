"""One module a command: its options, and what it does."""

from __future__ import annotations

from collections.abc import Iterable


class UsageError(Exception):
    """A command line that cannot be obeyed: the message names the option, and what to do."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The nearest of `known` as the end of an error message; empty when none is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), 1, 0.5)
    return f"; did you mean `{near[0]}`?" if near else ""
