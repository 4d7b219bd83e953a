"""The word that somebody probably meant, for the end of an error message."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The nearest of `known`, in words that end a message; empty when none is near."""
    from difflib import get_close_matches  # only ever needed once something is wrong

    near = get_close_matches(word, list(known), 1, 0.5)
    return f"; did you mean `{near[0]}`?" if near else ""
