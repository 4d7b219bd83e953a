"""`--add-ignore` on real files: what it writes works, changes nothing else, and is written once."""

from __future__ import annotations

import ast
import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

import more_samples
from conftest import Repository
from editing import tightlip
from expansion import make
from tightlip.fix.places import Places
from tightlip.paths import _CODE_SUFFIXES, kind_of
from tightlip.reading.text import SourceText
from tightlip.rulebook.toml import parse_toml

PAT = make("github-pat", 5)
PASSWORD = "Kq7-" + "vN2m-xR84-wZ"
KEY = more_samples.armour("RSA PRIVATE KEY", more_samples.pkcs1(7))


def indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())


CASES = {
    "app/one.py": f'password = "{PASSWORD}"\n',
    "app/with_comment.py": f'password = "{PASSWORD}"  # type: ignore\n',
    "app/statement.py": f'connect(\n    user="app",\n    password="{PASSWORD}",\n)\n',
    "app/text.py": f'HELP = """\nsend {PAT}\nthen wait\n"""\nx = 1\n',
    "app/key.py": f'PRIVATE_KEY = """{KEY}"""\n',
    "app/continued.py": f'password = "a" + \\\n    "{PAT}" + \\\n    "b"\n',
    "app/log.py": "import logging\n\n\ndef f(password):\n    logging.info(\n        '%s',\n        password,\n    )\n",
    "app/two.py": f'password = "{PASSWORD}"; token = "{PAT}"\n',
    "app/fstring.py": f'x = 1\ntext = f"""\n{{x}} {PAT}\n"""\n',
    "app/windows.py": f'a = 1\r\npassword = "{PASSWORD}"\r\nb = 2\r\n',
    "app/no_end.py": f'password = "{PASSWORD}"',
    "deploy/values.yaml": f'password: "{PASSWORD}"\nother: 1\n',
    "deploy/key.yaml": f"key: |\n{indented(KEY)}other: 1\n",
    "deploy/chart.yaml": f'a: {{{{ .Values.a }}}}\npassword: "{PASSWORD}"\n',
    "deploy/text.yaml": f"note: >-\n  the token is\n  {PAT}\nother: 1\n",
    "deploy/main.tf": f'variable "x" {{\n  password = "{PASSWORD}"\n}}\n',
    "settings.toml": f'password = "{PASSWORD}"\n',
    "settings.xml": f"<settings>\n  <password>{PASSWORD}</password>\n</settings>\n",
    "Dockerfile": f"FROM python:3.12\nENV A=1 \\\n    DB_PASSWORD={PASSWORD}\nRUN true\n",
    "service/.env.example": f"TOKEN={PAT}\n",
    "settings.ini": f"[db]\npassword = {PASSWORD}\n",
    "Makefile": f"PASSWORD = {PASSWORD}\nall:\n\tcurl -u app:{PASSWORD} https://corp.net\n",
    "run.sh": f"#!/bin/sh\nexport API_TOKEN={PAT}\ncurl \\\n  -u app:{PASSWORD} \\\n  https://corp.net\n",
    "notes.md": f"The token is {PAT}.\n\n```yaml\ntoken: {PAT}\n```\n",
    "web/app.ts": f'const token = "{PAT}";\n',
    "query.sql": f"select '{PAT}';\n",
    "page.html": f"<p>{PAT}</p>\n",
    "latin.py": "name = 'caf\xe9'\npassword = '" + PASSWORD + "'\n",
}
MEANINGS = {
    ".py": lambda text: ast.dump(ast.parse(text)),
    ".toml": parse_toml,
    ".xml": lambda text: [
        (each.tag, each.text) for each in ElementTree.fromstring(text).iter() if each.tag == "password"
    ],
}


@pytest.mark.parametrize("path", CASES)
def test_what_is_written_works_and_changes_nothing_else(repository: Repository, path: str) -> None:
    encoding = "latin-1" if path == "latin.py" else "utf-8"
    file = repository.add(path, CASES[path].encode(encoding))
    assert tightlip("--exit-zero", "--output-format", "concise").stdout.count(f"{path}:") > 0
    done = tightlip("--add-ignore", "--reason", "kept for the tests")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "tightlip: ignored: " in done.stderr
    assert "not ignored" not in done.stderr
    written = file.read_bytes()
    text = written.decode(encoding)
    assert "kept for the tests" in text
    assert ("\r\n" in CASES[path]) is ("\r\n" in text)
    assert text.count("\n") == text.count("\r\n") or "\r\n" not in text
    meaning = MEANINGS.get(file.suffix)
    if meaning is not None:
        assert meaning(text) == meaning(CASES[path])
    if file.suffix == ".yaml" and "{{" not in text:
        assert yaml.safe_load(text) == yaml.safe_load(CASES[path])
    again = tightlip("--add-ignore")
    assert again.returncode == 0
    assert file.read_bytes() == written


def test_shell_scripts_say_the_same(repository: Repository) -> None:
    script = f"X={PAT}\ncat <<EOF\n{PAT}\nEOF\necho 'a\n{PAT}\nb' $X\n"
    file = repository.add("run.sh", script)
    before = subprocess.run(("sh", str(file)), capture_output=True, check=True).stdout
    done = tightlip("--add-ignore")
    assert subprocess.run(("sh", str(file)), capture_output=True, check=True).stdout == before
    assert "tightlip: ignore[" in file.read_text(encoding="utf-8")
    assert "not ignored: 2 in run.sh: no comment can stand at its line" in done.stderr
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("a.json", json.dumps({"password": PASSWORD}), "JSON has no comments"),
        ("a.ipynb", json.dumps({"cells": [{"cell_type": "code", "source": [f"token = '{PAT}'"]}]}), "a notebook"),
        ("a.dat", f"token {PAT}\n", "what a comment looks like"),
        ("a.py", f"def f(:\npassword = '{PASSWORD}'\n", "not valid Python"),
        ("a.tf", f"x = <<EOT\ntoken {PAT}\nEOT\n", "no comment can stand at its line"),
        ("a.toml", f"x = '''\ntoken {PAT}\n'''\n", "no comment can stand at its line"),
        ("a.ts", f"const x = `\ntoken {PAT}\n`;\n", "no comment can stand at its line"),
        ("Dockerfile", f"FROM a\nCOPY <<EOF /b\ntoken {PAT}\nEOF\n", "no comment can stand at its line"),
        ("a.rst", f"The token is {PAT}.\n", "reStructuredText"),
    ],
)  # fmt: skip
def test_where_no_comment_can_stand_it_says_so(repository: Repository, path: str, text: str, reason: str) -> None:
    file = repository.add(path, text)
    done = tightlip("--add-ignore")
    assert done.returncode == 1
    assert f"tightlip: not ignored: 1 in {path}: {reason}" in done.stderr
    assert file.read_text(encoding="utf-8") == text


def test_a_file_that_cannot_be_written_back_is_left(repository: Repository) -> None:
    data = f'# coding: shift_jis\nx = "鍵"\npassword = "{PASSWORD}"\n'.encode("shift_jis")
    file = repository.add("a.py", data)
    done = tightlip("--add-ignore")
    assert "written back byte by byte" in done.stderr
    assert file.read_bytes() == data


def test_marks_and_wide_encodings_stay(repository: Repository) -> None:
    text = f'password: "{PASSWORD}"\n'
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le"):
        file = repository.add(f"{encoding}.yaml", text.encode(encoding))
        assert tightlip("--add-ignore", file.name).returncode == 0
        assert file.read_bytes().decode(encoding).startswith(text[:-1] + "  # tightlip: ignore[")
        assert file.read_bytes()[:4] == text.encode(encoding)[:4]


def test_the_diff_is_shown_and_nothing_is_written(repository: Repository) -> None:
    file = repository.add("app/config.py", CASES["app/one.py"])
    done = tightlip("--add-ignore", "--diff")
    assert done.returncode == 1
    assert file.read_text(encoding="utf-8") == CASES["app/one.py"]
    assert done.stdout.splitlines() == [
        "--- app/config.py",
        "+++ app/config.py",
        "@@ -1 +1 @@",
        f'-password = "{"*" * len(PASSWORD)}"',
        f'+password = "{"*" * len(PASSWORD)}"  # tightlip: ignore[hardcoded-secret]',
    ]
    assert "would be ignored: 1 in 1 file" in done.stderr
    assert tightlip("--add-ignore").returncode == 0
    assert tightlip("--add-ignore", "--diff").returncode == 0


def test_a_reason_that_the_settings_ask_for(repository: Repository) -> None:
    file = repository.add("a.py", CASES["app/one.py"])
    repository.add("tightlip.toml", 'extend-select = ["suppression-without-reason"]\n')
    refused = tightlip("--add-ignore")
    assert (refused.returncode, file.read_text(encoding="utf-8")) == (2, CASES["app/one.py"])
    assert "--reason" in refused.stderr
    assert tightlip("--add-ignore", "--reason", "as agreed").returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("--add-ignore", "--staged"),
        ("--fix", "--stdin-filename", "a.py"),
        ("--fix", "--diff", "--from-ref", "HEAD"),
        ("--diff",),
        ("--fix", "--add-ignore"),
        ("--reason", "why"),
        ("--add-ignore", "--reason", "two\nlines"),
        ("--add-ignore", "--reason", ""),
    ],
)
def test_what_cannot_go_together(repository: Repository, arguments: tuple[str, ...]) -> None:
    assert tightlip(*arguments).returncode == 2


def test_only_new_lines_with_since(repository: Repository) -> None:
    file = repository.add("a.py", CASES["app/one.py"])
    repository.commit()
    with file.open("a", encoding="utf-8") as more:
        more.write(f'api_token = "{PAT}"\n')
    assert tightlip("--since", "HEAD", "--add-ignore").returncode == 0
    first, second = Path("a.py").read_text(encoding="utf-8").splitlines()
    assert "tightlip" not in first
    assert second.endswith("# tightlip: ignore[known-token]")


def test_settings_in_folders_govern(repository: Repository) -> None:
    repository.add("tightlip.toml", "")
    repository.add("sub/tightlip.toml", 'ignore = ["hardcoded-secret"]\n')
    repository.add("sub/a.py", CASES["app/two.py"])
    assert tightlip("--add-ignore").returncode == 0
    assert Path("sub/a.py").read_text(encoding="utf-8").endswith("# tightlip: ignore[known-token]\n")


@pytest.mark.parametrize("suffix", sorted(" ".join(_CODE_SUFFIXES.values()).split()))
def test_every_language_has_comments(suffix: str) -> None:
    path = f"a{suffix}"
    places = Places(SourceText('key = "value"\n'), kind_of(path), path)
    assert places.refusal or next(places.of(1), None) is not None
