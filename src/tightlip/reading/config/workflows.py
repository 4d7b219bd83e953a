"""CI workflows (GitHub, GitLab, CircleCI, Azure, Bitbucket) as facts: whom they hand a secret to, and what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from tightlip.judgement.judge import Judge
from tightlip.model import Severity, Step
from tightlip.reading import ci_scripts, said
from tightlip.reading.config.nodes import Items, Node, Scalar, Table
from tightlip.reading.config.scalars import piece, pieces
from tightlip.reading.facts import Anchor, Binding, Exposure, Fact, Reading
from tightlip.reading.pieces import Piece, join
from tightlip.reading.scripts import IN_SCRIPT, handed

LOG, OUTPUT, TOO_MANY = "secret-in-ci-log", "secret-in-ci-output", "overprovisioned-secrets"


class System(NamedTuple):
    """A CI system: where its workflows keep scripts and variables.

    `masks`: it shows `***` for every secret that it knows, though not for one in another form. `open`: all of its
    secrets are in the environment of every script; else only those that a workflow puts there.
    """

    name: str
    path: re.Pattern[str]
    scripts: tuple[str, ...]
    variables: tuple[str, ...]
    masks: bool
    open: bool


_GITHUB = System(
    "github",
    re.compile(r"^(?=.*\.ya?ml$)(?:.*/)?(?:\.(?:github|gitea|forgejo)/.|action\.ya?ml$)"),
    ("run",),
    ("env",),
    True,
    False,
)
_GITLAB = System(
    "gitlab",
    re.compile(r"\.gitlab-ci\.ya?ml$|^(?=.*\.ya?ml$)(?:.*/)?\.gitlab(?:-ci)?/."),
    ("before_script", "script", "after_script"),
    ("variables",),
    False,
    True,
)
_CIRCLE = System(
    "circle", re.compile(r"^(?=.*\.ya?ml$)(?:.*/)?\.circleci/."), ("run", "command"), ("environment",), True, True
)
_AZURE = System(
    "azure",
    re.compile(r"^(?=.*\.ya?ml$)(?:.*/)?(?:\.?azure-?pipelines?|\.(?:azure|ado|vsts)[^/]*/.)|\.vsts-ci\.ya?ml$"),
    ("script", "bash"),
    ("env", "variables"),
    True,
    False,
)
_BITBUCKET = System(
    "bitbucket", re.compile(r"(?:^|/)bitbucket-pipelines\.ya?ml$"), ("script", "after-script"), (), True, True
)
_SYSTEMS = (_GITHUB, _GITLAB, _CIRCLE, _AZURE, _BITBUCKET)

_OTHER_SHELLS = ("pwsh", "powershell", "python", "cmd", "node", "perl", "ruby")
_ALL_SECRETS = re.compile(r"\btoJSON\(\s*secrets\s*\)", re.I)
_ANY_SECRET = re.compile(r"\bsecrets\[\s*(?!'[^']*'\s*\])[^\]]+\]?", re.I)
_FIELD = re.compile(r"\bfromJSON\(\s*secrets\.(\w+)\s*\)\s*[.\[]", re.I)
_EXPRESSION = re.compile(r"\$\{\{((?:(?!\$\{\{).)*?)\}\}", re.S)
_BUILD_ARGUMENT = re.compile(r"^[ \t]*([A-Za-z_]\w*)=\"?\$\{\{\s*secrets\.(\w+)\s*\}\}", re.M)
_ON = frozenset(("true", "1", "yes", "on", "t"))

# Where a secret goes, by what its command writes to.
_WHERE = {
    "GITHUB_OUTPUT": "an output of the step, for other steps and jobs to show",
    "GITHUB_ENV": "the environment of every later step",
    "GITHUB_STEP_SUMMARY": "the summary of the job",
    "GITHUB_STATE": "the state of the action",
    "::set-output": "an output of the step, for other steps and jobs to show",
    "::set-env": "the environment of every later step",
    "##vso[task.setvariable": "a variable that is not marked as secret (`issecret=true`)",
    "dotenv": "the job's `dotenv` artifact, which can be downloaded",
}
_NOTED = frozenset(("GITHUB_ENV", "GITHUB_STATE", "::set-env"))


class _Scope(NamedTuple):
    """What is known where a script stands: variables and whether they hold secrets, files that become artifacts."""

    known: Mapping[str, bool]
    artifacts: tuple[str, ...] = ()
    foreign: bool = False


def system_of(path: str) -> System | None:
    """The CI system whose workflow, or part of one, the file at `path` is; `None` for another kind of file."""
    return next((system for system in _SYSTEMS if system.path.search(path)), None)


def facts(nodes: Sequence[Node], reading: Reading, wanted: frozenset[str], judge: Judge) -> Iterator[Fact]:
    """What the workflow in `nodes` does with secrets; nothing for other files. Literals on its command lines, too."""
    system = system_of(reading.path)
    if system is None:
        return
    reader = _Reader(system, reading, wanted, judge)
    for node in nodes:
        yield from reader.read(node, (), _Scope({}))


class _Reader:
    def __init__(self, system: System, reading: Reading, wanted: frozenset[str], judge: Judge) -> None:
        self.system, self.source, self.judge = system, reading.source, judge
        self.text = reading.source.text
        self.wanted = wanted

    def read(self, node: Node, path: tuple[str, ...], scope: _Scope) -> Iterator[Fact]:
        """The facts in `node`, to which the keys of `path` lead."""
        if isinstance(node, Items):
            for item in node.items:
                yield from self.read(item, path, scope)
        elif isinstance(node, Scalar):
            if "ci" in self.wanted and self.system is _GITHUB:
                yield from self._expressions(node)
        else:
            scope = self._within(node, scope)
            yield from self._script(node, scope)
            if "ci" in self.wanted:
                yield from self._settings(node, path)
            for pair in node.pairs:
                yield from self.read(pair.value, (*path, pair.key.value), scope)

    def _within(self, table: Table, scope: _Scope) -> _Scope:
        known = dict(scope.known)
        for key in self.system.variables:
            for name, value in _variables(table.get(key)):
                known[name] = self._holds_secret(name, value)
        shell = table.text("shell") or table.text("defaults", "run", "shell")
        foreign = shell.startswith(_OTHER_SHELLS) if shell else scope.foreign
        dotenv = table.get("artifacts", "reports", "dotenv")
        files = tuple(file.text for file in pieces(dotenv, self.text))
        return _Scope(known, files or scope.artifacts, foreign)

    def _holds_secret(self, name: str, value: Scalar) -> bool:
        """Whether a variable of that `value` holds a secret: it comes from one, or from a variable of that name."""
        if self.system is _GITHUB:
            return any(ci_scripts.is_secret(found) for found in ci_scripts.secrets_in(value.value))
        noun = self.judge.name(name)
        return "$" in value.value and (noun.strong or noun.kind == "token")

    def _script(self, table: Table, scope: _Scope) -> Iterator[Fact]:
        if scope.foreign:
            return
        parts: list[Piece] = []
        for key in self.system.scripts:
            if key == "after_script":
                continue  # a shell of its own
            for part in pieces(table.get(key), self.text):
                parts += [part, Piece("\n", part.marks[-1:])] if part.text else []
        yield from self._commands(join(parts), scope) if parts else ()
        for part in pieces(table.get("after_script"), self.text) if self.system is _GITLAB else ():
            yield from self._commands(part, scope)

    def _commands(self, text: Piece, scope: _Scope) -> Iterator[Fact]:
        script = ci_scripts.read(text, self.system.name, scope.artifacts)
        if "bindings" in self.wanted:
            for name, value, how in handed(script.run, self.judge):
                if value.text and "${" not in value.text:
                    yield Binding(name, value.text, self._anchor(value.start, value.end), IN_SCRIPT, how)
        if "ci" not in self.wanted:
            return
        known = {**scope.known, **script.known}
        for each in said.said(script.shown, self.judge, "", script.text.text, known):
            exposure = self._exposure(each, script, any(known.values()))
            if exposure is not None:
                yield exposure

    def _exposure(self, each: said.Said, script: ci_scripts.Script, bound: bool) -> Exposure | None:
        if each.what == said.EVERYTHING and not (self.system.open or bound):
            return None
        what = ci_scripts.shown(each.what)
        anchor = self._anchor(each.at.start, each.at.end)
        where = script.goes.get(each.at.start, "")
        if each.how in (said.IN_HISTORY, said.IN_MESSAGE):
            return Exposure(OUTPUT, f"{what} {each.how} {each.through}", anchor)
        if where in _WHERE:
            severity = Severity.NOTE if where in _NOTED else None
            return Exposure(OUTPUT, f"{what} is put into {_WHERE[where]}", anchor, severity=severity)
        if where:
            message = f"{what} is printed in another form, by `{where}`: nothing masks it"
            return Exposure(LOG, message, anchor, severity=Severity.ERROR)
        quiet = each.meant or each.partial or (each.how == said.TRACED and self.system.masks)
        steps = partial(self._steps, each)
        return Exposure(LOG, f"{what} {each.how} {each.through}", anchor, steps, Severity.NOTE if quiet else None)

    def _steps(self, each: said.Said) -> tuple[Step, ...]:
        if each.since is None:
            return ()
        place = self.source.span(each.since.start, each.since.end)
        return (Step(place, "from here on, every command is shown as it is run"),)

    def _settings(self, table: Table, path: tuple[str, ...]) -> Iterator[Exposure]:
        """What a workflow hands on by its settings, not by its scripts."""
        for key, value in table.pairs:
            if not isinstance(value, Scalar):
                continue
            if self.system is _GITLAB and key.value in ("CI_DEBUG_TRACE", "CI_DEBUG_SERVICES"):
                if value.value.lower() in _ON and path[-1:] == ("variables",):
                    yield Exposure(LOG, f"`{key.value}` writes every variable to the log, secrets too", self._at(value))
            elif self.system is _GITHUB and key.value == "secrets" and value.value == "inherit" and "jobs" in path:
                yield Exposure(
                    TOO_MANY,
                    "the workflow that is called gets every secret of this one",
                    self._at(value),
                    severity=Severity.NOTE,
                )
            elif self.system is _GITHUB and path[-1:] == ("outputs",) and path[:1] == ("jobs",):
                found = next(filter(ci_scripts.is_secret, ci_scripts.secrets_in(value.value)), "")
                if found:
                    yield Exposure(OUTPUT, f"`secrets.{found}` is an output of the job", self._at(value))
            elif self.system is _GITHUB and key.value == "build-args" and path[-1:] == ("with",):
                text = piece(value, self.text)
                for match in _BUILD_ARGUMENT.finditer(text.text):
                    if ci_scripts.is_secret(match[2]):
                        place = text.group(match, 0).stripped()
                        yield Exposure(
                            OUTPUT,
                            f"`secrets.{match[2]}` stays in the history of the image, as its argument `{match[1]}`",
                            self._anchor(place.start, place.end),
                        )

    def _expressions(self, scalar: Scalar) -> Iterator[Exposure]:
        """Expressions of GitHub that take more than one secret, or a part of one."""
        text = self.text[scalar.start : scalar.end]
        for expression in _EXPRESSION.finditer(text):
            for pattern, rule, message, severity in (
                (_ALL_SECRETS, TOO_MANY, "`toJSON(secrets)` hands on every secret that there is", None),
                (_ANY_SECRET, TOO_MANY, "a secret whose name is computed: the runner gets all of them", Severity.NOTE),
                (_FIELD, LOG, "a part of a secret is taken out of its JSON: nothing masks it in the log", None),
            ):
                for match in pattern.finditer(expression[1]):
                    start = scalar.start + expression.start(1)
                    place = self._anchor(start + match.start(), start + match.end())
                    yield Exposure(rule, message, place, severity=severity)

    def _at(self, value: Scalar) -> Anchor:
        return self._anchor(value.start, value.end)

    def _anchor(self, start: int, end: int) -> Anchor:
        return partial(self.source.span, start, end)


def _variables(node: Node | None) -> Iterator[tuple[str, Scalar]]:
    """`NAME: value`, GitLab's `NAME: {value: …}`, Azure's `- {name: NAME, value: …}`."""
    if isinstance(node, Table):
        for key, value in node.pairs:
            value = value.get("value") or value if isinstance(value, Table) else value
            if isinstance(value, Scalar):
                yield key.value, value
    elif isinstance(node, Items):
        for item in node.items:
            if isinstance(item, Table) and isinstance(found := item.get("value"), Scalar):
                yield item.text("name"), found
