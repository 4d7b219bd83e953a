from __future__ import annotations

import json
from pathlib import Path

import pytest

from small_rulebook import card, rulebook
from tightlip.engine import Scanned, make_plan
from tightlip.model import Finding, Severity, Skipped, Snippet, Span
from tightlip.settings import Settings, SettingsError
from tightlip.waivers import Waived, waive
from tightlip.waivers.accepted import complaints, not_accepted
from tightlip.waivers.baseline import Baseline, Entry, is_date, load, parse, render

UNUSED = "unused-suppression"
BOOK = rulebook(card("key", "anywhere"), card("log", "flows"), card(UNUSED, "anywhere"))
ONE, TWO, THREE = "1" * 24, "2" * 24, "3" * 24
HEADER = '{"tightlip-baseline": 1}\n'


def leak(fingerprint: str, rule: str = "key") -> Finding:
    return Finding(
        rule, Severity.ERROR, "a.py", Span(1, 1, 1, 9), "a key", "", fingerprint, Snippet(1, ("x = 1",)), "", ""
    )


def waived(
    *entries: Entry,
    leaks: tuple[Finding, ...] = (),
    active: frozenset[str] = frozenset({"key", "log", UNUSED}),
    settings: Settings | None = None,
    skipped: tuple[Skipped, ...] = (),
) -> Waived:
    chosen = settings or Settings()
    return waive(make_plan(BOOK, active, chosen), Scanned(leaks, skipped), "a.py", entries)


class TestFile:
    def test_what_is_written_is_read(self) -> None:
        entries = (
            Entry(ONE, "key", "a.py", line=2),
            Entry(TWO, "log", "dé/b c.py", 'a "test" key,\nof\u2028no use', "2031-02-28", line=3),
            Entry(THREE, "key", "a\\b.py", "not UTF-8: \udcff", line=4),
        )
        text = render(reversed(entries))
        assert parse(text, "x") == entries
        assert parse(text.replace("\n", "\r\n"), "x") == entries

    def test_one_sorted_line_for_each_and_nothing_that_changes_with_the_place_or_time(self) -> None:
        text = render([Entry(TWO, "log", "a.py", line=7), Entry(ONE, "key", "z.py", "why", "2031-01-01", line=9)])
        assert text == (
            HEADER
            + f'{{"fingerprint": "{ONE}", "rule": "key", "path": "z.py", "reason": "why", "expires": "2031-01-01"}}\n'
            + f'{{"fingerprint": "{TWO}", "rule": "log", "path": "a.py"}}\n'
        )

    def test_what_a_merge_leaves_is_read(self) -> None:
        """Doubled lines, a second header, no order, empty lines."""
        one, two = (f'{{"fingerprint": "{each}", "rule": "key", "path": "a.py"}}\n' for each in (ONE, TWO))
        found = parse(HEADER + two + "\n" + one + HEADER + two, "x")
        assert [entry.fingerprint for entry in found] == [TWO, ONE, TWO]
        assert render(found) == HEADER + one + two

    @pytest.mark.parametrize(
        ("text", "line", "what"),
        [
            ("", 1, "begins with"),
            ("\n\n", 1, "begins with"),
            (f'{{"fingerprint": "{ONE}", "rule": "key", "path": "a.py"}}\n', 1, "begins with"),
            ('{"tightlip-baseline": 2}\n', 1, "version 1"),
            (HEADER + '{"tightlip-baseline": 2}\n', 2, "version 1"),
            (HEADER + "<<<<<<< HEAD\n", 2, "a merge has left its marks"),
            (HEADER + "<< HEAD\n", 2, "not a line of a baseline"),
            (HEADER + "\n[1]\n", 3, "an object of strings"),
            (HEADER + f'{{"fingerprint": "{ONE}", "rule": "key", "path": 7}}\n', 2, "an object of strings"),
            (HEADER + f'{{"fingerprint": "{ONE}", "rule": "key", "path": "a", "line": "7"}}\n', 2, "no other"),
            (HEADER + f'{{"fingerprint": "{ONE}", "rule": "key"}}\n', 2, "needs"),
            (HEADER + f'{{"fingerprint": "{ONE[1:]}", "rule": "key", "path": "a"}}\n', 2, "needs"),
            (
                HEADER + f'{{"fingerprint": "{ONE}", "rule": "key", "path": "a", "expires": "2031-02-29"}}\n',
                2,
                "`expires` must be a date",
            ),
        ],
    )
    def test_a_broken_line_is_named_and_not_repeated(self, text: str, line: int, what: str) -> None:
        with pytest.raises(SettingsError) as raised:
            parse(text, "sub/accepted")
        assert str(raised.value).startswith(f"sub/accepted, line {line}: ")
        assert what in str(raised.value)
        assert ONE[1:] not in str(raised.value)
        assert "HEAD" not in str(raised.value)

    def test_a_file_that_cannot_be_read(self, tmp_path: Path) -> None:
        (tmp_path / "latin").write_bytes(HEADER.encode() + b"\xe9\n")
        with pytest.raises(SettingsError, match="latin: not UTF-8"):
            load(str(tmp_path / "latin"), "latin", True)
        with pytest.raises(SettingsError, match="cannot read here: "):
            load(str(tmp_path), "here", True)
        with pytest.raises(SettingsError, match="baseline: there is no file none; `tightlip baseline create`"):
            load(str(tmp_path / "none"), "none", False)
        assert load(str(tmp_path / "none"), "none", True) == Baseline("none")

    def test_by_path(self, tmp_path: Path) -> None:
        entries = (Entry(ONE, "key", "a", line=2), Entry(TWO, "key", "b", line=3), Entry(THREE, "log", "a", line=4))
        (tmp_path / "x").write_text("\ufeff" + render(entries), encoding="utf-8")
        found = load(str(tmp_path / "x"), "x", False)
        assert found.entries == entries
        assert found.by_path == {"a": (entries[0], entries[2]), "b": (entries[1],)}

    @pytest.mark.parametrize(
        "text", ["2031-02-29", "20310228", "2031-W01-1", "2031-2-3", "tomorrow", "", "2031-01-01x"]
    )
    def test_what_is_no_date(self, text: str) -> None:
        assert is_date("2032-02-29")
        assert not is_date(text)


class TestAccepting:
    def test_what_is_in_it_is_not_reported_and_all_else_is(self) -> None:
        done = waived(Entry(ONE, "key", "a.py"), leaks=(leak(ONE), leak(TWO)))
        assert done == Waived((leak(TWO),), 1, accepted=(leak(ONE),))

    def test_through_the_last_day(self) -> None:
        entry = Entry(ONE, "key", "a.py", expires="2031-05-31")
        assert not list(not_accepted([entry], [leak(ONE)], "2031-05-31"))
        (left,) = not_accepted([entry], [leak(ONE)], "2031-06-01")
        assert left.message == "a key (was accepted until 2031-05-31)"
        assert left.fingerprint == ONE

    def test_of_two_entries_the_longer_one_counts(self) -> None:
        short, long = (Entry(ONE, "key", "a.py", expires=day) for day in ("2031-05-31", "2031-12-31"))
        for entries in ((short, long), (long, short), (Entry(ONE, "key", "a.py"), short)):
            assert not list(not_accepted(entries, [leak(ONE)], "2031-08-01"))

    def test_an_expired_one_is_reported_and_is_not_stale(self) -> None:
        done = waived(Entry(ONE, "key", "a.py", expires="2001-01-01"), leaks=(leak(ONE),))
        assert [finding.message for finding in done.findings] == ["a key (was accepted until 2001-01-01)"]
        assert (done.waived, done.stale) == (0, ())


class TestStale:
    ENTRY = Entry(ONE, "key", "a.py", line=2)

    def test_what_accepts_nothing(self) -> None:
        assert waived(self.ENTRY).stale == (self.ENTRY,)
        assert waived(self.ENTRY, leaks=(leak(TWO),)) == Waived((leak(TWO),), 0, (self.ENTRY,))

    def test_not_where_its_rule_was_not_looked_for(self) -> None:
        assert waived(self.ENTRY, active=frozenset({"log", UNUSED})).stale == ()
        assert waived(self.ENTRY, settings=Settings(per_file_ignores=(("*.py", ("key",)),))).stale == ()

    def test_not_where_the_file_was_not_read_in_full(self) -> None:
        assert waived(self.ENTRY, skipped=(Skipped("a.py", "too deep", partial=True),)).stale == ()
        assert waived(self.ENTRY, skipped=(Skipped("a.py", "larger than 5 bytes"),)).stale == ()

    def test_not_where_a_finding_is_ignored_otherwise(self) -> None:
        settings = Settings(per_file_ignores=(("a.py", ("key",)),))
        assert waived(self.ENTRY, leaks=(leak(ONE),), settings=settings) == Waived((), 1)

    def test_the_complaint_stands_on_its_line_and_repeats_no_reason(self) -> None:
        doubled = [self.ENTRY._replace(reason="hush hush"), self.ENTRY._replace(line=5)]
        (found,) = complaints(BOOK, Baseline("sub/accepted"), doubled)
        assert (found.rule, found.path, found.span.line) == (UNUSED, "sub/accepted", 2)
        assert found.message == "the `key` that this accepts is no longer in `a.py`"
        assert json.loads(found.snippet.lines[0]) == {"fingerprint": ONE, "rule": "key", "path": "a.py"}
        assert "hush" not in repr(found)

    def test_its_fingerprint_survives_moving_lines(self) -> None:
        here, there, other = (
            next(complaints(BOOK, Baseline("x"), [entry])).fingerprint
            for entry in (self.ENTRY, self.ENTRY._replace(line=9), self.ENTRY._replace(fingerprint=TWO))
        )
        assert here == there != other
