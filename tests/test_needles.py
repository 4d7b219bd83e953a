"""The first pass: both ways of searching must answer alike, or a leak is found in a commit and not in a tree."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tightlip.needles import Needle, Search, as_needle

Prefilter = Callable[[bytes], frozenset[str]]

NEEDLES = [
    Needle("secret", "names"),
    Needle("pass.word", "names"),
    Needle("AKIA", "tokens", cased=True),
    as_needle("re:[0-9][a-z]+[0-9]", "runs"),
    as_needle("re:^--", "runs"),
    as_needle("://", "url"),
]


LIGHT, HEAVY = Search(NEEDLES, light=1 << 40).groups, Search(NEEDLES, light=0).groups


@pytest.fixture(params=["light", "hyperscan"])
def prefilter(request: pytest.FixtureRequest) -> Prefilter:
    if request.param == "hyperscan":
        pytest.importorskip("hyperscan")
    return Search([*NEEDLES, *NEEDLES], light=0 if request.param == "hyperscan" else 1 << 40).groups


@pytest.mark.parametrize(
    ("data", "groups"),
    [
        (b"", set()),
        (b"nothing here", set()),
        (b"my_SECRET = 1", {"names"}),
        (b"pass.word", {"names"}),
        (b"passXword", set()),
        (b"AKIA", {"tokens"}),
        (b"akia", set()),
        (b"x1abc2", {"runs"}),
        (b"x1ABC2", {"runs"}),
        (b"1 2", set()),
        (b"-- \xff\xfe https://x", {"runs", "url"}),
        ("mañana secret1ñ2".encode(), {"names"}),
    ],
)
def test_groups(prefilter: Prefilter, data: bytes, groups: set[str]) -> None:
    assert prefilter(data) == groups


def test_no_needles_find_nothing() -> None:
    assert Search([]).groups(b"secret") == frozenset()


@pytest.mark.parametrize("before", range(9))
def test_a_needle_is_found_wherever_it_stands(prefilter: Prefilter, before: int) -> None:
    for after in range(9):
        assert prefilter(b"." * before + b"sEcReT" + b"." * after) == {"names"}
    assert prefilter(b"." * (300_000 + before) + b"AKIA") == {"tokens"}


@settings(max_examples=200)
@given(st.lists(st.sampled_from(["secret", "SECRE", "pass.word", "AKIA", "akia", "://", "1a1", "--", "\n", "é", "x"])))
def test_both_ways_answer_alike(parts: list[str]) -> None:
    data = "".join(parts).encode()
    assert LIGHT(data) == HEAVY(data)


def test_the_way_changes_unnoticed_in_the_middle_of_a_run() -> None:
    prefilter = Search(NEEDLES, light=20).groups
    assert [prefilter(b"my secret") for _ in range(5)] == [{"names"}] * 5


@pytest.mark.parametrize("light", [0, 1 << 40])
def test_token_formats_are_told_apart_even_where_they_begin_alike(light: int) -> None:
    needles = [
        Needle("sk_", "tokens", cased=True, of="one"),
        Needle("sk_", "tokens", cased=True, of="another"),
        Needle("acme", "tokens", of="by-context"),
        Needle("secret", "names"),
    ]
    search = Search(needles, light)
    assert search.formats(b"a secret sk_") == {"one", "another"}
    assert search.groups(b"a secret sk_") == {"names", "tokens"}
    assert search.formats(b"SK_ of ACME") == {"by-context"}
    assert search.formats(b"a secret") == frozenset()
