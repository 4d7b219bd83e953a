"""The settings as a JSON schema, for editors: made from the one definition in `tightlip.settings`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tightlip.model import Severity
from tightlip.rulebook.book import Rulebook
from tightlip.rulebook.own_calls import OwnSink, OwnSource
from tightlip.rulebook.selection import ALL
from tightlip.rulebook.tokens import own_fields
from tightlip.settings import OTHER_TOOLS, Settings
from tightlip.sources import config

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "items": _TEXT}
_CALL = {"type": "string", "pattern": r"^(\*\.)?[^\W\d]\w*(\.[^\W\d]\w*)*$"}
_ABOVE_ZERO = {"type": "integer", "minimum": 1}


def schema(rulebook: Rulebook) -> dict[str, Any]:
    """What `tightlip.toml`, or `[tool.tightlip]`, may say, with the rules that there are in `rulebook`."""
    defaults = Settings()
    properties = {}
    for key, about in config.keys().items():
        default = getattr(defaults, key.replace("-", "_"))
        told = default.word if isinstance(default, Severity) else default
        told = {} if about.kind == "rules by glob" else list(told) if isinstance(told, tuple) else told
        properties[key] = {"description": about.help, "default": told, **_KINDS[about.kind](rulebook)}
    return {
        "$schema": _DRAFT,
        "title": "The settings of tightlip",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def _rules(rulebook: Rulebook) -> dict[str, Any]:
    families = {card.family for card in rulebook.cards.values()}
    return {"type": "array", "items": {"enum": [ALL, *sorted(families), *sorted(rulebook.cards)]}}


def _rules_by_glob(rulebook: Rulebook) -> dict[str, Any]:
    return {"type": "object", "propertyNames": {"pattern": "^[^!]"}, "additionalProperties": _rules(rulebook)}


def _sources(_: Rulebook) -> dict[str, Any]:
    return _table(OwnSource._fields, ["call"], {"call": _CALL, "what": {"type": "string"}, "fields": _TEXTS})


def _sinks(rulebook: Rulebook) -> dict[str, Any]:
    rules = sorted({row["rule"] for row in rulebook.vocabulary["sinks"]["sink"]})
    place = {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string"}]}
    arguments = {"type": "array", "minItems": 1, "items": place}
    return _table(OwnSink._fields, ["call", "rule"], {"call": _CALL, "rule": {"enum": rules}, "arguments": arguments})


def _tokens(_: Rulebook) -> dict[str, Any]:
    kinds: dict[type, dict[str, Any]] = {
        str: _TEXT, list: _TEXTS, bool: {"type": "boolean"}, float: {"type": "number"},
    }  # fmt: skip
    required, all_ = own_fields()
    return _table(tuple(all_), required, {name: kinds[kind] for name, kind in all_.items()})


def _table(names: tuple[str, ...], required: list[str], properties: dict[str, Any]) -> dict[str, Any]:
    item = {
        "type": "object",
        "properties": {name: properties[name] for name in names},
        "required": required,
        "additionalProperties": False,
    }
    return {"type": "array", "items": item}


def _always(what: dict[str, Any]) -> Callable[[Rulebook], dict[str, Any]]:
    return lambda _: what


_KINDS: dict[str, Callable[[Rulebook], dict[str, Any]]] = {
    "rules": _rules,
    "globs": _always({"type": "array", "items": {"type": "string", "pattern": "^[^!]"}}),
    "rules by glob": _rules_by_glob,
    "names": _always(_TEXTS),
    "other tools": _always({"type": "array", "items": {"enum": list(OTHER_TOOLS)}}),
    "sources": _sources,
    "sinks": _sinks,
    "calls": _always({"type": "array", "items": _CALL}),
    "token formats": _tokens,
    "severity": _always({"enum": [severity.word for severity in Severity]}),
    "bytes": _always(_ABOVE_ZERO),
    "days": _always(_ABOVE_ZERO),
    "name pattern": _always({"type": "string"}),
    "file": _always(_TEXT),
    "file or none": _always({"type": "string"}),
    "flag": _always({"type": "boolean"}),
}
