"""Whether a file may have to do with secrets in AWS: what the readers of clients, names, caches and handovers find."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tightlip.judgement.environments import environments
from tightlip.reading.config import aws_handovers
from tightlip.reading.config.aws_embedded import may_embed
from tightlip.reading.python.focus.names import Names
from tightlip.reading.python.focus.tree import dotted, fold, template
from tightlip.reading.secret_names import CLIENT_TYPE, SERVICE, asked_for, is_fetcher, says_which

_MAKERS = frozenset({"client", "create_client"})
_FETCHES = frozenset({"get_secret_value", "batch_get_secret_value"})
_KEEPERS = frozenset({"lru_cache", "lfu_cache", "cache"})
_SCHEDULES = frozenset({"RotationRules", "automatically_after", "RotationRulesProperty"})


def _may_name(names: Names) -> bool:
    """Whether a secret is named: in a call that fetches or makes one, in an ARN."""
    if "aws_cdk" in names.written or ":secretsmanager:" in names.source.text:
        return True
    known = environments(names.judge)
    constants: dict[str, list[ast.AST]] = {}
    for target, value in _assigned(names):
        if dotted(target):
            constants.setdefault(dotted(target), []).append(value)
    for call in names.of(ast.Call):
        leaf = _leaf(call)
        keywords = {keyword.arg for keyword in call.keywords}
        if "SecretId" in keywords or leaf == "create_secret":
            return True
        if is_fetcher(leaf, names.judge.vocabulary["aws"]["fetches"]):
            arguments = [*call.args[:1], *(keyword.value for keyword in call.keywords)]
            written = [each for argument in arguments for each in constants.get(dotted(argument), [argument])]
            texts = [asked_for(fold(each) or "") for each in written]
            surely = leaf.endswith("get_secret_value")
            if any(isinstance(each, ast.JoinedStr) for each in written):
                return True
            if any(text and (surely or says_which(text, known)) for text in texts):
                return True
    return False


def _may_mistake(names: Names) -> bool:
    """Whether there is a client, or what was meant for one."""
    services = {SERVICE, *names.judge.vocabulary["aws"]["mistaken"]["services"]}
    makers = (call for call in names.of(ast.Call) if _leaf(call) in _MAKERS)
    return CLIENT_TYPE in names.written or any(
        fold(argument) in services
        for call in makers
        for argument in (*call.args, *(keyword.value for keyword in call.keywords))
    )


def _may_cache(names: Names) -> bool:
    """Whether some function is decorated, something keeps what functions return, and something fetches a secret."""
    if _KEEPERS.isdisjoint(names.written):
        return False
    functions = names.of(ast.FunctionDef, ast.AsyncFunctionDef)
    table = names.judge.vocabulary["aws"]["fetches"]
    return any(function.decorator_list for function in functions) and any(
        leaf in _FETCHES or is_fetcher(leaf, table) for leaf in map(_leaf, names.of(ast.Call))
    )


def _may_rotate(names: Names) -> bool:
    """Whether a schedule is set."""
    return not _SCHEDULES.isdisjoint(names.written) or any(
        fold(key) in _SCHEDULES for node in names.of(ast.Dict) for key in node.keys
    )


def _may_hand_over(names: Names) -> bool:
    """Whether a container, a function or a resource is described; what it is given stands under certain keys."""
    text = names.source.text
    if "aws_cdk" in names.written or "AWS::" in text or may_embed(text):
        return True
    keys = set(_keys(names))
    described = "image" in keys or "container" in text.lower()
    return (
        (described and not keys.isdisjoint(aws_handovers.IN_CONTAINERS))
        or not keys.isdisjoint(aws_handovers.ANYWHERE)
        or "resource" in keys  # as Terraform has them
    )


def _keys(names: Names) -> Iterator[str]:
    """The keys, in lower case, of the nodes that `policies` makes of the file."""
    for node in names.of(ast.Dict):
        yield from ((template(key) or dotted(key)).lower() for key in node.keys if key is not None)
    yield from (node.arg.lower() for node in names.of(ast.keyword) if node.arg)
    yield from (node.name.lower() for node in names.of(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    yield from (dotted(target).lower() for target, _ in _assigned(names))


def _assigned(names: Names) -> Iterator[tuple[Any, ast.AST]]:
    for node in names.of(ast.Assign, ast.AnnAssign, ast.NamedExpr):
        if node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((target, node.value) for target in targets)


def _leaf(call: ast.Call) -> str:
    return dotted(call.func).rpartition(".")[2] or getattr(call.func, "attr", "")


AWS_LOOKS: Mapping[str, Callable[[Names], bool]] = {
    "secret-refs": _may_name,
    "bad-calls": _may_mistake,
    "cached-fetches": _may_cache,
    "rotations": _may_rotate,
    "handovers": _may_hand_over,
}
