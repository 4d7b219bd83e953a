"""The first pass: Hyperscan and `re` must answer alike, or a leak is found on one machine and not on another."""

from __future__ import annotations

import pytest

from tightlip import needles
from tightlip.needles import Needle, Prefilter, as_needle, compile_needles

NEEDLES = [
    Needle("secret", "names"),
    Needle("pass.word", "names"),
    Needle("AKIA", "tokens", cased=True),
    as_needle("re:[0-9][a-z]+[0-9]", "runs"),
    as_needle("re:^--", "runs"),
    as_needle("://", "url"),
]


@pytest.fixture(params=["hyperscan", "re"])
def prefilter(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Prefilter:
    if request.param == "hyperscan":
        pytest.importorskip("hyperscan")
    else:
        monkeypatch.setattr(needles, "_finder", needles._with_re)
    return compile_needles([*NEEDLES, *NEEDLES])


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
    assert compile_needles([])(b"secret") == frozenset()
