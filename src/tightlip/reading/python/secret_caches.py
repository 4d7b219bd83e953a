"""Functions that fetch a secret and keep it as long as the process runs: `@lru_cache` and its kin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tightlip.reading.facts import CachedFetch
from tightlip.reading.python.module import dotted, literal, walk
from tightlip.reading.python.secret_clients import SecretCalls
from tightlip.reading.python.syntax import nodes as cst

_FOREVER = frozenset(
    {"functools.lru_cache", "functools.cache", "cachetools.func.lru_cache", "cachetools.func.lfu_cache"}
)
# `lru_cache` forgets when an argument changes: one that stands for the time makes it expire.
_TIME = re.compile(r"ttl|time|expir|hour|minute|period|epoch|refresh|version|bucket")


def cached_fetches(calls: SecretCalls) -> Iterator[CachedFetch]:
    """Every function of the module that does."""
    for node in calls.nodes:
        if not isinstance(node, cst.FunctionDef):
            continue
        decorator = next((found for found in node.decorators if _keeps_forever(calls, found)), None)
        if decorator is None or _expires(node):
            continue
        inside = (inner for inner in walk(node.body) if isinstance(inner, cst.Call))
        fetch = next((dotted(call.func) for call in inside if _fetches(calls, call)), "")
        if fetch and not _is_cleared(calls, node.name.value):
            written = dotted(decorator.decorator).rstrip("()")
            yield CachedFetch(node.name.value, fetch, written, calls.module.anchor(decorator))


def _keeps_forever(calls: SecretCalls, decorator: cst.Decorator) -> bool:
    return calls.module.qualified(decorator.decorator).rstrip("()") in _FOREVER


def _expires(function: cst.FunctionDef) -> bool:
    parameters = function.params
    every = (*parameters.params, *parameters.kwonly_params, *parameters.posonly_params)
    return any(_TIME.search(parameter.name.value.lower()) for parameter in every)


def _fetches(calls: SecretCalls, node: cst.Call) -> bool:
    """Whether `node` is a call for a secret's value. What a function of such a name gives need not be one."""
    if calls.api_call(node) in ("get_secret_value", "batch_get_secret_value"):
        return True
    asked = calls.fetched(node)
    return asked is not None and (
        dotted(node.func).endswith("get_secret_value") or "/" in (literal(asked) or calls.text(asked)[0])
    )


def _is_cleared(calls: SecretCalls, function: str) -> bool:
    """Whether the module empties the cache itself: `get_secret.cache_clear()`."""
    return any(dotted(call.func).endswith(f"{function}.cache_clear") for call in calls.calls)
