"""Secrets of AWS Secrets Manager in a configuration: where they are defined and named, how often they are rotated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tightlip.judgement.judge import Judge
from tightlip.reading.config.nodes import Items, Node, Scalar, Table, tables
from tightlip.reading.facts import Anchor, Rotation, SecretRef
from tightlip.reading.secret_commands import rotation
from tightlip.reading.secret_names import WHOLE, may_name, named_in
from tightlip.reading.text import SourceText

_CLOUDFORMATION = "AWS::SecretsManager::Secret"
_TERRAFORM = ("aws_secretsmanager_secret", "aws_secretsmanager_secret_version")
_RULES = frozenset({"RotationRules", "rotation_rules"})
_DAYS = ("AutomaticallyAfterDays", "automatically_after_days")
_EXPRESSION = ("ScheduleExpression", "schedule_expression")


def facts(
    nodes: Iterable[Node], source: SourceText, wanted: frozenset[str], judge: Judge
) -> Iterator[SecretRef | Rotation]:
    """The facts of the `wanted` kinds in `nodes`, which `source` was read into."""
    named = "secret-refs" in wanted and may_name(source.text, judge.vocabulary["aws"]["needles"]["secretsmanager"])
    for root in nodes:
        if named:
            yield from secret_refs(root, source)
        if "rotations" in wanted:
            yield from rotations(root, source)


def secret_refs(root: Node, source: SourceText) -> Iterator[SecretRef]:
    """Every secret that `root` names: CloudFormation, Terraform, ExternalSecrets, and ARNs wherever they stand."""
    external = isinstance(root, Table) and root.text("apiVersion").startswith("external-secrets.io/")
    for table, path in tables(root):
        name, how = _named(table, path, external)
        if name is not None and name.literal and WHOLE.fullmatch(name.value):
            yield SecretRef(name.value, how, _anchor(source, name))
        for pair in table.pairs:
            for scalar in _scalars(pair.value):
                yield from _written_in(scalar, pair.key.value, source)
    if not isinstance(root, Table):
        for scalar in _scalars(root):
            yield from _written_in(scalar, "", source)


def rotations(root: Node, source: SourceText) -> Iterator[Rotation]:
    """Every schedule that `root` sets, under the names of CloudFormation or Terraform."""
    for table, path in tables(root):
        if path and path[-1] in _RULES:
            for key, written in (("AutomaticallyAfterDays", _DAYS), ("ScheduleExpression", _EXPRESSION)):
                value = next((found for word in written if (found := table.get(word)) is not None), None)
                if isinstance(value, Scalar) and value.literal:
                    yield from rotation({key: value.value}, _anchor(source, value))


def _named(table: Table, path: tuple[str, ...], external: bool) -> tuple[Scalar | None, str]:
    """The name that `table` is there to give or to point at, and how."""
    name: Node | None = None
    how = "reference"
    if table.text("Type") == _CLOUDFORMATION:
        name, how = table.get("Properties", "Name"), "definition"
    elif len(path) == 3 and path[1] in _TERRAFORM:
        name = table.get("name") if path[1] == _TERRAFORM[0] else table.get("secret_id")
        how = "definition" if path[:2] == ("resource", _TERRAFORM[0]) else how
    elif external and path and path[-1] == "remoteRef":
        name = table.get("key")
    return (name if isinstance(name, Scalar) else None), how


def _written_in(scalar: Scalar, key: str, source: SourceText) -> Iterator[SecretRef]:
    for name, start, end in named_in(scalar.value):
        at = source.text.find(scalar.value[start:end], scalar.start, scalar.end)
        place = scalar._replace(start=at, end=at + end - start) if at >= 0 else scalar
        yield SecretRef(name, "reference", _anchor(source, place), key)


def _scalars(node: Node) -> Iterator[Scalar]:
    """`node`, or what a list holds; tables are visited for themselves."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Items):
        for item in node.items:
            yield from _scalars(item)


def _anchor(source: SourceText, value: Scalar) -> Anchor:
    return lambda: source.span(value.start, value.end)
