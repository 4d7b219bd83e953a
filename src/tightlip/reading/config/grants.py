"""Who may do what: the statements of AWS policies in a tree of nodes, whatever the format, as grants.

A statement is recognised by its keys, not by what surrounds it: `Effect` with `Action` in IAM's own JSON (bare, in
CloudFormation, in `jsonencode`, in what the AWS CLI prints), `actions` with `resources` in Terraform's
`aws_iam_policy_document` and in the CDK. What surrounds it says what kind of policy it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from typing import Any

from tightlip.reading.config.aws_text import text_of, texts
from tightlip.reading.config.nodes import Items, Node, Scalar, Table
from tightlip.reading.facts import Anchor, Condition, Grant, ManagedPolicy, Said

Place = Callable[[Node], Anchor]
_Path = tuple[str, ...]

# The keys of a statement: IAM's own, then Terraform's and the CDK's.
_KEYS = {
    "Action": "actions", "NotAction": "not_actions", "Resource": "resources", "NotResource": "not_resources",
    "actions": "actions", "not_actions": "not_actions", "resources": "resources", "not_resources": "not_resources",
}  # fmt: skip
_CDK_STATEMENT = "PolicyStatement"
_KINDS = (
    ("key", re.compile(r"AWS::KMS::|aws_kms_(?:external_)?key|(?:^|\.)(?:KeyPolicy|key_policy)(?:\.|$)|\bkms\.Key\b")),
    ("endpoint", re.compile(r"vpc[_-]?endpoint|vpce|endpoint[_-]?policy", re.I)),
    ("limit", re.compile(r"AWS::Organizations|aws[_ ]organizations|(?:^|[^a-z])scps?(?:[^a-z]|$)|boundar", re.I)),
)
_NAMES = ("RoleName", "PolicyName", "role_name")
_AWS_OWN = ":iam::aws:policy/"
_ATTACHED = re.compile(r"polic(?:y|ies)", re.I)


def grants(
    root: Node, place: Place, words: Mapping[str, Any], where: str, loose: bool
) -> Iterator[Grant | ManagedPolicy]:
    """Every statement in `root`, and every policy of AWS's own that something is given.

    `place` tells where a node stands, `words` is the vocabulary `aws_access`, and `where` (a path) may tell what the
    policies in it are for. `loose` says that the keys in small letters are enough, as in Terraform:
    elsewhere `actions` and `resources` mean all sorts of things.
    """
    return _Reader(place, words, where, loose).read(root, ())


class _Reader:
    """One tree's reader: it numbers the policies."""

    def __init__(self, place: Place, words: Mapping[str, Any], where: str, loose: bool) -> None:
        self.place = place
        self.templates = {template["name"]: template for template in words["sam_template"]}
        self.where = where
        self.loose = loose
        self.numbers = count()

    def read(self, node: Node, path: _Path, policy: int = 0) -> Iterator[Grant | ManagedPolicy]:
        """What stands in `node`, to which `path` leads; `policy` is the number of the table around it."""
        if isinstance(node, Items):
            for item in node.items:
                yield from self.read(item, path, policy)
        elif isinstance(node, Scalar):
            yield from self._managed(node, path)
        elif not node.text("Arn").startswith("arn:aws:iam::aws:"):  # a copy of one of AWS's own, with its text
            if self._is_statement(node, path):
                yield self._statement(node, path, policy)
            number = next(self.numbers)
            inside = (*path, *_said_of(node))
            for pair in node.pairs:
                template = self.templates.get(pair.key.value)
                if template is not None and isinstance(pair.value, Table):
                    yield self._from_template(pair.value, template, inside, number)
                yield from self.read(pair.value, (*inside, pair.key.value), number)

    def _is_statement(self, table: Table, path: _Path) -> bool:
        if table.get("Effect") is not None:
            return table.get("Action") is not None or table.get("NotAction") is not None
        keys = {pair.key.value for pair in table.pairs}
        if keys.isdisjoint(("actions", "not_actions")):
            return False
        called = bool(path) and path[-1].endswith(_CDK_STATEMENT)
        return called or (self.loose and not keys.isdisjoint(("resources", "not_resources", "principals", "effect")))

    def _statement(self, table: Table, path: _Path, policy: int) -> Grant:
        said: dict[str, tuple[Said, ...]] = defaultdict(tuple)
        conditions: list[Condition] = []
        principals: list[Said] = []
        effect = "Allow"
        for key, value in ((pair.key.value, pair.value) for pair in table.pairs):
            field = key.lower()
            if key in _KEYS:
                said[_KEYS[key]] += self._said(value)
            elif field == "effect":
                effect = text_of(value).rpartition(".")[2].strip("}").capitalize()
            elif field in ("principal", "principals"):
                principals += self._principals(value)
            elif field in ("notprincipal", "not_principals", "notprincipals"):
                principals.append(Said("*", self.place(value)))  # all but a few, among them everybody's accounts
            elif field in ("condition", "conditions"):
                conditions += _conditions(value)
        owner = ".".join((self.where, *filter(None, path)))
        kind = next(
            (kind for kind, pattern in _KINDS if pattern.search(owner)), "resource" if principals else "identity"
        )
        return Grant(
            effect,
            said["actions"],
            said["not_actions"],
            said["resources"],
            said["not_resources"],
            tuple(principals),
            tuple(conditions),
            self.place(table),
            kind,
            owner,
            policy,
        )

    def _said(self, value: Node) -> tuple[Said, ...]:
        return tuple(Said(text, self.place(node)) for text, node in texts(value))

    def _principals(self, value: Node) -> Iterator[Said]:
        """Those that are accounts, users and roles by name; of services and federations only that they are there."""
        if isinstance(value, Items):
            for item in value.items:
                yield from self._principals(item)
        elif isinstance(value, Table):
            identifiers = value.get("identifiers")
            named = [(pair.key.value, pair.value) for pair in value.pairs]
            for kind, node in named if identifiers is None else [(value.text("type"), identifiers)]:
                yield from self._said(node) if kind in ("AWS", "*") else (Said("${…}", self.place(node)),)
        else:
            yield from self._said(value)

    def _from_template(self, table: Table, template: Mapping[str, Any], path: _Path, policy: int) -> Grant:
        """What one of SAM's policy templates grants."""
        resources = tuple(
            Said(template["resource"].replace("{}", text), self.place(node))
            for text, node in texts(table.get(template["parameter"]))
        )
        anchor = self.place(table)
        actions = tuple(Said(action, anchor) for action in template["actions"])
        owner = ".".join((self.where, *filter(None, path)))
        return Grant("Allow", actions, (), resources, (), (), (), anchor, "identity", owner, policy)

    def _managed(self, scalar: Scalar, path: _Path) -> Iterator[ManagedPolicy]:
        text = text_of(scalar)
        owner = ".".join(filter(None, path))
        _, found, name = text.rpartition(_AWS_OWN)
        if found:
            attached = _ATTACHED.search(owner) is not None and path[-1:] != ("Arn",)
        else:  # SAM takes the bare name
            attached, name = path[-1:] == ("Policies",), text
        if attached and name.isalnum():
            yield ManagedPolicy(name, self.place(scalar), owner)


def _said_of(table: Table) -> Iterator[str]:
    """What a table says of the statements in it: a resource's type, a role's name, the service that takes it on."""
    if table.text("Type").startswith("AWS::"):
        yield table.text("Type")
    yield from filter(None, map(table.text, _NAMES))
    trust = table.get("AssumeRolePolicyDocument")
    if trust is not None:
        yield from (text for text in _scalars(trust) if text.endswith(".amazonaws.com"))


def _scalars(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.value
    elif isinstance(node, Items):
        for item in node.items:
            yield from _scalars(item)
    else:
        for pair in node.pairs:
            yield from _scalars(pair.value)


def _conditions(value: Node) -> Iterator[Condition]:
    """Each operator with each of its keys; an empty condition for what is not written out."""
    if not isinstance(value, Table):
        if isinstance(value, Items):
            for item in value.items:
                yield from _conditions(item)
        elif value.value:
            yield Condition("", "")
    elif value.get("test") is not None or value.get("variable") is not None:  # Terraform
        yield Condition(value.text("test"), value.text("variable"))
    else:
        for pair in value.pairs:
            keys: Iterable[str] = (
                [each.key.value for each in pair.value.pairs] if isinstance(pair.value, Table) else [""]
            )
            yield from (Condition(pair.key.value, key) for key in keys)
