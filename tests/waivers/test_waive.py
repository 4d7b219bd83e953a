from __future__ import annotations

import itertools
from collections.abc import Iterable

import pytest

from small_rulebook import card, rulebook
from tightlip.engine import Scanned, make_plan
from tightlip.model import Finding, Severity, Skipped, Snippet, Span
from tightlip.reading.text import SourceText
from tightlip.settings import Settings
from tightlip.waivers import Waived, waive
from tightlip.waivers.inline import WITHOUT_REASON

UNUSED = "unused-suppression"
BOOK = rulebook(
    card("key", "anywhere"), card("log", "flows"), card("url", "flows"), card("extra", "flows", default=False),
    card(UNUSED, "anywhere"),
)  # fmt: skip
DEFAULTS = frozenset({"key", "log", "url", UNUSED})


def leak(rule: str, first: int, last: int = 0) -> Finding:
    span = Span(first, 1, last or first, 80)
    return Finding(rule, Severity.ERROR, "", span, "", "", "", Snippet(first, ()), "", "")


def waived(
    text: str,
    *leaks: Finding,
    path: str = "a.py",
    active: frozenset[str] = DEFAULTS,
    settings: Settings | None = None,
    skipped: tuple[Skipped, ...] = (),
) -> tuple[list[tuple[str, int]], list[Finding], int]:
    """The leaks that are left, by rule and line; the unused suppressions; and how many leaks were waived."""
    chosen = settings or Settings()
    plan = make_plan(BOOK, active, chosen)
    done = waive(plan, Scanned(leaks, skipped, SourceText(text)), path)
    left = [(finding.rule, finding.span.line) for finding in done.findings if finding.rule != UNUSED]
    return left, [finding for finding in done.findings if finding.rule == UNUSED], done.waived


def left(text: str, *leaks: Finding, path: str = "a.py") -> list[tuple[str, int]]:
    """The leaks that no comment waives, where every comment is of use."""
    remaining, unused, number = waived(text, *leaks, path=path)
    assert not unused
    assert number == len(leaks) - len(remaining)
    return remaining


def complaints(text: str, *leaks: Finding, path: str = "a.py", **more: object) -> list[tuple[int, str]]:
    """Line and message of each unused suppression."""
    return [(each.span.line, each.message) for each in waived(text, *leaks, path=path, **more)[1]]  # type: ignore[arg-type]


class TestSyntax:
    @pytest.mark.parametrize(
        ("path", "line"),
        [
            ("a.py", "x = 1  # tightlip: ignore[key] a reason"),
            ("a.py", "x = 1  # noqa: S105  # tightlip: ignore[key]"),
            ("a.py", "x = 1  #tightlip:ignore[ key ]"),
            ("a.py", "x = 1  # tightlip: ignore [key]"),
            (".env", "PASSWORD=x # tightlip: ignore[key]"),
            ("Dockerfile", "ENV PASSWORD=x # tightlip: ignore[key]"),
            ("a.yaml", "password: x  # tightlip: ignore[key]"),
            ("a.sh", "export PASSWORD=x  # tightlip: ignore[key]"),
            ("a.js", "const password = 'x'; // tightlip: ignore[key]"),
            ("a.css", "a { /* tightlip: ignore[key] */ }"),
            ("a.sql", "select 'x'; -- tightlip: ignore[key]"),
            ("a.ini", "password = x ; tightlip: ignore[key]"),
            ("a.html", "<a href=x><!-- tightlip: ignore[key] -->"),
            ("a.md", "x <!-- tightlip: ignore[key] -->"),
            ("a.tex", "x % tightlip: ignore[key]"),
            ("a.bat", "set PASSWORD=x & REM tightlip: ignore[key]"),
            ("a.ipynb", "    \"password = 'x'  # tightlip: ignore[key]\\n\","),
        ],
    )
    def test_any_comment_will_do(self, path: str, line: str) -> None:
        assert left(line + "\n", leak("key", 1), path=path) == []

    @pytest.mark.parametrize(
        "line",
        [
            "x = 1  # tightlip: ignored[key]",
            "x = 1  # tightlip: ignore-next[key]",
            "x = 1  # tightlip: ignore-lines[key]",
            "x = 1  # tightlip: expect[key]",
            "x = 1  # nottightlip: ignore[key]",
            "x = 'tightlip: ignore[key]'",
            "x = '# tightlip: ignore[key]'",
            '"""\n# tightlip: ignore[key]\n"""',
            "x = f'''\n# tightlip: ignore[key]'''",
        ],
    )
    def test_what_is_no_comment_of_ours(self, line: str) -> None:
        assert left(line + "\n", leak("key", 1), leak("key", 2)) == [("key", 1), ("key", 2)]

    def test_several_rules_and_families(self) -> None:
        leaks = (leak("key", 1), leak("log", 1), leak("url", 1))
        assert left("x  # tightlip: ignore[key, log]\n", *leaks) == [("url", 1)]
        assert left("x  # tightlip: ignore[flows]\n", *leaks) == [("key", 1)]
        assert left("x  # tightlip: ignore[ALL]\n", *leaks) == []

    def test_without_brackets_all_rules_are_meant(self) -> None:
        assert left("x  # tightlip: ignore as agreed\n", leak("key", 1), leak("log", 1)) == []

    @pytest.mark.parametrize("brackets", ["[", "[key", "[]", "[ , ]", "[key\n]"])
    def test_a_slip_with_the_brackets_is_no_blanket(self, brackets: str) -> None:
        found, unused, _ = waived(f"x = 1  # tightlip: ignore{brackets}\n", leak("key", 1), path="a.sh")
        assert found == [("key", 1)]
        assert [each.message for each in unused] == ["this comment names no rule, and so ignores nothing"]

    def test_python_that_does_not_parse_is_read_as_any_text(self) -> None:
        text = "print 'x'  # tightlip: ignore[key]\nif (:\n  '''\n"
        assert left(text, leak("key", 1), leak("key", 2)) == [("key", 2)]

    @pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
    def test_line_ends(self, line_end: str) -> None:
        text = line_end.join(["a = 1", "b = (1,", "  2)  # tightlip: ignore[key]", "c = 1"])
        assert left(text, *(leak("key", line) for line in (1, 2, 4))) == [("key", 1), ("key", 4)]


class TestPlace:
    TEXT = "a = 1\n{}\nb = 2\nc = 3\n"

    def around(self, comment: str, path: str = "a.py") -> list[int]:
        found = left(self.TEXT.format(comment), *(leak("key", line) for line in (1, 2, 3, 4)), path=path)
        return [line for _, line in found]

    def test_ignore_speaks_of_its_own_line(self) -> None:
        assert self.around("x = 1  # tightlip: ignore[key]") == [1, 3, 4]

    def test_ignore_next_line_of_the_next(self) -> None:
        assert self.around("# tightlip: ignore-next-line[key]") == [1, 2, 4]
        assert self.around("# tightlip: ignore-next-line[key]", "Dockerfile") == [1, 2, 4]

    def test_ignore_file_of_all_wherever_it_stands(self) -> None:
        assert self.around("  # tightlip: ignore-file[key]") == []

    @pytest.mark.parametrize("path", ["a.py", "a.js"])
    def test_ignore_file_stands_alone_on_its_line(self, path: str) -> None:
        assert self.around("x = 1  # tightlip: ignore-file[key]", path) == [1, 2, 3, 4]

    def test_several_next_lines_in_a_row_mean_one_line(self) -> None:
        text = "# tightlip: ignore-next-line[key]\n# tightlip: ignore-next-line[log]\nx = 1\ny = 2\n"
        assert left(text, leak("key", 3), leak("log", 3), leak("key", 4)) == [("key", 4)]

    def test_a_comment_on_any_line_of_the_leak(self) -> None:
        text = "x = [\n  1,\n  2,  # tightlip: ignore[key]\n  3,\n]\n"
        assert left(text, leak("key", 2, 4)) == []
        assert left(text, leak("key", 3), leak("key", 4)) == [("key", 4)]

    @pytest.mark.parametrize("comment_line", [1, 4])
    def test_a_comment_on_the_first_or_last_line_of_the_statement(self, comment_line: int) -> None:
        lines = ["log(", '  "%s",', "  password,", ")", "log(x)"]
        lines[comment_line - 1] += "  # tightlip: ignore[key]"
        assert left("\n".join(lines), leak("key", 3), leak("key", 5)) == [("key", 5)]

    def test_next_line_before_a_statement_of_several_lines(self) -> None:
        text = (
            "def f():\n    # tightlip: ignore-next-line[key]\n    log(\n        password,\n    )\n    log(password)\n"
        )
        assert left(text, leak("key", 4), leak("key", 6)) == [("key", 6)]

    def test_a_comment_after_a_long_string(self) -> None:
        text = 'K = """\na\nb\n"""  # tightlip: ignore[key]\n'
        assert left(text, leak("key", 2, 3)) == []

    def test_a_comment_elsewhere_in_the_statement_speaks_of_its_own_line_only(self) -> None:
        text = "x = {\n  1: 2,  # tightlip: ignore[key]\n  3: 4,\n}\n"
        assert left(text, leak("key", 2), leak("key", 3)) == [("key", 3)]

    def test_lines_continued_by_a_backslash(self) -> None:
        text = "# tightlip: ignore-next-line[key]\nRUN a && \\\n# why\n    b \\\n    c\nRUN d\n"
        assert left(text, leak("key", 4), leak("key", 6), path="Dockerfile") == [("key", 6)]
        assert left("# tightlip: ignore-next-line[key]\na\nb\n", leak("key", 2), leak("key", 3), path="a.sh") == [
            ("key", 3)
        ]


class TestProse:
    QUOTED = (
        "Write `# tightlip: ignore[key]`, or:\n\n    # tightlip: ignore-file[key]\n\n    # tightlip: ignore[nonsense]\n"
    )

    def test_an_example_in_a_text_is_not_reported(self) -> None:
        assert complaints(self.QUOTED, path="README.md") == []
        assert len(complaints(self.QUOTED, path="Makefile")) == 3

    def test_and_does_not_switch_off_the_whole_file(self) -> None:
        assert left(self.QUOTED, leak("key", 5), path="README.md") == [("key", 5)]

    @pytest.mark.parametrize("comment", ["<!-- tightlip: ignore-file[key] -->", ".. tightlip: ignore-file[key]"])
    def test_a_real_comment_does(self, comment: str) -> None:
        assert left(f"{comment}\n\nx\n", leak("key", 3), path="README.md") == []
        assert complaints(f"{comment}\n\nx\n", path="README.md") == [(1, "there is no `key` to ignore")]


class TestUnused:
    @pytest.mark.parametrize(
        ("comment", "message"),
        [
            ("ignore[key]", "there is no `key` to ignore"),
            ("ignore[key, url]", "there is no `key`, `url` to ignore"),
            ("ignore[key, log]", "there is no `key` to ignore"),
            ("ignore-next-line[log]", "there is no `log` to ignore"),
            ("ignore-next-line", "there is nothing to ignore"),
            ("ignore[lgo]", "there is no rule `lgo`; did you mean `log`?"),
            ("ignore[qqq]", "there is no rule `qqq`"),
            ("ignore[lgo, key, log]", "there is no rule `lgo`; there is no `key` to ignore"),
        ],
    )
    def test_what_is_said(self, comment: str, message: str) -> None:
        assert complaints(f"x = 1  # tightlip: {comment}\n", leak("log", 1)) == [(1, message)]

    def test_where_it_is_said(self) -> None:
        _, (unused,), _ = waived("é = 'x'  # tightlip: ignore[key] why\n", path="b.py")
        assert (unused.path, unused.span) == ("b.py", Span(1, 10, 1, 33))
        assert unused.snippet == Snippet(1, ("# tightlip: ignore[key]",), 10)

    @pytest.mark.parametrize(
        ("comment", "switched_off"),
        [("ignore[key]", "key"), ("ignore[flows]", "url"), ("ignore", "log"), ("ignore[key]", UNUSED)],
    )
    def test_rules_that_were_not_looked_for_say_nothing(self, comment: str, switched_off: str) -> None:
        text = f"x = 1  # tightlip: {comment}\n"
        assert len(complaints(text)) == 1
        assert complaints(text, active=DEFAULTS - {switched_off}) == []

    def test_nor_do_those_that_the_settings_ignore_in_this_file(self) -> None:
        settings = Settings(per_file_ignores=(("tests/", ("key",)),))
        text = "x = 1  # tightlip: ignore[key]\n"
        assert complaints(text, path="tests/a.py", settings=settings) == []
        assert len(complaints(text, path="src/a.py", settings=settings)) == 1

    def test_nor_does_a_file_that_was_not_checked_in_full(self) -> None:
        skipped = (Skipped("a.py", "half of it", partial=True),)
        text = "x = 1  # tightlip: ignore[key]\ny = 1  # tightlip: ignore[nonsense]\n"
        assert complaints(text, skipped=skipped) == [(2, "there is no rule `nonsense`")]

    def test_two_comments_for_one_leak_are_both_of_use(self) -> None:
        assert left("# tightlip: ignore-file[key]\nx = 1  # tightlip: ignore[key]\n", leak("key", 2)) == []

    def test_the_complaint_can_be_waived_too(self) -> None:
        assert complaints(f"x = 1  # tightlip: ignore[key, {UNUSED}]\n") == []
        assert complaints(f"# tightlip: ignore-file[{UNUSED}]\nx = 1  # tightlip: ignore[key]\n") == []
        settings = Settings(per_file_ignores=(("a.py", (UNUSED,)),))
        assert complaints("x = 1  # tightlip: ignore[key]\n", settings=settings) == []

    def test_what_stands_beside_the_comment_is_not_shown(self) -> None:
        secret = "tUr8-Zq41-" + "pWx0"
        for text in (
            f"password = '{secret}'  # tightlip: ignore[key] it is {secret}\n",
            f"x = 1  # tightlip: ignore[{secret}]\n",
            f"x = 1  # tightlip: ignore[{secret}\n",
            f"x = 1  # tightlip: ignore[key, {secret.lower()}]\n",
        ):
            _, unused, _ = waived(text)
            assert len(unused) == 1
            assert secret.lower() not in repr(unused).lower()

    def test_fingerprints_do_not_move_with_lines_and_tell_twins_apart(self) -> None:
        lines = ("x = 1  # tightlip: ignore[key]", "y = 1  # tightlip: ignore[key]", "z = 1  # tightlip: ignore[log]")
        _, unused, _ = waived("\n".join(lines))
        _, moved, _ = waived("\n\n" + "\n\n".join(lines))
        assert [each.fingerprint for each in unused] == [each.fingerprint for each in moved]
        assert len({each.fingerprint for each in unused}) == 3


class TestPerFile:
    SETTINGS = Settings(per_file_ignores=(("tests/**", ("flows",)), ("*.md", ("ALL",)), ("a.py", ("key",))))

    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("a.py", "log url"),
            ("src/a.py", "log url"),
            ("tests/a.py", ""),
            ("tests/b.py", "key"),
            ("src/tests/b.py", "key log url"),
            ("docs/x.md", ""),
        ],
    )
    def test_rules_are_ignored_where_the_path_matches(self, path: str, expected: str) -> None:
        leaks = tuple(map(leak, ("key", "log", "url"), itertools.repeat(1)))
        found, _, number = waived("x\n", *leaks, path=path, settings=self.SETTINGS)
        assert [rule for rule, _ in found] == expected.split()
        assert number == 3 - len(found)


def test_a_clean_document_is_not_even_looked_at() -> None:
    plan = make_plan(BOOK, DEFAULTS, Settings())
    assert waive(plan, Scanned(), "a.py") == Waived()


def test_order_and_count() -> None:
    text = "a  # tightlip: ignore[key]\nb  # tightlip: ignore[log]\nc\n"
    leaks: Iterable[Finding] = (leak("key", 1), leak("url", 3))
    found, unused, number = waived(text, *leaks)
    assert (found, [each.span.line for each in unused], number) == ([("url", 3)], [2], 1)


class TestReasons:
    """`suppression-without-reason`, where it is selected."""

    BOOK = rulebook(card("key", "anywhere"), card(UNUSED, "anywhere"), card(WITHOUT_REASON, "anywhere", default=False))

    def without(
        self, text: str, path: str = "a.py", active: frozenset[str] = frozenset({"key", WITHOUT_REASON})
    ) -> int:
        """How many comments lack a reason; a leak is on each line, and waived all the same."""
        leaks = [leak("key", line) for line in range(1, text.count("\n") + 2)]
        plan = make_plan(self.BOOK, active, Settings())
        done = waive(plan, Scanned(tuple(leaks), (), SourceText(text)), path)
        return sum(finding.rule == WITHOUT_REASON for finding in done.findings)

    @pytest.mark.parametrize(
        ("path", "line"),
        [
            ("a.py", "x  # tightlip: ignore[key]"),
            ("a.py", "x  # tightlip: ignore[key] ..."),
            ("a.py", "x  # tightlip: ignore[key]  # noqa: S105"),
            ("a.py", "x  # tightlip: ignore"),
            ("a.html", "x <!-- tightlip: ignore[key] -->"),
            ("a.css", "x /* tightlip: ignore[key] */"),
            ("a.ipynb", '  "x  # tightlip: ignore[key]\\n",'),
        ],
    )
    def test_none_is_given(self, path: str, line: str) -> None:
        assert self.without(line, path) == 1

    @pytest.mark.parametrize(
        ("path", "line"),
        [
            ("a.py", "x  # tightlip: ignore[key] revoked"),
            ("a.py", "x  # tightlip: ignore[key]: revoked"),
            ("a.py", "x  # tightlip: ignore[key] -- revoked"),
            ("a.py", "x  # tightlip: ignore[key] (revoked)"),
            ("a.py", "x  # tightlip: ignore as agreed"),
            ("a.html", "x <!-- tightlip: ignore[key] revoked -->"),
            ("a.py", "x  # tightlip: ignore[key, suppression-without-reason]"),
            ("a.py", "# tightlip: ignore-file[suppression-without-reason]\nx  # tightlip: ignore[key]"),
            ("a.py", "x = '# tightlip: ignore[key]'"),
            ("a.md", "Write `# tightlip: ignore[key]`"),
        ],
    )
    def test_one_is_given_or_none_is_needed(self, path: str, line: str) -> None:
        assert self.without(line, path) == 0

    def test_it_is_asked_for_only_where_it_is_selected(self) -> None:
        assert self.without("x  # tightlip: ignore[key]", active=frozenset({"key", UNUSED})) == 0
