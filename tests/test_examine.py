"""What becomes of hits: one leak is one finding, its fingerprint survives moving, and a check that fails is named."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest

from tightlip.checks.python import hardcoded_secret
from tightlip.engine import Candidate, Scanned, first_pass, make_plan, scan
from tightlip.examine import findings
from tightlip.model import Document, Hit, Secret, Span
from tightlip.reading.text import SourceText
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder
from tightlip.settings import Settings

BOOK = read_rulebook(rules_folder())
ALL = make_plan(BOOK, frozenset(BOOK.cards), Settings())
PASSWORD, OTHER = "kR7vq2" + "Lw9zT4", "pX3nd8" + "Hs5yB6"
LEAK, SAME, ANOTHER = (
    f'{name} = "{value}"\n' for name, value in [("password", PASSWORD), ("db_password", PASSWORD), ("password", OTHER)]
)


def scanned(text: str, path: str = "app/config.py", *rules: str) -> Scanned:
    plan = make_plan(BOOK, frozenset(rules), Settings()) if rules else ALL
    return scan(plan, Document(path, text.encode()))


def fingerprints(text: str, path: str = "app/config.py") -> list[str]:
    return [finding.fingerprint for finding in scanned(text, path).findings]


def test_a_fingerprint_survives_moving_lines_and_what_is_around_them() -> None:
    (before,) = fingerprints(LEAK)
    assert fingerprints("import os\n\n\n" + LEAK + "x = 1\n") == [before]
    assert fingerprints(f'if True:\n    config = {{"password": "{PASSWORD}"}}\n') == [before]
    assert fingerprints("# -*- coding: utf-8 -*-\r\n" + LEAK.replace("\n", "\r\n")) == [before]


def test_a_fingerprint_changes_with_the_value_and_the_path() -> None:
    assert len({*fingerprints(LEAK), *fingerprints(ANOTHER), *fingerprints(LEAK, "app/other.py")}) == 3


def test_equal_leaks_have_fingerprints_of_their_own_and_in_order() -> None:
    first, second, third = fingerprints(LEAK + SAME + LEAK)
    assert len({first, second, third}) == 3
    assert fingerprints(LEAK + ANOTHER + SAME)[::2] == [first, second]


def test_one_leak_is_one_finding() -> None:
    url = f'DATABASE_URL = "postgres://app:{PASSWORD}@db.corp.net/orders"\n'
    assert len(scanned(url).findings) == 1
    assert [finding.rule for finding in scanned(LEAK + url).findings] == ["hardcoded-secret", "credential-in-url"]


def test_a_rule_that_is_off_still_says_what_to_mask() -> None:
    """The line that `secret-in-log` shows repeats a literal that only `hardcoded-secret` knows to be one."""
    log = f'import logging\nlogging.info("%s %s", password, "{PASSWORD}")\n'
    (finding,) = scanned(log, "app/x.py", "secret-in-log").findings
    assert PASSWORD in finding.snippet.lines[0], "nothing tells it from any other text"
    (finding,) = scanned(log + LEAK, "app/x.py", "secret-in-log").findings
    assert finding.snippet.lines == ('logging.info("%s %s", password, "************")',)


def test_what_a_secret_reads_in_another_encoding_is_masked_too() -> None:
    written = base64.b64encode(f"password={PASSWORD}".encode()).decode()
    hit = Hit("known-token", Span(1, 6, 1, 9), f"a token ({written[8:20]})", Secret(PASSWORD, written))
    (finding,) = findings("a.txt", SourceText(f"x = {written} {PASSWORD} harmless\n"), [hit], [hit], BOOK.cards)
    assert finding.snippet.lines == (f"x = {'*' * len(written)} {'*' * len(PASSWORD)} harmless",)
    assert written[8:16] not in finding.message
    assert finding.redacted == "…(12 chars)"


def test_what_a_secret_decodes_to_is_masked_beside_it() -> None:
    written = base64.b64encode(PASSWORD.encode()).decode()
    text = f'import base64\n\npassword = base64.b64decode("{written}")  # {PASSWORD}\n'
    (finding,) = scanned(text, "app/config.py", "hardcoded-secret").findings
    assert finding.snippet.lines == (f'password = base64.b64decode("{"*" * len(written)}")  # {"*" * len(PASSWORD)}',)


def test_a_check_that_fails_is_named_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> Iterator[None]:
        raise KeyError(PASSWORD)
        yield

    monkeypatch.setattr(hardcoded_secret, "check", fails)
    result = scanned("import os\nprint(os.environ)\n" + LEAK)
    assert [finding.rule for finding in result.findings] == ["environ-dump"]
    (skipped,) = result.skipped
    assert skipped.failed
    assert "KeyError" in skipped.reason
    assert PASSWORD not in skipped.reason


class TestWhatARuleNeeds:
    """`needs = ["a+b"]`: the rule is asked only where needles of both groups are."""

    PLAN = make_plan(BOOK, frozenset({"secret-field-in-repr"}), Settings())
    NEEDS = BOOK.cards["secret-field-in-repr"].needs

    @pytest.mark.parametrize(
        ("text", "deserves"),
        [
            ("@dataclass\nclass Account:\n    password: str\n", True),
            ("@dataclass\nclass Account:\n    height: str\n", False),
            ("class Account:\n    password: str\n", False),
        ],
    )
    def test_both_groups_must_be_there(self, text: str, deserves: bool) -> None:
        assert self.NEEDS == ("shown-fields+names",)
        seen = first_pass(self.PLAN, Document("app/models.py", text.encode()))
        assert isinstance(seen, Candidate) is deserves

    def test_every_needed_group_has_needles(self) -> None:
        groups = {needle.group for needle in BOOK.needles()} | {"waivers", "secrets_beside", "key-store"}
        needed = {group for card in BOOK.cards.values() for need in card.needs for group in need.split("+")}
        assert needed <= groups
