"""Flows that nothing else in their file gives away are not lost by the look that decides whether to parse it."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator

import pytest

from tightlip.judgement.judge import Judge
from tightlip.model import GitStatus
from tightlip.reading.facts import Reading
from tightlip.reading.python import read
from tightlip.reading.python.flow.facts import flows
from tightlip.reading.python.focus import likely_facts
from tightlip.reading.python.parsing import parse
from tightlip.reading.text import SourceText
from tightlip.rulebook.book import load_rulebook

JUDGE = Judge(load_rulebook().vocabulary)
ALONE = {
    "an address by its use": "def f(url):\n    log.info('at %s', url)\n    return create_engine(url)\n",
    "an attribute by its use": (
        "class A:\n    def f(self):\n        log.info(self.uri)\n        psycopg2.connect(self.uri)\n"
    ),
    "a whole request": "def f(request):\n    log.info('headers %s', request.headers)\n",
    "settings": "def f(settings):\n    print(settings.dict())\n",
    "a hidden option": (
        "@click.command()\n@click.option('--code', hide_input=True)\ndef f(code):\n    click.echo(code)\n"
    ),
    "a name among names": "for k in ('A', 'DB_PASSWORD'):\n    print(os.environ[k])\n",
    "a container that is filled": "def f(password):\n    d = []\n    d.append(password)\n    print(d)\n",
    "a captured environment": "r = subprocess.run(['env'], capture_output=True)\nprint(r.stdout)\n",
    "a lambda": "def f(users):\n    print(list(map(lambda u: u.password, users)))\n",
    "a file that is printed to": "def f(password):\n    with open('x', 'w') as g:\n        print(password, file=g)\n",
    "a header": "def f(authorization: str = Header()):\n    log.info('%s came', authorization)\n",
    "a mapping that fills a format": "def f(given):\n    log.info('%(password)s', given)\n",
    "an object that shows a field": (
        "from dataclasses import dataclass\n@dataclass\nclass A:\n    password: str\ndef f(a: A):\n    print(a)\n"
    ),
    "a whole configuration": "from flask import current_app\ndef f():\n    print(current_app.config)\n",
    "an error of one's own": (
        "class E(Exception):\n    def __init__(self, api_key):\n        super().__init__(f'bad {api_key}')\n"
    ),
}


@pytest.mark.parametrize("text", ALONE.values(), ids=ALONE)
def test_it_is_found(text: str) -> None:
    imports = "import click, logging, os, psycopg2, subprocess\nfrom sqlalchemy import create_engine\n"
    source = SourceText(f"{imports}log = logging.getLogger()\n{text}")
    reading = read(Reading("a.py", "python", source, GitStatus.UNKNOWN, False), frozenset({"flows"}), JUDGE)
    assert len(reading.facts) == 1


def statements(text: str) -> Iterator[str]:
    """Every statement of every function in `text` by itself, with the parameters and the imports that it needs."""
    tree = ast.parse(text)
    given = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom, ast.Assign))]
    for function in tree.body:
        if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        for statement in function.body:
            used = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
            head = [node for node in given if isinstance(node, ast.Assign) or used & set(names_of(node))]
            alone = ast.AsyncFunctionDef if isinstance(function, ast.AsyncFunctionDef) else ast.FunctionDef
            body = alone(function.name, function.args, [statement], [])
            yield ast.unparse(ast.fix_missing_locations(ast.Module([*head, body], [])))


def names_of(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    return ((alias.asname or alias.name).partition(".")[0] for alias in node.names)


@pytest.mark.parametrize("name", ["catalogue.py", "everyday.py", "forms.py", "further.py", "log.py", "web.py"])
def test_no_statement_of_the_cases_is_lost(name: str) -> None:
    with open(os.path.join(os.path.dirname(__file__), "cases", name), encoding="utf-8") as file:
        texts = [*statements(file.read())]
    found = [text for text in texts if any(flows(parse(text), JUDGE))]
    assert len(found) > 10
    wanted = frozenset({"flows"})
    assert [text for text in found if not likely_facts(SourceText(text), wanted, JUDGE)] == []
