"""broad-secrets-access: what a statement allows, however it is written, and what it only seems to allow."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tightlip.engine import make_plan, scan
from tightlip.model import Document, Finding, Severity
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder
from tightlip.settings import Settings

PLAN = make_plan(read_rulebook(rules_folder()), frozenset({"broad-secrets-access"}), Settings())
ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
SECRET = "arn:aws:secretsmanager:us-west-1:111122223333:secret:"
READ = "secretsmanager:GetSecretValue"


def findings(text: str, path: str = "infra/policy.json") -> tuple[Finding, ...]:
    scanned = scan(PLAN, Document(path, text.encode()))
    assert not [part for part in scanned.skipped if part.failed]
    return scanned.findings


def policy(*statements: dict[str, Any], path: str = "infra/policy.json") -> tuple[Finding, ...]:
    statement = statements[0] if len(statements) == 1 else list(statements)
    return findings(json.dumps({"Version": "2012-10-17", "Statement": statement}, indent=1), path)


def allow(action: Any, resource: Any = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action: Any, resource: Any = "*", **more: Any) -> dict[str, Any]:
    return {**allow(action, resource, **more), "Effect": "Deny"}


@pytest.mark.parametrize(
    ("statement", "severity", "words"),
    [
        (allow("*"), ERROR, "everything is allowed"),
        (allow(["*:*"], ["*"]), ERROR, "everything is allowed"),
        (allow("secretsmanager:*"), ERROR, "`secretsmanager:*` is allowed on every secret"),
        (allow("SecretsManager:getsecretvalue"), ERROR, "on every secret"),
        (allow("secretsmanager:Get*"), ERROR, "on every secret"),
        (allow("secretsmanager:*Value"), ERROR, "on every secret"),
        (allow("secretsmanager:GetSecretValu?"), ERROR, "on every secret"),
        (allow(["s3:GetObject", READ], ["arn:aws:s3:::logs/*", "*"]), ERROR, "on every secret"),
        (allow(READ, SECRET + "*"), ERROR, "on every secret"),
        (allow(READ, "arn:aws:secretsmanager:*"), ERROR, "on every secret"),
        (allow(READ, "arn:*:secretsmanager:*:*:*"), ERROR, "on every secret"),
        (allow(READ, "arn:aws:*:*:*:*"), ERROR, "on every secret"),
        ({"Effect": "Allow", "NotAction": ["iam:*"], "Resource": "*"}, ERROR, "all actions but a few"),
        ({"Effect": "Allow", "Action": READ, "NotResource": [SECRET + "orders/prod/x"]}, ERROR, "on every secret"),
        (allow(READ, SECRET + "orders/*"), NOTE, "`orders/*` takes in the secrets of every environment"),
        (allow(READ, SECRET + "orders/*/database-??????"), NOTE, "every environment"),
        (allow("*", SECRET + "orders/*"), NOTE, "every environment"),
        (allow("kms:Decrypt"), WARNING, "`kms:Decrypt` is allowed with every key"),
        (allow("kms:*", "arn:aws:kms:us-west-1:111122223333:key/*"), WARNING, "every key"),
        (allow("ssm:GetParameter*"), WARNING, "every parameter"),
        (allow("ssm:GetParameters", "arn:aws:ssm:*:*:parameter/*"), WARNING, "every parameter"),
        (allow("secretsmanager:*", SECRET + "orders/prod/db-??????"), WARNING, "changing and deleting"),
        (allow([READ, "kms:Decrypt"]), ERROR, "and `kms:Decrypt` is allowed with every key"),
    ],
)
def test_too_broad(statement: dict[str, Any], severity: Severity, words: str) -> None:
    (finding,) = policy(statement)
    assert finding.severity is severity
    assert words in finding.message


@pytest.mark.parametrize(
    "statement",
    [
        allow(["secretsmanager:ListSecrets", "secretsmanager:GetRandomPassword"]),
        allow(["secretsmanager:DescribeSecret", "secretsmanager:BatchGetSecretValue"]),
        allow("s3:*"),
        allow("*", "arn:aws:s3:::logs/*"),
        allow(READ, SECRET + "orders/prod/*"),
        allow(READ, SECRET + "orders-prod/*"),
        allow(READ, SECRET + "orders/prod/database/password-??????"),
        allow(READ, SECRET + "database-password-*"),
        allow(READ, SECRET + "orders/database/*"),
        allow(READ, SECRET + "rds!cluster-*"),
        allow(READ, SECRET + "events!connection/*"),
        allow("kms:Decrypt", "arn:aws:kms:us-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
        allow("kms:DescribeKey"),
        allow("ssm:GetParameter", "arn:aws:ssm:us-west-1:111122223333:parameter/orders/*"),
        allow("ssm:DescribeParameters"),
        {"Effect": "Allow", "NotAction": ["secretsmanager:*", "kms:*", "ssm:*"], "Resource": "*"},
        {"Effect": "Allow", "Action": READ, "NotResource": "arn:aws:secretsmanager:*"},
        {"Effect": "Deny", "Action": "secretsmanager:*", "Resource": "*"},
        {"Effect": "Deny", "NotAction": "s3:*", "Resource": "*"},
    ],
)
def test_as_narrow_as_it_should_be(statement: dict[str, Any]) -> None:
    assert policy(statement) == ()


@pytest.mark.parametrize(
    ("condition", "quiet"),
    [
        ({"StringEquals": {"kms:ViaService": "secretsmanager.us-west-1.amazonaws.com"}}, True),
        ({"StringLike": {"KMS:viaservice": "secretsmanager.*.amazonaws.com"}}, True),
        ({"StringEquals": {"kms:EncryptionContext:SecretARN": SECRET + "orders/prod/db"}}, True),
        ({"ForAnyValue:StringEquals": {"kms:ResourceAliases": "alias/orders"}}, True),
        ({"StringEqualsIfExists": {"kms:ViaService": "secretsmanager.us-west-1.amazonaws.com"}}, False),
        ({"StringNotEquals": {"kms:ViaService": "s3.us-west-1.amazonaws.com"}}, False),
        ({"Bool": {"aws:SecureTransport": "true"}}, False),
        ({"StringEquals": {"kms:CallerAccount": "111122223333"}}, False),
        ({}, False),
    ],
)
def test_conditions_on_keys(condition: dict[str, Any], quiet: bool) -> None:
    found = policy(allow("kms:Decrypt", "arn:aws:kms:us-west-1:111122223333:key/*", Condition=condition))
    assert (not found) is quiet


@pytest.mark.parametrize(
    ("condition", "quiet"),
    [
        ({"StringEquals": {"secretsmanager:ResourceTag/app": "orders"}}, True),
        ({"StringEquals": {"aws:ResourceTag/app": "${aws:PrincipalTag/app}"}}, True),
        ({"ForAnyValue:StringEquals": {"aws:CalledVia": ["cloudformation.amazonaws.com"]}}, True),
        ({"StringEquals": {"aws:RequestedRegion": "us-west-1"}}, False),
        ({"Bool": {"aws:MultiFactorAuthPresent": "true"}}, False),
    ],
)
def test_conditions_on_secrets(condition: dict[str, Any], quiet: bool) -> None:
    assert (not policy(allow(READ, Condition=condition))) is quiet


@pytest.mark.parametrize(
    ("denial", "quiet"),
    [
        (deny("secretsmanager:*"), True),
        (deny("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*"), True),
        ({"Effect": "Deny", "Action": READ, "NotResource": SECRET + "orders/prod/*"}, True),
        ({"Effect": "Deny", "NotAction": ["logs:*"], "Resource": "*"}, True),
        (deny(READ, Condition={"StringNotEquals": {"aws:ResourceTag/app": "orders"}}), True),
        (deny(READ, SECRET + "payments/*"), False),
        (deny("secretsmanager:DeleteSecret"), False),
        (deny(READ, Condition={"Bool": {"aws:MultiFactorAuthPresent": "false"}}), False),
    ],
)
def test_denials(denial: dict[str, Any], quiet: bool) -> None:
    assert (not policy(allow(READ), denial)) is quiet
    assert policy(allow(READ)), "a denial in another policy says nothing here"


def test_everything_is_one_finding_and_statements_are_one_each() -> None:
    assert len(policy(allow("*"))) == 1
    both = policy(allow(READ), allow("kms:Decrypt"))
    assert [finding.severity for finding in both] == [ERROR, WARNING]
    assert len({finding.fingerprint for finding in both}) == 2


def test_where_it_points() -> None:
    """At what has to change: the resource, or the action that is too wide by itself."""
    (resource,) = policy(allow([READ, "logs:PutLogEvents"], "*"))
    (action,) = policy(allow(["logs:PutLogEvents", "secretsmanager:*"], "*"))
    assert (resource.span.line, action.span.line) == (9, 7)


READ_AND_WRITE = allow([READ, "secretsmanager:UpdateSecret"], SECRET + "orders/prod/db-??????")


@pytest.mark.parametrize(
    ("path", "loud"),
    [
        ("infra/ecs-task-role.json", True),
        ("infra/ordersLambda.json", True),
        ("infra/rotation-lambda.json", False),
        ("infra/deploy-service-role.json", False),
        ("infra/humans.json", False),
        ("infra/instance-access.json", False),
        ("services/api/app/humans.json", False),
    ],
)
def test_reading_and_changing_is_for_programs_only(path: str, loud: bool) -> None:
    assert bool(policy(READ_AND_WRITE, path=path)) is loud


def test_reading_and_changing_in_terraform() -> None:
    role = """
        resource "aws_iam_role_policy" "ROLE" {{
          policy = jsonencode({{ Statement = [{}] }})
        }}
        """.format(json.dumps(READ_AND_WRITE).replace('": ', '" = '))
    assert findings(role.replace("ROLE", "orders_task"), "terraform/secrets_manager.tf")
    assert not findings(role.replace("ROLE", "terraform_deployer"), "app/secrets_manager.tf")


def test_what_rotates_a_secret_reads_and_writes_it() -> None:
    rotate = [READ, "secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage"]
    assert policy(allow(rotate, SECRET + "orders/prod/db-??????"), path="infra/lambda-role.json") == ()
    assert policy(allow(rotate, "*"), path="infra/lambda-role.json"), "but not all of them"
    make = [READ, "secretsmanager:CreateSecret", "secretsmanager:DeleteSecret"]
    assert policy(allow(make, SECRET + "tenants/prod/*"), path="infra/lambda-role.json") == ()


def resource_policy(principal: Any, action: Any = READ, **more: Any) -> dict[str, Any]:
    return allow(action, "*", Principal=principal, **more)


@pytest.mark.parametrize(
    ("statement", "loud"),
    [
        (resource_policy("*"), True),
        (resource_policy({"AWS": "*"}), True),
        (resource_policy({"AWS": ["arn:aws:iam::111122223333:root", "*"]}, "secretsmanager:*"), True),
        (resource_policy("*", Condition={"Bool": {"aws:SecureTransport": "true"}}), True),
        ({**allow(READ), "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:root"}}, True),
        (resource_policy("*", Condition={"StringEquals": {"aws:PrincipalOrgID": "o-abcdefghij"}}), False),
        (resource_policy({"AWS": "arn:aws:iam::111122223333:role/orders"}), False),
        (resource_policy({"Service": "rds.amazonaws.com"}), False),
        (resource_policy("*", "secretsmanager:DescribeSecret"), False),
        (resource_policy("*", "s3:GetObject"), False),
        (resource_policy({"AWS": "arn:aws:iam::111122223333:root"}, "kms:*"), False),
        ({**resource_policy("*"), "Effect": "Deny"}, False),
    ],
)
def test_secrets_open_to_all(statement: dict[str, Any], loud: bool) -> None:
    found = policy(statement)
    assert bool(found) is loud
    assert all(finding.severity is ERROR for finding in found)


@pytest.mark.parametrize(
    "path", ["orgs/scp-full-access.json", "iam/permissions-boundary.json", "network/vpce-policy.json"]
)
def test_policies_that_give_nothing(path: str) -> None:
    assert policy(allow("*"), path=path) == ()
    assert policy(allow("*"), path="iam/scprole.json"), "a name that only starts like one"


def test_a_note_in_tests() -> None:
    assert policy(allow("*"), path="tests/fixtures/policy.json")[0].severity is NOTE


def test_a_copy_of_what_aws_itself_allows_is_nobodys_policy() -> None:
    statement = {"Version": "2012-10-17", "Statement": allow("*")}
    listed = {"Arn": "arn:aws:iam::aws:policy/AdministratorAccess", "PolicyVersionList": [{"Document": statement}]}
    assert findings(json.dumps({"Policies": [listed]})) == ()
    assert findings(json.dumps({"Policies": [{**listed, "Arn": "arn:aws:iam::111122223333:policy/all"}]}))


GUIDE = make_plan(
    PLAN.rulebook, PLAN.active, Settings(secret_name_pattern="menotime/{environment}/{service}/{secret-type}")
)


def test_the_policy_of_the_guide() -> None:
    """Its keys are well guarded; its secrets are those of all environments, as its own names say."""
    secrets = "arn:aws:secretsmanager:us-west-1:ACCOUNT_ID:secret:menotime/*"
    condition = {"StringEquals": {"kms:ViaService": "secretsmanager.us-west-1.amazonaws.com"}}
    statements = [
        allow([READ, "secretsmanager:DescribeSecret"], [secrets]),
        allow(["kms:Decrypt"], ["arn:aws:kms:us-west-1:ACCOUNT_ID:key/*"], Condition=condition),
    ]
    text = json.dumps({"Version": "2012-10-17", "Statement": statements})
    (finding,) = scan(GUIDE, Document("infra/policy.json", text.encode())).findings
    assert finding.severity is WARNING
    assert finding.message == "`menotime/*` takes in the secrets of every environment"
    assert [each.severity for each in findings(text)] == [NOTE], "where names need not say the environment"
    other = text.replace("menotime/*", "partner/*")
    assert [each.severity for each in scan(GUIDE, Document("p.json", other.encode())).findings] == [NOTE]


def test_a_family_that_may_be_changed() -> None:
    (finding,) = policy(allow("secretsmanager:*", SECRET + "orders/*"))
    assert finding.severity is WARNING
    assert "changing and deleting" in finding.message
    assert "every environment" in finding.message


def test_words_for_environments_are_the_users_too() -> None:
    statement = json.dumps({"Statement": allow(READ, SECRET + "orders/blue/*")}, indent=1)
    wide = json.dumps({"Statement": allow(READ, SECRET + "blue/*")}, indent=1)
    own = make_plan(PLAN.rulebook, PLAN.active, Settings(environments=("blue",)))
    assert findings(statement) == ()
    assert findings(wide)
    assert scan(own, Document("infra/policy.json", wide.encode())).findings == ()


@pytest.mark.parametrize(
    ("script", "line"),
    [
        ("aws iam put-role-policy --role-name r --policy-document '{\"Statement\": STATEMENT}'\n", 1),
        ("aws iam put-role-policy --policy-document='{\n \"Statement\": [\n  STATEMENT]}'\n", 3),
        ('cat > policy.json <<EOF\n{"Statement":\n STATEMENT}\nEOF\n', 3),
        ("cat > policy.json <<'EOF'\n{\"Statement\": STATEMENT}\nEOF\naws iam create-policy\n", 2),
        ("aws iam attach-role-policy \\\n --policy-arn arn:aws:iam::aws:policy/SecretsManagerReadWrite\n", 2),
    ],
)
def test_scripts(script: str, line: int) -> None:
    (finding,) = findings(script.replace("STATEMENT", json.dumps(allow(READ))), "infra/roles.sh")
    assert finding.span.line == line


@pytest.mark.parametrize(
    "script",
    [
        "aws iam put-role-policy --policy-document '{\"Statement\": STATEMENT}'\n",
        "aws organizations create-policy --content '{\"Statement\": ALL}'\n",
        "aws ec2 modify-vpc-endpoint --policy-document '{\"Statement\": ALL}'\n",
        "aws iam put-role-policy --policy-document file://policy.json # secretsmanager:*\n",
        "aws iam detach-role-policy --policy-arn arn:aws:iam::aws:policy/SecretsManagerReadWrite\n",
        "echo 'secretsmanager:* on * is too much'\n",
    ],
)
def test_scripts_that_give_little(script: str) -> None:
    own = json.dumps(allow(READ, SECRET.replace("us-west-1", "$AWS_REGION") + "orders/$STAGE/*"))
    text = script.replace("STATEMENT", own).replace("ALL", json.dumps(allow("*")))
    assert findings(text, "infra/roles.sh") == ()
