"""Every card's Bad and Good blocks are run: what is marked must be flagged, and nothing else, under all rules."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytest

from expansion import expand
from tightlip.engine import Plan, make_plan, scan
from tightlip.model import Document, GitStatus
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.cards import SECTIONS, split_card
from tightlip.rulebook.examples import EXAMPLE, EXPECTATION
from tightlip.rulebook.home import rules_folder
from tightlip.settings import Settings
from tightlip.waivers import waive

RULEBOOK = read_rulebook(rules_folder())


_OPTION = re.compile(r'(\w+)="([^"]*)"')


class Block(NamedTuple):
    """One fenced block of a card: what it pretends to be, and which rules must fire on which of its lines."""

    where: str
    path: str
    text: str
    git: GitStatus
    expected: frozenset[tuple[int, str]]
    pattern: str


def blocks(card_id: str) -> Iterator[Block]:
    card = RULEBOOK.cards[card_id]
    with open(os.path.join(rules_folder(), card.family, f"{card_id}.md"), encoding="utf-8") as file:
        _, body = split_card(file.read())
    sections = dict(_sections(body))
    for section in ("Bad", "Good"):
        for number, match in enumerate(EXAMPLE.finditer(sections.get(section, "")), 1):
            options = dict(_OPTION.findall(match["info"]))
            text, marks = _marks(match["body"], card_id, options.get("lines", ""))
            yield Block(
                f"{card_id} {section} {number}",
                options["title"],
                expand(text),
                GitStatus[options.get("git", "unknown").upper()],
                marks,
                options.get("pattern", ""),
            )


@cache
def plan(pattern: str) -> Plan:
    """Every rule, by settings that differ from the defaults in `secret-name-pattern` at most."""
    return make_plan(RULEBOOK, frozenset(RULEBOOK.cards), Settings(secret_name_pattern=pattern))


def _sections(body: str) -> Iterator[tuple[str, str]]:
    outside = EXAMPLE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), body)  # a `## ` in a block is no heading
    heads = list(re.finditer(r"^## (.+?)[ \t]*$", outside, re.M))
    for head, following in zip(heads, [*heads[1:], None]):
        yield head[1], body[head.end() : following.start() if following else len(body)]


def _marks(body: str, card_id: str, lines: str) -> tuple[str, frozenset[tuple[int, str]]]:
    kept, marks = [], {(int(line), card_id) for line in lines.split(",") if line.strip()}
    for number, line in enumerate(body.splitlines(), 1):
        match = EXPECTATION.search(line)
        if match:
            marks.update((number, rule.strip()) for rule in match[1].split(","))
            line = line[: match.start()]
        kept.append(line)
    return "\n".join(kept) + "\n", frozenset(marks)


@pytest.mark.parametrize("card_id", sorted(RULEBOOK.cards))
def test_card_has_the_form(card_id: str) -> None:
    card = RULEBOOK.cards[card_id]
    with open(os.path.join(rules_folder(), card.family, f"{card_id}.md"), encoding="utf-8") as file:
        _, body = split_card(file.read())
    assert body.lstrip().startswith(f"# {card_id}\n")
    assert [name for name, _ in _sections(body)] == list(SECTIONS)
    assert "\n" not in card.why + card.fix + card.summary
    found = list(blocks(card_id))
    assert any(block.expected for block in found), "no Bad block"
    assert any(not block.expected for block in found), "no Good block"


@pytest.mark.parametrize(
    "block", [block for card_id in sorted(RULEBOOK.cards) for block in blocks(card_id)], ids=lambda block: block.where
)
def test_block(block: Block) -> None:
    scanned = scan(plan(block.pattern), Document(block.path, block.text.encode(), block.git))
    findings = waive(plan(block.pattern), scanned, block.path).findings
    assert frozenset((finding.span.line, finding.rule) for finding in findings) == block.expected
    assert not [part for part in scanned.skipped if part.failed]


def test_an_unmarked_leak_fails() -> None:
    """The harness itself: a block with a leak and no mark is not equal to its expectation."""
    text, marks = _marks("a\nb  # tightlip: expect[one, two]\nc\n", "card", "3")
    assert text == "a\nb\nc\n"
    assert marks == {(2, "one"), (2, "two"), (3, "card")}
