"""A secret that gets into a container image: its settings, its history, or one of its layers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from tightlip.checks.docker.copied_files import carried_along, copied, is_context, removed_later
from tightlip.checks.docker.mounted_secrets import persisted
from tightlip.judgement.judge import Judge
from tightlip.model import Beside, Hit, Secret, Severity
from tightlip.reading.facts import Binding, Instruction, Reading
from tightlip.reading.said import EVERYTHING, PRINTED, TRACED, said

_RULE = "secret-in-image"
_WRITTEN = {
    "ENV": "`{name}` is set in ENV: it stays in the image and its history",
    "ARG": "`{name}` has its value in ARG: it stays in the image's history",
    "LABEL": "`{name}` is in a LABEL: everybody who can pull the image can read it",
    "RUN": "{form} in RUN: it stays in the image's history",
}
_COMMAND = "{form} in {owner}: it stays in the image, and shows in the container's list of processes"
_FILE = "{form} that {owner} writes: it stays in the image"
_AT_RUN_TIME = "Have it set when the container starts (`secrets` of an ECS task definition), and rotate it."
_NOT_COPIED = "Leave it out of the image (.dockerignore): mount it where it is needed, and rotate what it holds."
_IN_BUILD = "Hand it over with `RUN --mount=type=secret`: build arguments can be read from the image."
_WHY_LOGGED = "Logs are kept, copied and read by many who should not have the secret."
_NOT_SAID = "Do not print it: `${NAME:+set}` tells that there is one."
_NOT_WRITTEN = (
    "Use the mounted secret where it is (a command that reads it, or a variable), or remove the file in this RUN."
)
# Programs that want some value for a secret and make no use of it: a weak one is made up for them.
_BUILDS = frozenset("collectstatic compilemessages compress assets:precompile".split())
_REFERENCE = re.compile(r"\$\{?([A-Za-z_]\w*)\}?")


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every secret that an instruction leaves behind; what is only in a build stage is a milder one."""
    instructions = [fact for fact in reading.facts if isinstance(fact, Instruction)]
    kept = {name for instruction in instructions for name, _ in _references(instruction)}
    asked_for: set[str] = set()
    beside = reading.beside if reading.beside and is_context(instructions, reading.beside) else None
    for position, instruction in enumerate(instructions):
        following = islice(instructions, position + 1, None)
        for hit in chain(
            _written(instruction, reading, judge),
            _arguments(instruction, asked_for, kept, reading, judge),
            _copied(instruction, following, reading, judge),
            _carried_along(instruction, beside, reading, judge),
            _said(instruction, instructions, reading, judge),
            _persisted(instruction, reading, judge),
        ):
            yield hit if instruction.stage.final else _milder(hit, instruction.stage.name)


def _milder(hit: Hit, stage: str) -> Hit:
    severity = Severity.ERROR if hit.severity is None else hit.severity
    return hit._replace(
        severity=min(severity, Severity.WARNING),
        message=f"{hit.message} (of the build stage `{stage}`, not of the final image)",
    )


def _written(instruction: Instruction, reading: Reading, judge: Judge) -> Iterator[Hit]:
    """Literals: in ENV, ARG, LABEL, and on command lines."""
    building = any(word.text in _BUILDS for command in instruction.commands for word in command.words)
    for binding in instruction.bindings:
        # What matters in a URL or a connection string is its password, which `credential-in-url` looks for.
        if "://" in binding.value or judge.name(binding.name).kind == "connection string":
            continue
        severity = judge.binding(binding.name, binding.value, reading.in_tests)
        if severity is None or (building and severity < Severity.ERROR):
            continue
        usual = _FILE if binding.owner in ("COPY", "ADD") else _COMMAND
        words = _WRITTEN.get(binding.owner, usual)
        message = words.format(name=binding.name, form=binding.form, owner=binding.owner)
        fix = _AT_RUN_TIME if binding.owner in ("ENV", "CMD", "ENTRYPOINT", "HEALTHCHECK") else ""
        yield Hit(_RULE, binding.anchor(), message, Secret(binding.value), severity=severity, fix=fix)


def _arguments(
    instruction: Instruction, asked_for: set[str], kept: set[str], reading: Reading, judge: Judge
) -> Iterator[Hit]:
    """Build arguments that ask for a secret, and ENV that keeps one of them."""
    for word in instruction.words if instruction.keyword == "ARG" else ():
        name, _, default = word.text.partition("=")
        stands_in = not default or default.startswith("$") or judge.value(default, name).strength == "placeholder"
        noun = judge.name(name)
        if not (stands_in and name.isidentifier() and (noun.strong or noun.kind == "token")):
            continue
        if name not in asked_for and name not in kept:
            span = reading.source.span(word.start, word.end)
            message = f"`{name}` is a build argument: its value stays in the image's history"
            yield Hit(_RULE, span, message, subject=name, severity=Severity.NOTE, fix=_IN_BUILD)
        asked_for.add(name)
    for name, binding in _references(instruction):
        if name in asked_for:
            yield Hit(
                _RULE,
                binding.anchor(),
                f"the build argument `{name}` is kept in ENV: it stays in the image and its history",
                subject=name,
                severity=Severity.NOTE if reading.in_tests else Severity.WARNING,
                fix=_IN_BUILD,
            )


def _references(instruction: Instruction) -> Iterator[tuple[str, Binding]]:
    """The variables that ENV binds names to, as they are."""
    for binding in instruction.bindings if instruction.keyword == "ENV" else ():
        reference = _REFERENCE.fullmatch(binding.value)
        if reference:
            yield reference[1], binding


def _copied(
    instruction: Instruction, following: Iterable[Instruction], reading: Reading, judge: Judge
) -> Iterator[Hit]:
    """Files that keep secrets, copied into a layer; one of the `following` instructions may remove them, too late."""
    if instruction.keyword not in ("COPY", "ADD") or len(instruction.words) < 2:
        return
    files = list(copied(instruction, judge.vocabulary["secret_files"]))
    later = [other for other in following if other.stage == instruction.stage] if files else []
    for file in files:
        line = removed_later(file.name, instruction.words[-1], later, judge.vocabulary["commands"]["words"])
        stays = f"removing it in line {line} does not take it out of its layer" if line else "it stays in the image"
        yield Hit(
            _RULE,
            reading.source.span(file.name.start, file.name.end),
            f"`{file.name.text}`, {file.kind}, is copied into the image: {stays}",
            subject=file.name.text,
            severity=min(file.severity, Severity.WARNING) if reading.in_tests else file.severity,
            fix=_NOT_COPIED,
        )


def _carried_along(instruction: Instruction, beside: Beside | None, reading: Reading, judge: Judge) -> Iterator[Hit]:
    """Files that nobody named, and that `.dockerignore` lets through: one hit for all of them."""
    if beside is None or instruction.keyword not in ("COPY", "ADD") or len(instruction.words) < 2:
        return
    files = list(carried_along(instruction, beside, judge.vocabulary["secret_files"]))
    if files:
        first, more = files[0], f" and {len(files) - 1} more" if len(files) > 1 else ""
        why = f"{beside.file} does not keep it out" if beside.file else "there is no .dockerignore"
        yield Hit(
            _RULE,
            reading.source.span(first.name.start, first.name.end),
            f"`{first.name.text}`{more}, {first.kind}, is copied into the image with all the rest: {why}",
            subject=first.name.text,
            severity=Severity.WARNING if instruction.stage.final and not reading.in_tests else Severity.NOTE,
            fix=_NOT_COPIED,
        )


def _said(
    instruction: Instruction, instructions: Sequence[Instruction], reading: Reading, judge: Judge
) -> Iterator[Hit]:
    """What the commands print: of RUN into the build's log, of the others into the container's."""
    building = instruction.keyword == "RUN"
    for each in said(instruction.commands, judge):
        # While an image is built, nothing secret is in the environment but what the Dockerfile puts there.
        if each.how not in (PRINTED, TRACED) or (
            each.what == EVERYTHING and building and not _secrets_in_build(instruction, instructions, judge)
        ):
            continue
        yield Hit(
            _RULE,
            reading.source.span(each.at.start, each.at.end),
            f"{each.what} {each.how} {each.through}: it ends up in the {'build' if building else 'container'}'s log",
            subject=f"{each.what} {each.through}",
            severity=Severity.NOTE if each.meant or each.partial or reading.in_tests else Severity.WARNING,
            why=_WHY_LOGGED,
            fix=_NOT_SAID,
        )


def _secrets_in_build(instruction: Instruction, instructions: Sequence[Instruction], judge: Judge) -> bool:
    """Whether the environment of a RUN holds a secret: a mounted one, a build argument, a setting."""
    if any("type=secret" in flag.text and "env=" in flag.text for flag in instruction.flags):
        return True
    set_before = (word for each in instructions if each.keyword in ("ARG", "ENV") for word in each.words)
    return any(judge.name(word.text.partition("=")[0]).strong for word in set_before)


def _persisted(instruction: Instruction, reading: Reading, judge: Judge) -> Iterator[Hit]:
    """Mounted secrets whose value is written into the layer."""
    for secret in persisted(instruction, judge.vocabulary["commands"]["words"]):
        yield Hit(
            _RULE,
            reading.source.span(secret.at.start, secret.at.end),
            f"the mounted secret `{secret.id}` is written to {secret.file}: it stays in the image",
            subject=f"{secret.id} {secret.file}",
            fix=_NOT_WRITTEN,
        )
