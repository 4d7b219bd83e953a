"""The page: that it is whole and hostile names stay text; and, in a real browser, that it works and asks no network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from browser import Browser, browser
from sample_outcome import OUTCOME, finding
from tightlip.model import Absent, Outcome, Severity, Skipped
from tightlip.report import html
from tightlip.report.style import Style
from tightlip.rulebook.book import load_rulebook

CARDS = load_rulebook().cards
HOSTILE = (
    "<script>document.title = 'taken'</script><img src=x onerror=\"document.title='taken'\"> & ' \" </pre></style>"
)
VOID = {"meta", "input", "link", "img", "br", "hr", "rect"}


def render(outcome: Outcome) -> str:
    return html.render(outcome, Style())


class Tags(HTMLParser):
    """All tags with their attributes; and those that are not closed as they were opened."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


EVERYTHING = OUTCOME._replace(
    findings=(*OUTCOME.findings, *(finding("rules/all.py", "x = 1\n", "x", "found", rule) for rule in CARDS)),
    accepted=(finding("old.py", "x = 1\n", "x", "an `old` one"),),
    absent=(Absent("private-key", "gone.py", "f" * 24),),
)
TRICKY = Outcome(
    (finding(f"{HOSTILE}.py", f"x = 1 {HOSTILE}\n", "1", HOSTILE, why=HOSTILE, fix=HOSTILE),),
    (Skipped(HOSTILE, HOSTILE, failed=True),),
    absent=(Absent(HOSTILE, HOSTILE, "f" * 24),),
)


@pytest.mark.parametrize("outcome", [OUTCOME, EVERYTHING, TRICKY, Outcome()], ids=["sample", "all", "hostile", "none"])
def test_every_tag_is_closed_and_nothing_is_loaded(outcome: Outcome) -> None:
    tags = Tags(render(outcome))
    assert tags.wrong == tags.open == []
    assert sum(tag == "script" for tag, _ in tags.found) == sum(tag == "style" for tag, _ in tags.found) == 1
    for tag, attributes in tags.found:
        assert tag not in ("img", "link", "iframe", "object", "base")
        assert not {"src", "srcset", "style", "action"} & attributes.keys()
        assert not [name for name in attributes if name.startswith("on")]
    ids = [attributes["id"] for _, attributes in tags.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] for tag, attributes in tags.found if tag == "a"]
    assert all(link.startswith("https://") or link.removeprefix("#") in ids for link in links if link is not None)


def test_the_same_findings_give_the_same_page() -> None:
    assert render(OUTCOME) == html.render(OUTCOME, Style(colour=True, width=40, verbose=True))


def test_counts_are_of_what_is_reported_and_not_of_what_is_accepted() -> None:
    page = render(EVERYTHING)
    assert f"<p>{len(EVERYTHING.findings)} findings, and 1 file could not be checked.</p>" in page
    assert "<title>old.py" not in page
    assert "<p>All clear.</p>" in render(Outcome(checked=3))
    assert 'id="filters"' not in render(Outcome(checked=3))


def test_bars_are_as_long_as_they_should_be_and_coloured_by_severity() -> None:
    findings = [finding(f"a/b/c{number}.py", "x\n", "x", "m") for number in range(6)]
    findings += [finding("z.py", "x\n", "x", "m", severity=Severity.WARNING) for _ in range(3)]
    folders = re.search(r'aria-label="By folder">(.*?)</svg>', render(Outcome(tuple(findings))), re.S)
    assert folders is not None
    names = re.findall(r'data-path="([^"]*)"', folders[1])
    bars = re.findall(r'<rect class="(error|warning)"[^>]* width="([\d.]+)"', folders[1])
    assert names == ["a/b/", ""]
    assert [kind for kind, _ in bars] == ["error", "warning"]
    assert float(bars[0][1]) == 2 * float(bars[1][1])


def test_many_rows_are_cut() -> None:
    findings = tuple(finding(f"{number}/a.py", "x\n", "x", "m") for number in range(13))
    assert "<p>and 3 more</p>" in render(Outcome(findings))


def test_a_long_line_is_cut_around_what_is_marked() -> None:
    page = render(OUTCOME)
    (line,) = re.findall(r'<span class="number">1</span>(….*)', page)
    before, _, after = line.partition("<mark>")
    assert before.endswith("var t=&quot;")
    assert len(unescape(before)) == 81
    assert after.startswith("*" * 25 + "</mark>&quot;;b=2;")
    assert len(line) < 500


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    folder = tmp_path_factory.mktemp("page")
    page = folder / "report.html"
    page.write_text(render(EVERYTHING), encoding="utf-8")
    with browser(folder / "profile") as found:
        found.open(page)
        yield found


VISIBLE = "[...document.querySelectorAll('article')].filter(each => each.checkVisibility()).length"
CLICK = "document.querySelector({!r}).dispatchEvent(new MouseEvent('click', {{bubbles: true}}))"


def fill(field: str, value: str) -> str:
    return f"{{const it = document.getElementById({field!r}); it.value = {value!r};\
        it.dispatchEvent(new Event('input', {{bubbles: true}}))}}"


class TestInChromium:
    def test_it_asks_no_network_and_nothing_goes_wrong(self, opened: Browser) -> None:
        requests = opened.told("Network.requestWillBeSent")
        assert [each["request"]["url"].partition(":")[0] for each in requests] == ["file"]
        assert not opened.told("Runtime.exceptionThrown", "Log.entryAdded", "Audits.issueAdded")

    def test_filters(self, opened: Browser) -> None:
        everything = len(EVERYTHING.findings) + 1
        evaluate = opened.evaluate
        assert evaluate(VISIBLE) == everything
        assert evaluate("document.getElementById('shown').value") == f"{everything} of {everything} shown"
        evaluate(fill("path", "RULES/"))
        assert evaluate(VISIBLE) == len(CARDS)
        evaluate(fill("rule", "private-key"))
        assert evaluate(VISIBLE) == 1
        assert evaluate("document.querySelectorAll('.file:not([hidden])').length") == 1
        evaluate("document.querySelector('[type=reset]').click()")
        evaluate("new Promise(done => setTimeout(done, 50))")
        assert evaluate(VISIBLE) == everything
        evaluate("document.querySelector('[value=error]').click()")
        assert 0 < evaluate(VISIBLE) < everything
        evaluate("document.querySelector('[value=error]').click(); document.getElementById('accepted').click()")
        assert evaluate(VISIBLE) == everything - 1
        evaluate("document.getElementById('accepted').click()")

    def test_bars_filter(self, opened: Browser) -> None:
        evaluate = opened.evaluate
        evaluate(CLICK.format('svg [data-path="deploy/"]'))
        assert evaluate(VISIBLE) == 1
        evaluate("document.querySelector('[type=reset]').click()")
        evaluate("new Promise(done => setTimeout(done, 50))")
        evaluate(CLICK.format("svg [data-severity=note]"))
        notes = sum(found.severity is Severity.NOTE for found in EVERYTHING.findings)
        assert evaluate(VISIBLE) == notes
        evaluate("document.querySelector('[type=reset]').click()")
        evaluate("new Promise(done => setTimeout(done, 50))")

    def test_a_rule_opens_its_card(self, opened: Browser) -> None:
        card = "document.getElementById('card.secret-in-log')"
        assert opened.evaluate(f"{card}.open") is False
        opened.evaluate("document.querySelector('article a[href=\"#card.secret-in-log\"]').click()")
        opened.evaluate("new Promise(done => setTimeout(done, 50))")
        assert opened.evaluate(f"{card}.open") is True
        assert "How to fix" in opened.evaluate(f"{card}.innerText")

    def test_it_is_dark_where_the_reader_wants_it_dark(self, opened: Browser, tmp_path: Path) -> None:
        shades = []
        for scheme in ("light", "dark"):
            opened.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
            shade = opened.evaluate("getComputedStyle(document.body).backgroundColor")
            shades.append(sum(map(int, re.findall(r"\d+", shade))))
            picture = tmp_path / f"{scheme}.png"
            opened.screenshot(picture)
            assert picture.stat().st_size > 10_000
        assert shades[0] > 700 > 100 > shades[1]

    def test_it_fits_a_telephone(self, opened: Browser) -> None:
        opened.call("Emulation.setDeviceMetricsOverride", width=390, height=800, deviceScaleFactor=1, mobile=True)
        assert opened.evaluate("document.documentElement.scrollWidth") <= 390
        opened.call("Emulation.clearDeviceMetricsOverride")

    def test_hostile_names_stay_text(self, tmp_path: Path) -> None:
        page = tmp_path / "report.html"
        page.write_text(render(TRICKY), encoding="utf-8")
        with browser(tmp_path / "profile") as found:
            found.open(page)
            assert found.evaluate("document.title") == "tightlip: 1 finding"
            assert HOSTILE in found.evaluate("document.querySelector('article').innerText")
            assert len(found.told("Network.requestWillBeSent")) == 1

    def test_what_slips_in_all_the_same_is_not_run(self, tmp_path: Path) -> None:
        """The policy in the page allows its own script and style, and nothing else."""
        page = tmp_path / "report.html"
        slipped = "<script>document.title = 'taken'</script><img src='x.png' onerror=\"document.title='taken'\">"
        page.write_text(render(OUTCOME).replace("<main>", f"<main>{slipped}"), encoding="utf-8")
        with browser(tmp_path / "profile") as found:
            found.open(page)
            assert found.evaluate("document.title") == "tightlip: 7 findings"
            assert found.evaluate("document.getElementById('filters').hidden") is False
            assert len(found.told("Log.entryAdded")) >= 2
