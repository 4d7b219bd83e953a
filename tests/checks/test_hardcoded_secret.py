"""The verdicts of hardcoded-secret, and what may never change them."""

from __future__ import annotations

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightlip.engine import make_plan, scan
from tightlip.model import Document, Finding, Severity
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder
from tightlip.settings import Settings

PLAN = make_plan(read_rulebook(rules_folder()), frozenset({"hardcoded-secret"}), Settings())
VALUE = "kR7vq2Lw9zT4"
BASIC = b64encode(f"bob:{VALUE}".encode()).decode()

# N is the name, V the literal.
FORMS = [
    "N = V",
    "N: str = V",
    "a = N = V",
    "a, N = 1, V",
    "(N := V)",
    "self.N = V",
    "d['N'] = V",
    "class A:\n    N = V",
    "def f(a, N=V): pass",
    "def f(a, *, N=V): pass",
    "f(N=V)",
    "d = {'N': V}",
    "os.environ['N'] = V",
    "x = os.getenv('N', V)",
    "x = os.getenv('N') or V",
    "setattr(o, 'N', V)",
    "assert N == V",
    "N = SecretStr(V)",
    "@option('--N', default=V)\ndef f(): pass",
    "f = lambda a, N=V: a",
    "N += V",
    "x = dict(a=1, N=V)",
    "os.environ.setdefault('N', V)",
    "N = V if x else fetch()",
    "for N in (V, x): pass",
    "e = {'name': 'N', 'value': V}",
    "compare_digest(N, V)",
]
SENSITIVE = ["password", "db_password", "API_KEY", "clientSecret", "JWT_SECRET"]
NEUTRAL = ["colour", "release_name", "GREETING", "fileName"]


def findings(code: str, path: str = "app/a.py") -> tuple[Finding, ...]:
    scanned = scan(PLAN, Document(path, code.encode()))
    assert not [each for each in scanned.skipped if each.failed]
    return scanned.findings


def said(code: str) -> list[tuple[str, Severity, str, str]]:
    return [(each.rule, each.severity, each.message, each.redacted) for each in findings(code)]


def written(form: str, name: str, literal: str) -> str:
    return form.replace("N", name).replace("V", literal)


@given(st.sampled_from(FORMS), st.sampled_from(SENSITIVE), st.sampled_from(NEUTRAL))
def test_renaming_silences(form: str, name: str, neutral: str) -> None:
    assert len(findings(written(form, name, f"'{VALUE}'"))) == 1
    without_wrapper = written(form, neutral, f"'{VALUE}'").replace("SecretStr", "str")
    assert findings(without_wrapper) == ()


@given(st.sampled_from(FORMS), st.sampled_from(SENSITIVE))
def test_reading_it_from_the_environment_silences(form: str, name: str) -> None:
    assert len(findings(written(form, name, f"'{VALUE}'"))) == 1
    assert findings(written(form, name, "os.environ['ORDERS']")) == ()


def spellings() -> st.SearchStrategy[str]:
    quotes = st.sampled_from(["'", '"', "'''", '"""'])
    prefixes = st.sampled_from(["", "r", "f", "b", "u", "Rb"])
    whole = st.builds(lambda prefix, quote: f"{prefix}{quote}{VALUE}{quote}", prefixes, quotes)
    cut = st.integers(1, len(VALUE) - 1)
    gap = st.sampled_from(["", " ", "\n      ", "  # half\n  "])
    split = st.builds(lambda at, gap: f"(\"{VALUE[:at]}\"{gap}'{VALUE[at:]}')", cut, gap)
    summed = st.builds(lambda at: f'("{VALUE[:at]}" + "{VALUE[at:]}")', cut)
    escaped = st.just('"\\x6b' + VALUE[1:] + '"')
    return st.one_of(whole, split, summed, escaped, whole.map(lambda text: f"(({text}))"))


@given(st.sampled_from(FORMS), spellings(), st.sampled_from(["", "\n\n# a note\n", "import os; "]))
def test_spelling_and_layout_change_nothing(form: str, literal: str, before: str) -> None:
    if before.endswith(" ") and form.startswith(("class", "def", "for", "@")):
        before = ""
    plain = said(written(form, "password", f"'{VALUE}'"))
    assert said(before + written(form, "password", literal) + "  # a note") == plain
    assert len(plain) == 1


@pytest.mark.parametrize(
    ("code", "path", "severity"),
    [
        (f"password = '{VALUE}'", "app/a.py", Severity.ERROR),
        ("password = 'changeme'", "app/a.py", Severity.WARNING),
        ("password = 'changeme'", "tests/test_a.py", Severity.NOTE),
        (f"assert password == '{VALUE}'", "app/a.py", Severity.WARNING),
        (f"assert password == '{VALUE}'", "tests/test_a.py", Severity.NOTE),
    ],
)
def test_severity(code: str, path: str, severity: Severity) -> None:
    assert [each.severity for each in findings(code, path)] == [severity]


@pytest.mark.parametrize("code", ["x = 'INI:\\npassword = changeme'", "API_KEYS = ['changeme']"])
def test_weak_evidence_needs_a_strong_value(code: str) -> None:
    assert findings(code) == ()
    assert len(findings(code.replace("changeme", VALUE))) == 1


def test_a_key_of_bytes_is_no_sentence() -> None:
    key = "b'\\xd8\\x91\\xa3\\x07\\xfe\\x12\\n\\x90\\x0b\\xc3\\x1e\\x88 \\xf1'"
    assert [each.severity for each in findings(f"SECRET_KEY = {key}")] == [Severity.ERROR]
    assert findings("SECRET_KEY = b'ask the team\\nfor it'") == ()
    assert (
        findings("SECRETS = '\\n# Use this file to store secrets:\\n# https://example.org/docs/x9\\nsome: A1b2C3\\n'")
        == ()
    )


def test_the_key_of_a_signing_call_may_be_any_word() -> None:
    code = "import jwt\njwt.encode(claims, 'secret')"
    assert [each.severity for each in findings(code)] == [Severity.WARNING]
    assert [each.severity for each in findings(code, "tests/test_a.py")] == [Severity.NOTE]
    assert findings(code.replace("jwt.encode", "jwt.find")) == ()
    assert findings(code.replace("'secret'", "''")) == ()


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("JWT_SECRET = V", "`JWT_SECRET` is set to a literal"),
        ("db.connect(password=V)", "`password` is given a literal in a call of `db.connect`"),
        ("x = os.getenv('DB_PASSWORD', V)", "`DB_PASSWORD` falls back to a literal"),
        ("jwt.encode(claims, V)", "the signing key of `jwt.encode` is a literal"),
        ("def f(password=V): pass", "`password` defaults to a literal"),
        ("run(['mysql', '--password', V])", "`password` is given a literal in a command line"),
    ],
)
def test_message(code: str, message: str) -> None:
    (found,) = findings(code.replace("V", f"'{VALUE}'"))
    assert found.message == message
    assert VALUE not in repr(found)


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("password = b64decode('a1I3dnEyTHc5elQ0')", "a1I3dnEyTHc5elQ0"),
        ("password = b64decode(b'a1I3' b'dnEyTHc5elQ0')", "dnEyTHc5elQ0"),
        ("password = '4Tz9wL2qv7Rk'[::-1]", "4Tz9wL2qv7Rk"),
        ("password = bytes.fromhex('6b52377671324c77397a5434')", "6b52377671324c77397a5434"),
        (f"h = {{'Authorization': 'Basic {BASIC}'}}", BASIC.rstrip("=")),
    ],
)
def test_what_is_written_in_another_way_is_not_shown(code: str, written: str) -> None:
    (found,) = findings(code)
    assert found.severity == Severity.ERROR
    assert written in code
    assert written not in repr(found)
    assert VALUE not in repr(found)


def test_one_leak_is_one_finding() -> None:
    code = f"auth = password = a = os.getenv('DB_PASSWORD') or SecretStr(str('{VALUE}'))"
    assert [each.message for each in findings(code)] == ["`DB_PASSWORD` falls back to a literal"]
