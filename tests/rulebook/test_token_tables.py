"""The form of a token table, and the patterns that are refused because they could run away."""

from __future__ import annotations

from typing import Any

import pytest

from tightlip.judgement.tokens import Tokens
from tightlip.rulebook.book import from_plain, read_rulebook, to_plain
from tightlip.rulebook.home import rules_folder
from tightlip.rulebook.patterns import pattern_problem
from tightlip.rulebook.tokens import TokenError, own_tokens, parse_tokens

BOOK = read_rulebook(rules_folder())
ACME = {"id": "acme", "title": "an Acme key", "literals": ["acme_"], "pattern": "acme_[0-9a-f]{32}"}


def parse(**changes: Any) -> Any:
    token = {key: value for key, value in {**ACME, **changes}.items() if value is not None}
    return next(parse_tokens({"provider": "Acme", "why": "W.", "fix": "F.", "token": [token]}, "acme.toml"))


def test_a_provider_speaks_for_its_tokens() -> None:
    token = parse(fix="Other.")
    assert (token.provider, token.why, token.fix, token.severity) == ("Acme", "W.", "Other.", "error")


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"pattern": None}, "`pattern` is missing, or is not a text"),
        ({"min_entropy": "3"}, "`min_entropy` is not a number"),
        ({"literals": "acme_"}, "`literals` is not a list"),
        ({"public": "yes"}, "`public` is not true or false"),
        ({"colour": "red"}, "unknown key `colour`"),
        ({"literals": None}, "without `literals` it needs `context`"),
    ],
)
def test_a_table_that_breaks_the_form_is_named(changes: dict[str, Any], complaint: str) -> None:
    with pytest.raises(TokenError, match=f"acme.toml: acme: {complaint}"):
        parse(**changes)


def test_a_whole_number_is_a_number() -> None:
    assert parse(min_entropy=3).min_entropy == 3.0


def test_the_index_gives_back_the_same_rulebook() -> None:
    assert from_plain(*to_plain(BOOK)).tokens == BOOK.tokens


def test_ids_are_unique() -> None:
    assert len(BOOK.tokens) >= 400


def test_own_patterns_cannot_run_away() -> None:
    assert {fmt.id: problem for fmt in BOOK.tokens.values() if (problem := pattern_problem(fmt.pattern))} == {}


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("acme_[0-9a-f]+", "upper bound"),
        ("acme_.*", "upper bound"),
        ("acme_[0-9a-f]{32,}", "upper bound"),
        ("acme_(?:[a-z]{1,20}){1,20}", "too many ways"),
        ("acme_(?:a|b{1,30}|(?:c{0,9}){4}){2}", "too many ways"),
        ("acme_[a-z]{1,200}[a-z0-9]{1,200}", "side by side"),
        ("acme_" + 6 * "[a-z]{0,8}" + "X", "side by side"),
        ("acme_([0-9a-f]{32})", "captures a group"),
        ("(?:acme)?", "empty text"),
        ("acme_[", "no regular expression"),
    ],
)
def test_a_pattern_that_could_run_away_is_refused(pattern: str, reason: str) -> None:
    assert reason in pattern_problem(pattern)
    with pytest.raises(TokenError, match="the pattern"):
        own_tokens([{**ACME, "pattern": pattern}])


@pytest.mark.parametrize(
    "pattern", ["acme_[0-9a-f]{20,400}={0,2}", "acme_(?:[a-z]{2,9}_)?[0-9]{9}", "acme(?:-[0-9]{3}){4}"]
)
def test_a_pattern_that_cannot_is_taken(pattern: str) -> None:
    assert pattern_problem(pattern) == ""


def test_a_team_adds_a_format_of_its_own() -> None:
    (token,) = own_tokens([ACME])
    found = Tokens({token.id: token}).find("key = 'acme_" + "3f9c81d27ab5e064" * 2 + "'")
    assert [each.format.title for each in found] == ["an Acme key"]
    assert token.why
    assert token.fix


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"literals": ["ac"]}, "`ac` is too short"),
        ({"proof": "os.system"}, "`proof` is not for formats of your own"),
        ({"severity": "fatal"}, "`severity` must be one of"),
    ],
)
def test_a_format_of_ones_own_is_checked_at_load(changes: dict[str, Any], complaint: str) -> None:
    with pytest.raises(TokenError, match=complaint):
        own_tokens([{**ACME, **changes}])
