"""Placeholders are told from random text, and random text from placeholders."""

from __future__ import annotations

import random
import string

import pytest

from tightlip.judgement.dummies import is_dummy


@pytest.mark.parametrize(
    "body",
    [
        "x" * 36,
        "X" * 8 + "-" + "X" * 8,
        "0" * 32,
        "abcdefghijklmnopqrstuvwxyz0123456789",
        "1234567890abcdef1234567890abcdef",
        "0123456789abcdef0123456789abcde",
        "9876543210fedcba9876543210fedcba",
        "a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6",
        "IOSFODNN7EXAMPLE",
        "YourAccessTokenGoesHereYourAccessTok",
        "FakeFakeFakeFakeFakeFakeFakeFakeFa",
        "abc123abc123abc123abc123abc123",
        "this-is-not-a-real-token-at-all-9",
        "replace_me_with_a_token_from_github0",
        "deadbeefdeadbeefdeadbeefdeadbeef",
        "****************",
        "ababababababababababababababababab",
    ],
)
def test_what_people_make_up(body: str) -> None:
    assert is_dummy(body)


@pytest.mark.parametrize("alphabet", ["0123456789abcdef", string.ascii_letters + string.digits, string.ascii_letters])
@pytest.mark.parametrize("size", [16, 32, 64])
def test_what_machines_make(alphabet: str, size: int) -> None:
    rng = random.Random(f"{alphabet} {size}")
    bodies = ["".join(rng.choices(alphabet, k=size)) for _ in range(3000)]
    assert sum(map(is_dummy, bodies)) <= 6  # 0.2 %
