"""secret-in-config: Compose, Kubernetes, XML and small formats, each with what looks alike and is none."""

from __future__ import annotations

import base64

import pytest

from more_samples import run
from one_rule import only
from tightlip.model import Severity

findings = only("secret-in-config")
WEAK = "Tr0ub4dor-and-3-horses"
STRONG = run(5, 24, "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789")
BODY = "\n" + run(6, 64, "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789") + "\n"


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def places(path: str, text: str) -> list[tuple[int, str]]:
    """The lines of the findings, and what is marked in each."""
    lines = text.split("\n")
    return [
        (found.span.line, lines[found.span.line - 1][found.span.column - 1 : found.span.end_column - 1])
        for found in findings(path, text)
    ]


def service(*lines: str) -> str:
    return "services:\n  a:\n    image: a\n" + "".join(f"    {line}\n" for line in lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (service(f"environment: {{DB_PASSWORD: {WEAK}}}"), [(4, WEAK)]),
        (service("environment:", f"  - DB_PASSWORD={WEAK}"), [(5, WEAK)]),
        (service("environment:", "  DB_PASSWORD: ${DB_PASSWORD:-" + WEAK + "}"), [(5, "${DB_PASSWORD:-" + WEAK + "}")]),
        (service(f"command: redis-server --requirepass {WEAK}"), [(4, WEAK)]),
        (service(f'command: ["redis-server", "--requirepass", "{WEAK}"]'), [(4, WEAK)]),
        (service(f'command: ["--password={WEAK}"]'), [(4, WEAK)]),
        (service("entrypoint: |", f"  sh -c 'mysqld --password={WEAK}'"), [(5, WEAK)]),
        (service("healthcheck:", f'  test: ["CMD", "mysqladmin", "-p{WEAK}"]'), [(5, WEAK)]),
        (service("healthcheck:", f'  test: ["CMD-SHELL", "mysqladmin -p{WEAK}"]'), [(5, WEAK)]),
        (service("build:", "  args:", "    NPM_TOKEN: ${NPM_TOKEN}", "    VERSION: ${V}"), [(6, "${NPM_TOKEN}")]),
        (f"x-a: &a\n  DB_PASSWORD: {WEAK}\n" + service("environment:", "  <<: *a"), [(2, WEAK)]),
        (service("environment: {DB_PASSWORD_FILE: /run/secrets/a}", "secrets: [a]"), []),
        (service("environment:", "  - DB_PASSWORD", "  - A_PASSWORD=${A:?}", "  - B_PASSWORD=${B:-}"), []),
        (service("command: redis-server --requirepass ${REDIS_PASSWORD}"), []),
        (service("command: sh -c 'redis-server --requirepass $$REDIS_PASSWORD'"), []),
    ],
)
def test_compose(text: str, expected: list[tuple[int, str]]) -> None:
    assert places("compose.yaml", text) == expected


def test_a_literal_build_argument_is_told_apart() -> None:
    (found,) = findings("compose.yaml", service("build:", "  args:", f"    NPM_TOKEN: {STRONG}"))
    assert found.severity is Severity.ERROR
    assert "history of the image" in found.message


SECRET = "apiVersion: v1\nkind: Secret\ndata:\n"


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        (SECRET + f"  password: {encoded(STRONG)}\n", [Severity.ERROR]),
        (SECRET + f"  password: {encoded(WEAK)}\n", [Severity.NOTE]),
        (SECRET + f"  key.pem: {encoded('-----BEGIN ' + 'PRIVATE KEY-----' + BODY)}\n", [Severity.ERROR]),
        (SECRET + f"  tls.crt: {encoded('-----BEGIN ' + 'CERTIFICATE-----' + BODY)}\n", []),
        (SECRET + f"  key.pem: {encoded('-----BEGIN ' + 'PRIVATE KEY-----' + chr(10) + '...')}\n", []),
        (
            SECRET.replace("data", "stringData")
            + "  sshPrivateKey: |\n    -----BEGIN "
            + "PRIVATE KEY-----\n    ...\n",
            [],
        ),
        ("apiVersion: external-secrets.io/v1\nspec:\n  data:\n  - secretKey: source-key1\n", []),
        (SECRET + f"  username: {encoded('orders')}\n", []),
        (SECRET + "  password: {{ .Values.password | b64enc }}\n", []),
        (SECRET + "  password: ENC[AES256_GCM,data:p673w==,iv:YY=,tag:A=]\n", []),
        (SECRET.replace("data", "stringData") + f"  password: {WEAK}\n", [Severity.NOTE]),
        (f"kind: SealedSecret\nspec:\n  encryptedData:\n    password: {STRONG}\n", []),
        (f"kind: ConfigMap\ndata:\n  DB_PASSWORD: {STRONG}\n", [Severity.ERROR]),
        (f"containers:\n- image: a\n  env:\n  - name: DB_PASSWORD\n    value: {STRONG}\n", [Severity.ERROR]),
        (
            "containers:\n- image: a\n  env:\n  - name: DB_PASSWORD\n    valueFrom: {secretKeyRef: {key: a-1}}\n",
            [],
        ),
        ("containers:\n- image: a\n  args: ['--password=$(DB_PASSWORD)']\n", []),
        (f"users:\n- user:\n    token: {STRONG}\n", [Severity.ERROR]),
        (
            f"users:\n- user:\n    client-key-data: {encoded('-----BEGIN ' + 'RSA PRIVATE KEY-----' + BODY)}\n",
            [Severity.ERROR],
        ),
        ("auth:\n  password: changeme\n", [Severity.NOTE]),
    ],
)
def test_kubernetes(text: str, severities: list[Severity]) -> None:
    assert [found.severity for found in findings("deploy/a.yaml", text)] == severities


def test_what_is_encoded_is_masked_as_it_stands() -> None:
    (found,) = findings("a.yaml", SECRET + f"  password: {encoded(STRONG)}\n")
    assert encoded(STRONG) not in "".join(found.snippet.lines)


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("settings.xml", f"<s>\n<password>{WEAK}</password></s>", [(2, WEAK)]),
        ("settings.xml", "<password>${env.PASSWORD}</password>", []),
        ("settings.xml", "<password>{jSMOWnoPFgsHVpMvz5VrIt5kRbzGpI8u}</password>", []),
        ("web.config", f'<add key="SmtpPassword" value="{WEAK}"/>', [(1, WEAK)]),
        ("web.config", f'<!-- <add key="SmtpPassword" value="{WEAK}"/> -->', []),
        ("beans.xml", f'<property name="db.password">{WEAK}</property>', [(1, WEAK)]),
        ("a.xml", f'<password encrypted="false">{WEAK}</password>', [(1, WEAK)]),
        ("Info.plist", f"<dict><key>Password</key><string>{WEAK}</string></dict>", [(1, WEAK)]),
        ("a.xsd.xml", '<element name="password" type="string"/>', []),
        ("strings.xml", f'<string name="password">{WEAK}</string>', []),
        (".npmrc", f"//r.example/:_authToken={STRONG}\n//r.example/:_authToken=${{TOKEN}}", [(1, STRONG)]),
        (".pypirc", f"[pypi]\nusername = __token__\npassword = {STRONG}\n", [(3, STRONG)]),
        (".netrc", f"machine a.example login u password {STRONG}\n", [(1, STRONG)]),
        (".pgpass", f"# host:port\ndb.example:5432:orders:app:{STRONG}\n", [(2, STRONG)]),
        ("application.properties", f"a.password={STRONG}\nb.password=${{B}}\n", [(1, STRONG)]),
    ],
)
def test_other_formats(path: str, text: str, expected: list[tuple[int, str]]) -> None:
    assert places(path, text) == expected


def test_what_xml_writes_with_entities_is_masked_as_it_stands() -> None:
    (found,) = findings("web.config", f'<add key="SmtpPassword" value="{STRONG}&amp;x"/>')
    assert STRONG not in "".join(found.snippet.lines)
    assert "&amp;x" not in "".join(found.snippet.lines)


@pytest.mark.parametrize(
    ("path", "severity"),
    [(".github/workflows/api-tests.yml", Severity.NOTE), (".github/workflows/deploy.yml", Severity.ERROR)],
)
def test_a_database_for_tests_is_no_production(path: str, severity: Severity) -> None:
    (found,) = findings(path, "env:\n  POSTGRES_PASSWORD: S3cr3tP4ss!x\n")
    assert found.severity is severity
    (found,) = findings(path, f"env:\n  POSTGRES_PASSWORD: {STRONG}\n")
    assert found.severity is Severity.ERROR


def test_what_another_program_fills_in_is_a_reference() -> None:
    assert findings("config.toml", 'auth_token = "env(SMS_AUTH_TOKEN)"\n') == []
