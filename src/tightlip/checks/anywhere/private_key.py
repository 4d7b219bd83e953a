"""A private key in any text: the PEM block's label and body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tightlip.judgement.judge import Judge
from tightlip.model import Hit, Secret
from tightlip.reading.facts import Reading

_BLOCK = re.compile(r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(.+?)-----END ", re.S)


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every PEM block whose label says private key."""
    for match in _BLOCK.finditer(reading.source.text):
        yield Hit(
            "private-key",
            reading.source.span(*match.span()),
            "a private key stands in this file",
            Secret(match.group()),
        )
