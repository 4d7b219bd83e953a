"""What the README says is so: its list of rules, its commands, its settings."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path

from tightlip.rulebook.book import read_rulebook
from tightlip.sources.config import load
from tightlip.sources.project import find

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_lists_of_rules_and_settings_are_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("refresh", ROOT / "tools" / "refresh.py")
    assert spec is not None
    assert spec.loader is not None
    refresh = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = refresh
    spec.loader.exec_module(refresh)
    listed = {card.id for cards in refresh.cards_by_family().values() for card in cards}
    assert listed == set(read_rulebook(str(ROOT / "rules")).cards), "a family is missing in tools/refresh.py"
    settings = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert "| `max-file-size` | `20000000` |" in settings
    for page in (README, settings):
        assert refresh.refreshed(page) == page, "run `python tools/refresh.py`"


def test_both_commands_are_marked_and_each_is_one_line() -> None:
    for name in ("try", "test"):
        assert re.search(rf"<!-- {name} command -->\n```console\npython3 -m venv [^\n]+\n```\n", README)


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_settings_it_shows_are_settings(tmp_path: Path) -> None:
    block = re.search(r"```toml\n(\[tool\.tightlip\].*?)```", README, re.S)
    assert block is not None
    (tmp_path / "pyproject.toml").write_text(block[1], encoding="utf-8")
    settings = load(find([str(tmp_path)]), read_rulebook(str(ROOT / "rules")))
    assert settings.ignore == ("high-entropy-string",)
    assert settings.per_file_ignores == (("tests/**", ("hardcoded-secret",)),)
