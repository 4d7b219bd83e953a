"""What people and programs read, compared with files; `UPDATE_SNAPSHOTS=1` rewrites them, and git shows the change."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import jsonschema
import pytest

from sample_outcome import KEY, OUTCOME, SECRET
from tightlip import __version__
from tightlip.model import Outcome, Skipped
from tightlip.report import concise, full, statistics
from tightlip.report import json as as_json
from tightlip.report.style import Style

SNAPSHOTS = Path(__file__).parent / "snapshots"
RENDERED = {
    "full.txt": full.render(OUTCOME, Style()),
    "full-verbose.txt": full.render(OUTCOME, Style(verbose=True)),
    "full-quiet.txt": full.render(OUTCOME, Style(quiet=True)),
    "full-narrow.txt": full.render(OUTCOME, Style(width=60)),
    "full-colour.txt": full.render(OUTCOME, Style(colour=True, width=100)),
    "concise.txt": concise.render(OUTCOME, Style()),
    "statistics.txt": statistics.render(OUTCOME, Style()),
    "report.json": as_json.render(OUTCOME, Style()),
}
PLACE = {key: {"type": "integer", "minimum": 1} for key in ("line", "column", "end_line", "end_column")}
SCHEMA = {
    "type": "object",
    "required": ["version", "tool", "summary", "findings"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": 1},
        "tool": {"const": {"name": "tightlip", "version": __version__}},
        "summary": {
            "type": "object",
            "required": ["checked", "skipped", "findings", "waived", "status"],
            "additionalProperties": False,
            "properties": {
                **{key: {"type": "integer", "minimum": 0} for key in ("checked", "findings", "waived")},
                "status": {"enum": [0, 1, 2]},
                "skipped": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["path", "reason"],
                        "additionalProperties": False,
                        "properties": {
                            "path": {"type": "string", "minLength": 1},
                            "reason": {"type": "string", "minLength": 1},
                            "failed": {"const": True},
                            "partial": {"const": True},
                        },
                    },
                },
            },
        },
        "findings": {
            "type": "array",
            "items": {
                "type": "object",
                "required": [
                    *("rule", "severity", "path", *PLACE, "message", "redacted", "fingerprint", "fix", "trace"),
                    *("snippet", "why", "how_to_fix"),
                ],
                "additionalProperties": False,
                "properties": {
                    "rule": {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"},
                    "severity": {"enum": ["error", "warning", "note"]},
                    "path": {"type": "string", "minLength": 1},
                    **PLACE,
                    "message": {"type": "string", "minLength": 1},
                    **{key: {"type": "string"} for key in ("redacted", "why", "how_to_fix")},
                    "snippet": {
                        "type": "object",
                        "required": ["line", "column", "lines"],
                        "additionalProperties": False,
                        "properties": {
                            **{key: PLACE[key] for key in ("line", "column")},
                            "lines": {"type": "array", "items": {"type": "string"}},
                        },
                    },
                    "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{24}$"},
                    "fix": {
                        "type": "object",
                        "required": ["applicability", "edits"],
                        "properties": {"applicability": {"enum": ["safe", "unsafe"]}, "edits": {"type": "array"}},
                    },
                    "trace": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": [*PLACE, "text"],
                            "additionalProperties": False,
                            "properties": {**PLACE, "text": {"type": "string"}},
                        },
                    },
                },
            },
        },
    },
}


@pytest.mark.parametrize("name", RENDERED)
def test_snapshot(name: str) -> None:
    # So that the file can be read, shows nothing it should not, and holds no line that begins a key.
    shown = RENDERED[name].replace("\x1b", "␛").replace("-----BEGIN", "‑‑‑‑‑BEGIN")
    file = SNAPSHOTS / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        file.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", RENDERED)
def test_nothing_of_a_secret_is_in_it(name: str) -> None:
    for secret in (SECRET, *KEY.splitlines()):
        assert not any(secret[at : at + 8] in RENDERED[name] for at in range(len(secret) - 7))


@pytest.mark.parametrize("name", [name for name in RENDERED if name != "full-colour.txt"])
def test_nothing_of_it_plays_with_the_terminal(name: str) -> None:
    assert RENDERED[name].replace("\n", "").isprintable()


def test_colours_are_all_that_is_sent_to_a_terminal() -> None:
    text = RENDERED["full-colour.txt"]
    assert re.sub(r"\x1b\[[\d;]+m", "", text).replace("\n", "").isprintable()
    assert "\x1b[1;31m" in text


def test_lines_fit_a_narrow_terminal() -> None:
    unbroken = ("Checked", "tests/evil")  # the summary, and a word that no line has room for
    lines = [line for line in RENDERED["full-narrow.txt"].splitlines() if not line.startswith(unbroken)]
    assert max(map(len, lines)) <= 60
    assert "error[private-key] an RSA private key\n     stands in this file\n" in RENDERED["full-narrow.txt"]


def test_json_has_the_form_it_promises() -> None:
    report = json.loads(RENDERED["report.json"])
    jsonschema.validate(report, SCHEMA)
    assert report["summary"]["findings"] == len(report["findings"]) == len(OUTCOME.findings)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**report, "version": 2}, SCHEMA)
    empty = json.loads(as_json.render(Outcome(), Style()))
    assert empty == {
        "version": 1,
        "tool": {"name": "tightlip", "version": __version__},
        "summary": {"checked": 0, "skipped": [], "findings": 0, "waived": 0, "status": 0},
        "findings": [],
    }


def test_json_keeps_names_exactly() -> None:
    paths = {found["path"] for found in json.loads(RENDERED["report.json"])["findings"]}
    assert paths >= {"app/名前.py", "tests/evil\x1b[2J.py"}
    assert RENDERED["report.json"].isascii()


@pytest.mark.parametrize("render", [full.render, concise.render, statistics.render])
@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        (Outcome(checked=1), "All clear: 1 file checked\n"),
        (Outcome(checked=1_234, waived=2), "All clear: 1,234 files checked · 2 suppressed\n"),
        (Outcome(), "No files were checked\n"),
        (Outcome(checked=1, skipped=(Skipped("a", "binary"),)), "All clear: 1 file checked · skipped 1 (binary: 1)\n"),
        (
            Outcome(checked=1, skipped=(Skipped("a", "gone", failed=True),)),
            "Could not be checked:\n  a: gone\n\nChecked 1 file · 1 could not be checked\n",
        ),
        (
            Outcome(checked=1, skipped=(Skipped("a", "half", partial=True),)),
            "Checked in part:\n  a: half\n\nAll clear: 1 file checked\n",
        ),
    ],
)
def test_without_findings(render: object, outcome: Outcome, says: str) -> None:
    assert render(outcome, Style()) == says  # type: ignore[operator]


def test_quiet_says_nothing_but_what_is_wrong() -> None:
    fine = Outcome(checked=3, skipped=(Skipped("a", "binary"), Skipped("b", "half", partial=True)))
    assert full.render(fine, Style(quiet=True)) == ""
    failed = Outcome(skipped=(Skipped("a", "gone", failed=True),))
    assert full.render(failed, Style(quiet=True)) == "Could not be checked:\n  a: gone\n"
