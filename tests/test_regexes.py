"""No regular expression runs away: the time each takes on hostile text grows no faster than the text."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import Any

from hostile_text import Attack, attacks, runaway

_FLOOR = 0.004  # seconds of processor time
# Modules whose steep patterns see short text only (a path, a name, 300 characters of an address, 120 around a value),
# text of ours (cards), or are only tried at one place; those of `fix` and `adoption` run once, over files to be edited.
_SHORT = frozenset(
    f"tightlip.{name}"
    for name in (
        "paths", "adoption.ci", "adoption.hook", "checks.anywhere.credential_in_url",
        "checks.anywhere.high_entropy_string", "checks.docker.copied_files", "fix.harmless", "fix.places", "fix.unused",
        "judgement.detect_secrets_baseline", "judgement.proofs.crc32", "reading.aws_scripts", "reading.decode",
        "reading.magics", "reading.markdown", "reading.python.bindings_text", "reading.python.flow.formats",
        "reading.python.flow.naming", "reading.workflows", "report.page", "rulebook.examples", "sources.config",
        "sources.project", "waivers.others",
    )
)  # fmt: skip
_TO_DO = frozenset(
    ("tightlip.reading.languages.lexer", "tightlip.reading.languages.binder")
)  # steep on text without limit


def test_no_pattern_runs_away() -> None:
    census = os.path.join(os.path.dirname(__file__), "regex_census.py")
    done = subprocess.run([sys.executable, census], capture_output=True, check=True, encoding="utf-8")
    found = json.loads(done.stdout)
    assert len(found) > 500
    steep = [
        f"{one['module']}: {one['pattern']}"
        for one in found
        if one["module"] not in _SHORT | _TO_DO and not one["bytes"] and _is_steep(one)
    ]
    assert steep == []


def test_a_steep_pattern_is_seen_and_a_like_one_is_not() -> None:
    assert _is_steep({"pattern": r"\s+$", "flags": 0, "methods": ["search"]})
    assert _is_steep({"pattern": r"(?:a+)+b", "flags": 0, "methods": ["match"]})
    assert not _is_steep({"pattern": r"(?<!\s)\s+$", "flags": 0, "methods": ["search"]})
    assert Attack("x", "ab", "!").text(6) == "xababab!"


def _is_steep(one: dict[str, Any]) -> bool:
    compiled = re.compile(one["pattern"], one["flags"])
    tried = attacks(one["pattern"], one["flags"])
    for method in one["methods"] or ["search"]:
        run = getattr(compiled, method if method in ("search", "match", "fullmatch") else "findall")
        if runaway(run, tried, _FLOOR):
            return True
    return False
