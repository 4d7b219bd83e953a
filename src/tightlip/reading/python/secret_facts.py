"""What a module has to do with AWS Secrets Manager: the facts of each kind that is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tightlip.judgement.judge import Judge
from tightlip.reading.facts import Fact
from tightlip.reading.python.module import PythonModule
from tightlip.reading.python.secret_caches import cached_fetches
from tightlip.reading.python.secret_clients import SecretCalls
from tightlip.reading.python.secret_mistakes import bad_calls
from tightlip.reading.python.secret_refs import secret_refs
from tightlip.reading.python.secret_rotations import rotations
from tightlip.reading.secret_names import may_name

_KINDS: Mapping[str, Callable[[SecretCalls], Iterator[Fact]]] = {
    "secret-refs": secret_refs,
    "rotations": rotations,
    "cached-fetches": cached_fetches,
    "bad-calls": bad_calls,
}


def facts(module: PythonModule, text: str, wanted: frozenset[str], judge: Judge) -> Iterator[Fact]:
    """The facts of the `wanted` kinds in `module`, which is made of `text`."""
    if not may_name(text, judge.vocabulary["aws"]["needles"]["secretsmanager"]):
        wanted = wanted - {"secret-refs"}
    finders = [find for kind, find in _KINDS.items() if kind in wanted]
    if finders:
        calls = SecretCalls(module, judge)
        for find in finders:
            yield from find(calls)
