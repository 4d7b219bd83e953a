"""Tells a token that somebody made up ("xxxx…", "abcdef123456…", "…YourTokenHere") from one that a machine did."""

from __future__ import annotations

import re

# Words of four letters and more stand in a random base62 token of 40 characters once in 20,000.
_WORDS = re.compile(
    r"xxxx|example|your|fake|dummy|sample|placeholder|redacted|changeme|change_me|replace|insert|invalid|"
    r"not[_-]?(?:a[_-]?)?(?:real|valid|secret|key)|foobar|foo_?bar|test[_-]?(?:key|token|secret|api)|secret[_-]?(?:key|token)|"
    r"deadbeef|cafebabe|token[_-]?here|key[_-]?here|\.\.\.|\*\*\*",
    re.I,
)
# One character six times over, or a short unit repeated to eight characters and more.
_REPEATED = re.compile(r"(.)\1{5}|(..)\2{3}|(.{3,16}?)\3{2}", re.S)
_RUN = 6


def is_dummy(body: str) -> bool:
    """Whether `body`, a token without its fixed prefix, is a placeholder rather than something random."""
    if len(set(body)) <= min(5, len(body) // 3):
        return True
    return bool(_WORDS.search(body) or _REPEATED.search(body)) or _counts_up(body)


def _counts_up(body: str) -> bool:
    """Whether characters follow one another as in "abcdef", "987654" or, every other one, "a1b2c3d4"."""
    codes = body.encode(errors="replace")
    for stride, needed in ((1, _RUN - 1), (2, _RUN)):
        for step in (1, -1):
            run = 0
            for one, other in zip(codes, codes[stride:]):
                run = run + 1 if other - one == step else 0
                if run >= needed:
                    return True
    return False
