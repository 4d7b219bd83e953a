"""The code in the guide that this tool enforces: its three bad lines are flagged, all other lines are not."""

from __future__ import annotations

from tightlip.engine import make_plan, scan
from tightlip.model import Document
from tightlip.rulebook.book import load_rulebook
from tightlip.settings import Settings

BOOK = load_rulebook()
RULES = frozenset({card.id for card in BOOK.cards.values() if card.family == "flows"} | {"hardcoded-secret"})

CONFIG = """\
import json
import os

from dotenv import load_dotenv

load_dotenv('.env.local')

DATABASE_URL = os.getenv('DATABASE_URL')
AWS_SECRET_ACCESS_KEY = os.getenv('AWS_SECRET_ACCESS_KEY')
JWT_SECRET_KEY = os.getenv('JWT_SECRET_KEY')
SENDGRID_API_KEY = os.getenv('SENDGRID_API_KEY')
OAUTH_CREDS_RAW = os.getenv('OAUTH_CREDENTIALS', '{}')
OAUTH_CREDS = json.loads(OAUTH_CREDS_RAW)
CLIENT_ID = OAUTH_CREDS.get('client_id')
CLIENT_SECRET = OAUTH_CREDS.get('client_secret')
"""

SECRETS = '''\
import os
from functools import lru_cache

import boto3

secretsmanager = boto3.client('secretsmanager', region_name='us-west-1')


@lru_cache(maxsize=100)
def get_secret(secret_name: str) -> str:
    """Fetch and cache a secret from AWS Secrets Manager."""
    try:
        response = secretsmanager.get_secret_value(SecretId=secret_name)
        return response['SecretString']
    except Exception as e:
        print(f"Error fetching secret {secret_name}: {e}")
        raise


def get_database_url():
    url = os.getenv('DATABASE_URL')
    if url:
        return url
    return get_secret('menotime/prod/database/url')


DATABASE_URL = get_database_url()
'''

BAD_AND_GOOD = """\
import logging
import os

from app.config import JWT_SECRET

logger = logging.getLogger(__name__)

JWT_SECRET = "my-super-secret-key-12345"
logger.info(f"Connecting with password: {password}")
print(os.environ)
logger.info("Connecting to database")
"""

INLINE = "from app.config import SENDGRID_API_KEY; print(SENDGRID_API_KEY)\n"


def found(text: str, path: str) -> list[tuple[int, str]]:
    scanned = scan(make_plan(BOOK, RULES, Settings()), Document(path, text.encode()))
    assert not scanned.skipped
    return [(finding.span.line, finding.rule) for finding in scanned.findings]


def test_the_good_modules_are_silent() -> None:
    assert found(CONFIG, "app/config.py") == []
    assert found(SECRETS, "app/secrets.py") == []


def test_the_bad_lines_are_flagged_and_no_others() -> None:
    assert found(BAD_AND_GOOD, "app/main.py") == [
        (8, "hardcoded-secret"),
        (9, "secret-in-log"),
        (10, "environ-dump"),
    ]


def test_the_guides_own_check_prints_a_key() -> None:
    assert found(INLINE, "app/check.py") == [(1, "secret-in-output")]
