"""Which calls of a module ask AWS Secrets Manager for something, and by what name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from tightlip.judgement.environments import environments
from tightlip.judgement.judge import Judge
from tightlip.reading.python.module import PythonModule, dotted, literal, walk
from tightlip.reading.python.syntax import nodes as cst
from tightlip.reading.secret_names import CLIENT_TYPE, OPEN, SERVICE, is_fetcher

_MAKERS = frozenset({"client", "create_client"})


class SecretCalls:
    """A module's calls as far as they are about secrets."""

    def __init__(self, module: PythonModule, judge: Judge) -> None:
        self.module = module
        self.table: Mapping[str, Any] = judge.vocabulary["aws"]
        self.environments = environments(judge)
        self.nodes = list(walk(module.tree))
        self.calls = [node for node in self.nodes if isinstance(node, cst.Call)]
        values = list(_bound(self.nodes))
        times = Counter(name for name, _ in values)
        # What is bound once: dotted name -> the expression.
        self.constants = {name: value for name, value in values if value is not None and times[name] == 1}
        self.has_client = any(service_of(call) == SERVICE for call in self.calls)
        others = {name for name, value in values if value is None or not self.makes_client(value)}
        self._clients = {name for name, _ in values} - others

    def makes_client(self, node: cst.CSTNode) -> bool:
        """Whether `node` makes a client of Secrets Manager: `boto3.client("secretsmanager")`."""
        if isinstance(node, cst.Await):
            node = node.expression
        if isinstance(node, cst.Annotation):
            return dotted(node.annotation).rpartition(".")[2] == CLIENT_TYPE
        return isinstance(node, cst.Call) and service_of(node) == SERVICE

    def is_client(self, node: cst.BaseExpression) -> bool:
        """Whether `node` is surely a client of Secrets Manager, and nothing else in another function."""
        return self.makes_client(node) or dotted(node) in self._clients

    def api_call(self, call: cst.Call) -> str:
        """The call of the API that `call` is; empty when it is none, or its client may be another service's."""
        func = call.func
        return func.attr.value if isinstance(func, cst.Attribute) and self.is_client(func.value) else ""

    def fetched(self, call: cst.Call) -> cst.BaseExpression | None:
        """The expression that says which secret `call` fetches; `None` when it fetches none."""
        leaf = dotted(call.func).rpartition(".")[2]
        arguments = {arg.keyword.value: arg.value for arg in call.args if arg.keyword is not None}
        if leaf == "get_secret_value" and "SecretId" in arguments:
            return arguments["SecretId"]
        if not leaf or not is_fetcher(leaf, self.table["fetches"]):
            return None
        first = call.args[0] if call.args else None
        if first is not None and first.keyword is None and not first.star:
            return first.value
        return next((arguments[name] for name in self.table["fetches"]["parameters"] if name in arguments), None)

    def text(self, node: cst.BaseExpression | None) -> tuple[str, cst.CSTNode | None]:
        """What `node` says, `{}` for each part that is open, and where it is written: at a constant's definition."""
        is_name = isinstance(node, (cst.Name, cst.Attribute))
        written = self.constants.get(dotted(node)) if node is not None and is_name else node
        if isinstance(written, cst.FormattedString):
            parts = (part.value if isinstance(part, cst.FormattedStringText) else OPEN for part in written.parts)
            return "".join(parts), written
        return literal(written) or "", written


def service_of(call: cst.Call) -> str | None:
    """The service that `call` makes a client of; `None` when it makes none."""
    if dotted(call.func).rpartition(".")[2] not in _MAKERS:
        return None
    return literal(service_argument(call))


def service_argument(call: cst.Call) -> cst.BaseExpression | None:
    """The argument of `boto3.client(…)` that names the service."""
    named = next((arg.value for arg in call.args if arg.keyword and arg.keyword.value == "service_name"), None)
    return named or next((arg.value for arg in call.args[:1] if arg.keyword is None and not arg.star), None)


def _bound(nodes: list[cst.CSTNode]) -> Iterator[tuple[str, cst.CSTNode | None]]:
    """Every dotted name that is bound, with what it is bound to: an expression, a parameter's type, or unknown."""
    for node in nodes:
        if isinstance(node, cst.Assign):
            for target in node.targets:
                yield from _targets(target.target, node.value)
        elif isinstance(node, cst.AnnAssign):
            yield from _targets(node.target, node.value or node.annotation)
        elif isinstance(node, (cst.AugAssign, cst.NamedExpr)):
            yield from _targets(node.target, node.value if isinstance(node, cst.NamedExpr) else None)
        elif isinstance(node, cst.WithItem) and node.asname is not None:
            yield from _targets(node.asname.name, node.item)
        elif isinstance(node, (cst.For, cst.CompFor)):
            yield from _targets(node.target, None)
        elif isinstance(node, cst.Param):
            yield node.name.value, node.annotation


def _targets(target: cst.BaseExpression, value: cst.CSTNode | None) -> Iterator[tuple[str, cst.CSTNode | None]]:
    if isinstance(target, (cst.Tuple, cst.List)):
        for element in target.elements:
            yield from _targets(element.value, None)
    else:
        name = dotted(target)
        if name:
            yield name, value
