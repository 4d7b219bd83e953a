"""The settings of a run, as one immutable value. `tightlip.sources.config` reads them from files."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

from tightlip.model import Severity

# Those whose suppression comments `tightlip.waivers.others` reads.
OTHER_TOOLS = ("detect-secrets", "gitleaks", "bandit", "ruff")


class SettingsError(ValueError):
    """Settings that cannot be used: the message names the file or option, the key, and what is wrong with it."""


class Key(NamedTuple):
    """What one setting takes. `kind` is a name in `tightlip.sources.config`; `help` is one line for a reader."""

    kind: str
    help: str


class Settings(NamedTuple):
    """What `[tool.tightlip]` may say, with its defaults: the one definition of every key.

    A field with a `Key` is a setting, spelled with hyphens in TOML. `root` is none: the project's absolute path.
    """

    root: str = "."
    select: Annotated[tuple[str, ...], Key("rules", "the rules to report; none: those that are on by default")] = ()
    extend_select: Annotated[tuple[str, ...], Key("rules", "rules to report on top of `select`")] = ()
    ignore: Annotated[tuple[str, ...], Key("rules", "rules not to report")] = ()
    exclude: Annotated[tuple[str, ...], Key("globs", "files and folders that a walk leaves out")] = ()
    force_exclude: Annotated[bool, Key("flag", "apply `exclude` to files that are named, too")] = False
    per_file_ignores: Annotated[
        tuple[tuple[str, tuple[str, ...]], ...], Key("rules by glob", "rules not to report in the files that match")
    ] = ()
    sensitive_names: Annotated[tuple[str, ...], Key("names", "more names that denote a secret")] = ()
    harmless_names: Annotated[
        tuple[str, ...], Key("names", "names that denote no secret, whatever they look like")
    ] = ()
    # Of `tightlip.rulebook.own_calls`, which is above this layer: an `OwnSource` each, an `OwnSink` each.
    sources: Annotated[tuple[Any, ...], Key("sources", "calls that yield a secret")] = ()
    sinks: Annotated[tuple[Any, ...], Key("sinks", "calls that let out what they are given, each with its rule")] = ()
    sanitizers: Annotated[tuple[str, ...], Key("calls", "calls that make a secret fit to be shown")] = ()
    # Each a `tightlip.rulebook.tokens.TokenFormat`, which is above this layer.
    tokens: Annotated[tuple[Any, ...], Key("token formats", "credentials of your own, as in rules/tokens/")] = ()
    environments: Annotated[
        tuple[str, ...], Key("names", "what your environments are called, in paths and in the names of secrets")
    ] = ("dev", "development", "qa", "uat", "staging", "stage", "stg", "preprod", "prod", "production", "prd")
    rotation_days: Annotated[int, Key("days", "the longest time a secret may go without a rotation")] = 90
    secret_name_pattern: Annotated[
        str, Key("name pattern", "how secrets are named: app/{environment}/{service}/{secret-type}; none: not checked")
    ] = ""
    fail_on: Annotated[Severity, Key("severity", "the lowest severity that fails a run; notes never do")] = (
        Severity.WARNING
    )
    baseline: Annotated[str, Key("file", "the findings that are accepted: see `tightlip baseline`")] = (
        ".tightlip-baseline"
    )
    detect_secrets_baseline: Annotated[
        str,
        Key(
            "file or none",
            "a baseline of detect-secrets (.secrets.baseline), to accept what it accepts, too; none: not read",
        ),
    ] = ""
    other_comments: Annotated[
        tuple[str, ...], Key("other tools", f"tools whose suppression comments count, too: {', '.join(OTHER_TOOLS)}")
    ] = ()
    own_project: Annotated[bool, Key("flag", "the settings in folders further up are not this project's")] = False
    focus: Annotated[bool, Key("flag", "read of Python only what may hold a finding (which changes none)")] = True
    max_file_size: Annotated[int, Key("bytes", "files larger than this are skipped, and said to be")] = 20_000_000
