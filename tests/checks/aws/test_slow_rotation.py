from __future__ import annotations

import pytest

from one_rule import only
from tightlip.model import Severity
from tightlip.settings import Settings

RULE = "slow-rotation"
findings = only(RULE)


def lines(path: str, text: str) -> list[int]:
    return [finding.span.line for finding in findings(path, text)]


def in_template(rules: str) -> str:
    return f"""Resources:
  Rotation:
    Type: AWS::SecretsManager::RotationSchedule
    Properties:
      RotationRules:
        {rules}
"""


@pytest.mark.parametrize(
    ("rules", "flagged"),
    [
        ("AutomaticallyAfterDays: 91", True),
        ("AutomaticallyAfterDays: 90", False),
        ('AutomaticallyAfterDays: "365"', True),
        ("AutomaticallyAfterDays: !Ref Days", False),
        ("ScheduleExpression: rate(91 days)", True),
        ("ScheduleExpression: rate(90 days)", False),
        ("ScheduleExpression: cron(0 4 1 */3 ? *)", False),
        ("ScheduleExpression: cron(0 10 ? FEB,MAY,AUG,NOV TUE#2 *)", False),  # quarterly, too
        ("ScheduleExpression: cron(0 4 1 */4 ? *)", True),
        ("ScheduleExpression: cron(0 4 1W * ? *)", False),
        ("Duration: 300h", False),
    ],
)
def test_cloudformation(rules: str, flagged: bool) -> None:
    assert lines("template.yaml", in_template(rules)) == ([6] if flagged else [])


def test_a_schedule_of_something_else() -> None:
    text = (
        "Report:\n  Type: AWS::Events::Rule\n  Properties:\n    ScheduleExpression: rate(365 days)\n# RotationRules\n"
    )
    assert lines("template.yaml", text) == []


def test_json() -> None:
    text = '{"RotationRules": {"AutomaticallyAfterDays": 120}}\n'
    assert lines("rotate.json", text) == [1]


@pytest.mark.parametrize(
    ("body", "flagged"),
    [
        ("rotation_rules {\n    automatically_after_days = 365\n  }", True),
        ("rotation_rules {\n    automatically_after_days = var.days\n  }", False),
        ('rotation_rules {\n    schedule_expression = "rate(200 days)"\n  }', True),
        ("rotation_rules {\n    automatically_after_days = 30\n  }", False),
    ],
)
def test_terraform(body: str, flagged: bool) -> None:
    text = f'resource "aws_secretsmanager_secret_rotation" "x" {{\n  {body}\n}}\n'
    assert lines("rotation.tf", text) == ([3] if flagged else [])


@pytest.mark.parametrize(
    ("call", "flagged"),
    [
        ('client.rotate_secret(SecretId=x, RotationRules={"AutomaticallyAfterDays": 120})', True),
        ('client.rotate_secret(**{"RotationRules": {"ScheduleExpression": "rate(120 days)"}})', True),
        ('client.rotate_secret(SecretId=x, RotationRules={"AutomaticallyAfterDays": days})', False),
        ('client.rotate_secret(SecretId=x, RotationRules={"AutomaticallyAfterDays": 30})', False),
        ('other(Rules={"AutomaticallyAfterDays": 120})', False),
        ('secret.add_rotation_schedule("R", automatically_after=Duration.days(120))', True),
        ('secret.add_rotation_schedule("R", automatically_after=cdk.Duration.hours(2400))', True),
        ('secret.add_rotation_schedule("R", automatically_after=Duration.hours(240))', False),
        ('CfnRotationSchedule.RotationRulesProperty(schedule_expression="rate(120 days)")', True),
        ('Job(schedule_expression="rate(120 days)", automatically_after=None)', False),
    ],
)
def test_python(call: str, flagged: bool) -> None:
    assert lines("infra/app.py", f"{call}\n") == ([1] if flagged else [])


def test_a_constant_is_followed() -> None:
    text = 'RULES = {"AutomaticallyAfterDays": 365}\nclient.rotate_secret(SecretId=x, RotationRules=RULES)\n'
    assert lines("infra/app.py", text) == [1]
    twice = text.replace("client", 'RULES = {"AutomaticallyAfterDays": 30}\nclient', 1)
    assert lines("infra/app.py", twice) == [], "which of the two it is, nobody knows"


@pytest.mark.parametrize(
    ("rules", "flagged"),
    [
        ("AutomaticallyAfterDays=365", True),
        ("AutomaticallyAfterDays=30,Duration=2h", False),
        ("'{\"AutomaticallyAfterDays\": 365}'", True),
        ('"{\\"ScheduleExpression\\": \\"rate(100 days)\\"}"', True),
        ("\"ScheduleExpression='rate(100 days)'\"", True),
        ("\"ScheduleExpression='cron(0 8 1 * ? *)',Duration=3h\"", False),
        ("file://rules.json", False),
        ('"$RULES"', False),
    ],
)
def test_the_command_line(rules: str, flagged: bool) -> None:
    text = f"aws secretsmanager rotate-secret \\\n  --secret-id app/prod/db/url \\\n  --rotation-rules {rules}\n"
    assert lines("rotate.sh", text) == ([3] if flagged else [])
    assert lines("rotate.sh", text.replace("--rotation-rules ", "--rotation-rules=")) == ([3] if flagged else [])


def test_the_limit_is_a_setting() -> None:
    thirty = only(RULE, Settings(rotation_days=30))
    (finding,) = thirty("template.yaml", in_template("AutomaticallyAfterDays: 60"))
    assert finding.message == "a secret is rotated every 60 days; the limit is 30"


def test_in_tests_it_is_a_note() -> None:
    (finding,) = findings("tests/template.yaml", in_template("AutomaticallyAfterDays: 365"))
    assert finding.severity is Severity.NOTE


def test_the_message_says_what_a_schedule_comes_to() -> None:
    (finding,) = findings("template.yaml", in_template("ScheduleExpression: cron(0 4 1 1,2 ? *)"))
    assert finding.message == "`cron(0 4 1 1,2 ? *)` leaves up to 335 days between two rotations; the limit is 90"
