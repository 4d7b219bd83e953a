"""The search for tokens: boundaries, context, overlaps, documented values, and time linear in the text's length."""

from __future__ import annotations

import base64
import random
import time

import pytest

from samples import in_context, sample, shaped
from tightlip.judgement.tokens import Tokens, value_hash
from tightlip.needles import Needle, Search
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder
from tightlip.rulebook.tokens import TokenFormat

FORMATS = read_rulebook(rules_folder()).tokens
TOKENS = Tokens(FORMATS)
PAT = sample(FORMATS["github-pat"], 1)


def values(text: str, tokens: Tokens = TOKENS) -> list[str]:
    return [text[each.start : each.end] for each in tokens.find(text)]


@pytest.mark.parametrize(
    "around",
    [
        '"{}"', "'{}',", "={}\n", "https://{}@github.com/a/b", r'"a\n{}\n"', r'"\u0022{}\u0022"',
        "token%3D{}%26b", "<b>{}</b>", "`{}`", "_{} ", "é{}é", "{}", "{};", "{}.", "Authorization: token {}\r\n",
    ],
)  # fmt: skip
def test_a_token_is_found_wherever_it_stands_alone(around: str) -> None:
    assert values(around.format(PAT)) == [PAT]


@pytest.mark.parametrize("around", ["x{}", "0{}", "{}0", "{}_", "{}-x", "n{}", "%{}", "u0022{}"])
def test_a_token_inside_a_longer_run_is_none(around: str) -> None:
    assert values(around.format(PAT)) == ([PAT] if around == "%{}" else [])


def test_two_tokens_are_found_in_order() -> None:
    other = sample(FORMATS["stripe-secret-key"], 1)
    assert values(f"{other} {PAT}\n{PAT}") == [other, PAT, PAT]


def test_a_word_of_context_must_stand_near() -> None:
    key = sample(FORMATS["mailgun-key"], 1)
    assert values(f'MAILGUN_KEY = "{key}"') == [key]
    assert values(f'domain_key = "{key}"') == []
    assert values(f'myMailgun("{key}")') == [key]
    assert values(f'emailgun = "{key}"') == []
    assert values("mailgun" + "\n" * 500 + key) == []
    assert values(key + "\n" * 500 + "mailgun") == []


def test_a_match_by_chance_in_a_long_run_of_base64_is_none() -> None:
    key = sample(FORMATS["replicate-token"], 1)
    run = base64.b64encode(random.Random(1).randbytes(90)).decode()
    assert values(f"data:image/png;base64,{run}/{key}/{run}") == []
    assert values(f"data:image/png;base64,{run}+{key}\n") == []
    assert values(f"https://api.example.com/{key}/{run}/models") == []
    assert values(f"https://api.example.com/v1/{key}/models") == [key]
    assert values(f"/{PAT}/{run}") == [PAT]  # proven


def test_a_public_value_hides_what_seems_to_stand_in_it() -> None:
    public = TokenFormat("p", "P", "a key", r"pk_[0-9a-z_]{50}", ("pk_",), "", "", public=True)
    inner = FORMATS["npm-access-token"]
    text = "pk_" + "npm_" + "a1b2c9" * 6 + "0123456789"
    assert values(text, Tokens({"p": public, inner.id: inner})) == []


def test_the_longer_of_two_readings_is_meant() -> None:
    text = sample(FORMATS["github-installation-jwt"], 3)
    assert [each.format.id for each in TOKENS.find(text)] == ["github-installation-jwt"]


def test_documented_values_are_silent() -> None:
    fresh = sample(FORMATS["npm-access-token"], 4)
    documented = FORMATS["npm-access-token"]._replace(examples=(value_hash(fresh),))
    assert values(fresh) == [fresh]
    assert values(fresh, Tokens({documented.id: documented})) == []
    for text in (
        "AKIA" + "IOSFODNN7EXAMPLE",
        "gh" + "p_16C7e42F292c6912E7710c838347Ae178B4a",
        "x" * 40,
        "SG." + "." * 60,
    ):
        assert values(text) == []


def test_min_entropy_counts_without_the_literal() -> None:
    low = TokenFormat("t", "T", "a key", "zzkey_[0-9a-f]{32}", ("zzkey_",), "", "", min_entropy=3.0)
    assert values("zzkey_" + "0a1b" * 4 + "ab10" * 4, Tokens({"t": low})) == []
    assert len(values("zzkey_" + "3f9c81d27ab5e064" * 2, Tokens({"t": low}))) == 1


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=lambda fmt: fmt.id)
def test_hostile_text_takes_linear_time(fmt: TokenFormat) -> None:
    """Long runs of a format's own letters, and its beginning over and over, at 10 and at 40 KB."""
    tokens = Tokens({fmt.id: fmt})
    piece = shaped(fmt.pattern, random.Random(0), 0.3)
    start = (fmt.literals or fmt.context)[0]
    for unit in (piece[:-1], piece[len(piece) // 2 :], start, piece[-1]):
        line = in_context(fmt, "")
        short, long = (line + unit * (size // len(unit)) for size in (10_000, 40_000))
        tokens.find(short[:1000])  # compile
        assert _seconds(tokens, long) < 0.05 + 8 * _seconds(tokens, short), unit


def _seconds(tokens: Tokens, text: str) -> float:
    start = time.process_time()
    tokens.find(text)
    return time.process_time() - start


def test_a_token_that_needs_context_is_found_within_its_reach_and_in_a_long_text() -> None:
    fmt = FORMATS["datadog-api-key"]
    token, word = sample(fmt, 1), fmt.context[0]
    filler = "lorem ipsum dolor sit amet\n" * 400
    for text in (
        f"{filler}{word} = {token}\n{filler}",
        f"{filler}{token} {word}\n{filler}",
        f"{word}\n{filler}{word.upper()} = {token}\n{filler}{word}",
        f"İ{filler}{word} = {token}\n",  # this letter has two in lower case
    ):
        assert [found.value for found in Tokens(FORMATS).find(text)] == [token]
    for text in (f"{word}{filler}{token}\n", f"{token}\n{filler}{word}", f"{filler}{token}\n"):
        assert not Tokens(FORMATS).find(text)


def test_with_the_search_of_a_whole_run() -> None:
    """Which looks for names, too, and is asked for only when a text has come."""
    search = Search([Needle("token", "names"), *(needle for fmt in FORMATS.values() for needle in fmt.needles())])
    calls: list[Search] = []
    tokens = Tokens(FORMATS, lambda: calls.append(search) or search)  # type: ignore[func-returns-value]
    assert not calls
    for fmt in sorted(FORMATS)[:20]:
        text = f"token {FORMATS[fmt].literals[:1]} {FORMATS[fmt].context[:1]}"
        assert tokens.suspects(text) == TOKENS.suspects(text)
    assert len(calls) == 1
