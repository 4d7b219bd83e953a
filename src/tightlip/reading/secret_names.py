"""The names of secrets in any text: ARNs of Secrets Manager, and CloudFormation's dynamic references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tightlip.judgement.environments import Environments
from tightlip.reading.facts import Binding, Fact, SecretRef
from tightlip.reading.words import words_of

SERVICE = "secretsmanager"
CLIENT_TYPE = "SecretsManagerClient"

_NAME = r"[\w/+=.@-]+"
_ARN = re.compile(rf"arn:[\w-]*:secretsmanager:[^:\s\"']*:[^:\s\"']*:secret:({_NAME})(?![\w/+=.@*?${{<-])", re.A)
# `{{resolve:secretsmanager:NAME:SecretString:json-key:stage:version}}`; the name may be an ARN.
_RESOLVE = re.compile(rf"\{{\{{resolve:secretsmanager:({_NAME})(?=[:}}])", re.A)
# What AWS appends to a name to make an ARN of it.
_RANDOM = re.compile(r"-(?=[A-Za-z0-9]{6}$)(?=.*[A-Z0-9])\w+$", re.A)
# What a text leaves open in a name shows in it as this.
OPEN = "{}"
WHOLE = re.compile(_NAME, re.A)
_FILE = re.compile(r"\.(?:ya?ml|json|toml|ini|cfg|conf|env|txt|pem|key|crt|enc|gpg|age|py)$")


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


def is_fetcher(function: str, fetches: Mapping[str, Any]) -> bool:
    """Whether a function so called fetches a secret: `load_secret_json`. `fetches` is the vocabulary's table."""
    words = words_of(function)
    return (
        len(words) > 1
        and words[0] in fetches["verbs"]
        and not set(fetches["nouns"]).isdisjoint(words)
        and all(word in fetches["nouns"] or word in fetches["tails"] for word in words[1:])
    )


def asked_for(text: str) -> str:
    """The name in a text that says which secret to fetch, with `OPEN` parts or without; empty when it is none."""
    return text if WHOLE.fullmatch(text.replace(OPEN, "x")) else name_of(text)


def says_which(text: str, known: Environments) -> bool:
    """Whether `text`, given to a function called `get_secret` or the like, is a secret's name.

    Such a function may as well read the environment (`PROD_DB_URL`), or a file.
    """
    if _FILE.search(text) or text.isupper() or known.named(text):
        return False
    return "/" in text or known.of_name(text) != ""


def without_random(name: str) -> str:
    """The name of an ARN, without the six characters that AWS puts at its end if those look as if they were random."""
    return _RANDOM.sub("", name)
