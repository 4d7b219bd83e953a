from __future__ import annotations

import pytest

from one_rule import only
from tightlip.settings import Settings

ambiguous = only("ambiguous-secret-name")
PATTERN = Settings(secret_name_pattern="menotime/{environment}/{service}/{secret-type}")
unconventional = only("secret-name-convention", PATTERN)

ARN = "arn:aws:secretsmanager:us-west-1:123456789012:secret:"


def names(path: str, text: str) -> list[str]:
    """The names that the rule complains about; all of these texts hold only names that break the pattern."""
    return [finding.message.split("`")[1] for finding in unconventional(path, text)]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("app.py", 'client.get_secret_value(SecretId="menotime/jwt/x")'),
        ("app.py", 'NAME = "menotime/jwt/x"\nclient.get_secret_value(SecretId=NAME)'),
        ("app.py", 'get_secret("menotime/jwt/x")'),
        ("app.py", 'load_secret_json(secret_name="menotime/jwt/x")'),
        ("app.py", 'client.create_secret(Name="menotime/jwt/x", SecretString=value)'),
        ("app.py", 'client = boto3.client("secretsmanager")\nclient.describe_secret(SecretId="menotime/jwt/x")'),
        ("app.py", f'task = {{"valueFrom": "{ARN}menotime/jwt/x-Ab12Cd"}}'),
        (
            "stack.py",
            "from aws_cdk import aws_secretsmanager as sm\nsm.Secret(self, 'S', secret_name='menotime/jwt/x')",
        ),
        (
            "stack.py",
            "from aws_cdk.aws_secretsmanager import Secret\nSecret.from_secret_name_v2(self, 'S', 'menotime/jwt/x')",
        ),
        ("task.json", f'{{"secrets": [{{"name": "JWT", "valueFrom": "{ARN}menotime/jwt/x-Ab12Cd:key::"}}]}}'),
        ("task.json", f'["{ARN}menotime/jwt/x"]'),
        ("t.yaml", "R:\n  S:\n    Type: AWS::SecretsManager::Secret\n    Properties:\n      Name: menotime/jwt/x\n"),
        ("t.yaml", "Password: '{{resolve:secretsmanager:menotime/jwt/x:SecretString:password}}'\n"),
        ("t.yaml", "Password: !Sub '{{resolve:secretsmanager:menotime/jwt/x}}'\n"),
        (
            "es.yaml",
            "apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nspec:\n  data:\n"
            "  - remoteRef:\n      key: menotime/jwt/x\n# secretsmanager\n",
        ),
        ("s.tf", 'resource "aws_secretsmanager_secret" "x" {\n  name = "menotime/jwt/x"\n}\n'),
        ("s.tf", 'data "aws_secretsmanager_secret" "x" {\n  name = "menotime/jwt/x"\n}\n'),
        ("s.tf", 'data "aws_secretsmanager_secret_version" "x" {\n  secret_id = "menotime/jwt/x"\n}\n'),
        ("run.sh", "aws secretsmanager get-secret-value --secret-id menotime/jwt/x --region us-west-1\n"),
        ("run.sh", "URL=$(aws secretsmanager get-secret-value --secret-id=menotime/jwt/x)\n"),
        ("run.sh", "aws secretsmanager create-secret \\\n  --name menotime/jwt/x \\\n  --secret-string file://x\n"),
        ("Makefile", "show:\n\taws secretsmanager describe-secret --secret-id menotime/jwt/x\n"),
        (".env.prod", f"JWT_ARN={ARN}menotime/jwt/x-Ab12Cd\n"),
    ],
)
def test_where_names_are_read(path: str, text: str) -> None:
    assert names(path, text) == ["menotime/jwt/x"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("app.py", 'get_secret("JWT_KEY")  # secretsmanager'),
        ("app.py", 'get_token("menotime/jwt/x")  # secretsmanager'),
        ("app.py", 'f = open("menotime/jwt/secretsmanager")'),
        ("app.py", 'client.get_secret_value(SecretId=f"menotime/{kind}/x")'),
        ("app.py", 'client.get_secret_value(SecretId=f"menotime/{env}/{kind}")'),
        ("app.py", "config.password.get_secret_value()"),
        ("policy.json", f'{{"Resource": ["{ARN}menotime/*", "{ARN}menotime/jwt/x-??????", "{ARN}menotime/jwt*"]}}'),
        ("t.yaml", "S:\n  Type: AWS::SecretsManager::Secret\n  Properties:\n    Name: !Sub menotime/${Env}/jwt\n"),
        ("t.yaml", "S:\n  Type: AWS::S3::Bucket\n  Properties:\n    Name: menotime/jwt/x\n# secretsmanager\n"),
        ("s.tf", 'resource "aws_secretsmanager_secret" "x" {\n  name = "menotime/${var.env}/x"\n}\n'),
        ("s.tf", 'resource "aws_ssm_parameter" "x" {\n  name = "menotime/jwt/x"\n}\n# secretsmanager\n'),
        ("run.sh", 'aws secretsmanager get-secret-value --secret-id "menotime/$KIND/x"\n'),
        ("run.sh", "aws secretsmanager list-secrets --filters Key=name,Values=menotime/dev/\n"),
        ("run.sh", "aws ssm get-parameter --name menotime/jwt/x # secretsmanager\n"),
    ],
)
def test_what_names_no_secret_or_not_all_of_one(path: str, text: str) -> None:
    assert names(path, text) == []


def test_the_nearest_right_name_is_offered() -> None:
    (finding,) = unconventional("run.sh", "aws secretsmanager describe-secret --secret-id menotime/prod/jwt-secret\n")
    assert finding.fix == "The nearest such name: `menotime/prod/jwt/secret`."
    assert (finding.span.line, finding.span.column, finding.span.end_column) == (1, 48, 72)


def test_names_that_keep_to_the_pattern() -> None:
    text = f'{{"a": "{ARN}menotime/prod/database/url-Ab12Cd", "b": "{ARN}menotime/dev/email/sendgrid-api-key"}}'
    assert names("task.json", text) == []


def test_without_a_pattern_there_is_no_convention() -> None:
    assert only("secret-name-convention")("app.py", 'get_secret("menotime/jwt/x")') == []


def resource(name: str) -> str:
    return f'resource "aws_secretsmanager_secret" "x" {{\n  name = "{name}"\n}}\n'


@pytest.mark.parametrize("name", ["app/prod/jwt-secret", "db-passwd", "app/api-TOKENS", "x-123456"])
def test_a_name_like_an_arn(name: str) -> None:
    (finding,) = ambiguous("s.tf", resource(name))
    assert finding.span.line == 2


@pytest.mark.parametrize("name", ["app/prod/jwt/secret", "app/api-token", "oauth-credentials", "secret", "a-bc_def"])
def test_a_name_unlike_one(name: str) -> None:
    assert ambiguous("s.tf", resource(name)) == []


def test_only_where_it_can_still_be_changed() -> None:
    assert ambiguous("app.py", 'client.get_secret_value(SecretId="app/jwt-secret")') == []
    assert ambiguous("s.tf", resource("app/jwt-secret").replace("resource", "data")) == []
    assert ambiguous("tests/s.tf", resource("app/jwt-secret")) == []
