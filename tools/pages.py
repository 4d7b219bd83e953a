"""A hook of mkdocs: adds the pages that are made from the cards, and the repository's own pages.

Nothing that is made here is committed. A link that leads out of `docs/` leads to such a page, or to the repository.
"""

from __future__ import annotations

import posixpath
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from tightlip.rulebook.book import Rulebook, read_rulebook
from tightlip.rulebook.cards import Card, split_card
from tightlip.rulebook.examples import EXAMPLE, EXPECTATION

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))
from refresh import FAMILIES  # noqa: E402

# Pages of the repository that are pages of the site, too.
_BORROWED = {
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing/index.md",
    "rules/README.md": "contributing/rulebook.md",
}
_LINK = re.compile(r"(\]\()([^)\s]+)(\))")
_OPTION = re.compile(r'(\w+)="([^"]*)"')
_SAMPLE = re.compile(r"@@([a-z0-9-]+)@@")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Fill the two parts of the navigation that grow by themselves."""
    decisions = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("*.md"))
    rules: list[Any] = ["rules/index.md"]
    rules += [
        {title: [f"rules/{family}/{card.id}.md" for card in cards]} for family, title, cards in _families(_rulebook())
    ]
    parts = {"Rules": rules, "Decisions": [f"decisions/{name}" for name in decisions]}
    config.nav = [
        {title: parts.get(title, below) for title, below in entry.items()} if isinstance(entry, dict) else entry
        for entry in config.nav or []
    ]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made."""
    rulebook = _rulebook()
    made = {"rules/index.md": table(rulebook)}
    for card in rulebook.cards.values():
        page = (ROOT / "rules" / card.family / f"{card.id}.md").read_text(encoding="utf-8")
        made[f"rules/{card.family}/{card.id}.md"] = card_page(card, page, rulebook)
    for path, content in made.items():
        files.append(File.generated(config, path, content=content))
    for path, target in _BORROWED.items():
        if (ROOT / path).exists():
            files.append(File.generated(config, target, abs_src_path=str(ROOT / path)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lead links to the site's pages, or else to the repository."""
    target = page.file.src_uri
    # CommonMark begins a list right after a line of text, this Markdown only after an empty one.
    markdown = _outside_blocks(markdown, lambda text: re.sub(r"^(\*\*.*)\n(?=- )", r"\1\n\n", text, flags=re.M))
    source = next((path for path, to in _BORROWED.items() if to == target), "")
    source = source or (target if target.startswith("rules/") else f"docs/{target}")
    return relinked(markdown, source, target, {file.src_uri for file in files}, f"{config.repo_url}/blob/main")


def relinked(markdown: str, source: str, target: str, on_site: set[str], repository: str) -> str:
    """`markdown` of the repository's page `source`, with links that hold where it is the site's page `target`."""

    def link(match: re.Match[str]) -> str:
        path, mark, anchor = match[2].partition("#")
        if not path or re.match(r"[a-z]+:", path):
            return match[0]
        meant = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        place = _BORROWED.get(meant, meant.removeprefix("docs/"))
        if place == "rules":
            place = "rules/index.md"
        if place in on_site:
            return f"{match[1]}{posixpath.relpath(place, posixpath.dirname(target) or '.')}{mark}{anchor}{match[3]}"
        return f"{match[1]}{repository}/{meant}{mark}{anchor}{match[3]}"

    return _outside_blocks(markdown, lambda text: _LINK.sub(link, text))


def table(rulebook: Rulebook) -> str:
    """The page that lists all rules."""
    lines = [
        "# Rules",
        "",
        f"{len(rulebook.cards)} rules, and {len(rulebook.tokens)} formats of credentials that `known-token` knows.",
        "Errors and warnings fail a run, notes do not; a finding may be milder than its rule, where it is weak.",
        "`tightlip rule ID` shows these pages in a terminal.",
    ]
    for family, title, cards in _families(rulebook):
        lines += ["", f"## {title}", "", "| rule | what it finds | severity | on | CWE |", "|---|---|---|---|---|"]
        lines += [
            f"| [`{card.id}`]({family}/{card.id}.md) | {card.summary} | {_badge(card)} |"
            f" {'yes' if card.default else 'no'} | {_cwe(card)} |"
            for card in cards
        ]
    return "\n".join(lines) + "\n"


def card_page(card: Card, page: str, rulebook: Rulebook) -> str:
    """A card as a page of the site: what it says of itself below its title, and its examples marked."""
    body = split_card(page)[1].lstrip()
    title, _, rest = body.partition("\n")
    about = [
        _badge(card),
        "on by default" if card.default else "off unless it is selected",
        *(["can be fixed by `--fix`"] if card.fixable else []),
        f"reads {', '.join(_kind(kind) for kind in card.reads)}",
        _cwe(card),
        f"since {card.since}",
    ]
    rest = EXAMPLE.sub(lambda match: example(match, card, rulebook), rest)
    return f"{title}\n\n**{card.summary}.** {card.why}\n{{ .lead }}\n\n{' · '.join(about)}\n{{ .about }}\n{rest}"


def example(match: re.Match[str], card: Card, rulebook: Rulebook) -> str:
    """A block of a card, with the lines that are flagged marked, and samples called by what they are."""
    language = (match["info"].split() or ["text"])[0]
    options = dict(_OPTION.findall(match["info"]))
    flagged = {int(line): [card.id] for line in options.get("lines", "").split(",") if line.strip()}
    lines = []
    for number, line in enumerate(match["body"].splitlines(), 1):
        expected = EXPECTATION.search(line)
        if expected:
            flagged[number] = [rule.strip() for rule in expected[1].split(",")]
            line = line[: expected.start()]
        lines.append(_SAMPLE.sub(lambda sample: f"<{_named(sample[1], rulebook)}>", line))
    title = options.get("title", "")
    if "git" in options:
        title += f" ({options['git']} by git)"
    info = f'{language} title="{title}"' if title else language
    if flagged:
        info += f' hl_lines="{" ".join(map(str, sorted(flagged)))}"'
    block = "\n".join([f"{match['fence']}{info}", *lines, match["fence"]])
    others = {n: ", ".join(f"`{rule}`" for rule in rules) for n, rules in flagged.items() if rules != [card.id]}
    notes = [f"line {number} by {rules}" for number, rules in sorted(others.items())]
    return block + (f"\n\nMarked: {'; '.join(notes)}.\n{{ .marks }}\n" if notes else "")


def _rulebook() -> Rulebook:
    return read_rulebook(str(ROOT / "rules"))


def _families(rulebook: Rulebook) -> Iterator[tuple[str, str, list[Card]]]:
    for family, title in FAMILIES.items():
        cards = [card for card in rulebook.cards.values() if card.family == family]
        if cards:
            yield family, title, cards


def _badge(card: Card) -> str:
    return f'<span class="severity {card.severity.word}">{card.severity.word}</span>'


def _cwe(card: Card) -> str:
    return f"[CWE-{card.cwe}](https://cwe.mitre.org/data/definitions/{card.cwe}.html)"


def _kind(kind: str) -> str:
    return "any text file" if kind == "*" else kind


def _named(sample: str, rulebook: Rulebook) -> str:
    """What stands for a sample: `a GitHub personal access token (classic)`, `rsa private key`."""
    for end, how in (("-in-base64", ", in base64"), ("-in-hex", ", in hexadecimal")):
        if sample.endswith(end):
            return _named(sample.removesuffix(end), rulebook) + how
    return rulebook.tokens[sample].title if sample in rulebook.tokens else sample.replace("-", " ")


def _outside_blocks(markdown: str, change: Any) -> str:
    parts, end = [], 0
    for block in EXAMPLE.finditer(markdown):
        parts += [change(markdown[end : block.start()]), block[0]]
        end = block.end()
    return "".join([*parts, change(markdown[end:])])
