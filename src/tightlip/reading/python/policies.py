"""The dictionaries and calls of a Python module as the nodes that configuration is read into.

A policy or a task definition in Python (a dictionary for boto3, the CDK's classes) is then read by the readers of
YAML, JSON and HCL. A call is a table under its dotted name, keyword arguments are its pairs, functions, classes and
assigned names are keys on the way. A node's `start` is no offset but the number of a tree node: positions cost, and
few are asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from tightlip import paths
from tightlip.judgement.judge import Judge
from tightlip.reading.config import aws
from tightlip.reading.config.nodes import Items, Node, Pair, Scalar, Table
from tightlip.reading.facts import Anchor, Fact
from tightlip.reading.python.module import PythonModule, children, dotted, literal
from tightlip.reading.python.syntax import nodes as cst
from tightlip.reading.text import SourceText

_EVERYBODY = frozenset({"AnyPrincipal", "StarPrincipal"})
_DUMPS = frozenset({"dumps", "to_json_string"})
_NAMED = frozenset({"ArnPrincipal", "from_string", "str", "Fn.sub"})  # calls that say what their one text says
_MANAGED = "from_aws_managed_policy_name"


def facts(module: PythonModule, source: SourceText, wanted: frozenset[str], judge: Judge) -> Iterator[Fact]:
    """The facts about AWS of the `wanted` kinds in `module`, whose text is `source`."""
    if not aws.concerned(source.text, wanted, judge):
        return
    cdk = any(name.startswith("aws_cdk") for name in module.imports.values())
    nodes = PythonNodes(module)
    yield from aws.facts(nodes.root, aws.Origin("", paths.PYTHON, "", nodes.place, cdk), wanted, judge)


class PythonNodes:
    """One module's nodes. `place` tells where one stands."""

    def __init__(self, module: PythonModule) -> None:
        self.module = module
        self._constants = _constants(module.tree)
        self._seen: list[cst.CSTNode] = []
        self.root = Table(tuple(self._pairs(module.tree)), *self._number(module.tree))

    def place(self, node: Node) -> Anchor:
        """Where `node` stands, when asked."""
        return self.module.anchor(self._seen[node.start])

    def _number(self, node: cst.CSTNode) -> tuple[int, int]:
        self._seen.append(node)
        return len(self._seen) - 1, len(self._seen) - 1

    def _pairs(self, node: cst.CSTNode) -> Iterator[Pair]:
        """What stands in `node`, under the names of functions, classes and assignments where it has one."""
        for child in children(node):
            if isinstance(child, (cst.FunctionDef, cst.ClassDef)):
                yield self._pair(child.name.value, child, Table(tuple(self._pairs(child)), *self._number(child)))
            elif isinstance(child, cst.Assign) and len(child.targets) == 1:
                yield self._pair(dotted(child.targets[0].target), child, self._node(child.value))
            elif isinstance(child, (cst.Call, cst.Dict, cst.List, cst.SimpleString, cst.FormattedString)):
                yield self._pair("", child, self._node(child))
            else:
                yield from self._pairs(child)

    def _pair(self, key: str, at: cst.CSTNode, value: Node) -> Pair:
        return Pair(Scalar(key, *self._number(at)), value)

    def _node(self, node: cst.BaseExpression) -> Node:
        if isinstance(node, cst.Name):
            node = self._constants.get(node.value, node)
        if isinstance(node, cst.Dict):
            return Table(tuple(self._elements(node)), *self._number(node))
        if isinstance(node, (cst.List, cst.Tuple, cst.Set)):
            return Items(tuple(self._node(element.value) for element in node.elements), *self._number(node))
        if isinstance(node, cst.Call):
            return self._call(node)
        text = literal(node)
        if text is not None:
            return Scalar(text, *self._number(node))
        template = _template(node)
        if template:
            return Scalar(template, *self._number(node), literal=False)
        return Table(tuple(self._pairs(node)), *self._number(node))

    def _elements(self, node: cst.Dict) -> Iterator[Pair]:
        for element in node.elements:
            if isinstance(element, cst.DictElement):
                key = literal(element.key)
                yield self._pair(_template(element.key) if key is None else key, element, self._node(element.value))
            else:
                yield self._pair("", element, self._node(element.value))

    def _call(self, node: cst.Call) -> Node:
        name = dotted(node.func)
        last = name.rpartition(".")[2]
        first = node.args[0].value if node.args else None
        if last in _EVERYBODY:
            return Scalar("*", *self._number(node))
        if last in _DUMPS and first is not None:
            return self._node(first)
        text = literal(first) if len(node.args) == 1 else None
        if last == _MANAGED and text is not None:
            return Scalar(f"arn:aws:iam::aws:policy/{text}", *self._number(node))
        if last in _NAMED and text is not None:
            return Scalar(text, *self._number(node))
        arguments = [
            self._pair(
                argument.keyword.value if argument.keyword else str(position), argument, self._node(argument.value)
            )
            for position, argument in enumerate(node.args)
        ]
        inner = list(self._pairs(node.func))  # a.b(…).c(…)
        return Table(
            (*inner, self._pair(name, node, Table(tuple(arguments), *self._number(node)))), *self._number(node)
        )


def _constants(tree: cst.Module) -> Mapping[str, cst.BaseExpression]:
    """The names that the module itself binds, once, to texts or lists of texts."""
    lines = [line for line in tree.body if isinstance(line, cst.SimpleStatementLine)]
    bound = [small for line in lines for small in line.body if isinstance(small, cst.Assign)]
    names = Counter(dotted(target.target) for assign in bound for target in assign.targets)
    values = {dotted(assign.targets[0].target): assign.value for assign in bound}
    return {name: value for name, value in values.items() if names[name] == 1 and _is_text(value)}


def _is_text(node: cst.BaseExpression) -> bool:
    if isinstance(node, (cst.List, cst.Tuple, cst.Set)):
        return all(literal(element.value) is not None for element in node.elements)
    return literal(node) is not None


def _template(node: cst.BaseExpression) -> str:
    """The text of an f-string, a sum or a name, with `${…}` for what is not written out; empty for all else."""
    if isinstance(node, cst.FormattedString):
        return "".join(part.value if isinstance(part, cst.FormattedStringText) else "${…}" for part in node.parts)
    if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Add):
        left, right = literal(node.left) or _template(node.left), literal(node.right) or _template(node.right)
        return left + right if left and right else ""
    written = dotted(node)
    return f"${{{written}}}" if written else ""
