"""An env file that git tracks, or that the next `git add` would take along: at most one hit for a file."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence

from tightlip.judgement.judge import Judge
from tightlip.model import GitStatus, Hit, Secret, Severity, Span
from tightlip.reading.facts import Binding, Reading

# Where the next secret will be put, though there is none yet.
_PERSONAL = re.compile(r"(?:^|/)\.env(?:\.(?:.+\.)?local)?$", re.I)
# A front end's build tool puts these into its pages: a key or a token of such a name is made to be seen.
_PUBLISHED = re.compile(r"(?:VITE|REACT_APP|VUE_APP|NEXT_PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|GATSBY|PUBLIC)_")
_ENCRYPTED = ("encrypted:", "ENC[")  # by dotenvx, by SOPS: such a file is made to be committed
_SHOWN = 3


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit at the name of the first value that looks secret; a note when the file only holds other settings."""
    bindings = [fact for fact in reading.facts if isinstance(fact, Binding)]
    secrets = [(binding, severity) for binding in bindings if (severity := _severity(binding, reading, judge))]
    settings = [binding for binding in bindings if binding.form != "comment" and _is_set(binding, judge)]
    if secrets:
        holds = _what([binding.name for binding, _ in secrets])
        yield from _hit(reading, secrets[0][0], holds, max(severity for _, severity in secrets))
    elif settings and _PERSONAL.search(reading.path) and not (reading.in_tests or _is_encrypted(bindings)):
        yield from _hit(reading, settings[0], "no value that looks secret, so far", Severity.NOTE)


def _severity(binding: Binding, reading: Reading, judge: Judge) -> Severity | None:
    severity = judge.binding(binding.name, binding.value, reading.in_tests)
    if binding.form == "comment" and severity is not Severity.ERROR:
        return None
    if _PUBLISHED.match(binding.name) and judge.name(binding.name).kind in ("key", "token"):
        return None
    # A file that was to be kept from git makes a weak value a real one, unless it is a password that everybody uses.
    common = binding.value.lower() in judge.vocabulary["values"]["weak"]
    return Severity.ERROR if severity is Severity.WARNING and not common else severity


def _is_set(binding: Binding, judge: Judge) -> bool:
    return "$" not in binding.value and judge.value(binding.value).strength != "placeholder"


def _is_encrypted(bindings: Sequence[Binding]) -> bool:
    return any(binding.value.startswith(_ENCRYPTED) for binding in bindings)


def _what(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"`{names[0]}`, which looks like a secret"
    shown = ", ".join(f"`{name}`" for name in names[:_SHOWN])
    return f"{len(names)} values that look like secrets: {shown}{', …' if len(names) > _SHOWN else ''}"


def _hit(reading: Reading, first: Binding, holds: str, severity: Severity) -> Iterator[Hit]:
    path, loud = shlex.quote(reading.path), severity > Severity.NOTE
    if reading.git is GitStatus.TRACKED:
        yield Hit(
            "committed-env-file",
            _at_name(reading, first),
            f"git tracks this env file. It holds {holds}",
            Secret(first.value),
            severity=severity,
            fix=f"`git rm --cached {path}`, add it to .gitignore" + (", and rotate what it holds." if loud else "."),
        )
    elif reading.git is GitStatus.UNTRACKED:  # an ignored one is where secrets belong; outside git nothing is known
        yield Hit(
            "env-file-not-ignored",
            _at_name(reading, first),
            f"git does not ignore this env file: the next `git add` may take it along. It holds {holds}",
            Secret(first.value),
            severity=min(severity, Severity.WARNING),
            fix=f"Add {path} to .gitignore.",
        )


def _at_name(reading: Reading, binding: Binding) -> Span:
    """The place of the name: other rules have something to say about the place of the value."""
    value = binding.anchor()
    column = reading.source.line(value.line).find(binding.name) + 1
    return (
        value._replace(column=column, end_line=value.line, end_column=column + len(binding.name)) if column else value
    )
