"""Which environment a path or a secret's name belongs to: `.env.prod`, `app/staging/db/url`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from tightlip.judgement.judge import Judge

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


class Environments:
    """The environments of a house. `same` are groups of names that mean one of them; the first stands for it."""

    def __init__(self, names: Iterable[str], same: Iterable[Iterable[str]]) -> None:
        first = {name: group[0] for group in map(list, same) for name in group}
        self._canonical = {name.lower(): first.get(name.lower(), name.lower()) for name in names}

    def named(self, word: str) -> str:
        """The environment that `word` is the name of; empty when it is none."""
        return self._canonical.get(word.lower(), "")

    def among(self, words: Iterable[str]) -> str:
        """The one environment that `words` name; empty when there is none, or more than one."""
        found = {self._canonical[word] for word in map(str.lower, words) if word in self._canonical}
        return found.pop() if len(found) == 1 else ""

    def in_words(self, text: str) -> str:
        """The one environment among the words of `text`, in whatever case it is written: `ProdSettings`, `db-prod`."""
        return self.among(_WORD.findall(text))

    def of_name(self, name: str) -> str:
        """The environment of a secret's name: of a whole part between slashes, or else of a word in one."""
        return self.among(name.split("/")) or self.in_words(name)

    def of_path(self, path: str) -> str:
        """The environment of a file: the one in its name, or else in the name of the nearest folder that has one."""
        return next(filter(None, (self.in_words(part) for part in reversed(path.split("/")))), "")


@lru_cache(maxsize=2)
def environments(judge: Judge) -> Environments:
    """The environments of `judge`'s settings."""
    return Environments(judge.settings.environments, judge.vocabulary["aws"]["environments"]["same"])
