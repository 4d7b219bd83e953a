"""The schema of the settings says what the code says: it takes what that takes, and refuses what that refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder
from tightlip.settings import SettingsError
from tightlip.sources import config
from tightlip.sources.project import Project
from tightlip.sources.schema import schema

BOOK = read_rulebook(rules_folder())
SCHEMA = schema(BOOK)
PUBLISHED = Path(__file__).parents[2] / "docs" / "tightlip.schema.json"

TOKEN = {"id": "acme-key", "title": "an Acme key", "literals": ["acme_"], "pattern": "acme_[0-9a-f]{40}"}
# For each kind of setting: values that it takes, and values that it does not.
BY_KIND: dict[str, tuple[list[Any], list[Any]]] = {
    "rules": ([[], ["ALL"], ["flows", "known-token"]], ["ALL", ["no-such-rule"], [1]]),
    "globs": ([["docs/", "**/*.lock"]], ["docs/", ["!docs/"], [7]]),
    "rules by glob": ([{}, {"tests/**": ["ALL"]}], [["tests/**"], {"!a": ["ALL"]}, {"a": ["no-such-rule"]}, {"a": 1}]),
    "names": ([["pepper", "*_seed"]], ["pepper", [""], [True]]),
    "other tools": ([[], ["bandit", "detect-secrets"]], ["bandit", ["flake8"], [1]]),
    "sources": ([[{"call": "acme.read"}], [{"call": "*.read", "what": "it", "fields": ["value"]}]],
                [[{}], [{"call": "a b"}], [{"call": "acme.read", "more": 1}], {"call": "acme.read"}, ["acme.read"],
                 [{"call": "acme.read", "fields": "value"}]]),
    "sinks": ([[{"call": "acme.write", "rule": "secret-in-log"}],
               [{"call": "write_it", "rule": "secret-in-log", "arguments": [0, "detail"]}]],
              [[{"call": "acme.write"}], [{"call": "acme.write", "rule": "known-token"}],
               [{"call": "acme.write", "rule": "secret-in-log", "arguments": []}],
               [{"call": "acme.write", "rule": "secret-in-log", "arguments": [-1]}]]),
    "calls": ([["acme.scrub", "scrub", "*.scrub"]], ["scrub", ["scrub()"], [""]]),
    "token formats": ([[TOKEN], [{**TOKEN, "public": True, "context": ["acme"]}]],
                      [[{**TOKEN, "more": 1}], [{"id": "a"}], [{**TOKEN, "public": "yes"}], TOKEN,
                       [{**TOKEN, "proof": "jwt"}]]),
    "severity": (["error", "warning", "note"], ["fatal", 3]),
    "bytes": ([1, 20_000_000], [0, -1, "1", True, 1.5]),
    "days": ([1, 90], [0, "90"]),
    "name pattern": (["app/{environment}/{service}"], [7]),
    "file": ([".tightlip-baseline"], ["", 7]),
    "file or none": ([".secrets.baseline", ""], [7, True]),
    "flag": ([True, False], ["yes", 1]),
}  # fmt: skip
CASES = [
    (key, value, fits)
    for key, about in config.keys().items()
    if about.kind in BY_KIND
    for fits, values in zip((True, False), BY_KIND[about.kind])
    for value in values
]


def test_every_kind_of_setting_is_compared() -> None:
    assert {about.kind for about in config.keys().values()} <= BY_KIND.keys()


@pytest.mark.parametrize(("key", "value", "fits"), CASES)
def test_it_takes_what_the_code_takes(key: str, value: Any, fits: bool) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    assert validator.is_valid({key: value}) is fits
    if fits:
        config.load(Project("/"), BOOK, {key: value})
    else:
        with pytest.raises(SettingsError):
            config.load(Project("/"), BOOK, {key: value})


def test_it_is_a_schema_and_knows_no_other_key() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"].keys() == config.keys().keys()
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid({"no-such-setting": True})


def test_its_defaults_are_valid() -> None:
    defaults = {key: about["default"] for key, about in SCHEMA["properties"].items()}
    optional = {key: value for key, value in defaults.items() if value != ""}
    jsonschema.validate(optional, SCHEMA)


def test_the_command_prints_it_and_the_documentation_has_it() -> None:
    said = subprocess.run((sys.executable, "-m", "tightlip", "config", "--schema"), capture_output=True, check=True)
    assert json.loads(said.stdout) == SCHEMA
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == SCHEMA, "run tools/refresh.py"
