"""Where Python names a secret: fetches, `create_secret`, CDK constructs, ARNs in strings."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.judgement.environments import Environments
from tightlip.reading.facts import SecretRef
from tightlip.reading.python.module import children, dotted, literal, walk
from tightlip.reading.python.secret_clients import SecretCalls
from tightlip.reading.python.syntax import nodes as cst
from tightlip.reading.secret_names import WHOLE, asked_for, name_of, named_in, says_which
from tightlip.reading.words import words_of

_CDK = "aws_cdk.aws_secretsmanager.Secret"
_CDK_BY_NAME = {
    f"{_CDK}.from_secret_name_v2": 2,
    f"{_CDK}.from_secret_name": 2,
    "aws_cdk.SecretValue.secrets_manager": 0,
    "aws_cdk.core.SecretValue.secrets_manager": 0,
}
# A test of one of these tells one environment from another.
_GUARDS = frozenset({"env", "environment", "stage", "debug", "local", "offline", "testing", "localstack", "deployment"})


def secret_refs(calls: SecretCalls) -> Iterator[SecretRef]:
    """Every secret that the module names in so many words."""
    module = calls.module
    told: set[cst.CSTNode] = set()
    for call, pinned in _calls(module.tree, calls.environments):
        name, written, how = _named(call, calls)
        if name and written is not None:
            told.add(written)
            yield SecretRef(name, how, module.anchor(written), dotted(call.func), module.anchor(call.func), pinned)
    for node in calls.nodes:
        if isinstance(node, cst.SimpleString) and node not in told and ":secretsmanager:" in node.value:
            for name, _, _ in named_in(literal(node) or ""):
                yield SecretRef(name, "reference", module.anchor(node))


def _named(call: cst.Call, calls: SecretCalls) -> tuple[str, cst.CSTNode | None, str]:
    """The name that `call` gives a secret or asks for, where it is written, and how it is used."""
    fetched = calls.fetched(call)
    if fetched is not None:
        text, written = calls.text(fetched)
        name = asked_for(text)
        known = dotted(call.func).endswith("get_secret_value") or says_which(name, calls.environments)
        return (name if known else ""), written, "fetch"
    arguments = {arg.keyword.value: arg.value for arg in call.args if arg.keyword is not None}
    leaf = dotted(call.func).rpartition(".")[2]
    qualified = calls.module.qualified(call.func)
    how = "definition"
    if leaf == "create_secret" and "Name" in arguments:
        node = arguments["Name"]
    elif calls.api_call(call) and "SecretId" in arguments:
        node, how = arguments["SecretId"], "reference"
    elif qualified == _CDK and "secret_name" in arguments:
        node = arguments["secret_name"]
    elif qualified in _CDK_BY_NAME:
        plain = [arg.value for arg in call.args if arg.keyword is None]
        position = _CDK_BY_NAME[qualified]
        node = arguments.get("secret_name") or (plain[position] if position < len(plain) else call)
        how = "reference"
    else:
        return "", None, how
    text, written = calls.text(node)
    return (name_of(text) if WHOLE.fullmatch(text) or text.startswith("arn:") else ""), written, how


def _calls(root: cst.CSTNode, known: Environments) -> Iterator[tuple[cst.Call, bool]]:
    """Every call below `root`, and whether what surrounds it is for one environment only."""
    stack: list[tuple[cst.CSTNode, bool]] = [(root, False)]
    while stack:
        node, pinned = stack.pop()
        if isinstance(node, cst.Call):
            yield node, pinned
        pinned = pinned or _pins(node, known)
        for child in children(node):
            stack.append((child, pinned))
            # After `if env != "prod": return` all that follows is for one environment, too.
            pinned = pinned or (isinstance(child, cst.If) and _is_guard(child.test, known))


def _pins(node: cst.CSTNode, known: Environments) -> bool:
    """Whether all that stands in `node` is for one environment."""
    if isinstance(node, (cst.If, cst.IfExp)):
        return _is_guard(node.test, known)
    if isinstance(node, cst.Match):
        return _is_guard(node.subject, known)
    if isinstance(node, (cst.FunctionDef, cst.ClassDef)):
        return bool(known.in_words(node.name.value))
    if isinstance(node, cst.Assign):
        return any(known.in_words(dotted(target.target)) or _is_key(target.target, known) for target in node.targets)
    if isinstance(node, cst.AnnAssign):
        return bool(known.in_words(dotted(node.target)))
    if isinstance(node, cst.DictElement):
        return bool(known.in_words(literal(node.key) or dotted(node.key)))
    return isinstance(node, cst.Arg) and node.keyword is not None and bool(known.in_words(node.keyword.value))


def _is_key(target: cst.BaseExpression, known: Environments) -> bool:
    """Whether `target` is an entry for one environment: `urls["prod"]`."""
    if not isinstance(target, cst.Subscript):
        return False
    keys = (element.slice.value for element in target.slice if isinstance(element.slice, cst.Index))
    return any(known.named(literal(key) or "") for key in keys)


def _is_guard(test: cst.CSTNode, known: Environments) -> bool:
    for node in walk(test):
        words = words_of(node.value) if isinstance(node, cst.Name) else []
        if not _GUARDS.isdisjoint(words) or known.among(words):
            return True
        if isinstance(node, cst.SimpleString) and (known.named(literal(node) or "") or _names_one(literal(node) or "")):
            return True
    return False


def _names_one(text: str) -> bool:
    """Whether `text` is the name of a variable that says which environment this is: `os.environ["APP_ENV"]`."""
    return text.isidentifier() and not _GUARDS.isdisjoint(words_of(text))
