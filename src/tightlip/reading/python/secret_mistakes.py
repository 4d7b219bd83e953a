"""Uses of the client of Secrets Manager that can only fail: what its API does not have."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.reading.facts import BadCall
from tightlip.reading.python.module import dotted, literal, walk
from tightlip.reading.python.secret_clients import SecretCalls, service_argument, service_of
from tightlip.reading.python.syntax import nodes as cst
from tightlip.reading.secret_names import SERVICE

# The parameters that say which secret is meant, by whatever name people give them.
_WHICH = ("SecretId", "SecretIdList", "Name")


def bad_calls(calls: SecretCalls) -> Iterator[BadCall]:
    """Every such use in the module."""
    for call in calls.calls:
        service = service_of(call)
        if service in calls.table["mistaken"]["services"]:
            name = service_argument(call)
            yield BadCall(
                f'"{service}"',
                "there is no such service: UnknownServiceError",
                f'"{SERVICE}"',
                calls.module.anchor(name or call),
            )
        api_call = calls.api_call(call)
        if api_call:
            yield from _call(calls, call, api_call)
    for node in calls.nodes:
        if isinstance(node, cst.Attribute) and isinstance(node.value, cst.Attribute):
            yield from _error_class(calls, node, node.value)
        elif isinstance(node, cst.Comparison):
            yield from _error_code(calls, node)
        elif isinstance(node, cst.FunctionDef):
            yield from _answers(calls, node.body)


def _call(calls: SecretCalls, call: cst.Call, name: str) -> Iterator[BadCall]:
    known = calls.table["calls"].get(name)
    if known is None:
        right = calls.table["mistaken"]["calls"].get(name)
        if right is not None:
            yield BadCall(
                f"{name}(…)", "the client has no such method: AttributeError", right, calls.module.anchor(call.func)
            )
        return
    for arg in call.args:
        if arg.keyword is None and not arg.star:
            right = f"{known[0]}=…"
            yield BadCall(f"{name}(…)", "it takes no positional arguments: TypeError", right, calls.module.anchor(arg))
            return
        # Every parameter of this API starts with a capital letter, whatever AWS adds to it.
        if arg.keyword is not None and arg.keyword.value[:1].islower():
            right = _nearest(arg.keyword.value, known) or (known[0] if known[0] in _WHICH else "")
            yield BadCall(
                f"{arg.keyword.value}=",
                f"`{name}` has no such parameter: ParamValidationError",
                f"{right}=" if right else "",
                calls.module.anchor(arg.keyword),
            )


def _error_class(calls: SecretCalls, node: cst.Attribute, errors: cst.Attribute) -> Iterator[BadCall]:
    """`client.exceptions.SecretNotFoundException`"""
    right = calls.table["mistaken"]["errors"].get(node.attr.value)
    if right is not None and errors.attr.value == "exceptions" and calls.is_client(errors.value):
        yield BadCall(
            f"exceptions.{node.attr.value}",
            "the client has no such error: AttributeError",
            right,
            calls.module.anchor(node),
        )


def _error_code(calls: SecretCalls, node: cst.Comparison) -> Iterator[BadCall]:
    """`error.response["Error"]["Code"] == "SecretNotFoundException"`, in a module that has such a client.

    Of another service's client it may be true; of none it is, when the error is called after secrets.
    """
    if not calls.has_client:
        return
    for part in walk(node):
        code = literal(part) if isinstance(part, cst.SimpleString) else None
        right = calls.table["mistaken"]["errors"].get(code) if code and code.startswith("Secret") else None
        if right is not None:
            problem = "no error of Secrets Manager has this code: it is never equal"
            yield BadCall(f'"{code}"', problem, f'"{right}"', calls.module.anchor(part))


def _answers(calls: SecretCalls, body: cst.BaseSuite) -> Iterator[BadCall]:
    """`response["secret_string"]` of an answer that the same function got, and holds under a name bound once."""
    inside = list(walk(body))
    for node in inside:
        if not (isinstance(node, cst.Assign) and isinstance(node.value, cst.Call) and len(node.targets) == 1):
            continue
        name = dotted(node.targets[0].target)
        keys = calls.table["responses"].get(calls.api_call(node.value))
        if not keys or name not in calls.constants:
            continue
        for use in inside:
            key = _looked_up(use, name)
            written = literal(key) if key is not None else None
            right = _nearest(written, keys) if written else ""
            if key is not None and right and written not in keys:
                yield BadCall(f'"{written}"', "the answer has no such key", f'"{right}"', calls.module.anchor(key))


def _looked_up(node: cst.CSTNode, name: str) -> cst.CSTNode | None:
    """The key that `node` asks the mapping `name` for."""
    if isinstance(node, cst.Subscript) and dotted(node.value) == name and len(node.slice) == 1:
        index = node.slice[0].slice
        return index.value if isinstance(index, cst.Index) else None
    if isinstance(node, cst.Call) and dotted(node.func) == f"{name}.get" and node.args:
        return node.args[0].value
    return None


def _nearest(word: str, known: list[str]) -> str:
    """The one of `known` that `word` is but for case and underscores; empty if there is none."""
    plain = word.replace("_", "").lower()
    same = [name for name in known if name.lower() == plain]
    return same[0] if same else ""
