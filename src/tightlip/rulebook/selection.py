"""Which rules a run reports: selectors (`ALL`, a family, a rule's id) become a set of ids."""

from __future__ import annotations

from tightlip.rulebook.book import Rulebook
from tightlip.settings import Settings

ALL = "ALL"


def matching(rulebook: Rulebook, selector: str) -> frozenset[str]:
    """The ids of the rules that `selector` means; empty when it means none."""
    if selector == ALL:
        return frozenset(rulebook.cards)
    if selector in rulebook.cards:
        return frozenset((selector,))
    return frozenset(card.id for card in rulebook.cards.values() if card.family == selector)


def active_rules(rulebook: Rulebook, settings: Settings) -> frozenset[str]:
    """The ids of the rules to report. The more specific selector wins (id > family > `ALL`); at a tie, `ignore`."""
    selected = (*settings.select, *settings.extend_select)
    active = set() if settings.select else {card.id for card in rulebook.cards.values() if card.default}
    for rank in range(3):
        for selector in (chosen for chosen in selected if _rank(rulebook, chosen) == rank):
            active |= matching(rulebook, selector)
        for selector in (chosen for chosen in settings.ignore if _rank(rulebook, chosen) == rank):
            active -= matching(rulebook, selector)
    return frozenset(active)


def _rank(rulebook: Rulebook, selector: str) -> int:
    return 0 if selector == ALL else 2 if selector in rulebook.cards else 1
