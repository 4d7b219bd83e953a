"""Other tools' suppression comments, for projects whose settings let them count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from tightlip.model import Finding
from tightlip.paths import NOTEBOOK, PYTHON, STUB
from tightlip.reading.text import SourceText
from tightlip.waivers.comments import FILE, LINE, NEXT_LINE, Comment
from tightlip.waivers.layout import Layout

# Rules for a value that is written down, which is what the scanners for secrets look for, too.
_WRITTEN = (
    "hardcoded-secret", "known-token", "private-key", "credential-in-url", "high-entropy-string", "secret-in-config",
    "secret-in-env-template", "secret-in-image", "secret-in-shell", "plaintext-secret-in-task-definition",
)  # fmt: skip
# bandit's and ruff's rules know a secret by its name.
_NAMED = ("hardcoded-secret",)
_OF_BANDIT = frozenset(
    "B105 B106 B107 hardcoded_password_string hardcoded_password_funcarg hardcoded_password_default".split()
)
_OF_RUFF = frozenset(("S105", "S106", "S107"))

_PRAGMA = re.compile(
    r"(?:\#|//|/\*|'|--|<!--|;|\brem\b)[ \t]*pragma:[ ]?(?:whitelist|allowlist(?P<next>[ -]nextline)?)[ -]secret\b",
    re.I,
)
_ALLOW = re.compile(r"gitleaks:allow\b")
_NOSEC = re.compile(r"\#[ \t]*nosec\b:?(?P<tests>[^#\r\n]*)")
_TEST = re.compile(r"\bB\d{3}\b|\b[a-z]+(?:_[a-z\d]+)+\b")
_NOQA = re.compile(
    r"\#[ \t]*(?P<file>(?:ruff|flake8):[ \t]*)?(?i:noqa)\b(?P<some>[ \t]*:[ \t]*(?P<codes>(?:[A-Z]+\d+[, \t]*)*))?"
)
_CODE = re.compile(r"(?<![A-Z])[A-Z]+\d+")

# The form of a comment, where it starts, and the rules that it waives.
_Found = Iterator[tuple[str, int, tuple[str, ...]]]


def find_others(source: SourceText, kind: str, layout: Layout, tools: Sequence[str]) -> list[Comment]:
    """The comments in `source`, a file of that `kind`, that speak to one of `tools`; their selectors are rules."""
    found = []
    for tool in tools:
        for form, start, rules in _TOOLS[tool](source.text, kind):
            span = source.span(start, start)
            is_comment = layout.comments is None or 0 < layout.comments.get(span.line, 0) <= span.column
            alone = not source.line(span.line)[: span.column - 1].strip()
            if is_comment and (form == LINE or alone):
                found.append(Comment(form, span.line + (form == NEXT_LINE), rules, span))
    return found


def is_others_too(finding: Finding) -> bool:
    """Whether `finding` is of a value that is written down, and so another tool may have found it."""
    return bool(finding.redacted) and finding.rule in _WRITTEN


def may_have_others(source: SourceText, tools: Sequence[str]) -> bool:
    """Whether anything in `source` looks like a comment for one of `tools`."""
    return any(word in source.text.lower() for tool in tools for word in _WORDS[tool])


def _pragmas(text: str, _: str) -> _Found:
    """Of detect-secrets: its `nextline` must stand alone, so that it hides nothing else."""
    for match in _PRAGMA.finditer(text):
        yield NEXT_LINE if match["next"] else LINE, match.start(), _WRITTEN


def _allowed(text: str, _: str) -> _Found:
    for match in _ALLOW.finditer(text):
        yield LINE, match.start(), _WRITTEN


def _nosec(text: str, kind: str) -> _Found:
    """Of bandit: without the name of a test it speaks of all of them, whatever else it says."""
    for match in _NOSEC.finditer(text) if kind in (PYTHON, STUB) else ():
        tests = set(_TEST.findall(match["tests"]))
        if not tests or tests & _OF_BANDIT:
            yield LINE, match.start(), _NAMED


def _noqa(text: str, kind: str) -> _Found:
    """Of ruff: without a colon it speaks of all rules, and after one of those alone that are named."""
    for match in _NOQA.finditer(text) if kind in (PYTHON, STUB, NOTEBOOK) else ():
        if match["some"] is None or not _OF_RUFF.isdisjoint(_CODE.findall(match["codes"])):
            yield FILE if match["file"] else LINE, match.start(), _NAMED


_TOOLS: dict[str, Callable[[str, str], _Found]] = {
    "detect-secrets": _pragmas,
    "gitleaks": _allowed,
    "bandit": _nosec,
    "ruff": _noqa,
}
_WORDS = {
    "detect-secrets": ("list secret", "list-secret", "nextline"),
    "gitleaks": ("gitleaks:allow",),
    "bandit": ("nosec",),
    "ruff": ("noqa",),
}
