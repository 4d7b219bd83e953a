"""How often Python has secrets rotated: boto3's `RotationRules`, CDK's `automatically_after`."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.reading.facts import Rotation
from tightlip.reading.python.module import dotted, literal
from tightlip.reading.python.secret_clients import SecretCalls
from tightlip.reading.python.syntax import nodes as cst
from tightlip.reading.secret_commands import rotation

_RULES = "RotationRules"
_KEYS = ("AutomaticallyAfterDays", "ScheduleExpression")
# How CDK's constructs spell the same keys, and the properties that its L1 constructs take.
_CDK_RULES = {"automatically_after_days": _KEYS[0], "schedule_expression": _KEYS[1]}
_HOURS = {"days": 24.0, "hours": 1.0, "minutes": 1 / 60}


def rotations(calls: SecretCalls) -> Iterator[Rotation]:
    """Every schedule that the module sets."""
    for node in calls.nodes:
        if isinstance(node, (cst.Arg, cst.DictElement)) and _name(node) == _RULES:
            value = calls.constants.get(dotted(node.value), node.value)
            if isinstance(value, cst.Dict):
                yield from _rules(calls, value)
        elif isinstance(node, cst.Call):
            yield from _cdk(calls, node)


def _rules(calls: SecretCalls, table: cst.Dict) -> Iterator[Rotation]:
    for element in table.elements:
        key = _name(element) if isinstance(element, cst.DictElement) else ""
        if key in _KEYS:
            yield from _rotation(calls, key, element.value)


def _cdk(calls: SecretCalls, call: cst.Call) -> Iterator[Rotation]:
    for arg in call.args:
        keyword = _name(arg)
        if keyword == "automatically_after" and isinstance(arg.value, cst.Call) and arg.value.args:
            unit = dotted(arg.value.func).rpartition(".")[2]
            amount = _number(arg.value.args[0].value)
            if amount is not None and unit in _HOURS:
                days = amount * _HOURS[unit] / 24
                yield Rotation(days, f"every {amount} {unit}", calls.module.anchor(arg.value))
        elif keyword in _CDK_RULES and dotted(call.func).endswith("RotationRulesProperty"):
            yield from _rotation(calls, _CDK_RULES[keyword], arg.value)


def _rotation(calls: SecretCalls, key: str, value: cst.BaseExpression) -> Iterator[Rotation]:
    known = calls.constants.get(dotted(value), value)
    setting = _number(known) if key == _KEYS[0] else literal(known)
    if setting is not None:
        yield from rotation({key: setting}, calls.module.anchor(value))


def _number(node: cst.CSTNode) -> int | None:
    return node.evaluated_value if isinstance(node, cst.Integer) else None


def _name(node: cst.Arg | cst.DictElement) -> str:
    if isinstance(node, cst.Arg):
        return node.keyword.value if node.keyword is not None else ""
    return literal(node.key) or ""
