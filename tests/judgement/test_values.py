"""Literals that are secrets, weak ones, stand-ins and none at all. Random ones are made here, from seeds."""

from __future__ import annotations

import base64
import random
import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import more_samples as made
from tightlip.judgement.judge import Judge
from tightlip.judgement.likelihood import random_bits, text_model
from tightlip.rulebook.book import load_rulebook

BOOK = load_rulebook()
JUDGE = Judge(BOOK.vocabulary, token_formats=BOOK.tokens)
MODEL = text_model(BOOK.vocabulary["text"])

LETTERS_AND_DIGITS = string.ascii_letters + string.digits
ALPHABETS = {
    "letters and digits": LETTERS_AND_DIGITS,
    "base64url": LETTERS_AND_DIGITS + "-_",
    "hexadecimal": "0123456789abcdef",
    "base32": string.ascii_uppercase + "234567",
    "lower case and digits": string.ascii_lowercase + string.digits,
    "with marks": LETTERS_AND_DIGITS + "!@#%^&*",
}


def drawn(alphabet: str, size: int, seed: int) -> str:
    rng = random.Random(f"{alphabet} {size} {seed}")
    return "".join(rng.choice(alphabet) for _ in range(size))


RANDOM = [drawn(alphabet, size, seed) for alphabet in ALPHABETS.values() for size in (20, 32, 40) for seed in range(6)]
STRONG = [
    *RANDOM,
    *(before + drawn(LETTERS_AND_DIGITS, 16, 7) for before in ("my-app-", "prod_", "django-insecure-", "Bearer ")),
    "s3cr3t!x", "Tr0ub4dor&3", "p@ssw0rd", "P4ssw0rd", "s3cr3t", "k3y-9f4Kq2-serve", "r8Kd02-mmQz71-ppWx44",
    "xK9#mQ2$vL",
    "K7QX_4ZPM_R2WD_93VH", "XQZKPW_7RLMVTQ_WXKZJ", "7QXKZ_3WVPJ_9ZKQM",
    "Zq8fPw2nXb", "b7#Kp!zQ", "8fj2Kd93lsQ1", "hX72kd9fQ0", "4f9K2m7Qx1", "Qx7!mZ2p",
    "postgresql://app:xK9mQ2vL7p@db.corp.net/orders", "redis://:b7Kp9zQ4wX@cache:6379/0",
    "Server=db;User Id=app;Password=xK9mQ2vL7p;", "host=db user=app password=xK9mQ2vL7p",
    "Basic " + base64.b64encode(b"ci:xK9mQ2vL7p").decode(),
    made.armour("RSA PRIVATE KEY", drawn(LETTERS_AND_DIGITS, 700, 1).encode()),
    made.armour("EC PRIVATE KEY", drawn(LETTERS_AND_DIGITS, 120, 1).encode()),
    made.armour("PRIVATE KEY", drawn(LETTERS_AND_DIGITS, 120, 1).encode()).partition("\n-----END")[0],
]  # fmt: skip

WEAK = """
    changeme change-me! changeit changethis admin admin123 admin! Admin2024 administrator root root123 toor postgres
    postgres1 postgresql mysql123 guest guest123 letmein letmein1 hunter2 qwerty qwerty123 minioadmin rabbitmq welcome
    welcome1 Welcome1! iloveyou dragon monkey123 trustno1 supersecret supersecret1 topsecret vagrant ansible
    password1 password123 Password1! password! secret123 secret! 1234 12345 123456 12345678 123456789 000000
    111111 demo123
    test test123 test1234 Test1234! login123 master123 sysadmin superuser oracle123 redis123 demo
    fluffy42 summer2024 Summer2024! Winter2023 orders2023 rex-2019-rex company!2 blue#sky hello,world42 jane+1984
    my-super-secret-key-12345 dev-secret-key-change-in-production my-super-secret-jwt-key super-secret-key
    my-secret-password
    insecure-secret-key change-this-secret mlflow-default-kek-passphrase-for-development-only local-dev-password
    production-secret very-secret-password unsafe_jwt_secret temporary-password myDevSecret hardcoded_password
    postgres://app:changeme@db.corp.net/app mysql://app:winterfell@db.corp.net/app amqp://mq:rabbits@mq.corp.net//
    Server=db.corp.net;Password=winterfell7;
    550e8400-e29b-41d4-a716-446655440000 7F3C9A52-1B4E-4C8D-9A7F-0E6B5D4C3A21
""".split()

PLACEHOLDERS = [
    "<your-key>", "<password>", "<secret>", "<YOUR_API_KEY>", "[redacted]", "[REDACTED]", "your-api-key",
    "your_api_key", "your-secret-here", "YOUR_TOKEN", "your-api-key-here", "my-key-here", "token-goes-here",
    "put your key here",
    "xxxx", "xxxxxxxx", "XXXXXXXXXXXX", "sg_live_xxxxxxxxxxxxxxxxxxxxx", "sk-xxxxxxxx", "sg_test_xxx_not_real_xxx",
    "not-a-real-key", "notreal",
    "****", "********", "sk-****", "•••••", "abc...xyz", "sk-...", "…", "____________", "aaaaaaaa", "aaaa1111",
    "abababababab", "foobarfoobarfoobar", "abcdefghijklmnop", "0123456789abcdef",
    "abcdefghijklmnopqrstuvwxyz1234567890", "qwertyuiop12",
    "...-----BEGIN PRIVATE KEY-----... in PEM format", "-----BEGIN RSA PRIVATE KEY-----\nMIIE...",
    "not-active", "not_used", "not needed",
    "dummy", "dummy-key", "fake-api-key", "fake_secret_123", "example", "example-password", "examplekey",
    "ExamplePassword", "mock-token", "stub-key",
    "placeholder", "PLACEHOLDER_TOKEN", "todo", "TODO: set me", "fixme", "replace-me", "REPLACE_WITH_SECRET",
    "replaceme", "insert-token", "sample-secret",
    "foobar", "redacted", "***REDACTED***", "yourpassword-dummy", "a1a1a1a1a1a1", "deaddeaddead",
    "postgresql://user:password@localhost:5432/app", "postgres://postgres:postgres@localhost/app",
    "redis://:secret@redis:6379/0", "Bearer token-dummy",
    "amqp://guest:guest@rabbitmq:5672//", "https://user:<password>@host.corp.net/", "Basic dXNlcjpwYXNzd29yZA==",
]  # fmt: skip

NOTHING = [
    # nothing, or next to nothing
    "", " ", "\n", "x", "ab", "abc", "***", "-", "key", "nil",
    # words
    "none", "None", "null", "true", "True", "false", "False", "undefined", "default", "unknown", "required",
    "optional", "hidden",
    "password", "Password", "PASSWORD", "secret", "token", "apikey", "key", "passwd", "credentials", "Bearer",
    "bearer", "Basic",
    "basic", "digest", "string", "integer", "bytes", "value", "plain", "include", "same-origin", "omit", "unused",

    # names
    "api_key", "access_token", "client_secret", "refreshToken", "JWT_SECRET_KEY", "AWS_SECRET_ACCESS_KEY",
    "OPENAI_API_KEY", "DB_PASSWORD",
    "NextToken", "nextPageToken", "x-api-key", "X-CSRF-Token", "X-Supervisor-Token", "Ocp-Apim-Subscription-Key",
    "Authorization",
    "BT_PHY_BR_1M_1SLOT", "BT_PHY_EDR_3M_5SLOT", "LTE_BAND_20MHZ_QPSK",
    "_auth_user_id", "_password_reset_token", "oauth2_jwt_secret", "set_guest_wifi_password", "eBatChargeToday",
    "bdc1DischargePower",
    "settings.SECRET_KEY", "os.path.join", "django.contrib.auth", "core.config", "self.password", "config.get",
    "module.Class.method()",
    "CertificateCredential", "OAuth2PasswordBearer", "HTTPBasicAuth", "byok_session_cookie",
    "profile-username-password",
    "text-embedding-3-small", "us-east-1", "gpt-4o-mini", "kubernetes.io/tls", "utf-8", "latin-1",
    # algorithms, types
    "HS256", "RS256", "bcrypt", "argon2", "pbkdf2_sha256", "sha256", "SHA-512", "AES-256-GCM", "aes-256-gcm", "md5",
    "ed25519", "base64", "ES256",
    "application/json", "text/plain", "urn:ietf:params:oauth:token-type:access_token", "oauth2", "AWS4-HMAC-SHA256",
    # templates
    "${API_TOKEN}", "$API_TOKEN", "$(cat secret)", "{{ password }}", "{{password}}", "{% secret %}", "<%= token %>",
    "%(password)s", "%s", "%d:%s",
    "{password}", "{0}", "{}", "{user.password}", "#{token}", "%TOKEN%", "@TOKEN@", "!Ref DbPassword", ":password",
    "${{ secrets.TOKEN }}", "sk-{key}",
    "$PASSWORD", "$password", "prefix-${TOKEN}", "{'a': {b}}",
    # references
    "arn:aws:secretsmanager:us-west-1:123456789012:secret:orders/prod/db-a1B2c3", "op://vault/item/password",
    "vault:secret/data/app#key",
    "{{resolve:secretsmanager:orders:SecretString:password}}", "ENC[AES256_GCM,data:Tr7o,iv:1bQ=,tag:x=]",
    "ENC(Hk2k9f0s)", "env:DB_PASSWORD",
    "env.API_KEY", "file:/etc/app/secret", "/run/secrets/db_password", "ssm:/orders/db", "secretsmanager:orders/db",
    "keyring:app", "os.environ['X']",
    "projects/1/secrets/db/versions/1", "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s)",
    "{cipher}a1b2c3d4", "process.env.TOKEN",
    "ref+awssecrets://orders/db", "encrypted:BDqDBibm4wsYqMpCjTQ6BsDHmMadg9K3dAt",
    # hashes, public material, data
    "$2b$12$KIXQ4Zx1", "$argon2id$v=19$m=65536", "pbkdf2_sha256$260000$abc", "{SSHA}abcdef", "sha256:9f86d081884c",
    "sha256-n4bQgYhMfWWaL", "$6$rounds=5000$x",
    "ssh-rsa AAAAB3NzaC1yc2E", "ssh-ed25519 AAAAC3Nza", "-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----",
    "-----BEGIN CERTIFICATE-----\nMIIB",
    "data:image/png;base64,iVBORw0KGgo", "iVBORw0KGgoAAAANSUhEUg", "R0lGODlhAQABAIAAAAAAAP",
    # paths, files, URLs, addresses
    "/etc/ssl/private/app.key", "./secrets.json", "../keys/id_rsa", "~/.ssh/id_rsa", "C:\\keys\\app.pem",
    "api-key.json", "secrets.yaml", "keys/app.pem",
    "/api/v1/token", "oauth/token", "https://login.corp.net/oauth2/token", "http://localhost:8080/",
    "https://hooks.corp.net/x", "redis://localhost:6379/0",
    "sqlite:///db.sqlite3", "postgresql://localhost/app", "postgresql://app@db/app", "postgresql://app:@db/app",
    "jdbc:postgresql://db/app",
    "postgresql://app:${DB_PASSWORD}@db/app", "postgresql://app:{password}@db/app", "postgres://app:%s@db/app",
    "Server=db;Password=;", "Server=db;Password={pw};",
    "ops@corp.net", "admin@localhost.localdomain",
    # numbers, dates, versions, colours
    "0", "3.14", "2024-01-31", "2024-01-31T10:00:00Z", "1.2.3", "v1.2.3", "127.0.0.1", "10.0.0.0/8",
    "2024-02-01-preview",
    "#fff", "#A1B2C3", "1-800-555-0199",
    # sentences and patterns
    "Enter your password", "Unexpected API response received", "The secret is rotated every 30 days.",
    "Invalid password", "Password for {user}",
    "My API Key", "SELECT token FROM users", "ALTER USER app IDENTIFIED BY x", r"^[A-Za-z0-9]{32}$",
    r"password=(\w+)", r"(?P<token>[a-f0-9]+)", "[a-z]+", "token .*",
    "-----", "_____", "=====", "__all__", "__token__", "Do you really want to delete it?", "passwords must match",
    "a b c", "line one\nline two",
]  # fmt: skip


@pytest.mark.parametrize("value", STRONG)
def test_strong(value: str) -> None:
    assert JUDGE.value(value, "value").strength == "strong"


@pytest.mark.parametrize("value", WEAK)
def test_weak(value: str) -> None:
    assert JUDGE.value(value, "value").strength == "weak"


@pytest.mark.parametrize("value", PLACEHOLDERS)
def test_placeholder(value: str) -> None:
    assert JUDGE.value(value, "value").strength in ("placeholder", "none")


@pytest.mark.parametrize("value", NOTHING)
def test_no_secret(value: str) -> None:
    assert JUDGE.value(value, "password").strength == "none"


def test_there_are_enough_cases() -> None:
    assert len(set(STRONG + WEAK)) >= 200
    assert len(set(PLACEHOLDERS + NOTHING)) >= 250


def test_a_value_that_says_its_name_is_no_secret() -> None:
    for name, value in (
        ("api_key", "apiKey"),
        ("API_KEY", "api-key"),
        ("ollama_api_key", "ollama"),
        ("jwt_secret", "JwtSecret"),
    ):
        assert JUDGE.value(value, name).strength == "none"
    assert JUDGE.value("jwt-super-secret", "jwt_secret").strength == "weak"


def test_a_hash_is_no_secret_under_a_name_that_says_so() -> None:
    digest = drawn("0123456789abcdef", 40, 3)
    assert JUDGE.value(digest, "commit").strength == "none"
    assert JUDGE.value(digest, "file_sha1").strength == "none"
    assert JUDGE.value(digest, "secret").strength == "strong"


def test_digits_are_a_password_only_where_people_choose_one() -> None:
    for digits in ("8192", "20190817"):
        assert JUDGE.value(digits, "client_secret").strength == "none"
        assert JUDGE.value(digits, "password").strength == "weak"


def test_a_secret_in_words_may_be_run_together() -> None:
    for value in (
        "mysecretkey",
        "thisisasecret",
        "ThisIsASecretKey",
        "supersecretpassword",
        "super secret key",
        "keyboard cat",
    ):
        assert JUDGE.value(value, "jwt_secret").strength == "weak", value
    for value in ("secretkey", "jwtsecret", "secret key", "The secret key", "this", "mysterious"):
        assert JUDGE.value(value, "jwt_secret").strength == "none", value


def test_what_a_service_issues_is_not_made_of_words() -> None:
    assert JUDGE.value("my-secret-key", "api_key").strength == "none"
    assert JUDGE.value("my-secret-key", "secret_key").strength == "weak"


def test_published_examples_are_known_by_their_hash() -> None:
    emulator = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErC" + "z4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
    assert JUDGE.value(emulator, "account_key").strength == "placeholder"
    assert JUDGE.value(emulator.replace("Eby8", "Eby9"), "account_key").strength == "strong"


@pytest.mark.parametrize("size", [12, 15, 18, 21, 24])
def test_a_recovery_phrase(size: int) -> None:
    words = "legal winner thank year wave sausage worth useful title lemon crisp mango ocean pupil".split()
    phrase = " ".join((words + words[::-1])[:size])
    assert JUDGE.value(phrase, "mnemonic").strength == "strong"
    assert JUDGE.value(phrase, "description").strength == "none"
    assert JUDGE.value(" ".join(["test"] * (size - 1) + ["junk"]), "mnemonic").strength == "placeholder"
    assert JUDGE.value(phrase + " one", "mnemonic").strength == "none"


def test_a_mail_services_app_password() -> None:
    rng = random.Random(5)
    groups = ["".join(rng.choice(string.ascii_lowercase) for _ in range(4)) for _ in range(4)]
    assert JUDGE.value(" ".join(groups), "password").strength == "strong"
    assert JUDGE.value("this text says that", "password").strength == "none"


@pytest.mark.parametrize("alphabet", ALPHABETS)
@pytest.mark.parametrize(("size", "found"), [(12, 0.85), (16, 0.93), (20, 0.97), (32, 0.995)])
def test_random_strings_look_random_by_their_length(alphabet: str, size: int, found: float) -> None:
    samples = [drawn(ALPHABETS[alphabet], size, seed) for seed in range(400)]
    assert sum(JUDGE.value(sample, "value").strength == "strong" for sample in samples) >= found * len(samples)


@pytest.mark.parametrize(
    "package",
    ["argparse", "http.client", "json.decoder", "logging.handlers", "unittest.mock", "tarfile", "ssl", "socket"],
)
def test_the_names_of_the_standard_library_do_not(package: str) -> None:
    module = __import__(package, fromlist=["*"])
    names = {name for part in (module, *vars(module).values()) for name in dir(part) if len(name) > 7}
    assert len(names) > 100
    assert sum(JUDGE.value(name, "value").strength == "strong" for name in names) <= len(names) // 200


@given(st.text(max_size=80), st.text(max_size=20))
def test_any_text_has_a_verdict_and_space_around_it_changes_none(value: str, name: str) -> None:
    verdict = JUDGE.value(value, name)
    assert verdict.strength in ("none", "placeholder", "weak", "strong")
    assert verdict.reason
    assert JUDGE.value(f" {value}\n", name) == verdict


@given(st.text(alphabet=LETTERS_AND_DIGITS, min_size=20, max_size=60))
def test_a_reference_or_a_template_is_no_secret_whatever_it_holds(text: str) -> None:
    for value in (
        f"${{{text}}}",
        f"{{{{ {text} }}}}",
        f"vault:{text}",
        f"arn:aws:secretsmanager:::{text}",
        f"<{text}>",
    ):
        assert JUDGE.value(value, "password").strength in ("none", "placeholder"), value


@given(st.text(max_size=60))
def test_the_evidence_is_never_negative_and_more_text_takes_none_away(text: str) -> None:
    assert 0 <= random_bits(MODEL, text) <= 30 * len(text)


@pytest.mark.parametrize(
    "value",
    ["a" * 100_000, "aB3$" * 25_000, "a.b" * 30_000, "(" * 50_000, "x-" * 50_000, "://" * 30_000, " a" * 50_000],
)
def test_hostile_values_take_no_time(value: str) -> None:
    started = time.process_time()
    JUDGE.value(value, "password")
    JUDGE.name(value)
    assert time.process_time() - started < 2


def test_keys_of_one_row_are_no_secret() -> None:
    assert JUDGE.value("fjdk" + "slafjdk", "secret_key").strength == "weak"
    assert JUDGE.value("fjdk" + "slafjdq", "secret_key").strength == "strong"
