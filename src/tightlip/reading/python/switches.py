"""Calls and assignments that make a library say wholesale what it handles: the table of `switches.toml`, matched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from tightlip.judgement.judge import Judge
from tightlip.model import Severity
from tightlip.reading.facts import Switch
from tightlip.reading.python.module import PythonModule, children, dotted, literal, walk
from tightlip.reading.python.syntax import nodes as cst

# A branch on one of these is a developer's own doing: `if settings.DEBUG:`, `if args.verbose:`.
_GUARD_WORDS = ("debug", "verbose", "trace")
_OFF = frozenset({"False", "0", "None"})


def switches(module: PythonModule, judge: Judge) -> Iterator[Switch]:
    """Every switch of the table that `module` turns on."""
    rows = judge.vocabulary["switches"]["switch"]
    calls = [row for row in rows if "call" in row]
    attributes = {row["attribute"]: row for row in rows if "attribute" in row}
    services = _aws_services(module)
    for node, guarded in _statements(module.tree):
        if isinstance(node, cst.Call):
            row = next((row for row in calls if _calls(row, node, module, services)), None)
        elif isinstance(node, cst.Assign) and len(node.targets) == 1:
            row = attributes.get(module.qualified(node.targets[0].target))
            if row is not None and not _decides(row, node.value):
                row = None
        else:
            continue
        if row is not None:
            milder = Severity.NOTE if guarded else Severity.parse(row.get("severity", "warning"))
            written = dotted(node.func if isinstance(node, cst.Call) else node.targets[0].target)
            yield Switch(written.replace("()", "(…)"), row["effect"], row["fix"], milder, module.anchor(node))


def _statements(root: cst.CSTNode) -> Iterator[tuple[cst.CSTNode, bool]]:
    """Every call and assignment below `root`, and whether a debug flag guards it."""
    stack = [(root, False)]
    while stack:
        node, guarded = stack.pop()
        if isinstance(node, (cst.Call, cst.Assign)):
            yield node, guarded
        if isinstance(node, cst.If) and _is_debug_flag(node.test):
            stack.append((node.body, True))
            stack.extend((child, guarded) for child in (node.test, node.orelse) if child is not None)
        else:
            stack.extend((child, guarded) for child in children(node))


def _is_debug_flag(test: cst.CSTNode) -> bool:
    names = (node.value.lower() for node in walk(test) if isinstance(node, cst.Name))
    return any(word in name for name in names for word in _GUARD_WORDS)


def _calls(row: Mapping[str, Any], call: cst.Call, module: PythonModule, services: frozenset[str]) -> bool:
    name = module.qualified(call.func)
    if not name or not (fnmatchcase(name, row["call"]) if "*" in row["call"] else name == row["call"]):
        return False
    if "receiver" in row and _receiver(call) not in row["receiver"]:
        return False
    if "beside" in row and services.isdisjoint(row["beside"]):
        return False
    arguments = _Arguments.of(call)
    if row.get("unless") in arguments.named and _written(arguments.named[row["unless"]]) not in _OFF:
        return False
    if "argument" not in row:
        return True
    value = arguments.get(row["argument"], row.get("position"))
    if value is None:
        return bool(row.get("missing")) and not arguments.open
    return "missing" not in row and _decides(row, value)


def _decides(row: Mapping[str, Any], value: cst.BaseExpression) -> bool:
    written = _written(value)
    if "values" in row:
        return written in row["values"]
    # A level that comes from a variable is the user's choice, made elsewhere.
    return written not in _OFF and (written == "True" or isinstance(value, (cst.Integer, cst.SimpleString)))


def _written(value: cst.BaseExpression) -> str:
    """A literal's text, a number or a dotted name as written, or "…" for anything else."""
    text = literal(value)
    if text is not None:
        return text
    return value.value if isinstance(value, cst.Integer) else dotted(value) or "…"


def _receiver(call: cst.Call) -> str | None:
    """The literal argument of the call that `call` is a method of: `"botocore"` in `getLogger("botocore").x()`."""
    made = call.func.value if isinstance(call.func, cst.Attribute) else None
    if not isinstance(made, cst.Call):
        return None
    return literal(made.args[0].value) if made.args else ""


def _aws_services(module: PythonModule) -> frozenset[str]:
    """The services that the module makes AWS clients of: `boto3.client("secretsmanager")`."""
    calls = (node for node in walk(module.tree) if isinstance(node, cst.Call) and node.args)
    made = (literal(c.args[0].value) for c in calls if dotted(c.func).rpartition(".")[2] in ("client", "create_client"))
    return frozenset(name for name in made if name)


class _Arguments(NamedTuple):
    """A call's arguments; `open` when `*` or `**` may bring more."""

    placed: tuple[cst.BaseExpression, ...]
    named: Mapping[str, cst.BaseExpression]
    open: bool

    @classmethod
    def of(cls, call: cst.Call) -> _Arguments:
        return cls(
            tuple(arg.value for arg in call.args if arg.keyword is None and not arg.star),
            {arg.keyword.value: arg.value for arg in call.args if arg.keyword is not None},
            any(arg.star for arg in call.args),
        )

    def get(self, name: str, position: int | None) -> cst.BaseExpression | None:
        if name in self.named:
            return self.named[name]
        return self.placed[position] if position is not None and position < len(self.placed) else None
