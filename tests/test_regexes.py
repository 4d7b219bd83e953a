"""No regular expression runs away: the time each takes on hostile text grows no faster than the text."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import Any

from hostile_text import Attack, Runaway, attacks, runaway


def test_no_pattern_runs_away() -> None:
    census = os.path.join(os.path.dirname(__file__), "regex_census.py")
    done = subprocess.run([sys.executable, census], capture_output=True, check=True, encoding="utf-8")
    found = json.loads(done.stdout)
    assert len(found) > 500
    assert [f"{one['module']}: {one['pattern']}: {worst}" for one in found if (worst := _worst(one))] == []


def test_a_steep_pattern_is_seen_and_a_like_one_is_not() -> None:
    assert _worst(_used(r"\s+$", "search"))
    assert _worst(_used(r"(?:a+)+b", "match"))
    assert _worst(_used(r"setattr\([^,\n]+,", "search"))  # few starts, and quick steps
    assert _worst(_used(r"\w*\w{0,90000}!", "match"))  # a bound that is none, however fast this Python is
    assert not _worst(_used(r"(?<!\s)\s+$", "search"))
    assert not _worst(_used(r"key\w{0,300}!", "search"))
    assert Attack("x", "ab", "!").text(6) == "xababab!"


def _used(pattern: str, method: str) -> dict[str, Any]:
    return {"pattern": pattern, "bytes": False, "flags": int(re.compile(pattern).flags), "methods": [method]}


def _worst(one: dict[str, Any]) -> Runaway | None:
    """The first attack under which a pattern of the census runs away, by any method that is in use (else `search`)."""
    flags = one["flags"] | (re.ASCII if one["bytes"] else 0)
    compiled = re.compile(one["pattern"], flags)
    tried = attacks(one["pattern"], flags)
    for method in one["methods"] or ["search"]:
        run = getattr(compiled, method if method in ("search", "match", "fullmatch") else "findall")
        if found := runaway(run, tried):
            return found
    return None
