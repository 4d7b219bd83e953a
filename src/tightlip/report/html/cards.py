"""A rule's card: its Markdown as HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from tightlip.report import page
from tightlip.report.html.text import escaped
from tightlip.rulebook.cards import Card
from tightlip.rulebook.home import card_page

_TITLE = re.compile(r'title="([^"]*)"')


def card(rule: Card) -> str:
    """The card as an element that opens when somebody follows a link to it."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.add_render_rule("fence", _example)
    facts = f"{rule.severity.word} · CWE-{rule.cwe} · since {escaped(rule.since)}"
    text = markdown.render(page.markdown(card_page(rule.family, rule.id)))
    return (
        f'<details id="card.{rule.id}">\n<summary><b>{rule.id}</b> {escaped(rule.summary)}</summary>\n'
        f'<p class="place">{facts}</p>\n{text}</details>'
    )


def _example(_: RendererHTML, tokens: Sequence[Token], index: int, *_more: Any) -> str:
    """A block of code under its file's name, the flagged lines marked."""
    token = tokens[index]
    title = _TITLE.search(token.info)
    name = f"<figcaption>{escaped(title[1])}</figcaption>" if title else ""
    lines = (
        f"<mark>{escaped(line)}</mark>" if line.endswith(page.FLAGGED) else escaped(line)
        for line in token.content.rstrip("\n").split("\n")
    )
    return f"<figure>{name}<pre>{chr(10).join(lines)}</pre></figure>\n"
