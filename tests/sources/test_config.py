from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from small_rulebook import card, rulebook
from tightlip.model import Severity
from tightlip.rulebook.own_calls import OwnSink, OwnSource
from tightlip.settings import Settings, SettingsError
from tightlip.sources.config import keys, load
from tightlip.sources.project import find

BOOK = rulebook(
    card("private-key", "anywhere"), card("secret-in-log", "flows"), card("secret-in-image", "docker")
)._replace(vocabulary={"sinks": {"sink": [{"rule": "secret-in-log"}]}})


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settings(content: str = "", name: str = "tightlip.toml", **overrides: object) -> Settings:
    if content:
        Path(name).write_text(content, encoding="utf-8")
    return load(find(), BOOK, {key.replace("_", "-"): value for key, value in overrides.items()})


def error(content: str = "", name: str = "tightlip.toml", **overrides: object) -> str:
    with pytest.raises(SettingsError) as raised:
        settings(content, name, **overrides)
    return str(raised.value)


def test_defaults(here: Path) -> None:
    assert settings() == Settings(root=str(here))


def test_every_key(here: Path) -> None:
    assert settings(
        """
        select = ["ALL"]
        extend-select = ["private-key"]
        ignore = ["anywhere"]
        exclude = ["build/", "**/gen/*.py"]
        force-exclude = true
        sensitive-names = ["passkey"]
        harmless-names = ["token_kind"]
        environments = ["live", "test"]
        sanitizers = ["acme.privacy.scrub"]
        rotation-days = 30
        secret-name-pattern = "app/{environment}/{service}/{secret-type}"
        fail-on = "error"
        baseline = "accepted.jsonl"
        max-file-size = 1000
        [per-file-ignores]
        "tests/**" = ["private-key"]
        "*.md" = ["ALL"]
        [[sources]]
        call = "acme.vault.read"
        [[sinks]]
        call = "acme.audit.write"
        rule = "secret-in-log"
        """
    ) == Settings(
        root=str(here),
        select=("ALL",),
        extend_select=("private-key",),
        ignore=("anywhere",),
        exclude=("build/", "**/gen/*.py"),
        force_exclude=True,
        per_file_ignores=(("tests/**", ("private-key",)), ("*.md", ("ALL",))),
        sensitive_names=("passkey",),
        harmless_names=("token_kind",),
        environments=("live", "test"),
        sources=(OwnSource("acme.vault.read"),),
        sinks=(OwnSink("acme.audit.write", "secret-in-log"),),
        sanitizers=("acme.privacy.scrub",),
        rotation_days=30,
        secret_name_pattern="app/{environment}/{service}/{secret-type}",
        fail_on=Severity.ERROR,
        baseline="accepted.jsonl",
        max_file_size=1000,
    )


def test_the_test_above_leaves_out_no_key() -> None:
    assert set(keys()) == {field.replace("_", "-") for field in Settings._fields} - {"root"}


def test_pyproject_holds_the_same_keys_in_its_table() -> None:
    found = settings("[project]\nname = 'x'\n[tool.tightlip]\nignore = ['private-key']\n", "pyproject.toml")
    assert found.ignore == ("private-key",)


def test_the_command_line_replaces_but_ignore_and_extend_select_add() -> None:
    content = "ignore = ['flows']\nexclude = ['a']\nextend-select = ['docker']\nfail-on = 'error'\n"
    found = settings(content, ignore=["private-key"], extend_select=["anywhere"], exclude=["b"], fail_on=None)
    assert (found.ignore, found.extend_select) == (("flows", "private-key"), ("docker", "anywhere"))
    assert (found.exclude, found.fail_on) == (("b",), Severity.ERROR)


def test_who_selects_on_the_command_line_gets_just_that() -> None:
    found = settings(
        "select = ['flows']\nignore = ['private-key']\nextend-select = ['docker']\n",
        select=["private-key"],
        ignore=["docker"],
    )
    assert (found.select, found.extend_select, found.ignore) == (("private-key",), (), ("docker",))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("selct = []", "tightlip.toml: selct: there is no such setting; did you mean `select`?"),
        ("extend_select = []", "tightlip.toml: extend_select: there is no such setting; did you mean `extend-select`?"),
        ("root = '/'", "tightlip.toml: root: there is no such setting; `tightlip config` lists all"),
        ("qqq = 1", "tightlip.toml: qqq: there is no such setting; `tightlip config` lists all"),
        ("ignore = ['qqq']", "tightlip.toml: ignore: there is no rule or family `qqq`; `tightlip rule` lists all"),
        (
            "[tool.tightlip]\nignore = ['flows']",
            "tightlip.toml: tool: only pyproject.toml has [tool.tightlip]; here keys stand alone",
        ),
        (
            "select = 'private-key'",
            'tightlip.toml: select: must be a list of rules, such as ["hardcoded-secret"]',
        ),
        ("select = [1]", 'tightlip.toml: select: must be a list of rules, such as ["hardcoded-secret"]'),
        (
            "ignore = ['privat-key']",
            "tightlip.toml: ignore: there is no rule or family `privat-key`; did you mean `private-key`?",
        ),
        ("exclude = ['']", 'tightlip.toml: exclude: must be a list of path patterns, such as ["tests/**"]'),
        ("exclude = ['!a']", "tightlip.toml: exclude: `!a`: a pattern cannot be negated with `!`"),
        ("exclude = ['[z-a]']", "tightlip.toml: exclude: `[z-a]` is not a path pattern"),
        ("force-exclude = 'yes'", "tightlip.toml: force-exclude: must be true or false"),
        (
            "fail-on = 'warn'",
            "tightlip.toml: fail-on: must be one of note, warning, error; did you mean `warning`?",
        ),
        ("fail-on = 1", "tightlip.toml: fail-on: must be one of note, warning, error"),
        ("max-file-size = true", "tightlip.toml: max-file-size: must be a number of bytes, above 0"),
        ("max-file-size = 0", "tightlip.toml: max-file-size: must be a number of bytes, above 0"),
        ("rotation-days = 0", "tightlip.toml: rotation-days: must be a number of days, above 0"),
        (
            "secret-name-pattern = 'app/prod/db'",
            "tightlip.toml: secret-name-pattern: must be a name with placeholders in braces, "
            "such as app/{environment}/{service}/{secret-type}",
        ),
        ("max-file-size = '20MB'", "tightlip.toml: max-file-size: must be a number of bytes, above 0"),
        (
            "sensitive-names = [['a']]",
            'tightlip.toml: sensitive-names: must be a list of names, such as ["page_token"]',
        ),
        (
            "per-file-ignores = ['a']",
            "tightlip.toml: per-file-ignores: must be a table of path patterns, each with a list of rules: "
            '{ "tests/**" = ["hardcoded-secret"] }',
        ),
        (
            "per-file-ignores = { 'a.py' = ['privat-key'] }",
            "tightlip.toml: per-file-ignores: there is no rule or family `privat-key`; did you mean `private-key`?",
        ),
    ],
)
def test_what_is_wrong_is_said_with_the_nearest_right_word(content: str, message: str) -> None:
    assert error(content) == message


def test_an_option_is_named_as_the_command_line_spells_it() -> None:
    assert error(fail_on="bad").startswith("--fail-on: must be one of")


def test_broken_toml_is_named_by_file_and_line() -> None:
    assert error("select = []\nignore = [\n'a' 'b']\n").startswith("tightlip.toml: ")
    assert "line 3" in error("select = []\nignore = [\n'a' 'b']\n")


def test_pyproject_errors(here: Path) -> None:
    assert error("[tool.tightlip]\nselct = []\n", "pyproject.toml").startswith("pyproject.toml: selct: ")
    assert error("[tool]\ntightlip = 1\n", "pyproject.toml") == "pyproject.toml: `tightlip` must be a table"


def test_settings_that_are_not_utf8(here: Path) -> None:
    (here / "tightlip.toml").write_bytes("exclude = ['é']".encode("latin-1"))
    assert error() == "tightlip.toml: not UTF-8, which TOML must be"


def test_settings_with_a_byte_order_mark(here: Path) -> None:
    (here / "tightlip.toml").write_bytes(b"\xef\xbb\xbffail-on = 'note'\n")
    assert settings().fail_on is Severity.NOTE


def test_a_project_without_settings_pays_for_no_toml_parser(here: Path) -> None:
    (here / "pyproject.toml").write_text("[project]\nname = 'x'\ndependencies = ['tightlip']\n[tool.ruff]\n")
    program = (
        "import sys; from tightlip.sources import project, config; from tightlip.rulebook.book import Rulebook;"
        "config.load(project.find(), Rulebook({}, {}, {})); print({'tomllib', 'tomli', 'difflib'} & set(sys.modules))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout == "set()\n"
