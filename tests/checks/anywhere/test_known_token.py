"""known-token through the whole engine: what it says, how loud, and what it leaves alone."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest

from samples import in_context, sample
from tightlip.engine import make_plan, scan
from tightlip.model import Document, Finding, Severity
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder
from tightlip.settings import Settings

BOOK = read_rulebook(rules_folder())
PLAN = make_plan(BOOK, frozenset({"known-token"}), Settings())


def findings(path: str, text: str) -> tuple[Finding, ...]:
    return scan(PLAN, Document(path, text.encode())).findings


def fresh(id: str, seed: int = 1) -> str:
    return sample(BOOK.tokens[id], seed)


def test_a_finding_names_the_credential_its_proof_and_its_provider() -> None:
    token = fresh("github-pat")
    (finding,) = findings("notes/todo.txt", f"first line\nuse {token} for now\n")
    assert finding.message == "a GitHub personal access token (classic) stands here; its checksum is right"
    assert finding.severity == Severity.ERROR
    assert (finding.span.line, finding.span.column, finding.span.end_column) == (2, 5, 5 + len(token))
    assert "github.com/settings/tokens" in finding.fix
    assert token not in repr(finding)


def test_a_wrong_checksum_is_a_warning_and_says_so() -> None:
    token = fresh("github-pat")
    (finding,) = findings("app/config.py", f'T = "{token[:-1]}{"A" if token[-1] != "A" else "B"}"\n')
    assert finding.severity == Severity.WARNING
    assert "its checksum is wrong" in finding.message


@pytest.mark.parametrize(("id", "severity"), [("github-pat", Severity.ERROR), ("stripe-test-key", Severity.NOTE)])
def test_a_live_credential_counts_in_full_in_tests_and_a_stand_in_does_not(id: str, severity: Severity) -> None:
    (finding,) = findings("tests/test_app.py", f'KEY = "{fresh(id)}"\n')
    assert finding.severity == severity


@pytest.mark.parametrize(
    ("path", "around"),
    [
        ("package-lock.json", '{{"resolved": "https://registry.example/x.tgz?token={}", "integrity": "sha512-{{}}"}}'),
        ("dist/app.min.js", "!function(e){{var t='{}';fetch(e)}}();"),
        ("deploy.yaml", "env:\n  - name: X\n    value: {}\n"),
        (".env", "X={}\n"),
        ("Makefile", "release:\n\tTOKEN={} ./publish\n"),
        ("app.py", "def f(  # not Python\n    '{}'\n"),
        ("README.md", "Run `curl -H 'Authorization: Bearer {}'`.\n"),
    ],
)
def test_every_kind_of_text_file_is_read(path: str, around: str) -> None:
    (finding,) = findings(path, around.format(fresh("npm-access-token")))
    assert finding.rule == "known-token"


@pytest.mark.parametrize("id", [fmt.id for fmt in BOOK.tokens.values() if fmt.public])
def test_public_values_are_left_alone(id: str) -> None:
    assert findings("web/app.js", in_context(BOOK.tokens[id], fresh(id))) == ()


def test_a_minified_file_of_every_decoy_is_silent() -> None:
    decoys = "".join(f"{literal}x;" for fmt in BOOK.tokens.values() for literal in (*fmt.literals, *fmt.context))
    assert findings("dist/app.min.js", decoys * (300_000 // len(decoys))) == ()


def base64_of(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize("id", ["github-pat", "stripe-secret-key", "npm-access-token", "slack-bot-token"])
@pytest.mark.parametrize(
    "written",
    [base64_of, lambda token: base64_of(f"token={token}\nuser=me\n"), lambda token: token.encode().hex()],
    ids=["base64", "base64 of a file", "hexadecimal"],
)
def test_an_encoded_token_is_found_where_it_is_encoded(id: str, written) -> None:  # type: ignore[no-untyped-def]
    token = fresh(id)
    run = written(token)
    for path, text in (
        ("k8s/secret.yaml", f"data:\n  token: {run}\n"),
        ("web/app.ts", f"\nconst t = atob('{run}');\n"),
    ):
        (finding,) = findings(path, text)
        assert finding.message.startswith(BOOK.tokens[id].title)
        assert ", in base64" in finding.message or ", in hexadecimal" in finding.message
        assert text.splitlines()[1][finding.span.column - 1 : finding.span.end_column - 1] == run
        assert finding.redacted.startswith(token[:4])
        assert run[:12] not in repr(finding)
        assert token[8:16] not in repr(finding)


def test_an_escaped_webhook_is_found() -> None:
    url = fresh("slack-webhook")
    for written in (quote(url, safe=""), url.replace("/", "\\/"), url.replace(":", "\\u003a").replace("/", "\\u002f")):
        (finding,) = findings("app/data.json", f'{{"url": "{written}"}}\n')
        assert "Slack" in finding.message


@pytest.mark.parametrize("text", ["a dummy: ghp_" + "x" * 36, "see https://example.com/docs/tokens for more of this"])
def test_encoded_texts_without_a_token_are_silent(text: str) -> None:
    assert not findings("app/data.txt", f'x = "{base64_of(text)}" # {text.encode().hex()}\n')


def test_a_token_twice_encoded_is_not_looked_for() -> None:
    assert not findings("a.txt", f"x = {base64_of(base64_of(fresh('github-pat')))}\n")


def test_lock_files_are_not_decoded() -> None:
    run = base64_of(fresh("github-pat"))
    assert findings("a.json", f'{{"x": "{run}"}}')
    assert not findings("package-lock.json", f'{{"x": "{run}"}}')


def test_a_publishable_key_in_base64_is_silent() -> None:
    assert not findings("a.yaml", f"key: {base64_of(fresh('stripe-publishable-key'))}\n")


@pytest.mark.parametrize(
    ("password", "path", "severity"),
    [
        ("kR7vq2" + "Lw9zT4x", "app/client.py", "error"),
        ("kR7vq2" + "Lw9zT4x", "tests/test_client.py", "error"),
        ("sommerregen", "app/client.py", "warning"),
        ("sommerregen", "tests/test_client.py", "note"),
    ],
)
def test_a_basic_header_is_as_loud_as_its_password_is_random(password: str, path: str, severity: str) -> None:
    text = f'headers = {{"Authorization": "Basic {base64_of(f"billing:{password}")}"}}\n'
    (finding,) = findings(path, text)
    assert finding.severity.word == severity
    whole = scan(make_plan(BOOK, frozenset(BOOK.cards), Settings()), Document(path, text.encode())).findings
    assert [finding.severity.word for finding in whole] == [severity]


@pytest.mark.parametrize(
    "scope", ["/20260101/us-east-1/s3/aws4_request", "%2F20260101%2Fus-east-1%2Fs3%2Faws4_request"]
)
def test_the_key_id_in_a_signed_address_is_no_secret(scope: str) -> None:
    every = make_plan(BOOK, frozenset(BOOK.cards), Settings())
    for id in ("aws-access-key-id", "aws-temporary-key-id"):
        key = fresh(id)
        for text in (
            f'url = "https://b.s3.amazonaws.com/k?X-Amz-Credential={key}{scope}&X-Amz-SignedHeaders=host"\n',
            f'fields = {{"X-Amz-Credential": "{key}{scope}", "X-Amz-SignedHeaders": "host;x-amz-date"}}\n',
        ):
            assert not scan(every, Document("app/s3.py", text.encode())).findings
        assert findings("app/s3.py", f'key = "{key}"\n')
        assert findings("app/s3.py", f'key = "{key}/2026"\n')
