"""A literal under a sensitive name in a configuration file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tightlip.judgement.judge import Judge
from tightlip.model import Hit, Secret, Severity
from tightlip.reading.config.compose import BUILD_ARGUMENT
from tightlip.reading.config.kubernetes import ENCODED
from tightlip.reading.config.workflows import system_of
from tightlip.reading.facts import Binding, Reading
from tightlip.reading.scripts import IN_SCRIPT

# Descriptions of data, in which "password" is a field, and texts for people among other things.
_SCHEMA = re.compile(
    r"(?:^|\.)(?:properties|definitions|components|\$defs|parameters|messages?|labels?|errors?)(?:\.|$)|\.x-[\w-]+",
    re.I,
)
_TEST_RUN = re.compile(r"(?:^|[-_.\d])(?:tests?|testing|ci|e2e|integration|checks?|coverage|lint)(?=[-_.\d])", re.I)
_PRIVATE_KEY = re.compile(
    r"PRIVATE KEY-----\s+(?:[\w-]+: .{0,200}\n\s*){0,9}(?:[\w-]+: .{0,200}\s)?[A-Za-z0-9+/=\s]{40}"
)
_VARIABLE = re.compile(r"\$[\w{(]")
_BUILD_ARGUMENTS = ".build.args"


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every binding that the judge takes for a secret; a weak one is only a note here."""
    for fact in (fact for fact in reading.facts if isinstance(fact, Binding)):
        severity = _severity(fact, reading, judge)
        if severity is not None and not _SCHEMA.search(fact.owner) and not _elsewhere(fact, judge):
            yield Hit(
                "secret-in-config",
                fact.anchor(),
                _message(fact),
                Secret(fact.written or fact.value, fact.value) if fact.form != BUILD_ARGUMENT else None,
                fact.name,
                severity=Severity.NOTE if severity is Severity.WARNING else severity,
            )


def _severity(fact: Binding, reading: Reading, judge: Judge) -> Severity | None:
    if fact.form == BUILD_ARGUMENT:
        noun = judge.name(fact.name)
        return Severity.NOTE if noun.strong or noun.kind == "token" else None
    if "-----BEGIN" in fact.value:  # what stands here as it is, `private-key` looks at
        return Severity.ERROR if fact.form == ENCODED and _PRIVATE_KEY.search(fact.value) else None
    severity = judge.binding(fact.name, fact.value, reading.in_tests or _tries(reading.path))
    if severity is None and fact.form == ENCODED and len(fact.value.split()) == 1:  # one word, not a file
        return Severity.NOTE if judge.value(fact.value).strength == "strong" else None
    return severity


def _tries(path: str) -> bool:
    """Whether the file is a workflow that runs tests: its databases live for minutes, and nobody else reaches them."""
    return system_of(path) is not None and _TEST_RUN.search(path.rpartition("/")[2]) is not None


def _elsewhere(fact: Binding, judge: Judge) -> bool:
    """Whether what stands on a command line is a variable, or an address, whose password has a rule of its own."""
    return fact.form == IN_SCRIPT and (
        "://" in fact.value or judge.name(fact.name).kind == "connection string" or bool(_VARIABLE.search(fact.value))
    )


def _message(fact: Binding) -> str:
    if fact.form == IN_SCRIPT:
        return f"{fact.owner}: its value stands here"
    if fact.form == ENCODED:
        return f"`{fact.name}` is only encoded (Base64), not encrypted"
    if fact.form == BUILD_ARGUMENT:
        return f"`{fact.name}` stays in the history of the image that is built with it"
    stays = ", and stays in the history of the image" if fact.owner.endswith(_BUILD_ARGUMENTS) else ""
    return f"`{fact.name}` {'falls back to' if fact.form == 'fallback' else 'is set to'} a literal{stays}"
