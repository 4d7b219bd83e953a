"""How the examples in a card are written: fenced blocks, and the comments that say which lines are flagged."""

from __future__ import annotations

import re

# Groups: `fence`, `info` (the language and the options after it) and `body`. One that is not closed goes on to the end.
EXAMPLE = re.compile(
    r"^(?P<fence>`{3,}(?!`)|~{3,}(?!~))(?P<info>[^\n]*)\n(?P<body>.*?)(?:^(?P=fence)[ \t]*$|\Z)", re.S | re.M
)
# At the end of a line; the group holds the rules that must flag it.
EXPECTATION = re.compile(r"(?<![ \t])[ \t]*(?:#|//|--|;)[ \t]*tightlip: expect\[([\w, -]+)\][ \t]*$")
