"""Show the settings in force, as TOML, each with where it is from."""

from __future__ import annotations

import argparse
import json
import os

from tightlip.commands import UsageError
from tightlip.commands.output import write
from tightlip.model import Severity
from tightlip.rulebook.book import load_rulebook
from tightlip.settings import Settings
from tightlip.sources import config, project
from tightlip.sources.nested import Nested

ARGUMENTS = "[PATH]"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `tightlip config`."""
    parser.add_argument("path", nargs="?", metavar="PATH", help="a file or folder of the project; none: this folder")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--config", metavar="FILE", help="the settings file to use")
    where.add_argument("--isolated", action="store_true", help="use no settings file")
    parser.add_argument("--schema", action="store_true", help="show the JSON schema of all settings instead")


def run(options: argparse.Namespace) -> int:
    """Write the settings; `SettingsError` when they cannot be used."""
    rulebook = load_rulebook()
    if options.schema:
        from tightlip.sources.schema import schema

        write(json.dumps(schema(rulebook), indent=2) + "\n")
        return 0
    if options.path is not None and not os.path.lexists(options.path):
        raise UsageError(f"there is no file or folder `{options.path}`")
    found = project.find((options.path,) if options.path else (), options.config, options.isolated)
    nested = Nested(found, rulebook, {}, options.isolated or options.config is not None)
    path = os.path.abspath(options.path or os.curdir)
    governed = nested.governing(project.shown(path if os.path.isdir(path) else os.path.dirname(path), found.root))
    settings = governed.settings if governed else config.load(found, rulebook)
    source, defaults = governed.file if governed else found.settings_file, Settings()
    file = os.path.relpath(source, found.root).replace(os.sep, "/") if source else None
    lines = [f"# project: {found.root}", f"# settings: {file or 'none found'}", ""]
    for key, about in config.keys().items():
        field = key.replace("-", "_")
        value = getattr(settings, field)
        shown = dict(value) if about.kind == "rules by glob" else value
        origin = "default" if value == getattr(defaults, field) else file
        lines += [f"# {about.help}", f"{key} = {_toml(shown)}  # {origin}", ""]
    write("\n".join(lines))
    return 0


def _toml(value: object) -> str:
    """`value` as TOML; JSON's strings, numbers and lists are TOML's, too."""
    if isinstance(value, Severity):
        return f'"{value.word}"'
    if isinstance(value, dict):
        pairs = ", ".join(f"{json.dumps(key)} = {_toml(part)}" for key, part in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, tuple) and hasattr(value, "_asdict"):  # a token format, a source, a sink
        return _toml(value._asdict())
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)
