"""Env files that git tracks, or does not ignore, and templates with real values."""

from __future__ import annotations

import string

import pytest

from more_samples import run
from tightlip.engine import make_plan, scan
from tightlip.model import Document, Finding, GitStatus, Severity
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder
from tightlip.settings import Settings

RULES = frozenset({"committed-env-file", "env-file-not-ignored", "secret-in-env-template"})
PLAN = make_plan(read_rulebook(rules_folder()), RULES, Settings())
WEAK = "Tr0ub4dor-and-3-horses"
STRONG = run(3, 24, string.ascii_letters + string.digits)
ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


def findings(text: str, path: str = ".env", git: GitStatus = GitStatus.TRACKED) -> tuple[Finding, ...]:
    scanned = scan(PLAN, Document(path, text.replace("WEAK", WEAK).replace("STRONG", STRONG).encode(), git))
    assert not scanned.skipped
    return scanned.findings


def verdicts(text: str, path: str = ".env", git: GitStatus = GitStatus.TRACKED) -> list[tuple[str, Severity, int]]:
    return [(finding.rule, finding.severity, finding.span.line) for finding in findings(text, path, git)]


@pytest.mark.parametrize(
    ("text", "severity", "line"),
    [
        ("A=b\nDB_PASSWORD=STRONG", ERROR, 2),
        ("DB_PASSWORD=WEAK\nDB_PASSWORD=STRONG", ERROR, 1),
        ("export DB_PASSWORD='WEAK'", ERROR, 1),
        ("DB_PASSWORD=${DB_PASSWORD:-WEAK}", ERROR, 1),
        ("DATABASE_URL=postgresql://me:STRONG@db.internal/orders", ERROR, 1),
        ("# DB_PASSWORD=STRONG", ERROR, 1),
        ("DB_PASSWORD=changeme", WARNING, 1),
        ("DB_PASSWORD=changeme\nAPI_KEY=WEAK", ERROR, 1),
        ("\ufeffDB_PASSWORD=WEAK\r\n", ERROR, 1),
        ("DEBUG=true\nPORT=8000", NOTE, 1),
        ("# settings\n\nDEBUG=true", NOTE, 3),
    ],
)
def test_one_finding_for_a_tracked_file(text: str, severity: Severity, line: int) -> None:
    assert verdicts(text) == [("committed-env-file", severity, line)]
    untracked = verdicts(text, git=GitStatus.UNTRACKED)
    assert untracked == [("env-file-not-ignored", min(severity, WARNING), line)]
    assert findings(text, git=GitStatus.IGNORED) == findings(text, git=GitStatus.UNKNOWN) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing yet\n",
        "DB_PASSWORD=\nAPI_KEY=''",
        "API_KEY=<your-api-key>\nDB_PASSWORD=xxxxxxxx",
        "DB_PASSWORD=${DB_PASSWORD}\nAPI_KEY=$API_KEY",
        "# DB_PASSWORD=WEAK",
        "# Set DB_PASSWORD=STRONG or so",
    ],
)
def test_a_tracked_file_without_values(text: str) -> None:
    assert findings(text) == ()


@pytest.mark.parametrize(
    "path", [".env", "a/b/.env.local", ".env.production", "prod.env", ".envrc", ".env.keys", "x/.env-dev"]
)
def test_any_name_at_any_depth(path: str) -> None:
    assert verdicts("DB_PASSWORD=WEAK", path) == [("committed-env-file", ERROR, 1)]


@pytest.mark.parametrize("path", [".env.production", "meta.env", ".envrc", ".flaskenv", "tests/.env", ".env.test"])
def test_other_settings_in_files_for_all(path: str) -> None:
    assert findings("DEBUG=true", path) == ()


@pytest.mark.parametrize("path", [".env.test", "tests/.env", "test.env"])
def test_files_for_tests(path: str) -> None:
    assert verdicts("DB_PASSWORD=WEAK", path) == [("committed-env-file", NOTE, 1)]
    assert verdicts("DB_PASSWORD=STRONG", path) == [("committed-env-file", ERROR, 1)]


def test_values_that_are_encrypted() -> None:
    public = f'DOTENV_PUBLIC_KEY="{run(5, 66, "0123456789abcdef")}"\n'
    assert findings(f'{public}DB_PASSWORD="encrypted:STRONG"\nDEBUG="encrypted:WEAK"') == ()
    assert findings("API_KEY=ENC[AES256_GCM,data:STRONG]\nsops_version=3.9.0") == ()
    assert verdicts(f'{public}A_PASSWORD="encrypted:STRONG"\nB_PASSWORD=WEAK') == [("committed-env-file", ERROR, 3)]
    assert verdicts("$ANSIBLE_VAULT;1.1;AES256\nSTRONG\n") == []
    assert verdicts('DOTENV_PRIVATE_KEY="STRONG"', ".env.keys") == [("committed-env-file", ERROR, 1)]


def test_what_a_front_end_publishes() -> None:
    assert findings("VITE_API_KEY=STRONG\nNEXT_PUBLIC_AUTH_TOKEN=STRONG", ".env.production") == ()
    assert verdicts("VITE_DB_PASSWORD=STRONG", ".env.production") == [("committed-env-file", ERROR, 1)]


def test_the_message_counts_and_names_and_shows_no_value() -> None:
    (finding,) = findings("A_PASSWORD=STRONG\nB_PASSWORD=WEAK\nX=1\nC_SECRET=STRONG\nD_API_KEY=WEAK", "my app/.env")
    assert finding.message == (
        "git tracks this env file. It holds 4 values that look like secrets: `A_PASSWORD`, `B_PASSWORD`, `C_SECRET`, …"
    )
    assert finding.fix == "`git rm --cached 'my app/.env'`, add it to .gitignore, and rotate what it holds."
    assert finding.snippet.lines == (f"A_PASSWORD={'*' * len(STRONG)}",)
    assert finding.span == (1, 1, 1, 11)
    assert STRONG not in str(finding)


def test_the_place_is_the_name() -> None:
    (finding,) = findings("# é\n  export DB_PASSWORD = 'WEAK'")
    assert finding.span == (2, 10, 2, 21)


@pytest.mark.parametrize("git", list(GitStatus))
def test_a_template_with_real_values(git: GitStatus) -> None:
    text = "A_PASSWORD=STRONG\nB_PASSWORD=WEAK\n# C_SECRET=STRONG\nD_SECRET=changeme\nE_KEY_ID=STRONG\nF_TOKEN=\n"
    assert verdicts(text, "a/.env.example", git) == [
        ("secret-in-env-template", ERROR, 1),
        ("secret-in-env-template", ERROR, 3),
    ]
