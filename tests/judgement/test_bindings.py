"""Names and values together: the table in the docstring of `tightlip.judgement.judge`, cell by cell."""

from __future__ import annotations

import pickle
import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightlip.judgement.judge import Judge
from tightlip.model import Severity
from tightlip.rulebook.book import load_rulebook

JUDGE = Judge(load_rulebook().vocabulary)
ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
_RNG = random.Random(11)
CERTAIN = "".join(_RNG.choice(string.ascii_letters + string.digits) for _ in range(32))
STRONG, WEAK = "Tr0ub4dor&3", "changeme"


@pytest.mark.parametrize(
    ("name", "value", "production", "tests"),
    [
        # a strong name
        ("db_password", CERTAIN, ERROR, ERROR),
        ("db_password", STRONG, ERROR, NOTE),
        ("db_password", WEAK, WARNING, NOTE),
        ("db_password", "<your-password>", None, None),
        ("db_password", "db_password", None, None),
        ("db_password", "Enter the password", None, None),
        ("db_password", "", None, None),
        # a weak one
        ("token", CERTAIN, ERROR, NOTE),
        ("token", STRONG, WARNING, None),
        ("token", "__team_scope_auth_check__", None, None),
        ("token", WEAK, None, None),
        ("pwd", "/home/app", None, None),
        ("token", "is not", None, None),
        ("session_key", "_auth_user_id", None, None),
        # no secret's
        ("key", CERTAIN, None, None),
        ("auth", CERTAIN, None, None),
        ("secret_name", CERTAIN, None, None),
        ("password_hash", CERTAIN, None, None),
        ("csrf_token", CERTAIN, None, None),
        ("next_token", CERTAIN, None, None),
        ("public_key", CERTAIN, None, None),
        ("description", WEAK, None, None),
        # what must carry a password
        ("DATABASE_URL", f"postgresql://app:{CERTAIN}@db.corp.net/app", ERROR, ERROR),
        ("DATABASE_URL", f"postgresql://app:{STRONG}@db.corp.net/app", ERROR, NOTE),
        ("DATABASE_URL", "postgresql://app:winterfell@db.corp.net/app", WARNING, NOTE),
        ("DATABASE_URL", "postgresql://user:password@localhost:5432/menotime", None, None),
        ("DATABASE_URL", "postgresql://localhost/app", None, None),
        ("DATABASE_URL", "sqlite:///db.sqlite3", None, None),
        ("DATABASE_URL", CERTAIN, None, None),
        ("SENTRY_DSN", f"https://{CERTAIN}@o1.ingest.sentry.io/2", None, None),
        ("connection_string", f"Server=db;User Id=app;Password={CERTAIN}", ERROR, ERROR),
        ("connection_string", "Server=db;Integrated Security=true", None, None),
        ("Authorization", f"Bearer {CERTAIN}", ERROR, NOTE),
        ("Authorization", "Bearer", None, None),
        ("Authorization", "Bearer {token}", None, None),
        ("X-Api-Key", CERTAIN, ERROR, ERROR),
        # the guide's own
        ("JWT_SECRET", "my-super-secret-key-12345", WARNING, NOTE),
        ("JWT_SECRET_KEY", "dev-secret-key-change-in-production", WARNING, NOTE),
        ("SENDGRID_API_KEY", "sg_live_xxxxxxxxxxxxxxxxxxxxx", None, None),
        ("SENDGRID_API_KEY", "sg_test_xxx_not_real_xxx", None, None),
        ("client_secret", "secret-key-here", None, None),
        ("OAUTH_CREDENTIALS", "{}", None, None),
        # measured in real code
        ("ENABLE_PASSWORD_AUTH", "True", None, None),
        ("BRAVE_SEARCH_CONTEXT_TOKENS", "8192", None, None),
        ("PASSWORD_HASH_ALGORITHM", "bcrypt", None, None),
        ("CUSTOM_API_KEY_HEADER", "x-api-key", None, None),
        ("GITHUB_COPILOT_API_KEY_FILE", "api-key.json", None, None),
        ("OAUTH2_TOKEN", "https://id.corp.net/oauth2/token", None, None),
        ("api_key", "eBatChargeToday", None, None),
        ("api_key", "mlflow-gateway-auth", None, None),
        ("STORAGE_KEY", "core.config", None, None),
        ("input_token", "NextToken", None, None),
        ("password", "NOT_LOGGING_PASSWORD", None, None),
        ("DEFAULT_PASSWORD", "1234", WARNING, NOTE),
        ("DEFAULT_PASSWORD", "admin", WARNING, NOTE),
        ("DEFAULT_PASSWORD", "dreambox", WARNING, NOTE),
        ("SMTP_PASSWORD", "superset", WARNING, NOTE),
        ("db_pass", "docker", WARNING, NOTE),
        ("jenkins_pass", "jenkins", None, None),
        ("jenkins_pass", "bolted7", WARNING, NOTE),
        ("password", "fluffy7", WARNING, NOTE),
        ("password", "sha256", None, None),
        ("ADMIN_PASSWORD", "Summer1", WARNING, NOTE),
        ("ADMIN_PASSWORD", "Oracle_19c", WARNING, NOTE),
        ("ADMIN_PASSWORD", "PasswordV2", None, None),
        ("client_secret", "section2", None, None),
        ("secret", "bfzjwti", WARNING, NOTE),
        ("secret_key", "whiteKnight", WARNING, NOTE),
        ("SECRET_KEY", "something_special", WARNING, NOTE),
        ("GUEST_TOKEN_JWT_SECRET", "test-guest-secret-change-me", WARNING, NOTE),
        ("update_password", "always", None, None),
        ("password", "required", None, None),
        ("password", "pass", None, None),
        ("password", "20190817", WARNING, NOTE),
        ("password", "redis_url", None, None),
        ("password", "Kennwort", None, None),
        ("password", "parola", None, None),
        ("password", "currentPassword", None, None),
        ("secret_key", "secret_key", None, None),
        ("secret_from", "config", None, None),
        ("client_secret", "hidden", None, None),
        ("credential", "present", None, None),
        ("api_key", "ollama", None, None),
        ("aws_secret_access_key", "test", None, None),
        ("GITHUB_RSA_KEY", f"AAAAB3NzaC1yc2EAAAA{CERTAIN}", None, None),
    ],
)
def test_how_loud(name: str, value: str, production: Severity | None, tests: Severity | None) -> None:
    assert JUDGE.binding(name, value, in_tests=False) == production
    assert JUDGE.binding(name, value, in_tests=True) == tests


@given(st.sampled_from(["db_password", "token", "api_key", "DATABASE_URL", "name", "pwd"]), st.text(max_size=40))
def test_a_test_is_never_louder_than_production(name: str, value: str) -> None:
    assert (JUDGE.binding(name, value, in_tests=True) or 0) <= (JUDGE.binding(name, value, in_tests=False) or 0)


@given(st.text(min_size=1, max_size=40))
def test_a_name_that_is_no_secrets_silences_every_value(value: str) -> None:
    for name in ("greeting", "secret_name", "token_count", "has_password"):
        assert JUDGE.binding(name, value, False) is None


def test_the_users_own_names_count_in_full() -> None:
    judge = Judge(JUDGE.vocabulary, sensitive_names=("mrn",), harmless_names=("legacy_token",))
    assert judge.binding("patient_mrn", CERTAIN, False) == ERROR
    assert judge.binding("patient_mrn", WEAK, False) == WARNING
    assert judge.binding("legacy_token", CERTAIN, False) is None
    assert JUDGE.binding("patient_mrn", CERTAIN, False) is None


def test_a_judge_can_be_sent_to_another_process() -> None:
    judge = pickle.loads(pickle.dumps(Judge(JUDGE.vocabulary, sensitive_names=("mrn",))))
    assert judge.name("patient_mrn").strong
    assert judge.name("db_password").strong
