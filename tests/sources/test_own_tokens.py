"""A project's own token formats: from the settings to a finding, and refused by name when they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tightlip.engine import make_plan, scan
from tightlip.model import Document
from tightlip.rulebook.book import load_rulebook
from tightlip.settings import Settings, SettingsError
from tightlip.sources.config import load
from tightlip.sources.project import find

BOOK = load_rulebook()
ACME = """
[[tokens]]
id = "acme-key"
title = "an Acme deploy key"
literals = ["acme_"]
pattern = "acme_[0-9a-f]{32}"
fix = "Revoke it at keys.acme.example."
"""
KEY = "acme_" + "3f9c81d27ab5e064" * 2


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def settings(content: str) -> Settings:
    Path("tightlip.toml").write_text(content, encoding="utf-8")
    return load(find(), BOOK)


def test_a_format_of_ones_own_is_found() -> None:
    document = Document("app/deploy.sh", f"deploy --key {KEY}\nhash {KEY}0\n".encode())
    plan = make_plan(BOOK, frozenset({"known-token"}), settings(ACME))
    (finding,) = scan(plan, document).findings
    assert finding.message == "an Acme deploy key stands here"
    assert finding.fix == "Revoke it at keys.acme.example."
    assert finding.span.line == 1
    assert scan(make_plan(BOOK, frozenset({"known-token"}), Settings()), document).findings == ()


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("{32}", "+"), "tokens: acme-key: the pattern can match more than 20,000 characters"),
        (("literals", "literal"), "tokens: acme-key: unknown key `literal`"),
        (("acme-key", "github-pat"), "tokens: github-pat: there is a format of that name already"),
        (("[[tokens]]", "[tokens]"), "tokens: must be a list of tables"),
    ],
)
def test_a_wrong_one_is_named(change: tuple[str, str], complaint: str) -> None:
    with pytest.raises(SettingsError) as raised:
        settings(ACME.replace(*change, 1))
    assert complaint in str(raised.value)


def test_two_of_one_name_are_refused() -> None:
    with pytest.raises(SettingsError, match="of that name already"):
        settings(ACME + ACME)
