"""Grants: one statement is read alike in every format, and what only looks like one is none."""

from __future__ import annotations

import json
import textwrap
from typing import Any

import pytest

from tightlip.judgement.judge import Judge
from tightlip.model import Document
from tightlip.paths import kind_of
from tightlip.reading import read
from tightlip.reading.facts import Grant, ManagedPolicy, Reading
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder

BOOK = read_rulebook(rules_folder())
JUDGE = Judge(BOOK.vocabulary, (), (), BOOK.tokens)
ARN = "arn:aws:secretsmanager:us-west-1:111122223333:secret:orders/prod/*"


def reading(text: str, path: str) -> Reading:
    text = textwrap.dedent(text)
    return read(Document(path, text.encode()), kind_of(path), text, frozenset({"grants"}), JUDGE)


def grants(text: str, path: str) -> list[Grant]:
    return [fact for fact in reading(text, path).facts if isinstance(fact, Grant)]


def only(text: str, path: str) -> Grant:
    (grant,) = grants(text, path)
    return grant


def said(grant: Grant) -> dict[str, Any]:
    """What the statement says, without where."""
    return {
        "effect": grant.effect,
        "actions": [each.text for each in grant.actions],
        "resources": [each.text for each in grant.resources],
        "conditions": [tuple(each) for each in grant.conditions],
        "kind": grant.kind,
    }


STATEMENT = {
    "Effect": "Allow",
    "Action": ["secretsmanager:GetSecretValue"],
    "Resource": ARN,
    "Condition": {"StringEquals": {"aws:ResourceTag/app": "orders"}},
}
EXPECTED = {
    "effect": "Allow",
    "actions": ["secretsmanager:GetSecretValue"],
    "resources": [ARN],
    "conditions": [("StringEquals", "aws:ResourceTag/app")],
    "kind": "identity",
}
POLICY = json.dumps({"Version": "2012-10-17", "Statement": [STATEMENT]}, indent=1)
SAME = {
    "policy.json": POLICY,
    "get-role-policy.json": json.dumps({"RoleName": "r", "PolicyName": "p", "PolicyDocument": json.loads(POLICY)}),
    "in-a-string.json": json.dumps({"PolicyName": "p", "PolicyDocument": POLICY}),
    "template.json": json.dumps(
        {"Resources": {"P": {"Type": "AWS::IAM::Policy", "Properties": {"PolicyDocument": json.loads(POLICY)}}}}
    ),
    "template.yaml": f"""
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              Policies:
                - PolicyName: secrets
                  PolicyDocument:
                    Statement:
                      Effect: Allow
                      Action: [secretsmanager:GetSecretValue]
                      Resource: {ARN}
                      Condition:
                        StringEquals:
                          aws:ResourceTag/app: orders
        """,
    "document.tf": f"""
        data "aws_iam_policy_document" "task" {{
          statement {{
            actions   = ["secretsmanager:GetSecretValue"]
            resources = ["{ARN}"]
            condition {{
              test     = "StringEquals"
              variable = "aws:ResourceTag/app"
              values   = ["orders"]
            }}
          }}
        }}
        """,
    "dynamic.tf": f"""
        data "aws_iam_policy_document" "task" {{
          dynamic "statement" {{
            for_each = var.on ? [1] : []
            content {{
              effect    = "Allow"
              actions   = ["secretsmanager:GetSecretValue"]
              resources = ["{ARN}"]
              condition {{
                test     = "StringEquals"
                variable = "aws:ResourceTag/app"
                values   = ["orders"]
              }}
            }}
          }}
        }}
        """,
    "encoded.tf": f"""
        resource "aws_iam_role_policy" "task" {{
          policy = jsonencode({{
            Statement = [{{
              Effect    = "Allow"
              Action    = ["secretsmanager:GetSecretValue"]
              Resource  = "{ARN}"
              Condition = {{ StringEquals = {{ "aws:ResourceTag/app" = "orders" }} }}
            }}]
          }})
        }}
        """,
    "heredoc.tf": f"""
        resource "aws_iam_role_policy" "task" {{
          policy = <<-POLICY
        {textwrap.indent(json.dumps({"Statement": STATEMENT}), "            ").strip()}
          POLICY
        }}
        """,
    "block.yaml": f"""
        PolicyDocument: !Sub |
        {textwrap.indent(json.dumps({"Statement": STATEMENT}, indent=1), "            ").strip()}
        """,
    "stack.py": f"""
        from aws_cdk import aws_iam as iam

        def grant(role):
            role.add_to_policy(iam.PolicyStatement(
                effect=iam.Effect.ALLOW,
                actions=["secretsmanager:GetSecretValue"],
                resources=["{ARN}"],
                conditions={{"StringEquals": {{"aws:ResourceTag/app": "orders"}}}},
            ))
        """,
    "boto.py": f"import json\n\nclient.put_role_policy(PolicyDocument=json.dumps({POLICY}))\n",
    "text.py": f"client.create_policy(PolicyDocument='''{POLICY}''')\n",
}


@pytest.mark.parametrize("path", SAME)
def test_one_statement_in_every_format(path: str) -> None:
    assert said(only(SAME[path], path)) == EXPECTED


@pytest.mark.parametrize(
    "path", ["policy.json", "template.yaml", "document.tf", "heredoc.tf", "block.yaml", "stack.py"]
)
def test_everything_stands_where_it_is_written(path: str) -> None:
    source = reading(SAME[path], path).source
    (grant,) = grants(SAME[path], path)
    span = grant.resources[0].anchor()
    assert ARN in source.line(span.line)
    assert "GetSecretValue" in source.line(grant.actions[0].anchor().line)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("!Sub 'arn:aws:secretsmanager:${AWS::Region}:1:secret:*'", "arn:aws:secretsmanager:${AWS::Region}:1:secret:*"),
        ("{'Fn::Sub': 'arn:${A}:*'}", "arn:${A}:*"),
        ("{'Fn::Sub': ['arn:${A}:*', {A: b}]}", "arn:${A}:*"),
        ("!Sub ['arn:${A}:*', {A: b}]", "arn:${A}:*"),
        ("!Ref Secret", "${Secret}"),
        ("{Ref: Secret}", "${Secret}"),
        ("!GetAtt Secret.Arn", "${Secret.Arn}"),
        ("!Join ['', ['arn:', !Ref P, ':*']]", "arn:${P}:*"),
        ("{'Fn::Join': [':', ['arn', {Ref: P}, '*']]}", "arn:${P}:*"),
        ("!ImportValue Secret", "${Secret}"),
        ("{'Fn::ImportValue': {'Fn::Sub': '${X}-arn'}}", "${…}"),
    ],
)
def test_functions_of_cloudformation(written: str, text: str) -> None:
    statement = f"Statement: {{Effect: Allow, Action: 'secretsmanager:*', Resource: {written}}}"
    assert [each.text for each in only(statement, "p.yaml").resources] == [text]


@pytest.mark.parametrize("written", ["!If [C, '*', !Ref S]", "{'Fn::If': [C, ['*'], [{Ref: S}, {Ref: AWS::NoValue}]]}"])
def test_both_sides_of_a_condition_count(written: str) -> None:
    statement = f"Statement: {{Effect: Allow, Action: 'kms:*', Resource: {written}}}"
    assert [each.text for each in only(statement, "p.yaml").resources] == ["*", "${S}"]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("var.arns", "${var.arns}"),
        ("aws_secretsmanager_secret.db.arn", "${aws_secretsmanager_secret.db.arn}"),
        ('["${aws_secretsmanager_secret.db.arn}*"]', "${aws_secretsmanager_secret.db.arn}*"),
        ('[format("arn:aws:kms:%s:%s:key/*", var.r, var.a)]', "arn:aws:kms:${…}:${…}:key/*"),
        ('var.on ? ["*"] : []', '${var.on ? ["*"] : []}'),
        ('concat(["a"], var.b)', "${…}"),
    ],
)
def test_expressions_of_terraform(written: str, text: str) -> None:
    document = (
        f'data "aws_iam_policy_document" "d" {{ statement {{\n actions = ["kms:*"]\n resources = {written}\n }} }}'
    )
    assert [each.text for each in only(document, "p.tf").resources] == [text]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ('["*"]', "*"),
        ('[f"arn:aws:kms:{region}:*"]', "arn:aws:kms:${…}:*"),
        ('["arn:aws:kms:" + region + ":*"]', "arn:aws:kms:${region}:*"),
        ("[secret.secret_arn]", "${secret.secret_arn}"),
        ("[secret_arn()]", "${…}"),
    ],
)
def test_expressions_of_python(written: str, text: str) -> None:
    module = f"iam.PolicyStatement(actions=['kms:*'], resources={written})\n"
    assert [each.text for each in only(module, "p.py").resources] == [text]


def test_constants_of_a_module() -> None:
    module = "ALL = ['*']\nREAD = 'secretsmanager:GetSecretValue'\nTWICE = '*'\nTWICE = 'x'\n"
    grant = only(f"{module}iam.PolicyStatement(actions=[READ], resources=ALL, not_resources=[TWICE])\n", "p.py")
    assert [each.text for each in (*grant.actions, *grant.resources)] == ["secretsmanager:GetSecretValue", "*"]
    assert [each.text for each in grant.not_resources] == ["${TWICE}"]
    assert grant.resources[0].anchor().line == 1


@pytest.mark.parametrize(
    ("text", "path", "kind"),
    [
        ("Type: AWS::KMS::Key\nProperties: {KeyPolicy: STATEMENT}", "k.yaml", "key"),
        ("Type: AWS::EC2::VPCEndpoint\nProperties: {PolicyDocument: STATEMENT}", "k.yaml", "endpoint"),
        ("Type: AWS::Organizations::Policy\nProperties: {Content: STATEMENT}", "k.yaml", "limit"),
        ("Type: AWS::IAM::Role\nProperties: {Policies: STATEMENT}", "k.yaml", "identity"),
        ("STATEMENT", "k.yaml", "identity"),
        ("STATEMENT", "vpce-policy.yaml", "endpoint"),
        ("STATEMENT", "scp.yaml", "limit"),
        ("Statement: {Effect: Allow, Action: 'kms:*', Resource: '*', Principal: '*'}", "k.yaml", "resource"),
    ],
)
def test_what_a_policy_is_for(text: str, path: str, kind: str) -> None:
    statement = "{Statement: {Effect: Allow, Action: 'kms:*', Resource: '*'}}"
    assert only(text.replace("STATEMENT", statement), path).kind == kind


def test_statements_of_one_policy_belong_together() -> None:
    two = {"Statement": [STATEMENT, {**STATEMENT, "Effect": "Deny"}]}
    first, second, third = grants(json.dumps([two, {"Statement": STATEMENT}]), "p.json")
    assert first.policy == second.policy != third.policy


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("rules: [{actions: ['*'], resources: ['*']}]", "rbac.yaml"),
        ("Effect: Allow\nResource: '*'", "half.yaml"),
        ('permissions { actions = ["*"]\n not_actions = [] }', "azure.tf"),
        ("Policy(actions=['*'], resources=['*'])\n", "other.py"),
        ("def effect(Effect='Allow', Action='*'): ...\n", "parameters.py"),
        ('x = "Effect: Allow, Action: *"\n', "prose.py"),
    ],
)
def test_what_only_looks_like_a_statement(text: str, path: str) -> None:
    assert grants(text, path) == []


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Properties: {ManagedPolicyArns: ['arn:aws:iam::aws:policy/SecretsManagerReadWrite']}", "t.yaml"),
        ("Properties: {ManagedPolicyArns: [!Sub 'arn:${P}:iam::aws:policy/SecretsManagerReadWrite']}", "t.yaml"),
        ("Type: AWS::Serverless::Function\nProperties: {Policies: [SecretsManagerReadWrite]}", "t.yaml"),
        ('policy_arn = "arn:aws:iam::aws:policy/SecretsManagerReadWrite"', "t.tf"),
        ('module "role" { role_policy_arns = { s = "arn:aws:iam::aws:policy/SecretsManagerReadWrite" } }', "t.tf"),
        (
            'iam.Role(managed_policies=[iam.ManagedPolicy.from_aws_managed_policy_name("SecretsManagerReadWrite")])',
            "t.py",
        ),
        ('iam.attach_role_policy(PolicyArn="arn:aws:iam::aws:policy/SecretsManagerReadWrite")', "t.py"),
    ],
)
def test_policies_of_awss_own(text: str, path: str) -> None:
    (found,) = (fact for fact in reading(text, path).facts if isinstance(fact, ManagedPolicy))
    assert found.name == "SecretsManagerReadWrite"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Policies: [{PolicyName: X, Arn: 'arn:aws:iam::aws:policy/SecretsManagerReadWrite'}]", "list.yaml"),
        ("known: ['arn:aws:iam::aws:policy/SecretsManagerReadWrite']", "list.yaml"),
        ("title: SecretsManagerReadWrite", "list.yaml"),
    ],
)
def test_policies_that_are_only_mentioned(text: str, path: str) -> None:
    assert not [fact for fact in reading(text, path).facts if isinstance(fact, ManagedPolicy) and fact.name]


def test_templates_of_sam() -> None:
    text = """
        Type: AWS::Serverless::Function
        Properties:
          Policies:
            - AWSSecretsManagerGetSecretValuePolicy: {SecretArn: !Ref Secret}
            - SSMParameterReadPolicy: {ParameterName: orders/*}
            - KMSDecryptPolicy: {KeyId: '*'}
            - S3ReadPolicy: {BucketName: logs}
        """
    resources = [each.text for grant in grants(text, "t.yaml") for each in grant.resources]
    assert resources == ["${Secret}", "arn:aws:ssm:::parameter/orders/*", "arn:aws:kms:::key/*"]


def test_a_broken_template_is_read_as_far_as_it_goes() -> None:
    assert grants(POLICY[:-3], "p.json")
