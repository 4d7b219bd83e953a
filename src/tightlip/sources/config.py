"""Settings from a file and the command line, checked against the one definition in `tightlip.settings`."""

from __future__ import annotations

import os
import re
import typing
from collections.abc import Callable, Mapping

from tightlip.globs import below, matcher
from tightlip.model import Severity
from tightlip.nearest import did_you_mean
from tightlip.rulebook.book import Rulebook
from tightlip.rulebook.selection import ALL, matching
from tightlip.rulebook.tokens import TokenFormat, own_tokens
from tightlip.rulebook.toml import TomlError, parse_toml
from tightlip.settings import OTHER_TOOLS, Key, Settings, SettingsError
from tightlip.sources.project import Project, shown

# Who says `--select` on the command line wants just that; who says `--ignore` wants what the file says, and that.
_REPLACED_WITH_SELECT = ("extend-select", "ignore")
_ADDED_TO = ("extend-select", "ignore")
# The characters are those that Secrets Manager allows; without a placeholder it would be the name of one secret.
_NAME_PATTERN = re.compile(r"(?:[\w/+=.@-]*\{[a-z][a-z-]*\})+[\w/+=.@-]*", re.A)


def load(
    project: Project, rulebook: Rulebook, overrides: Mapping[str, object] | None = None, folder: str = ""
) -> Settings:
    """The settings of `project`, with `overrides` from the command line on top.

    `overrides` maps keys as TOML spells them (`extend-select`) to values as TOML would give them (lists of
    strings, a table glob -> list of rules, a severity's name); `None` values count as not given. They
    replace what the file says, except `ignore` and `extend-select`, which add to it; `select` replaces
    these two as well. `SettingsError` names the file or the option, the key, and the nearest right one.

    `folder` is where the settings file lies below the project's root: its path patterns start there.
    """
    values: dict[str, typing.Any] = {}
    if project.settings_file is not None:
        where = shown(project.settings_file, project.root)
        for key, value in _table(project.settings_file, where).items():
            values[key] = _checked(key, value, rulebook, f"{where}: ")
    if folder:
        ignores = values.get("per-file-ignores", ())
        values["per-file-ignores"] = tuple((below(folder, glob), rules) for glob, rules in ignores)
        values["exclude"] = tuple(below(folder, glob) for glob in values.get("exclude", ()))
    given = {key: value for key, value in (overrides or {}).items() if value is not None}
    if "select" in given:
        for key in _REPLACED_WITH_SELECT:
            values.pop(key, None)
    for key, value in given.items():
        checked = _checked(key, value, rulebook, "--")
        values[key] = (*values.get(key, ()), *checked) if key in _ADDED_TO else checked
    return Settings(root=project.root)._replace(**{key.replace("-", "_"): value for key, value in values.items()})


def keys() -> dict[str, Key]:
    """Every setting as TOML spells it."""
    hints = typing.get_type_hints(Settings, include_extras=True)
    return {
        field.replace("_", "-"): hint.__metadata__[0] for field, hint in hints.items() if hasattr(hint, "__metadata__")
    }


def _table(path: str, where: str) -> dict[str, object]:
    try:
        with open(path, encoding="utf-8-sig") as file:
            table: typing.Any = parse_toml(file.read())
    except OSError as error:
        raise SettingsError(f"{where}: cannot read the settings: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{where}: not UTF-8, which TOML must be") from None
    except TomlError as error:
        raise SettingsError(f"{where}: {error}") from None
    if os.path.basename(path) == "pyproject.toml":
        for name in ("tool", "tightlip"):
            table = table.get(name, {})
            if not isinstance(table, dict):
                raise SettingsError(f"{where}: `{name}` must be a table")
    elif prefix := table.keys() & {"tool", "tightlip"}:
        raise SettingsError(f"{where}: {min(prefix)}: only pyproject.toml has [tool.tightlip]; here keys stand alone")
    return dict(table)


def _checked(key: str, value: object, rulebook: Rulebook, where: str) -> typing.Any:
    """`value` as `Settings` holds it, if it is what `key` takes."""
    known = keys()
    if key not in known:
        near = did_you_mean(key, known) or "; `tightlip config` lists all"
        raise SettingsError(f"{where}{key}: there is no such setting{near}")
    try:
        return _KINDS[known[key].kind](value, rulebook)
    except ValueError as error:
        raise SettingsError(f"{where}{key}: {error}") from None


def _strings(value: object, what: str, example: str) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) and item for item in value):
        raise ValueError(f'must be a list of {what}, such as ["{example}"]')
    return tuple(value)


def _rules(value: object, rulebook: Rulebook) -> tuple[str, ...]:
    selectors = _strings(value, "rules", "hardcoded-secret")
    for selector in selectors:
        if not matching(rulebook, selector):
            known = {ALL, *rulebook.cards, *(card.family for card in rulebook.cards.values())}
            near = did_you_mean(selector, known) or "; `tightlip rule` lists all"
            raise ValueError(f"there is no rule or family `{selector}`{near}")
    return selectors


def _globs(value: object, _: Rulebook) -> tuple[str, ...]:
    return tuple(map(_glob, _strings(value, "path patterns", "tests/**")))


def _glob(pattern: str) -> str:
    if pattern.startswith("!"):
        raise ValueError(f"`{pattern}`: a pattern cannot be negated with `!`")
    try:
        matcher([pattern])
    except re.error:
        raise ValueError(f"`{pattern}` is not a path pattern") from None
    return pattern


def _rules_by_glob(value: object, rulebook: Rulebook) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(value, Mapping):
        raise ValueError(
            'must be a table of path patterns, each with a list of rules: { "tests/**" = ["hardcoded-secret"] }'
        )
    return tuple((_glob(pattern), _rules(selectors, rulebook)) for pattern, selectors in value.items())


def _names(value: object, _: Rulebook) -> tuple[str, ...]:
    return _strings(value, "names", "page_token")


def _other_tools(value: object, _: Rulebook) -> tuple[str, ...]:
    tools = _strings(value, "tools", OTHER_TOOLS[0])
    for tool in tools:
        if tool not in OTHER_TOOLS:
            raise ValueError(f"must be some of {', '.join(OTHER_TOOLS)}{did_you_mean(tool, OTHER_TOOLS)}")
    return tools


def _tokens(value: object, rulebook: Rulebook) -> tuple[TokenFormat, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(entry, dict) for entry in value):
        raise ValueError("must be a list of tables: [[tokens]], each with `id`, `title`, `literals`, `pattern`")
    tokens = own_tokens(list(value))
    for token in tokens:
        if token.id in rulebook.tokens or sum(other.id == token.id for other in tokens) > 1:
            raise ValueError(f"{token.id}: there is a format of that name already")
    return tokens


# Imported where they are named: few projects have calls of their own, and every hook would pay for it.
def _sources(value: object, _: Rulebook) -> tuple[object, ...]:
    from tightlip.rulebook.own_calls import own_sources

    return own_sources(value)


def _sinks(value: object, rulebook: Rulebook) -> tuple[object, ...]:
    from tightlip.rulebook.own_calls import own_sinks

    return own_sinks(value, rulebook.vocabulary)


def _calls(value: object, _: Rulebook) -> tuple[str, ...]:
    from tightlip.rulebook.own_calls import own_sanitizers

    return own_sanitizers(value)


def _severity(value: object, _: Rulebook) -> Severity:
    words = [severity.word for severity in Severity]
    if value not in words:
        raise ValueError(f"must be one of {', '.join(words)}{did_you_mean(str(value), words)}")
    return Severity.parse(str(value))


def _bytes(value: object, _: Rulebook) -> int:
    return _number(value, "bytes")


def _days(value: object, _: Rulebook) -> int:
    return _number(value, "days")


def _number(value: object, what: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value <= 0:
        raise ValueError(f"must be a number of {what}, above 0")
    return value


def _name_pattern(value: object, _: Rulebook) -> str:
    if not isinstance(value, str) or not (value == "" or _NAME_PATTERN.fullmatch(value)):
        raise ValueError(
            "must be a name with placeholders in braces, such as app/{environment}/{service}/{secret-type}"
        )
    return value


def _file(value: object, _: Rulebook) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("must be the path of a file")
    return value


def _file_or_none(value: object, rulebook: Rulebook) -> str:
    return "" if value == "" else _file(value, rulebook)


def _flag(value: object, _: Rulebook) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


_KINDS: dict[str, Callable[[object, Rulebook], object]] = {
    "rules": _rules,
    "globs": _globs,
    "rules by glob": _rules_by_glob,
    "names": _names,
    "other tools": _other_tools,
    "sources": _sources,
    "sinks": _sinks,
    "calls": _calls,
    "token formats": _tokens,
    "severity": _severity,
    "bytes": _bytes,
    "days": _days,
    "name pattern": _name_pattern,
    "file": _file,
    "file or none": _file_or_none,
    "flag": _flag,
}
