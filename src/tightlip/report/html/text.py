"""Text as the page may hold it."""

from __future__ import annotations

import re
from html import escape

from tightlip.report.style import printable

_QUOTED = re.compile(r"`([^`]+)`")


def escaped(text: str) -> str:
    """`text` in HTML, in an attribute's quotes too, with control characters spelled; tabs stay tabs."""
    return "&#9;".join(escape(printable(part)) for part in text.split("\t"))


def prose(text: str) -> str:
    """A sentence of ours in HTML, what it quotes set as code."""
    return _QUOTED.sub(r"<code>\1</code>", escaped(text))


def plural(number: int, noun: str) -> str:
    """The number of things, in words."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
