"""The sample service of the README: its bad lines are found, its good ones are not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
SERVICE = ROOT / "examples" / "orders-service"
README_COMMAND = "examples/orders-service"
EXPECTED = {
    (".env.local", 2, "committed-env-file"),
    ("Dockerfile", 10, "secret-in-image"),
    ("Dockerfile", 11, "secret-in-image"),
    ("app/config.py", 18, "hardcoded-secret"),
    ("app/config.py", 21, "hardcoded-secret"),
    ("app/database.py", 19, "secret-in-log"),
    ("app/database.py", 28, "environ-dump"),
    ("app/secrets.py", 20, "secret-in-log"),
}


def check(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tightlip", "check", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_bad_lines_are_found_and_the_good_ones_are_not() -> None:
    done = check(README_COMMAND, "--output-format", "json")
    assert done.returncode == 1, done.stderr
    findings = json.loads(done.stdout)["findings"]
    assert {(f["path"], f["line"], f["rule"]) for f in findings if f["severity"] != "note"} == EXPECTED


def test_every_bad_comment_has_a_finding_below_it() -> None:
    """The sample says which lines are bad; the expectation above must be about those."""
    marked = set()
    for file in SERVICE.rglob("*"):
        if file.is_file() and file.suffix != ".md":
            lines = file.read_text(encoding="utf-8").splitlines()
            marked.update(
                (file.relative_to(SERVICE).as_posix(), number + 1)
                for number, line in enumerate(lines, 1)
                if re.match(r"\s*# Bad\b", line)
            )
    assert marked <= {(path, line) for path, line, _ in EXPECTED}


def test_the_report_shows_no_secret() -> None:
    done = check(README_COMMAND)
    shown = done.stdout + done.stderr
    for secret in ("my-super-secret-key-12345", "w3bhook-S1gning-9f4Kq2", "Tr0ub4dor-and-3-horses", "9xPq-vault-Lm3"):
        assert secret not in shown
        assert secret[4:] not in shown
    assert "JWT_SECRET" in shown
