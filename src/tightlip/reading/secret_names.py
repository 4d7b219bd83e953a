"""The names of secrets in any text: ARNs of Secrets Manager, and CloudFormation's dynamic references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tightlip.reading.facts import Binding, Fact, SecretRef

_NAME = r"[\w/+=.@-]+"
_ARN = re.compile(rf"arn:[\w-]*:secretsmanager:[^:\s\"']*:[^:\s\"']*:secret:({_NAME})(?![\w/+=.@*?${{<-])", re.A)
# `{{resolve:secretsmanager:NAME:SecretString:json-key:stage:version}}`; the name may be an ARN.
_RESOLVE = re.compile(rf"\{{\{{resolve:secretsmanager:({_NAME})(?=[:}}])", re.A)
# What AWS appends to a name to make an ARN of it.
_RANDOM = re.compile(r"-(?=[A-Za-z0-9]{6}$)(?=.*[A-Z0-9])\w+$", re.A)
# What a text leaves open in a name shows in it as this.
OPEN = "{}"
WHOLE = re.compile(_NAME, re.A)


def may_name(text: str, needles: Iterable[str]) -> bool:
    """Whether one of the first pass's `needles` is in `text`: a rule about values asks for names, too, without them."""
    lower = text.lower()
    return any(needle in lower for needle in needles)


def named_in(text: str) -> Iterator[tuple[str, int, int]]:
    """The names of secrets in `text`, each with where it starts and ends. Patterns (`app/*`) are not names."""
    for match in _ARN.finditer(text):
        yield without_random(match[1]), *match.span(1)
    for match in _RESOLVE.finditer(text):
        if match[1] != "arn":
            yield match[1], *match.span(1)


def in_bindings(facts: Iterable[Fact]) -> Iterator[SecretRef]:
    """The secrets that the values of bindings among `facts` name."""
    for fact in facts:
        if isinstance(fact, Binding):
            for name, _, _ in named_in(fact.value):
                yield SecretRef(name, "reference", fact.anchor, fact.name)


def name_of(text: str) -> str:
    """The name that `text`, a name or an ARN, says; empty when it is neither."""
    if text.startswith("arn:"):
        return next((name for name, _, _ in named_in(text)), "")
    return text if WHOLE.fullmatch(text) else ""


def without_random(name: str) -> str:
    """The name of an ARN, without the six characters that AWS puts at its end if those look as if they were random."""
    return _RANDOM.sub("", name)
