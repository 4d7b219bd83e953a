"""plaintext-secret-in-task-definition: every place where AWS is handed a value, and what may stand there."""

from __future__ import annotations

import json
import string
import textwrap
from typing import Any

import pytest

from more_samples import run
from tightlip.engine import make_plan, scan
from tightlip.model import Document, Finding, Severity
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder
from tightlip.settings import Settings

BOOK = read_rulebook(rules_folder())
RULE = "plaintext-secret-in-task-definition"
PLAN = make_plan(BOOK, frozenset({RULE}), Settings())
ALL = make_plan(BOOK, frozenset(card.id for card in BOOK.cards.values() if card.default), Settings())
STRONG = run(3, 24, string.ascii_letters + string.digits)
WEAK = "Tr0ub4dor-and-3-horses"
ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


def findings(text: str, path: str = "infra/task.json", plan: Any = PLAN) -> tuple[Finding, ...]:
    text = textwrap.dedent(text).replace("STRONG", STRONG).replace("WEAK", WEAK)
    scanned = scan(plan, Document(path, text.encode()))
    assert not [part for part in scanned.skipped if part.failed]
    return scanned.findings


def container(**more: Any) -> str:
    return json.dumps({"containerDefinitions": [{"name": "orders", "image": "orders:1", **more}]}, indent=1)


def pair(name: str, value: str) -> dict[str, str]:
    return {"name": name, "value": value}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (container(environment=[pair("DB_PASSWORD", "STRONG")]), "in the environment of a container"),
        (container(environment=[pair("DATABASE_URL", "postgresql://orders:STRONG@db/orders")]), "`DATABASE_URL`"),
        (container(secrets=[{"name": "DB_PASSWORD", "valueFrom": "STRONG"}]), "`valueFrom`, where an ARN belongs"),
        (container(command=["serve", "--api-key=STRONG"]), "`api-key` stands in clear in the command of a container"),
        (container(command=["serve", "--db-password", "STRONG"]), "`db-password`"),
        (container(entryPoint=["sh", "-c", "DB_PASSWORD=STRONG exec serve"]), "`DB_PASSWORD`"),
        (container(healthCheck={"command": ["CMD", "check", "--token=STRONG"]}), "`token`"),
        (container(logConfiguration={"options": {"splunk-token": "STRONG"}}), "the options of a log driver"),
        (container(logConfiguration={"secretOptions": [{"name": "apikey", "valueFrom": "STRONG"}]}), "`apikey`"),
        (json.dumps([{"image": "a", "portMappings": [], "environment": [pair("API_KEY", "STRONG")]}]), "`API_KEY`"),
        (json.dumps({"taskDefinition": json.loads(container(environment=[pair("API_KEY", "STRONG")]))}), "`API_KEY`"),
        (json.dumps({"Name": "orders/prod/db", "SecretString": "STRONG"}), "the definition of a secret"),
        (json.dumps({"Name": "/orders", "Type": "SecureString", "Value": "STRONG", "SecretString": ""}), "`Value`"),
    ],
)
def test_json(text: str, words: str) -> None:
    (finding,) = findings(text)
    assert (finding.rule, finding.severity) == (RULE, ERROR)
    assert words in finding.message
    assert STRONG not in repr(finding)


def resource(kind: str, properties: str) -> str:
    return f"Resources:\n  It:\n    Type: AWS::{kind}\n    Properties:\n      {properties}\n"


ENTRY = "{Name: API_KEY, Value: STRONG}"


@pytest.mark.parametrize(
    ("kind", "properties", "words"),
    [
        ("ECS::TaskDefinition", f"ContainerDefinitions: [{{Image: a, Environment: [{ENTRY}]}}]", "of a container"),
        ("Batch::JobDefinition", f"ContainerProperties: {{Image: a, Environment: [{ENTRY}]}}", "of a container"),
        ("Lambda::Function", "Environment: {Variables: {API_KEY: STRONG}}", "the variables of a Lambda function"),
        ("CodeBuild::Project", f"Environment: {{EnvironmentVariables: [{ENTRY}]}}", "the variables of a build"),
        ("RDS::DBInstance", "MasterUserPassword: STRONG", "a property of `AWS::RDS::DBInstance`"),
        ("ElastiCache::ReplicationGroup", "AuthToken: STRONG", "`AuthToken`"),
        ("SecretsManager::Secret", "SecretString: STRONG", "the definition of a secret"),
        ("SecretsManager::Secret", """SecretString: '{"user": "o", "password": "STRONG"}'""", "`password`"),
        ("CloudFormation::Stack", "Parameters: {DBPassword: STRONG}", "`DBPassword`"),
    ],
)
def test_cloudformation(kind: str, properties: str, words: str) -> None:
    (finding,) = findings(resource(kind, properties), "infra/template.yaml")
    assert (finding.rule, finding.severity) == (RULE, ERROR)
    assert words in finding.message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Transform: AWS::Serverless-2016-10-31\nGlobals: {Function: {Environment: {Variables: {API_KEY: STRONG}}}}",
            "the variables of a Lambda function",
        ),
        (
            "Resources: {} # AWS::\nParameters: {DBPassword: {Type: String, NoEcho: true, Default: STRONG}}",
            "the default of a parameter",
        ),
    ],
)
def test_around_the_resources(text: str, words: str) -> None:
    (finding,) = findings(text, "infra/template.yaml")
    assert (finding.rule, finding.severity) == (RULE, ERROR)
    assert words in finding.message


@pytest.mark.parametrize(
    ("parameter", "loud"),
    [
        ("DBPassword: {Type: String}", True),
        ("DBPassword: {Type: String, Default: '', NoEcho: false}", True),
        ("DBPassword: {Type: String, Description: The master password}", True),
        ("ApiKey: {Type: String}", True),
        ("DBPassword: {Type: String, NoEcho: true}", False),
        ("DBPassword: {Type: String, NoEcho: 'true'}", False),
        ("DBPassword: {Type: 'AWS::SSM::Parameter::Value<String>'}", False),
        ("DBPassword: {Type: String, Description: The ARN of the secret with the password}", False),
        ("DBPassword: {Type: String, Description: Name of the parameter}", False),
        ("GeneratePassword: {Type: String, AllowedValues: ['true', 'false']}", False),
        ("DBPassword: {Type: String, Default: orders/prod/database/password}", False),
        ("DBPasswordLength: {Type: Number}", False),
        ("KeyName: {Type: String}", False),
        ("PasswordSecretArn: {Type: String}", False),
        ("Secret: {Type: String}", False),
    ],
)
def test_parameters_that_show_their_value(parameter: str, loud: bool) -> None:
    found = findings(
        f"AWSTemplateFormatVersion: 2010-09-09 # AWS::\nParameters:\n  {parameter}\nResources: {{}}\n", "t.yaml"
    )
    assert [finding.severity for finding in found] == [WARNING] * loud


def test_a_default_that_is_used_as_a_password_is_no_name() -> None:
    template = """
        Parameters:
          DBPassword: {Type: String, Default: some words}
        Resources:
          Database: {Type: AWS::RDS::DBInstance, Properties: {USE: !Ref DBPassword}}
        """
    assert findings(template.replace("USE", "MasterUserPassword"), "t.yaml")
    assert not findings(template.replace("USE", "DBInstanceIdentifier"), "t.yaml")


def test_one_parameter_is_one_finding() -> None:
    template = "Parameters:\n  DBPassword: {Type: String, Default: STRONG} # AWS::\nResources: {}\n"
    (finding,) = findings(template, "t.yaml")
    assert "default" in finding.message


@pytest.mark.parametrize(
    ("value", "loud"),
    [("!Ref Hidden", True), ("!Sub 'x-${Hidden}'", True), ("!GetAtt Key.SecretAccessKey", True),
     ("!Ref Shown", False), ("!GetAtt Key.Arn", False), ("!Ref Key", False)],
)  # fmt: skip
def test_outputs(value: str, loud: bool) -> None:
    template = f"""
        Parameters:
          Hidden: {{Type: String, NoEcho: true}}
          Shown: {{Type: String}}
        Resources:
          Key: {{Type: AWS::IAM::AccessKey}}
        Outputs:
          It: {{Value: {value}}} # a secret, or none
        """
    assert bool(findings(template, "t.yaml")) is loud


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('resource "aws_db_instance" "d" {\n password = "STRONG"\n}', 2),
        ('resource "aws_rds_cluster" "d" {\n master_password = "STRONG"\n}', 2),
        ('resource "aws_mq_broker" "d" {\n user {\n  password = "STRONG"\n }\n}', 3),
        ('resource "aws_secretsmanager_secret_version" "d" {\n secret_string = "STRONG"\n}', 2),
        (
            'resource "aws_secretsmanager_secret_version" "d" {\n'
            ' secret_string = jsonencode({\n  api_key = "STRONG"\n })\n}',
            3,
        ),
        ('resource "aws_ssm_parameter" "d" {\n type = "SecureString"\n value = "STRONG" # a secret\n}', 3),
        ('resource "aws_lambda_function" "d" {\n environment {\n  variables = {\n   API_KEY = "STRONG"\n  }\n }\n}', 4),
        ('module "f" {\n source = "x/lambda" # aws_\n environment_variables = {\n  API_KEY = "STRONG"\n }\n}', 4),
        ('variable "db_password" {\n default = "STRONG"\n}', 2),
        (
            'resource "aws_codebuild_project" "d" {\n environment {\n'
            '  environment_variable {\n   name = "API_KEY"\n   value = "STRONG"\n  }\n }\n}',
            5,
        ),
        (
            'resource "aws_ecs_task_definition" "d" {\n container_definitions = <<JSON\n'
            '[{"image": "a",\n "environment": [{"name": "API_KEY", "value": "STRONG"}]}]\nJSON\n}',
            4,
        ),
    ],
)
def test_terraform(text: str, line: int) -> None:
    (finding,) = findings(text, "infra/main.tf")
    assert (finding.rule, finding.severity, finding.span.line) == (RULE, ERROR, line)


@pytest.mark.parametrize(
    "text",
    [
        'from aws_cdk import aws_lambda as l\nl.Function(self, "F", environment={"API_KEY": "STRONG"})',
        'import aws_cdk.aws_ecs as ecs\ntask.add_container("c", environment={"API_KEY": "STRONG"})',
        'from aws_cdk import Stack\nfunction.add_environment("API_KEY", "STRONG")',
        'from aws_cdk import SecretValue as S\nS.unsafe_plain_text("STRONG")',
        'from aws_cdk import CfnParameter\nCfnParameter(self, "DbPassword", default="STRONG")',
        'import boto3\necs.register_task_definition(containerDefinitions=['
        '{"image": "a", "environment": [{"name": "API_KEY", "value": "STRONG"}]}])',
        'import boto3\nf.create_function(Environment={"Variables": {"API_KEY": "STRONG"}})  # aws_',
    ],
)  # fmt: skip
def test_python(text: str) -> None:
    (finding,) = findings(text, "infra/stack.py")
    assert (finding.rule, finding.severity) == (RULE, ERROR)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (container(environment=[pair("DB_PASSWORD", "{{resolve:secretsmanager:orders/prod/db}}")]), "task.json"),
        (container(environment=[pair("DB_PASSWORD_FILE", "/run/secrets/db"), pair("MAX_TOKENS", "4096")]), "task.json"),
        (container(environment=[pair("DB_PASSWORD", "<password>"), pair("API_KEY", "")]), "task.json"),
        (container(environment=[pair("SECRET_ID", "STRONG")]), "task.json"),
        (container(secrets=[{"name": "DB_PASSWORD", "valueFrom": "/orders/prod/db"}]), "task.json"),
        (container(secrets=[{"name": "DB_PASSWORD", "valueFrom": "ORDERS_DB_PASSWORD"}]), "task.json"),
        (container(command=["sh", "-c", "serve --password=$DB_PASSWORD"]), "task.json"),
        (container(logConfiguration={"options": {"awslogs-group": "/ecs/secret"}}), "task.json"),
        (resource("RDS::DBInstance", "MasterUserPassword: !Ref Password"), "t.yaml"),
        (resource("RDS::DBInstance", "MasterUserPassword: !Sub '{{resolve:secretsmanager:${S}}}'"), "t.yaml"),
        (resource("RDS::DBInstance", "ManageMasterUserPassword: true"), "t.yaml"),
        (resource("SecretsManager::Secret", "GenerateSecretString: {GenerateStringKey: password}"), "t.yaml"),
        ('resource "aws_db_instance" "d" {\n password = random_password.db.result\n}', "main.tf"),
        ('resource "aws_db_instance" "d" {\n password = "${var.prefix}-${var.password}"\n}', "main.tf"),
        ('variable "db_password" {\n default = ""\n sensitive = true\n}', "main.tf"),
        ('from aws_cdk import aws_ecs as ecs\nf(environment={"DB_PASSWORD": password})', "stack.py"),
        ('from aws_cdk import SecretValue\nSecretValue.secrets_manager("orders/prod/db")', "stack.py"),
        ('from aws_cdk import CfnParameter\nCfnParameter(self, "DbPassword", no_echo=True)', "stack.py"),
        ("apiVersion: v1\nspec: {containers: [{image: a, env: [{name: API_KEY, value: STRONG}]}]} # AWS::", "pod.yaml"),
    ],
)  # fmt: skip
def test_references_and_look_alikes(text: str, path: str) -> None:
    assert findings(text, f"infra/{path}") == ()


def test_weak_is_milder_and_tests_are_notes() -> None:
    text = container(environment=[pair("DB_PASSWORD", "changeme")])
    assert [finding.severity for finding in findings(text)] == [WARNING]
    assert [finding.severity for finding in findings(text, "tests/fixtures/task.json")] == [NOTE]
    variable = 'variable "db_password" {\n  default = "changeme"\n}\n'
    assert [finding.severity for finding in findings(variable, "infra/variables.tf")] == [NOTE], "a stand-in"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (container(environment=[pair("DB_PASSWORD", "STRONG")]), "task.json"),
        (container(environment=[pair("DATABASE_URL", "postgresql://orders:STRONG@db/orders")]), "task.json"),
        (resource("RDS::DBInstance", "MasterUserPassword: STRONG"), "t.yaml"),
        ('resource "aws_db_instance" "d" {\n password = "STRONG"\n}', "main.tf"),
        ('from aws_cdk import aws_ecs\ntask.add_container("c", environment={"DB_PASSWORD": "STRONG"})', "stack.py"),
    ],
)
def test_one_leak_is_one_finding_among_all_rules(text: str, path: str) -> None:
    assert [finding.rule for finding in findings(text, f"infra/{path}", ALL)] == [RULE]


def test_a_call_of_another_kind_is_anothers() -> None:
    text = 'import boto3\nclient.create_secret(Name="orders/prod/db", SecretString="STRONG")\n'
    assert [finding.rule for finding in findings(text, "app/store.py", ALL)] == ["hardcoded-secret"]


@pytest.mark.parametrize(
    "script",
    [
        'aws ecs register-task-definition --container-definitions \'[{"image": "a", "environment": [ENTRY]}]\'',
        'aws ecs run-task --overrides \'{"containerOverrides": [{"environment": [ENTRY]}]}\' # container-definitions',
        'cat > task.json <<EOF\n{"containerDefinitions": [{"image": "a", "environment": [ENTRY]}]}\nEOF',
        "aws lambda update-function-configuration --environment 'Variables={STAGE=prod,DB_PASSWORD=STRONG}'",
        'aws lambda create-function --environment \'{"Variables": {"DB_PASSWORD": "STRONG"}}\' # Variables={',
    ],
)
def test_scripts(script: str) -> None:
    (finding,) = findings(script.replace("ENTRY", json.dumps(pair("DB_PASSWORD", "STRONG"))) + "\n", "deploy.sh")
    assert (finding.rule, finding.severity) == (RULE, ERROR)
    assert "`DB_PASSWORD` stands in clear" in finding.message


@pytest.mark.parametrize("value", ["$DB_PASSWORD", "${DB_PASSWORD}", "$(cat /run/secrets/db)"])
def test_scripts_that_refer(value: str) -> None:
    script = f'aws lambda create-function --environment "Variables={{DB_PASSWORD={value}}}"\n'
    assert findings(script, "deploy.sh") == ()
