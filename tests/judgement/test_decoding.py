"""Encoded texts, decoded once, and the random bytes and escapes that hide none."""

from __future__ import annotations

import base64
import json
import random
import re
import time
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightlip.judgement.decoding import decoded

TEXT = "the door opens at nine, and the key is below the mat"
PLAIN = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=24, max_size=300)


def base64_of(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@given(PLAIN)
def test_base64_and_hexadecimal_of_any_text(text: str) -> None:
    for written, how in ((base64_of(text), "base64"), (text.encode().hex(), "hexadecimal")):
        (run,) = decoded(f'x = "{written}"\n')
        assert (run.start, run.end, run.how, run.plain) == (5, 5 + len(written), how, text)


@pytest.mark.parametrize(
    ("written", "how"),
    [
        (base64_of(TEXT), "base64"),
        (base64_of(TEXT).rstrip("="), "base64"),
        (base64.urlsafe_b64encode(f"{TEXT} ???>>>".encode()).decode(), "base64"),
        (TEXT.encode().hex(), "hexadecimal"),
        (TEXT.encode().hex().upper(), "hexadecimal"),
        ("postgres%3A%2F%2Fapp%3Asesame%40db.corp.net%2Forders", "percent-encoding"),
        (r"postgres:\/\/app:sesame@db.corp.net\/orders", "JSON's escapes"),
        (r"postgres\u003a\u002f\u002fapp\u003asesame@db.corp.net", "JSON's escapes"),
    ],
)
def test_every_encoding(written: str, how: str) -> None:
    for text in (written, f'f("{written}")', f"key: {written}\nnext: 1", f"<a>{written}</a>", f"A={written} b"):
        (run,) = decoded(text)
        assert run.how == how
        assert text[run.start : run.end].removeprefix("A=") == written
        assert run.plain.removeprefix("A=").startswith((TEXT, "postgres://app:sesame@db.corp.net"))


def test_random_bytes_are_no_text() -> None:
    rng = random.Random(1)
    for size in (18, 24, 32, 64, 400):
        for _ in range(300):
            data = rng.randbytes(size)
            assert not list(decoded(f'"{base64.b64encode(data).decode()}" "{data.hex()}"'))


ENCODED = base64_of(TEXT)
STANDS_ALONE = re.compile(r"(?<![\w+/.\-])[A-Za-z0-9+/_\-]{24,}={0,2}(?![\w+/=\-]|\.[\w\-])")
AROUND = st.text(st.sampled_from(["a", "9", "+", "/", "_", "-", ".", "=", " ", "\n", '"', ",", "é", "口"]), max_size=3)


@given(AROUND, st.sampled_from([ENCODED, ENCODED.rstrip("="), TEXT.encode().hex()]), AROUND)
def test_only_what_stands_alone_is_decoded(before: str, written: str, after: str) -> None:
    """One expression says what that means; it is too slow to be the one that is used."""
    text = f"{before}{written}{after}"
    alone = {match.span(): match[0] for match in STANDS_ALONE.finditer(text)}
    found = {(run.start, run.end) for run in decoded(text)}
    assert {span for span, run in alone.items() if run == written} <= found <= alone.keys()


@pytest.mark.parametrize(
    "text",
    [
        base64_of("too short"),
        f"a.{base64_of(TEXT)}",  # a part of a JSON Web Token, or of a name
        f"{base64_of(TEXT)}.b",
        f"x{'-' * 3}{base64_of(TEXT)}+",
        base64_of(TEXT)[1:],  # out of step: no text
        base64.b64encode(TEXT.encode("utf-16-le")).decode(),
        base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"a" * 60).decode(),
        base64_of("abc" * 30_000),
        "0123456789abcdef" * 4,
        "hello%20world%20and%20all%20who%20live",
        r"caf\u00e9 and all the others \u00fc",
        r"a\/b",
    ],
)
def test_what_hides_nothing(text: str) -> None:
    assert not list(decoded(text))


def test_it_is_decoded_once_only() -> None:
    twice = base64_of(base64_of(TEXT))
    (run,) = decoded(twice)
    assert run.plain == base64_of(TEXT)
    (run,) = decoded(quote(quote("https://a:b@corp.net/x/y/z", safe=""), safe="").replace("%25", "%", 1))
    assert "%" in run.plain


def test_a_key_in_percent_encoding_is_one_run() -> None:
    lines = "\n".join(["begin", *(f"line/{number}" for number in range(50)), "end"])
    (run,) = decoded(f"key={quote(lines, safe='')}&x=1")
    assert lines in run.plain


@pytest.mark.parametrize(
    "unit",
    ["a", "ab/", "%2F", r"\/", r"a\/b ", "A0", "Zm9v", "%3A ", "= ", json.dumps({"a": "x/" * 20}), "a" * 23 + " "],
)
def test_hostile_text_takes_no_time(unit: str) -> None:
    start = time.process_time()
    for _ in decoded(unit * (1_000_000 // len(unit))):
        pass
    assert time.process_time() - start < 5
