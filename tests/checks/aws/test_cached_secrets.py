from __future__ import annotations

import pytest

from one_rule import only

findings = only("secret-cached-without-expiry")
CLIENT = """import functools
from functools import cache, lru_cache

import boto3

client = boto3.client("secretsmanager")
"""


def lines(text: str) -> list[int]:
    return [finding.span.line for finding in findings("app/secrets.py", CLIENT + text)]


@pytest.mark.parametrize(
    "decorator", ["@lru_cache", "@lru_cache(maxsize=100)", "@cache", "@functools.cache", "@functools.lru_cache()"]
)
def test_a_cache_that_never_expires(decorator: str) -> None:
    text = f'{decorator}\ndef get(name):\n    return client.get_secret_value(SecretId=name)["SecretString"]\n'
    assert lines(text) == [7]


@pytest.mark.parametrize(
    "fetch",
    [
        "session().client('secretsmanager').get_secret_value(SecretId=name)",
        "self.anything.get_secret_value(SecretId=name)",
        "client.batch_get_secret_value(SecretIdList=names)",
        'get_secret("app/db/url")',
    ],
)
def test_what_counts_as_a_fetch(fetch: str) -> None:
    assert lines(f"@cache\ndef get():\n    return {fetch}\n") == [7]


@pytest.mark.parametrize(
    "text",
    [
        "@cache\ndef get():\n    return config.password.get_secret_value()\n",
        "@cache\ndef get():\n    return boto3.client('secretsmanager')\n",
        "@cache\ndef get():\n    return get_secret(name)\n",  # anybody's function: it may look anywhere
        "@cache\ndef get(name, ttl_hash):\n    return client.get_secret_value(SecretId=name)\n",
        "@cache\ndef get(name):\n    return client.get_secret_value(SecretId=name)\n\n\nget.cache_clear()\n",
        "@cached(TTLCache(100, ttl=300))\ndef get(name):\n    return client.get_secret_value(SecretId=name)\n",
        "@app.cache\ndef get(name):\n    return client.get_secret_value(SecretId=name)\n",
        "def get(name):\n    return client.get_secret_value(SecretId=name)\n",
        "NAME = client.get_secret_value(SecretId='app/db')\n",
    ],
)
def test_what_expires_or_is_no_secret(text: str) -> None:
    assert lines(text) == []
