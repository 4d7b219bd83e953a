"""A rule's card for a terminal: headings, prose, and examples in which the flagged lines are marked."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from tightlip.report.style import Style
from tightlip.rulebook.cards import Card, split_card
from tightlip.rulebook.examples import EXAMPLE, EXPECTATION

_WIDEST = 100
_TITLE = re.compile(r'title="([^"]*)"')
_LINES = re.compile(r'lines="([\d, ]*)"')
_SAMPLE = re.compile(r"@@([a-z0-9-]+)@@")
_TO_A_CARD = re.compile(r"\[([^\[\]]+)\]\([^():]+\)")
FLAGGED = "← flagged"


def render(card: Card, page: str, style: Style) -> str:
    """The `page` of `card` as text."""
    facts = [card.severity.word, f"CWE-{card.cwe}", f"since {card.since}"]
    if not card.default:
        facts.append("off by default")
    lines = [f"{style.paint(card.id, 'bold')}  {style.severity(' · '.join(facts), card.severity)}", card.summary, ""]
    body = split_card(page)[1]
    last = 0
    for fence in EXAMPLE.finditer(body):
        lines += _prose(body[last : fence.start()], style)
        lines += _example(fence, style)
        last = fence.end()
    lines += _prose(body[last:], style)
    return "\n".join(lines).rstrip("\n") + "\n"


def markdown(page: str) -> str:
    """The body of a card's `page` for other programs to draw: no title, and the examples as `render` shows them."""
    body = split_card(page)[1]
    parts: list[str] = []
    last = 0
    for fence in EXAMPLE.finditer(body):
        lines = "".join(f"{code}{f'  {FLAGGED}' if flagged else ''}\n" for code, flagged in _lines(fence))
        parts += [_linkless(body[last : fence.start()]), f"{fence['fence']}{fence['info']}\n{lines}{fence['fence']}"]
        last = fence.end()
    parts.append(_linkless(body[last:]))
    return re.sub(r"\A\s*# [^\n]*\n\s*", "", "".join(parts))


def _linkless(prose: str) -> str:
    """`prose` without the links to other cards, which lead nowhere once it stands elsewhere."""
    return _TO_A_CARD.sub(r"`\1`", prose)


def _prose(text: str, style: Style) -> Iterator[str]:
    """Paragraphs, wrapped to the terminal; the title is left out, since the page starts with it."""
    room = min(style.width or _WIDEST, _WIDEST)
    for paragraph in filter(None, (part.strip("\n") for part in re.split(r"\n{2,}", text))):
        if paragraph.startswith("# "):
            continue
        if paragraph.startswith("## "):
            yield style.paint(paragraph.removeprefix("## "), "bold")
            continue
        for item in re.split(r"\n(?=[-*|] ?)", paragraph):
            hanging = "    " if item.startswith(("- ", "* ")) else "  "
            yield from textwrap.wrap(
                item,
                room,
                initial_indent="  ",
                subsequent_indent=hanging,
                break_long_words=False,
                break_on_hyphens=False,
            )
        yield ""


def _example(fence: re.Match[str], style: Style) -> Iterator[str]:
    title = _TITLE.search(fence["info"])
    if title:
        yield f"    {style.paint(title[1], 'dim')}"
    for code, flagged in _lines(fence):
        mark = f"  {style.paint(FLAGGED, 'red')}" if flagged else ""
        yield f"    {style.paint('│', 'blue')} {code}{mark}".rstrip()
    yield ""


def _lines(fence: re.Match[str]) -> Iterator[tuple[str, bool]]:
    """The example's lines as a reader wants them, and whether each is flagged."""
    numbers = _LINES.search(fence["info"])
    listed = {int(number) for number in numbers[1].split(",")} if numbers else set()
    for number, line in enumerate(fence["body"].splitlines(), 1):
        yield _SAMPLE.sub(r"<\1>", EXPECTATION.sub("", line)), number in listed or EXPECTATION.search(line) is not None
