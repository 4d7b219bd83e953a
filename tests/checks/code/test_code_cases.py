"""Case files, one a language: lines marked `leak: severity` must be found so, and no other line."""

from __future__ import annotations

import os
import re
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from one_rule import only
from tightlip.paths import CODE, kind_of

CASES = os.path.join(os.path.dirname(__file__), "cases")
FILES = sorted(os.listdir(CASES))
FIND = only("secret-in-code")
LITERAL = "kR7vq2Lw9zT4"

_MARK = re.compile(r"[ \t]*(?://|#) leak: ([a-z, ]+)$", re.M)
_NAMES = re.compile(r"password|secret|token|api_?key|credential|passwd|authorization|PDO|basic_?auth|jwt|hmac", re.I)
_CALLS = re.compile(r"NetworkCredential|PlainAuth|SetBasicAuth|getConnection|SecretKeySpec|createHmac|jwt\.sign|PDO")


def read(name: str) -> str:
    with open(os.path.join(CASES, name), encoding="utf-8") as file:
        return file.read()


def found(name: str, text: str, folder: str = "app") -> Counter[tuple[int, str]]:
    return Counter((each.span.line, each.severity.word) for each in FIND(f"{folder}/{name}", _MARK.sub("", text)))


def expected(text: str) -> Counter[tuple[int, str]]:
    marks = ((number, _MARK.search(line)) for number, line in enumerate(text.split("\n"), 1))
    return Counter((number, word) for number, mark in marks if mark for word in mark[1].split(", "))


@pytest.mark.parametrize("name", FILES)
def test_case_file(name: str) -> None:
    text = read(name)
    assert expected(text), "no positive"
    assert found(name, text) == expected(text)


def test_every_language_has_cases() -> None:
    assert {kind_of(name) for name in FILES} == set(CODE)


@pytest.mark.parametrize("name", FILES)
def test_in_tests_nothing_is_louder_than_a_note_and_no_line_is_new(name: str) -> None:
    text = read(name)
    in_tests = found(name, text, "tests")
    assert {severity for _, severity in in_tests} <= {"note"}
    assert {line for line, _ in in_tests} <= {line for line, _ in found(name, text)}


@pytest.mark.parametrize("name", FILES)
def test_a_neutral_name_is_silent(name: str) -> None:
    renamed = _NAMES.sub("wording", _CALLS.sub("wording", read(name)))
    assert not found(name, renamed)


@pytest.mark.parametrize("name", FILES)
def test_a_value_that_is_no_secret_is_silent(name: str) -> None:
    plain = re.sub(r"kR7vq2(?:['\" +.\\]*)Lw9zT4", "orders", read(name)).replace("letmein123", "orders")
    assert not found(name, plain.replace("orderskR7vq2", "orders"))


@pytest.mark.parametrize("name", ["javascript.ts", "orders.rb", "orders.php"])
def test_the_style_of_quotes_does_not_matter(name: str) -> None:
    text = read(name)
    swapped = text.replace(f"'{LITERAL}'", "\0").replace(f'"{LITERAL}"', f"'{LITERAL}'").replace("\0", f'"{LITERAL}"')
    assert swapped != text
    kept = {line for line, _ in expected(text)}
    assert {line for line, _ in found(name, swapped)} & kept == kept


def test_it_points_at_the_literal_with_its_quotes() -> None:
    (finding,) = FIND("a.ts", f"/* é */ const é = 1, apiKey = '{LITERAL}';")
    assert finding.span == (1, 31, 1, 31 + len(LITERAL) + 2)


def test_what_a_program_wrote_is_left_out() -> None:
    line = f'password="{LITERAL}";'
    assert FIND("a.js", line)
    assert not FIND("a.js", "x=1;" * 2_000 + line)
    assert not FIND("a.js", "x = 1;\n" * 2_000 + "x=1;" * 500 + line)


@pytest.mark.parametrize("path", ["src/locales/de.ts", "lang/en.php", "web/i18n/messages.js"])
def test_translations_are_left_out(path: str) -> None:
    assert not FIND(path, f"<?php const password = '{LITERAL}';")


_PIECES = [
    *"password = : ${ } { ( ) [ ] / * // /* */ <<~SQL <?php ?> <script> </script> # %( ? => . , <".split(),
    *('"', "'", "`", "\\", "\n", 'r#"', '@"', '"""', LITERAL),
]


@given(st.lists(st.sampled_from(_PIECES), max_size=60), st.sampled_from(FILES))
def test_no_text_makes_it_fail(pieces: list[str], name: str) -> None:
    FIND(f"app/{name}", f"password {''.join(pieces)}")


@pytest.mark.parametrize(
    ("name", "piece"),
    [("a.ts", "`${"), ("a.ts", "/*"), ("a.ts", "password = ("), ("a.rb", "<<A"), ("a.rb", "%("), ("a.rb", "\"#{"),
     ("a.php", "<?php '"), ("a.php", "<<<A"), ("a.rs", 'r#"'), ("a.kt", '"""'), ("a.cs", '@"a""'), ("a.go", "`")],
)  # fmt: skip
def test_long_nonsense_takes_no_long_time(name: str, piece: str) -> None:
    text = "password <?php\n" + "\n".join([piece] * 20_000)
    start = time.process_time()
    FIND(f"app/{name}", text)
    assert time.process_time() - start < 5.0  # seconds; if it grew with the square of the length, it would be minutes
