"""Where a template or a call hands AWS a value in clear, though a reference to a secret could stand there.

Containers of ECS and Batch (environment, `valueFrom`, options of the log driver, command lines), the variables of
Lambda, CodeBuild and App Runner, parameters and properties of CloudFormation, arguments of Terraform's `aws_…`
resources and defaults of its variables, what a secret itself is created with, and the CDK's `unsafe_plain_text`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import chain

from tightlip.reading.config.aws_text import text_of
from tightlip.reading.config.grants import Place
from tightlip.reading.config.nodes import Items, Node, Scalar, Table
from tightlip.reading.facts import Handover

_Path = tuple[str, ...]

# Of the needles, the one that most files with AWS in them have, for their credentials.
_COMMON = "aws_"
_AWS_NAME = re.compile(r"aws_(?!access_key|secret_access|session_token)")

_FROM_SECRETS = "Move it to `secrets`, with the secret's ARN as its `valueFrom`, and rotate it."
_FROM_OPTIONS = "Move it to `secretOptions`, with the secret's ARN as its `valueFrom`, and rotate it."
_AT_RUN_TIME = "Give the function the secret's ARN, let it fetch the secret when it runs, and rotate it."
_BY_REFERENCE = "Write `{{resolve:secretsmanager:NAME:SecretString:KEY}}`, or let AWS make and keep the password."
_FROM_DATA = "Let AWS make it (`manage_master_user_password`, `random_password`), or pass a sensitive variable."
_GENERATED = "Let it be made (`GenerateSecretString`, `random_password`, `get_random_password`), or set it by hand."
_NO_ECHO = "Add `NoEcho: true`, or take the secret's ARN instead of its value."
_NO_OUTPUT = "Put it into a secret of Secrets Manager, and give out the secret's ARN."
_NO_DEFAULT = "Leave the default out (and say `NoEcho: true`), or generate the secret in the template; rotate it."
_SENSITIVE = "Leave the default out, say `sensitive = true`, and rotate it."
_BY_NAME = "Take it from Secrets Manager: `SecretValue.secrets_manager(NAME)`; rotate it."

_DEFAULT, _SHOWN = "the default of a parameter", "a parameter without `NoEcho`"
_OUTPUT = "an output that gives a secret away"
_PASSWORDS = ("password", "authtoken", "oauthtoken", "secretstring")
_REFERENCES = ("arn:", "{{resolve:", "/", "ssm:", "${")
# A parameter that is told to be a name, and not the secret.
_ABOUT = re.compile(r"\b(?:arns?|names?|paths?|ids?|whether|length|key pair)\b", re.I)
_OPTION = re.compile(r"(?:--?)?([A-Za-z_][\w.\-]{1,80})=(\S+)")
_LONG_OPTION = re.compile(r"--?([A-Za-z][\w.\-]{1,80})")
_VARIABLES = {
    ("environment", "variables"): "the variables of a Lambda function",
    ("runtimeenvironmentvariables",): "the variables of an App Runner service",
    ("runtime_environment_variables",): "the variables of an App Runner service",
    ("environment_variables",): "the variables of a function",
}
# Keys, in lower case, under which `_Reader` finds something: in a container, and wherever they stand.
IN_CONTAINERS = frozenset({"environment", "secrets", "secretoptions", "command", "entrypoint", "healthcheck"})
ANYWHERE = frozenset({"logconfiguration", "environmentvariables", "environment_variable"}).union(
    keys[-1] for keys in _VARIABLES
)


def speaks_of_aws(text: str, needles: Sequence[str]) -> bool:
    """Whether there is something in `text` that a handover may be part of: one of the vocabulary's `needles`."""
    lower = text.lower()  # and each for itself: one expression with all of them takes ten times as long
    return any(needle in lower for needle in needles if needle != _COMMON) or _AWS_NAME.search(lower) is not None


def handovers(root: Node, place: Place, code: bool, cdk: bool) -> Iterator[Handover]:
    """Every value in `root` that AWS is handed in clear, secret or not.

    `code` says that it is a Python module, where arguments of calls have a rule of their own; `cdk` that it uses the
    CDK, where they make a template.
    """
    reader = _Reader(place, code, cdk)
    if isinstance(root, Table) and isinstance(root.get("Resources"), Table):
        yield from reader.stack(root)
    yield from reader.read(root, ())


class _Reader:
    def __init__(self, place: Place, code: bool, cdk: bool) -> None:
        self.place = place
        self.code = code
        self.cdk = cdk

    def read(self, node: Node, path: _Path, of: str = "") -> Iterator[Handover]:
        """What is handed over in `node`, to which `path` leads, in a resource of the type `of`."""
        if isinstance(node, Items):
            for item in node.items:
                yield from self.read(item, path, of)
        elif isinstance(node, Table):
            if node.text("Type").startswith("AWS::"):
                of = node.text("Type")
            elif len(path) == 3 and path[0] == "resource" and path[1].startswith("aws_"):
                of = path[1]
            # What knows most about a value comes first.
            yield from chain(self._container(node, path), self._variables(node, path))
            yield from self._call(node, path) if self.cdk else ()
            yield from self._secret(node, of) if not self.code else ()
            if path[:1] == ("variable",) and len(path) == 2:
                for found in self._literal(path[1], node.get("default"), "the default of a variable", _SENSITIVE):
                    yield found._replace(stand_in=True)
            for pair in node.pairs:
                key = pair.key.value
                if of and key not in ("Type", "type"):
                    remedy = _BY_REFERENCE if of.startswith("AWS::") else _FROM_DATA
                    yield from self._literal(key, pair.value, f"a property of `{of}`", remedy)
                if key != "GenerateSecretString":
                    yield from self.read(pair.value, (*path, key), of)

    def stack(self, template: Table) -> Iterator[Handover]:
        """What whoever may look at a stack of CloudFormation can read: some of its parameters and outputs."""
        hidden = set()
        passwords = set(_passwords(template.get("Resources")))
        for key, parameter in _tables(template.get("Parameters")):
            if parameter.text("NoEcho").lower() == "true":
                hidden.add(key.value)
            if parameter.text("Type") not in ("", "String") or parameter.get("AllowedValues") is not None:
                continue
            yield from self._literal(key.value, parameter.get("Default"), _DEFAULT, _NO_DEFAULT)
            # With a default it may be a secret's name, unless it is used as a password.
            about = _ABOUT.search(parameter.text("Description")) or parameter.text("Default")
            if key.value not in hidden and (not about or f"${{{key.value}}}" in passwords):
                yield Handover(key.value, "", self.place(key), _SHOWN, _NO_ECHO)
        for key, output in _tables(template.get("Outputs")):
            text = text_of(output.get("Value"))
            if any(f"${{{name}}}" in text for name in hidden) or ".SecretAccessKey}" in text:
                yield Handover(key.value, "", self.place(output.get("Value") or key), _OUTPUT, _NO_OUTPUT, secret=True)

    def _container(self, table: Table, path: _Path) -> Iterator[Handover]:
        """One container of ECS or Batch, and its like: names and values in tables of two."""
        own = {pair.key.value.lower(): pair.value for pair in table.pairs}
        if "image" in own or "container" in "".join(path[-2:]).lower():
            place = "the environment of a container"
            for name, value in _entries(own.get("environment"), "value"):
                yield from self._literal(name, value, place, _FROM_SECRETS)
            for key in ("secrets", "secretoptions"):
                yield from self._values_from(own.get(key))
            for key in ("command", "entrypoint"):
                yield from self._arguments(own.get(key))
            check = own.get("healthcheck")
            yield from self._arguments(
                check.get("command") or check.get("Command") if isinstance(check, Table) else None
            )
        if path[-1:] and path[-1].lower() == "logconfiguration":
            options = own.get("options")
            for pair in options.pairs if isinstance(options, Table) else ():
                yield from self._literal(pair.key.value, pair.value, "the options of a log driver", _FROM_OPTIONS)
            yield from self._values_from(own.get("secretoptions"))
        if "environmentvariables" in own:
            for name, value in _entries(own["environmentvariables"], "value"):
                yield from self._literal(name, value, "the variables of a build", _FROM_SECRETS)
        if path[-1:] == ("environment_variable",):
            yield from self._literal(table.text("name"), table.get("value"), "the variables of a build", _FROM_SECRETS)

    def _variables(self, table: Table, path: _Path) -> Iterator[Handover]:
        """Names and values as a table's keys and values."""
        last = tuple(key.lower() for key in path[-2:])
        place = _VARIABLES.get(last) or _VARIABLES.get(last[-1:])
        if self.cdk and last[-1:] == ("environment",):
            place = "the environment of a container or a function"
        for pair in table.pairs if place else ():
            yield from self._literal(pair.key.value, pair.value, place or "", _AT_RUN_TIME)

    def _secret(self, table: Table, of: str) -> Iterator[Handover]:
        """What a secret is created with: no name need say that it is one."""
        known = not {pair.key.value for pair in table.pairs}.isdisjoint(("Name", "ARN", "SecretId"))
        if known or of == "AWS::SecretsManager::Secret":
            yield from self._value("SecretString", table.get("SecretString"))
        if of == "aws_secretsmanager_secret_version":
            yield from self._value("secret_string", table.get("secret_string"))
        for kind, value in (("Type", "Value"), ("type", "value")):
            if table.text(kind) == "SecureString":
                yield from self._value(value, table.get(value))

    def _call(self, table: Table, path: _Path) -> Iterator[Handover]:
        """Calls of the CDK."""
        call = path[-1].rpartition(".")[2] if path else ""
        if call in ("unsafe_plain_text", "plain_text"):
            yield from self._literal(call, table.get("0"), "the template", _BY_NAME, secret=True)
        elif call == "add_environment":
            place = "the environment of a container or a function"
            yield from self._literal(table.text("0"), table.get("1"), place, _AT_RUN_TIME)
        elif call == "CfnParameter":
            name, hidden = table.text("1"), table.text("no_echo") or table.get("no_echo") is not None
            if table.text("default"):
                yield from self._literal(name, table.get("default"), _DEFAULT, _NO_DEFAULT)
            elif name and not hidden and not _ABOUT.search(table.text("description")):
                yield Handover(name, "", self.place(table), _SHOWN, _NO_ECHO)

    def _value(self, name: str, node: Node | None) -> Iterator[Handover]:
        """The value of a secret, or what of it is in an object of names and values."""
        place = "the definition of a secret"
        found: list[Iterator[Handover]] = []
        if isinstance(node, Table):
            found = [self._literal(pair.key.value, pair.value, place, _GENERATED) for pair in node.pairs]
        elif isinstance(node, Scalar):
            inside = _object(node.value)
            pairs = [(key, node._replace(value=value)) for key, value in inside.items()]
            found = [self._literal(key, scalar, place, _GENERATED) for key, scalar in pairs]
            found += [] if inside else [self._literal(name, node, place, _GENERATED, secret=True)]
        for each in chain.from_iterable(found):
            yield each._replace(stand_in=True)

    def _values_from(self, node: Node | None) -> Iterator[Handover]:
        for name, value in _entries(node, "valuefrom"):
            yield from self._literal(name, value, "`valueFrom`, where an ARN belongs", _FROM_SECRETS)

    def _arguments(self, node: Node | None) -> Iterator[Handover]:
        """`--password=VALUE`, `--password VALUE` and `PASSWORD=VALUE` in a list of arguments, or in a shell's text."""
        words = [item for item in node.items if isinstance(item, Scalar)] if isinstance(node, Items) else []
        place = "the command of a container"
        for word, following in zip(words, [*words[1:], Scalar("", 0, 0, literal=False)]):
            for match in _OPTION.finditer(word.value):
                yield from self._literal(match[1], word._replace(value=match[2]), place, _FROM_SECRETS)
            option = _LONG_OPTION.fullmatch(word.value)
            if option and not following.value.startswith("-"):
                yield from self._literal(option[1], following, place, _FROM_SECRETS)

    def _literal(
        self, name: str, node: Node | None, place: str, remedy: str, secret: bool = False
    ) -> Iterator[Handover]:
        known = isinstance(node, Scalar) and (node.literal and "${" not in node.value)
        if isinstance(node, Scalar) and known and node.value and not node.value.startswith(_REFERENCES):
            yield Handover(name, node.value, self.place(node), place, remedy, secret)


def _tables(node: Node | None) -> Iterator[tuple[Scalar, Table]]:
    for key, value in node.pairs if isinstance(node, Table) else ():
        if isinstance(value, Table):
            yield key, value


def _passwords(node: Node | None) -> Iterator[str]:
    """The texts of all properties that are passwords."""
    if isinstance(node, Items):
        yield from chain.from_iterable(map(_passwords, node.items))
    for key, value in node.pairs if isinstance(node, Table) else ():
        if key.value.lower().endswith(_PASSWORDS):
            yield text_of(value)
        yield from _passwords(value)


def _object(text: str) -> dict[str, str]:
    """The texts in the JSON object that `text` is; empty when it is none."""
    try:
        inside = json.loads(text) if text.lstrip().startswith("{") else {}
    except ValueError:
        return {}
    return {key: value for key, value in inside.items() if isinstance(value, str)}


def _entries(node: Node | None, value: str) -> Iterator[tuple[str, Node]]:
    """`{"name": "A", "value": "b"}` in a list, in small letters or in CloudFormation's."""
    for item in node.items if isinstance(node, Items) else ():
        own = {pair.key.value.lower(): pair.value for pair in item.pairs} if isinstance(item, Table) else {}
        name = own.get("name")
        if isinstance(name, Scalar) and value in own:
            yield name.value, own[value]
