"""Whatever is known to be secret is masked, however it is spelled; what is not stays readable."""

from __future__ import annotations

import json
import random
import string
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightlip.model import Secret, Span
from tightlip.redact import Mask, expression, fingerprint, mishap, redacted

PASSWORD = "kR7vq2" + "Lw9zT4"
AWKWARD = 'p@"ss\\w0rd\n' + "2/é€-" + "xY9"


def masked(line: str, *secrets: str, column: int = 1) -> str:
    snippet = Mask(secrets).snippet(lambda number: line, Span(1, column, 1, column + 1))
    return snippet.lines[0]


def pieces(secret: str, length: int = 8) -> set[str]:
    return {secret[at : at + length] for at in range(len(secret) - length + 1)} or {secret}


@pytest.mark.parametrize(
    ("raw", "hint"),
    [
        ("my-super-secret-key-12345", "my-s…(25 chars)"),
        ("0123456789abcdef", "0123…(16 chars)"),
        ("0123456789abcde", "…(15 chars)"),
        ("hunter2", "…(7 chars)"),
        ("ab\ncdefghijklmnopq", "…(18 chars)"),
        ("", "…(0 chars)"),
    ],
)
def test_a_hint_gives_little_away(raw: str, hint: str) -> None:
    assert redacted(Secret(raw)) == hint


def test_no_secret_no_hint() -> None:
    assert redacted(None) == ""


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (f'password = "{PASSWORD}"', 'password = "************"'),
        (f"PASSWORD={PASSWORD}", "PASSWORD=************"),
        (f'a = "{PASSWORD}"  # {PASSWORD}', 'a = "************"  # ************'),
        ('x = "kR7vq2" "Lw9zT4"', 'x = "******" "******"'),
        ("x = 'kR7' + 'vq2Lw9' + 'zT4'", "x = '***' + '******' + '***'"),
        ('x = "kR7vq2Lw', 'x = "********'),
        ('x = "kR7vq2\\', 'x = "*******'),
        ('x = "\\x6bR7vq2Lw9zT4"', 'x = "***************"'),
        ('x = "kR7vq2\\u004cw9zT4"', 'x = "*****************"'),
        ("u = 'https://u:kR7vq2%4cw9zT4@h/'", "u = 'https://u:**************@h/'"),
    ],
)
def test_a_known_secret_in_any_spelling(line: str, shown: str) -> None:
    assert masked(line, PASSWORD) == shown


@pytest.mark.parametrize(
    "line",
    [
        f"x = {AWKWARD!r}",
        f"x = {json.dumps(AWKWARD)}",
        f"x = {json.dumps(AWKWARD)!r}",
        f"x = {json.dumps(json.dumps(AWKWARD))!r}",
        f"x = {json.dumps(AWKWARD, ensure_ascii=False)}",
        f"u = https://app:{quote(AWKWARD, safe='')}@host/",
        "x = '''" + AWKWARD.partition("\n")[0],
    ],
)
def test_an_awkward_secret(line: str) -> None:
    shown = masked(line, AWKWARD)
    assert len(shown) == len(line)
    for piece in ("ss", "w0rd", "é", "xY9", "C3%A9", "2/"):
        assert piece not in shown
    assert shown[:3] == line[:3]


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ('admin_password = "admin"', "admin"),
        ('password = "password123"', "password123"),
        ('JWT_SECRET = "JWT_SECRET_KEY_dev"', "JWT_SECRET_KEY_dev"),
    ],
)
def test_a_name_that_is_spelled_like_the_secret_stays(line: str, secret: str) -> None:
    name = line.partition(" ")[0]
    assert masked(line, secret) == f'{name} = "{"*" * len(secret)}"'


def test_every_line_of_a_secret_that_has_many() -> None:
    lines = ['KEY = """-----BEGIN-----', "MIIEabcdefgh1234", "  ijklmnop56781234", "ab="]
    secret = "\n".join(lines[1:])
    snippet = Mask([secret]).snippet(lambda number: lines[number - 1], Span(1, 7, 4, 4))
    assert snippet.lines == (lines[0], "*" * 16, "  " + "*" * 16)
    assert snippet.first_line == 1
    assert Mask([secret]).snippet(lambda number: lines[number - 1], Span(4, 1, 4, 4)).lines == ("***",)


def test_a_span_that_ends_at_the_start_of_a_line_does_not_show_it() -> None:
    assert Mask([]).snippet(lambda number: f"line {number}", Span(1, 1, 2, 1)).lines == ("line 1",)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("api = 'aGVsbG8gd29ybGQxMjM0NTY3'", "api = '************************'"),
        ("id: 550e8400-e29b-41d4-a716-446655440000", "id: " + "*" * 36),
        ("connect(password='x1', host='db')", "connect(password='**', host='db')"),
        ('x = os.getenv("DB_PASSWORD", "fallback")', 'x = os.getenv("DB_PASSWORD", "********")'),
        ('{"client_secret": "abc", "name": "prod"}', '{"client_secret": "***", "name": "prod"}'),
        ("api_key: str = 'abc'", "api_key: str = '***'"),
        ("ENV A=1 DB_PASSWORD=hunter2 B=2", "ENV A=1 DB_PASSWORD=******* B=2"),
        ("postgres://app:hunter2@h/db", "postgres://app:*******@h/db"),
    ],
)
def test_what_no_rule_flagged_is_masked_on_suspicion(line: str, shown: str) -> None:
    assert masked(line) == shown


@pytest.mark.parametrize(
    "line",
    [
        "logger.info('x %s', get_secret_value_from_s3_bucket_v2(), utf8_encode_everything_again)",
        'logger.debug("Fetched %s", response["SecretString"])',
        'log.info(f"Connecting with password: {password}")',
        'log.info("password: %s", password)',
        'print("token=", token, "of", name)',
        'get(SecretId="prod/db", password_field="pw")',
        'url = f"postgres://app:{password}@db/orders"',
        "RUN pip install --index-url https://__token__:${PIP_TOKEN}@packages.example/simple",
        "ENV API_KEY=$API_KEY",
        "from usr.lib.python3 import dist_packages_2024_01_31",
    ],
)
def test_code_without_a_literal_secret_stays_readable(line: str) -> None:
    assert masked(line) == line


def test_a_long_line_is_cut_and_the_secret_does_not_show_at_the_cut() -> None:
    secret = "".join(random.Random(7).choices(string.ascii_letters + string.digits, k=300))
    for before in (0, 90, 380, 399, 400, 401, 5_000):
        line = "a " * (before // 2) + f"'{secret}'" + " b" * 5_000
        for column in (1, before + 1, before + 250, before + 320, before + 700, before + 800):
            snippet = Mask([secret]).snippet(lambda number, line=line: line, Span(1, column, 1, column + 5))
            (shown,) = snippet.lines
            assert len(shown) <= 800
            assert not any(piece in shown for piece in pieces(secret, 5))
            uncut = line[snippet.column - 1 :]
            assert all(char in ("*", original) for char, original in zip(shown, uncut))


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_masking_keeps_columns_and_leaves_no_piece(secret: str, before: str, after: str) -> None:
    line = f'{before}"{secret}"{after}'.replace("\n", " ").replace("\r", " ")
    shown = masked(line, secret)
    assert len(shown) == len(line)
    if len(secret) >= 8 and secret.isprintable() and secret.strip("* ") == secret:
        assert secret not in shown


def test_of_an_address_the_password_is_the_secret_and_the_host_is_not() -> None:
    address = f"postgresql://orders:{PASSWORD}@db.internal:5432/orders"
    assert (
        Mask([address]).text("the URL for db.internal carries a password")
        == "the URL for db.internal carries a password"
    )
    assert PASSWORD not in masked(f"url = {address}", address)
    assert PASSWORD[:8] not in masked(f"password = {PASSWORD}", address)
    with_a_token = f"https://u:{PASSWORD}@api.internal/?key={PASSWORD[::-1]}"
    assert PASSWORD[::-1] not in masked(f"url = {with_a_token}", with_a_token)


def test_messages_are_masked_too() -> None:
    mask = Mask([PASSWORD, "admin"])
    assert mask.text(f"`DB` is set to {PASSWORD}") == "`DB` is set to ************"
    assert mask.text("`admin_password` is set to a literal") == "`admin_password` is set to a literal"


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('response["SecretString"]', 'response["SecretString"]'),
        ('os.environ["API_KEY"]', 'os.environ["API_KEY"]'),
        ('os.getenv("DB_PASSWORD", "hunter")', 'os.getenv("DB_PASSWORD", "…")'),
        ('login("hunter2")', 'login("…")'),
        ('login("hunter")', 'login("…")'),
        ('users["a8f3c2"]', 'users["…"]'),
        ("f'token {x} abc'", "f'…'"),
        ("'it\\'s' + x", "'…' + x"),
        ("call(\n    a,\n    b,\n)", "call( a, b, )"),
        ("unterminated('abc", "unterminated('…'"),
        ("x" * 100, "x" * 79 + "…"),
    ],
)
def test_an_expression_shows_no_literal(code: str, shown: str) -> None:
    assert expression(code) == shown


def test_a_fingerprint_depends_on_rule_path_value_and_order_alone() -> None:
    def made(rule: str = "r", path: str = "p", secret: str = "s", subject: str = "", ordinal: int = 0) -> str:
        return fingerprint(rule, path, Secret(secret), subject, ordinal)

    assert made() == made(subject="ignored when there is a value")
    changed = [made(rule="q"), made(path="q"), made(secret="t"), made(ordinal=1), made(rule="", path="rp")]
    assert len({made(), *changed}) == 6
    assert fingerprint("r", "p", None, "a", 0) != fingerprint("r", "p", None, "b", 0)


def test_a_mishap_names_the_place_and_quotes_nothing() -> None:
    with pytest.raises(TypeError) as ours:
        Mask([3])
    assert mishap(ours.value).startswith("internal error in tightlip.redact, line ")
    assert mishap(ours.value).endswith(": TypeError; please report it")
    with pytest.raises(KeyError) as quoting:
        {}[PASSWORD]
    assert PASSWORD in str(quoting.value)
    assert PASSWORD not in mishap(quoting.value)
