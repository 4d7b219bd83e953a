from __future__ import annotations

import pytest

from one_rule import only
from tightlip.model import Severity

findings = only("wrong-secrets-call")
CLIENT = 'import boto3\n\nclient = boto3.client("secretsmanager")\n'


def wrong(text: str, client: str = CLIENT) -> list[tuple[int, str]]:
    """The line of each finding, counted from the end of `client`, and its fix."""
    return [(f.span.line - client.count("\n"), f.fix) for f in findings("app/secrets.py", client + text)]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("client.get_secret_value(secret_id=name)", "SecretId="),
        ("client.get_secret_value(secretId=name)", "SecretId="),
        ("client.get_secret_value(name=name)", "SecretId="),
        ("client.create_secret(name=name, SecretString=value)", "Name="),
        ("client.put_secret_value(SecretId=name, secret_string=value)", "SecretString="),
        ("client.rotate_secret(SecretId=name, rotation_rules=rules)", "RotationRules="),
        ("client.list_secrets(max_results=9)", "MaxResults="),
        ("client.batch_get_secret_value(secret_ids=names)", "SecretIdList="),
        ("client.get_secret_value(name)", "SecretId=…"),
        ("client.get_secret(SecretId=name)", "get_secret_value"),
        ("client.put_secret(SecretId=name)", "put_secret_value"),
        ("client.exceptions.SecretNotFoundException", "ResourceNotFoundException"),
        ("client.exceptions.DecryptionFailureException", "DecryptionFailure"),
        ('e.response["Error"]["Code"] == "SecretNotFoundException"', '"ResourceNotFoundException"'),
        ('code in ("SecretNotFoundException", "AccessDenied")', '"ResourceNotFoundException"'),
        ('boto3.client("secretmanager")', '"secretsmanager"'),
        ('session.client(service_name="secrets-manager")', '"secretsmanager"'),
    ],
)
def test_what_fails(text: str, right: str) -> None:
    assert wrong(text) == [(1, f"Write `{right}`.")]


def test_what_nobody_can_guess() -> None:
    assert wrong("client.list_secrets(name=name)") == [(1, "Write the call as the API has it.")]


def test_in_tests_which_may_mean_it_to_fail() -> None:
    (finding,) = findings("tests/test_app.py", CLIENT + "client.get_secret_value(secret_id=name)")
    assert finding.severity is Severity.NOTE


@pytest.mark.parametrize(
    "text",
    [
        "client.get_secret_value(SecretId=name, VersionStage='AWSCURRENT')",
        "client.get_secret_value(SecretId=name, BrandNew=True)",  # AWS adds parameters, and calls
        "client.a_new_call(SecretId=name)",
        "client.get_secret_value(**options)",
        "client.get_secret_value(*args)",
        "client.get_paginator('list_secrets')",
        "client.exceptions.ResourceNotFoundException",
        "client.exceptions.ClientError",
        'e.response["Error"]["Code"] == "ResourceNotFoundException"',
        'e.response["Error"]["Code"] == "DecryptionFailureException"',  # what AWS's own samples compare with
        'e.response["Error"]["Code"] == "ResourceAlreadyExistsException"',  # may be another service's
        "other.get_secret_value(secret_id=name)",
        "self.client.get_secret_value(secret_id=name)",
        "vault.exceptions.SecretNotFoundException",
        'boto3.client("s3")',
    ],
)
def test_what_may_be_right(text: str) -> None:
    assert wrong(text) == []


@pytest.mark.parametrize(
    "client",
    [
        'client = session.client(service_name="secretsmanager", region_name=region)\n',
        'client = boto3.session.Session().client("secretsmanager")\n',
        'client: SecretsManagerClient = boto3.client("secretsmanager")\n',
        "def f(client: SecretsManagerClient):\n    return None\n",
        "async def f():\n    async with session.client('secretsmanager') as client:\n        pass\n",
    ],
)
def test_ways_to_a_client(client: str) -> None:
    assert wrong("client.get_secret_value(secret_id=name)", client) == [(1, "Write `SecretId=`.")]


@pytest.mark.parametrize(
    "client",
    [
        'client = boto3.client("ssm")\n',
        "client = make_client()\n",
        'client = boto3.client("secretsmanager")\nclient = Vault()\n',
        'client = boto3.client("secretsmanager")\n\n\ndef f(client):\n    pass\n',
        "from app.aws import client\n",
    ],
)
def test_what_may_be_another_client(client: str) -> None:
    assert wrong("client.get_secret_value(secret_id=name)", client) == []


def test_a_client_without_a_name_and_one_in_an_attribute() -> None:
    assert wrong("boto3.client('secretsmanager').get_secret_value(secret_id=name)", "") == [(1, "Write `SecretId=`.")]
    text = (
        "class Store:\n    def __init__(self):\n        self.client = boto3.client('secretsmanager')\n\n"
        "    def get(self, name):\n        return self.client.get_secret_value(secret_id=name)\n"
    )
    assert wrong(text, "") == [(6, "Write `SecretId=`.")]


def test_an_answer_that_lacks_the_key() -> None:
    text = (
        "def get(name):\n"
        "    response = client.get_secret_value(SecretId=name)\n"
        '    return response["secret_string"] or response.get("secretstring") or response["SecretString"]\n'
    )
    assert wrong(text) == [(3, 'Write `"SecretString"`.')] * 2


def test_an_answer_that_is_unpacked_under_its_own_name() -> None:
    text = (
        "def get(name):\n"
        "    response = client.get_secret_value(SecretId=name)\n"
        '    response = json.loads(response["SecretString"])\n'
        '    return response["secret_string"], response["name"]\n'
    )
    assert wrong(text) == []
