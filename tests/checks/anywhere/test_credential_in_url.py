"""Passwords in URLs and connection strings, and all that only looks like them."""

from __future__ import annotations

import base64
import time
from urllib.parse import quote

import pytest

import more_samples as made
from tightlip.engine import make_plan, scan
from tightlip.model import Document, Finding
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder
from tightlip.settings import Settings

PLAN = make_plan(read_rulebook(rules_folder()), frozenset({"credential-in-url"}), Settings())
STRONG = made.password(7)
TOKEN = made.SAMPLES["random-alnum-32"](7)
BASE64 = made.SAMPLES["random-base64-64"](7) + "=="


def found(text: str, path: str = "app/settings.py") -> tuple[Finding, ...]:
    return scan(PLAN, Document(path, text.encode())).findings


def severities(text: str, path: str = "app/settings.py") -> list[str]:
    return [finding.severity.word for finding in found(text, path)]


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://app:{}@db.corp.net/app",
        "postgresql+asyncpg://app:{}@db.corp.net/app",
        "jdbc:postgresql://app:{}@db.corp.net/app",
        "mongodb+srv://app:{}@cluster0.corp.net/?retryWrites=true",
        "mongodb://app:{}@h1.corp.net:27017,h2.corp.net:27017/app",
        "redis://:{}@cache.corp.net:6379/0",
        "rediss://default:{}@cache.corp.net:6379",
        "amqps://app:{}@mq.corp.net//",
        "https://app:{}@pypi.corp.net/simple",
        "git+https://oauth2:{}@gitlab.corp.net/a/b.git@main#egg=b",
        "ftp://app:{}@10.20.30.40/",
        "smtp://app%40corp.net:{}@smtp.corp.net:587",
        "https://app:{}@[2001:db8::1]:8443/",
        "postgres://{{user}}:{}@{{host}}/db",
        "postgres://$DB_USER:{}@$DB_HOST/db",
        "postgres://${{DB_USER:-app}}:{}@db.corp.net/db",
        "postgres://app:${{DB_PASSWORD:-{}}}@db.corp.net/db",
        "Server=tcp:sql.corp.net,1433;Database=main;User ID=app;Password={};Encrypt=true",
        "Driver={{ODBC Driver 18}};Server=sql.corp.net;UID=app;PWD={}",
        "Password={};Data Source=sql.corp.net;User Id=app",
        "host=db.corp.net dbname=app user=app password={}",
        "jdbc:mysql://db.corp.net:3306/app?user=app&password={}",
    ],
)
def test_every_scheme(url: str) -> None:
    text = url.format(STRONG)
    for line in (f'URL = "{text}"', f"# before\n    f({{\"url\": '{text}'}})", f'"""Connects to\n`{text}`.\n"""'):
        (finding,) = found(line + "\n")
        assert finding.severity.word == "error", line
        row = line.split("\n")[finding.span.line - 1]
        assert row[finding.span.column - 1 : finding.span.end_column - 1] == STRONG
        assert STRONG not in repr(finding)


@pytest.mark.parametrize(
    "url",
    [
        "DefaultEndpointsProtocol=https;AccountName=acme;AccountKey={};EndpointSuffix=core.windows.net",
        "Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey={}",
    ],
)
def test_azure(url: str) -> None:
    assert severities(f'URL = "{url.format(BASE64)}"') == ["error"]
    assert not severities(f'URL = "{url.format("<key>")}"')
    for emulator in (
        "AccountEndpoint=https://localhost:8081/",
        "AccountName=devstoreaccount1;BlobEndpoint=http://azurite:1",
    ):
        assert not severities(f'URL = "{emulator};AccountKey={BASE64}"')


@pytest.mark.parametrize("user", ["{}", "{}:", "{}:x-oauth-basic", "x-access-token:{}", "oauth2:{}"])
def test_tokens(user: str) -> None:
    assert severities(f"git clone https://{user.format(TOKEN)}@git.corp.net/a.git", "clone.sh") == ["error"]


@pytest.mark.parametrize(
    "text",
    [
        # No password at all.
        "https://user@host.corp.net/",
        "ssh://git@github.com/a/b.git and git@github.com:a/b.git",
        "mailto:someone@corp.net, someone@corp.net",
        "postgresql://localhost/db and sqlite:///db.sqlite",
        "https://host.corp.net:8443/@scope/package@1.2.3",
        "https://host.corp.net:8443?next=a:b@c",
        "https://host.corp.net/?mail=a:b@c.d",
        "https://user:@host.corp.net/",
        "docker://registry/app:v1.2.3@sha256:" + "ab12" * 16,
        "docker://app:v1.2.3@sha256:" + "ab12" * 16,
        "https://" + "0a1b2c3d" * 4 + "@o42.ingest.sentry.io/4242",
        "https://" + "0a1b2c3d" * 4 + "@sentry.corp.net:9000/errors/2",
        # Templates, masks, regular expressions.
        "postgresql://{user}:{password}@{host}/db",
        "postgresql://{}:{}@{}/db",
        "postgresql://%s:%s@%s/db",
        "postgresql://%(user)s:%(password)s@%(host)s/db",
        "postgresql://$USER:$PASSWORD@$HOST/db",
        "postgresql://${USER}:${PASSWORD}@${HOST}/db",
        "postgresql://${USER:-app}:${PASSWORD:?unset}@db/app",
        "postgresql://$(USER):$(PASSWORD)@$(HOST)/db",
        "postgresql://{{ user }}:{{ password }}@{{ host }}/db",
        "postgresql://<user>:<password>@<host>/db",
        "postgresql://USER:DB_PASSWORD@HOST/db",
        "postgresql://user:***@db.corp.net/db",
        "postgresql://user:[redacted]@db.corp.net/db",
        "postgresql://user:...@db.corp.net/db",
        r"^\w+://[^:/]+:[^@/]+@",
        r"://.+:.+@corp",
        # Stand-ins, whatever the host.
        "postgresql://user:password@db.corp.net/db",
        "postgresql://user:pass@10.0.0.1/db",
        "postgresql://admin:mySecretPassword@db.corp.net/db",
        "postgresql://admin:your-password@db.corp.net/db",
        "postgresql://admin:db_password1@db.corp.net/db",
        "amqp://guest:guest@mq.corp.net",
        "http://xxxx:xxxx@db.corp.net",
        "postgresql://orders:&lt;orders-db-pass-prod&gt;@db.corp.net/orders",
        # Code that names parameters like a connection string does.
        "connect(host=host, user=user, password=password)",
        "connect(host=host, password=Config.password1, user=user)",
        "host = port = user = password = None",
        "var host=e,user=t;pwd=process.cwd();server=1",
        'let url = "https://" + user + ":" + password + "@" + host',
    ],
)
def test_look_alikes_are_silent(text: str) -> None:
    for path in ("app/settings.py", "web/app.js", "README.md", "tests/test_url.py"):
        assert not severities(f"{text}\n", path)
        assert not severities(f"URL = '{text}'\n", path)


@pytest.mark.parametrize(
    ("url", "production", "testing"),
    [
        (f"postgres://app:{STRONG}@db.corp.net/app", "error", "error"),
        (f"postgres://app:{STRONG}@db:5432/app", "warning", "note"),
        (f"postgres://app:{STRONG}@localhost/app", "warning", "note"),
        (f"postgres://app:{STRONG}@db.example.com/app", "note", "note"),
        ("postgres://app:hunter2@db.corp.net/app", "warning", ""),
        ("postgres://app:hunter2@localhost/app", "note", ""),
        ("postgres://app:hunter2@db/app", "note", ""),
        ("postgres://app:hunter2@example.com/app", "", ""),
        ("postgres://postgres:postgres@localhost/app", "note", ""),
        ("postgres://app:changeme@db.corp.net/app", "warning", ""),
        ("postgres://app:P4ssw0rd@db.corp.net/app", "warning", ""),
    ],
)
def test_severity(url: str, production: str, testing: str) -> None:
    for path, expected in (
        ("app/settings.py", production),
        ("compose.yaml", production),
        ("tests/test_db.py", testing),
    ):
        assert severities(f"url: '{url}'", path) == [expected] * bool(expected), path


def test_an_env_template_may_have_weak_ones() -> None:
    assert severities("DATABASE_URL=postgres://app:hunter2@db.corp.net/app\n", ".env.production") == ["warning"]
    assert not severities("DATABASE_URL=postgres://app:hunter2@db.corp.net/app\n", ".env.example")
    assert severities(f"DATABASE_URL=postgres://app:{STRONG}@db.corp.net/app\n", ".env.example") == ["error"]


def test_an_encoded_password_is_judged_decoded() -> None:
    assert not severities('"https://user:pass%25%26@host.corp.net/"')
    assert severities(f'"https://user:{STRONG[:8]}%40%2F{STRONG[8:]}@host.corp.net/"') == ["error"]


def test_several_in_one_line() -> None:
    other = made.password(8)
    first, second = found(f'urls = ["amqp://a:{STRONG}@mq1.corp.net", "amqp://a:{other}@mq2.corp.net"]')
    assert first.span.end_column < second.span.column
    assert "mq1.corp.net" in first.message
    assert "mq2.corp.net" in second.message


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "://",
        "a://b:",
        "a://b:c@",
        ":@",
        "${",
        "password=aaaa;",
        "password=aaaa",
        ";host=a",
        "password=a1b2 host=c ",
        "x://a%40",
    ],
)
def test_hostile_text_takes_no_time(unit: str) -> None:
    start = time.process_time()
    found("a://b:c@d password=abcd;host=e\n" + unit * (1_000_000 // len(unit)))
    assert time.process_time() - start < 8


URL = f"postgresql://app:{STRONG}@db.corp.net/orders"


@pytest.mark.parametrize(
    ("written", "how"),
    [
        (base64.b64encode(URL.encode()).decode(), "base64"),
        (base64.b64encode(f"export DATABASE_URL={URL}\n".encode()).decode(), "base64"),
        (base64.b64encode(f"Server=db.corp.net;User Id=app;Password={STRONG};".encode()).decode(), "base64"),
        (URL.encode().hex(), "hexadecimal"),
        (quote(URL, safe=""), "percent-encoding"),
        (URL.replace("/", "\\/"), "JSON's escapes"),
    ],
)
def test_encoded_passwords(written: str, how: str) -> None:
    for path, text in (("k8s/secret.yaml", f"url: {written}\n"), ("web/app.php", f'$a = "{written}";\n')):
        (finding,) = found(text, path)
        assert finding.message.endswith(f"carries a password, in {how}")
        assert finding.severity.word == "error"
        assert STRONG not in repr(finding)
        assert written[-12:] not in repr(finding)
    assert not found(f'{{"integrity": "{written}"}}', "package-lock.json")


@pytest.mark.parametrize(
    "url",
    ["https://user:password@example.com/a/b", "https://db.corp.net/orders/all/of/them", "redis://:${PASS}@corp.net/1"],
)
def test_encoded_urls_without_one(url: str) -> None:
    for written in (base64.b64encode(url.encode()).decode(), quote(url, safe=""), url.replace("/", "\\/")):
        assert not found(f'x = "{written}"\n', "web/app.php")


def test_an_escape_in_a_url_that_is_none_itself_makes_no_second_finding() -> None:
    (finding,) = found(f'x = "https://app:{STRONG}@corp.net/a%2Fb%3Ac"\n')
    assert finding.message.endswith("carries a password")
