"""The documentation builds without a warning, says what the code says, and what it calls silent is silent."""

from __future__ import annotations

import html
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tightlip.engine import make_plan, scan
from tightlip.model import Document
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.examples import EXAMPLE
from tightlip.rulebook.home import rules_folder
from tightlip.settings import OTHER_TOOLS, Settings
from tightlip.sources import config
from tightlip.sources.project import find

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
RULEBOOK = read_rulebook(rules_folder())
SETTINGS = config.keys()

needs_mkdocs = pytest.mark.skipif(
    importlib.util.find_spec("material") is None, reason="needs `pip install -e '.[docs]'`"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built documentation."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return folder


def text(site: Path, page: str) -> str:
    return (site / page / "index.html").read_text(encoding="utf-8")


def code(page: str) -> str:
    """The blocks of a page as a reader sees them."""
    blocks = re.findall(r"<pre>.*?</pre>", page, re.S)
    return html.unescape(re.sub(r"<[^>]+>", "", "\n".join(blocks)))


@needs_mkdocs
def test_every_rule_has_a_page_and_a_row(site: Path) -> None:
    table = text(site, "rules")
    for card in RULEBOOK.cards.values():
        page = text(site, f"rules/{card.family}/{card.id}")
        assert f">{card.severity.word}</span>" in page
        assert f"CWE-{card.cwe}" in page
        assert f'href="{card.family}/{card.id}/"' in table


@needs_mkdocs
def test_no_mark_of_the_tests_is_left_in_a_page(site: Path) -> None:
    marked = 0
    for card in RULEBOOK.cards.values():
        page = text(site, f"rules/{card.family}/{card.id}")
        assert "@@" not in code(page), card.id
        assert "tightlip: expect[" not in code(page), card.id
        marked += page.count('class="hll"')
    assert marked > len(RULEBOOK.cards), "flagged lines are marked"


@needs_mkdocs
def test_a_sample_is_called_by_what_it_is(site: Path) -> None:
    page = code(text(site, "rules/anywhere/known-token"))
    assert '"<a GitHub personal access token (classic)>"' in page


@needs_mkdocs
def test_links_out_of_the_folder_lead_to_pages_or_to_the_repository(site: Path) -> None:
    page = text(site, "start-to-finish")
    assert "../contributing/rulebook/" in page
    assert "https://github.com/tightlip/tightlip/blob/main/" in text(site, "contributing")


@needs_mkdocs
def test_every_setting_is_told(site: Path) -> None:
    page = text(site, "settings")
    for key in SETTINGS:
        assert f"<code>{key}</code>" in page, key


@needs_mkdocs
def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        loaded = re.findall(
            r'<(?:script|link|img)[^>]+(?:src|href)="(https?://[^"]+)"', page.read_text(encoding="utf-8")
        )
        assert not loaded, page


def test_the_settings_that_are_shown_are_settings(tmp_path: Path) -> None:
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    blocks = [match["body"] for match in EXAMPLE.finditer(page) if match["info"].startswith("toml")]
    (tmp_path / "pyproject.toml").write_text("\n".join(blocks), encoding="utf-8")
    settings = config.load(find([str(tmp_path)]), RULEBOOK)
    assert settings.sensitive_names == ("pepper", "*_seed")
    assert [source.call for source in settings.sources] == ["acme.strongroom.read"]
    assert [sink.rule for sink in settings.sinks] == ["secret-in-log"]
    assert [token.id for token in settings.tokens] == ["acme-key"]


def silent_blocks() -> list[re.Match[str]]:
    page = (DOCS / "quiet.md").read_text(encoding="utf-8").partition("## Why is this only a note?")[0]
    return list(EXAMPLE.finditer(page))


def findings(path: str, content: str) -> list[str]:
    plan = make_plan(RULEBOOK, frozenset(RULEBOOK.cards), Settings())
    return [finding.message for finding in scan(plan, Document(path, content.encode())).findings]


@pytest.mark.parametrize("block", silent_blocks(), ids=lambda block: block["info"])
def test_what_is_said_to_stay_silent_does(block: re.Match[str]) -> None:
    title = re.search(r'title="([^"]+)"', block["info"])
    assert title is not None
    assert findings(title[1], block["body"]) == []


def test_there_are_such_blocks_and_a_leak_among_them_would_be_seen() -> None:
    assert len(silent_blocks()) >= 5
    assert findings("app/shown.py", 'logger.info("password %s", password)\n')


def test_the_guides_name_settings_and_rules_that_there_are() -> None:
    for guide in (DOCS / "coming-from").glob("*.md"):
        page = guide.read_text(encoding="utf-8")
        block = re.search(r"\[tool\.tightlip\]\n((?:[\w-]+ = [^\n]+\n)+)", page)
        assert block is not None
        for key in re.findall(r"^([\w-]+) =", block[1], re.M):
            assert key in SETTINGS, (guide.name, key)
        assert any(tool in page for tool in OTHER_TOOLS)
        for rule in re.findall(r"ignore\[([\w-]+)\]|--rule ([\w-]+)", page):
            assert (rule[0] or rule[1]) in RULEBOOK.cards, (guide.name, rule)
