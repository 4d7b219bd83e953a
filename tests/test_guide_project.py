"""A project that follows its guide to the letter, mistakes included: exactly what a careful reader would list."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tightlip.run import Effort, run
from tightlip.sources import Request

SETTINGS = 'secret-name-pattern = "menotime/{environment}/{service}/{secret-type}"\n'

CONFIG = """\
import json
import os

from dotenv import load_dotenv

# On a laptop from .env.local; in production ECS fills the environment from Secrets Manager.
load_dotenv(".env.local")

DATABASE_URL = os.getenv("DATABASE_URL")
JWT_SECRET_KEY = os.getenv("JWT_SECRET_KEY")
SENDGRID_API_KEY = os.getenv("SENDGRID_API_KEY")
OAUTH_CREDS = json.loads(os.getenv("OAUTH_CREDENTIALS", "{}"))
CLIENT_SECRET = OAUTH_CREDS.get("client_secret")
"""

SECRETS = """\
import os
from functools import lru_cache

import boto3

secretsmanager = boto3.client("secretsmanager", region_name="us-west-1")


@lru_cache(maxsize=100)
def get_secret(secret_name: str) -> str:
    try:
        response = secretsmanager.get_secret_value(secret_id=secret_name)
        return response["SecretString"]
    except Exception as error:
        print(f"Error fetching secret {secret_name}: {error}")
        raise


def get_database_url() -> str:
    url = os.getenv("DATABASE_URL")
    if url:
        return url
    return get_secret("menotime/prod/database/url")


DATABASE_URL = get_database_url()
"""

LOGIN = """\
import logging
import os

from app.config import DATABASE_URL

logger = logging.getLogger(__name__)
JWT_SECRET = "my-super-secret-key-12345"


def connect(user: str, password: str) -> None:
    logger.info(f"Connecting with password: {password}")
    print(os.environ)
    logger.info("Connecting to database")
"""

TASK = """\
{
  "family": "menotime-api-prod",
  "containerDefinitions": [
    {
      "name": "menotime-api",
      "secrets": [
        {
          "name": "DATABASE_URL",
          "valueFrom": "arn:aws:secretsmanager:us-west-1:123456789012:secret:menotime/database/url"
        },
        {
          "name": "JWT_SECRET_KEY",
          "valueFrom": "arn:aws:secretsmanager:us-west-1:123456789012:secret:menotime/jwt/secret"
        },
        {
          "name": "SENDGRID_API_KEY",
          "valueFrom": "arn:aws:secretsmanager:us-west-1:123456789012:secret:menotime/prod/sendgrid-api-key"
        }
      ]
    }
  ]
}
"""

POLICY = """\
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
      "Resource": ["arn:aws:secretsmanager:us-west-1:123456789012:secret:menotime/*"]
    },
    {
      "Effect": "Allow",
      "Action": ["kms:Decrypt"],
      "Resource": ["arn:aws:kms:us-west-1:123456789012:key/*"],
      "Condition": {"StringEquals": {"kms:ViaService": "secretsmanager.us-west-1.amazonaws.com"}}
    }
  ]
}
"""

SCRIPT = """\
#!/bin/sh
aws secretsmanager list-secrets --filters "Key=name,Values=menotime/dev/" --region us-west-1
aws secretsmanager create-secret \\
  --name menotime/prod/oauth-credentials \\
  --description "OAuth provider credentials" \\
  --secret-string file://oauth.json
aws secretsmanager rotate-secret \\
  --secret-id menotime/prod/database/password \\
  --rotation-rules AutomaticallyAfterDays=30
aws secretsmanager describe-secret \\
  --secret-id menotime/prod/jwt-secret
aws iam get-role-policy --role-name ecsTaskExecutionRole --policy-name SecretsManagerAccess
"""

ENV_LOCAL = """\
DATABASE_URL=postgresql://user:password@localhost:5432/menotime
JWT_SECRET_KEY=dev-secret-key-change-in-production
SENDGRID_API_KEY=sg_test_xxx_not_real_xxx
"""

FILES = {
    "tightlip.toml": SETTINGS,
    ".gitignore": ".env.local\n",
    ".env.local": ENV_LOCAL,
    "app/config.py": CONFIG,
    "app/secrets.py": SECRETS,
    "app/login.py": LOGIN,
    "infra/task-definition.json": TASK,
    "infra/policy.json": POLICY,
    "scripts/secrets.sh": SCRIPT,
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], check=True, stdin=subprocess.DEVNULL)
    return tmp_path


def test_exactly_what_a_careful_reader_would_list(project: Path) -> None:
    done = run(Request(), {}, None, False, Effort(1, cache=False))
    assert [(finding.path, finding.span.line, finding.rule) for finding in done.outcome.findings] == [
        ("app/login.py", 7, "hardcoded-secret"),
        ("app/login.py", 11, "secret-in-log"),
        ("app/login.py", 12, "environ-dump"),
        ("app/secrets.py", 9, "secret-cached-without-expiry"),
        ("app/secrets.py", 12, "wrong-secrets-call"),
        ("app/secrets.py", 23, "environment-fixed-in-code"),
        ("infra/policy.json", 7, "broad-secrets-access"),
        ("infra/task-definition.json", 9, "secret-name-convention"),
        ("infra/task-definition.json", 13, "secret-name-convention"),
        ("infra/task-definition.json", 17, "secret-name-convention"),
        ("scripts/secrets.sh", 4, "secret-name-convention"),
        ("scripts/secrets.sh", 11, "secret-name-convention"),
    ]


def test_the_five_names_that_break_the_convention_and_what_they_should_be(project: Path) -> None:
    done = run(Request(), {"select": ["secret-name-convention"]}, None, False, Effort(1, cache=False))
    assert {(f.message.split("`")[1], f.fix.split("`")[1]) for f in done.outcome.findings} == {
        ("menotime/database/url", "menotime/{environment}/database/url"),
        ("menotime/jwt/secret", "menotime/{environment}/jwt/secret"),
        ("menotime/prod/sendgrid-api-key", "menotime/prod/sendgrid/api-key"),
        ("menotime/prod/oauth-credentials", "menotime/prod/oauth/credentials"),
        ("menotime/prod/jwt-secret", "menotime/prod/jwt/secret"),
    }
