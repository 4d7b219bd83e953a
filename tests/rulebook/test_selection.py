from __future__ import annotations

import pytest

from small_rulebook import card, rulebook
from tightlip.rulebook.selection import active_rules, matching
from tightlip.settings import Settings

BOOK = rulebook(
    card("log", "flows"), card("url", "flows"), card("key", "anywhere"), card("extra", "anywhere", default=False)
)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, "log url key"),
        ({"select": ("flows",)}, "log url"),
        ({"select": ("ALL",)}, "log url key extra"),
        ({"extend_select": ("extra",)}, "log url key extra"),
        ({"extend_select": ("anywhere",)}, "log url key extra"),
        ({"ignore": ("flows",)}, "key"),
        ({"ignore": ("ALL",)}, ""),
        ({"select": ("log",), "extend_select": ("key",)}, "log key"),
        ({"select": ("ALL",), "ignore": ("flows", "extra")}, "key"),
        # The more specific selector wins, whichever side it is on …
        ({"ignore": ("flows",), "extend_select": ("log",)}, "log key"),
        ({"select": ("flows",), "ignore": ("ALL",)}, "log url"),
        ({"select": ("flows",), "ignore": ("log",)}, "url"),
        # … and at a tie `ignore` does.
        ({"select": ("log", "url"), "ignore": ("log",)}, "url"),
    ],
)
def test_active_rules(settings: dict[str, tuple[str, ...]], expected: str) -> None:
    assert active_rules(BOOK, Settings(**settings)) == frozenset(expected.split())


def test_what_a_selector_means() -> None:
    assert matching(BOOK, "anywhere") == {"key", "extra"}
    assert matching(BOOK, "key") == {"key"}
    assert not matching(BOOK, "all")
