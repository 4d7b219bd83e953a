"""Runs `tightlip check` as a user does: what tests of its edits begin with."""

from __future__ import annotations

import subprocess
import sys


def tightlip(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What it said, and its exit status."""
    command = (sys.executable, "-m", "tightlip", "check", *arguments)
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
