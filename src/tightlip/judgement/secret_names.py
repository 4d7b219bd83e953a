"""Whether a secret's name keeps to the house's pattern, and the nearest name that would."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from tightlip.judgement.judge import Judge

_PLACEHOLDER = re.compile(r"\{([a-z-]+)\}")
# A part may hold all that Secrets Manager allows but the slash, which divides parts.
_PART = r"[\w+=.@-]+"
ENVIRONMENT = "{environment}"


class Convention(NamedTuple):
    """A pattern of names, ready to be asked. `parts` are what stands between its slashes."""

    whole: re.Pattern[str]
    parts: tuple[str, ...]
    environment: re.Pattern[str]

    def keeps(self, name: str) -> bool:
        """Whether `name` is as the pattern says."""
        return self.whole.fullmatch(name) is not None

    def nearest(self, name: str) -> str:
        """The name of this pattern that has most of `name` in it; what is not known stays a placeholder."""
        if any(_PLACEHOLDER.search(part) and not _PLACEHOLDER.fullmatch(part) for part in self.parts):
            return "/".join(self.parts)  # a part of several parts: who knows which of them is which
        given = [part for part in name.split("/") if part]
        environment = next((part for part in given if self.environment.fullmatch(part.lower())), None)
        rest = [part for part in given if part != environment and part not in self.parts]
        open_parts = [part for part in self.parts if _PLACEHOLDER.search(part) and part != ENVIRONMENT]
        if rest and len(rest) == len(open_parts) - 1 and "-" in rest[-1]:  # `jwt-secret` for `jwt/secret`
            rest[-1:] = rest[-1].split("-", 1)
        if len(rest) > len(open_parts) > 0:
            rest[len(open_parts) - 1 :] = ["-".join(rest[len(open_parts) - 1 :])]
        known = iter([*open_parts[: len(open_parts) - len(rest)], *rest])
        return "/".join(
            (environment.lower() if environment else ENVIRONMENT)
            if part == ENVIRONMENT
            else next(known, part)
            if part in open_parts
            else part
            for part in self.parts
        )


@lru_cache(maxsize=2)
def convention(judge: Judge) -> Convention | None:
    """The pattern of `judge`'s settings; `None` when they have none."""
    pattern = judge.settings.secret_name_pattern
    if not pattern:
        return None
    environment = "|".join(map(re.escape, judge.settings.environments))
    literals = _PLACEHOLDER.split(pattern)
    whole = "".join(
        (f"(?:{environment})" if text == "environment" else _PART) if index % 2 else re.escape(text)
        for index, text in enumerate(literals)
    )
    return Convention(re.compile(whole, re.A), tuple(pattern.split("/")), re.compile(environment, re.A))
