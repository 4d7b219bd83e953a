"""What is found must not depend on focus: whole files and every statement of them alone, read both ways."""

from __future__ import annotations

import ast
import itertools
import os
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

from tightlip.engine import Candidate, Plan, closer_look, first_pass, make_plan
from tightlip.model import Document, Finding
from tightlip.reading.python.focus import likely_facts
from tightlip.reading.text import SourceText
from tightlip.rulebook.book import load_rulebook
from tightlip.settings import Settings

ROOT = Path(__file__).parents[3]
CASES = sorted(
    file
    for folder in ("tests/reading/python/flow/cases", "tests/checks/hardcoded/cases")
    for file in (ROOT / folder).glob("*.py")
)
# Files of installed packages that are compared: one of so many, of at most so many bytes.
ONE_OF, LARGEST = 15, 60_000
KINDS = frozenset({"bindings", "flows", "switches", "shown-fields", "secret-refs", "handovers", "bad-calls"})
# Whatever is asked for.
ALL = KINDS | {"cached-fetches", "rotations"}


@pytest.fixture(scope="module")
def plans() -> tuple[Plan, Plan]:
    """All rules, with focus and without."""
    book = load_rulebook()
    focused, whole = (make_plan(book, frozenset(book.cards), Settings(focus=focus), b"same") for focus in (True, False))
    return focused, whole


def found(plan: Plan, data: bytes) -> tuple[Finding, ...]:
    seen = first_pass(plan, Document("app/module.py", data))
    return closer_look(plan, seen).findings if isinstance(seen, Candidate) else ()


def alone(text: str) -> Iterator[str]:
    """The module's imports with each of its other statements, in turn, and of each class with each of its methods."""
    tree = ast.parse(text)
    imports = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    for node in tree.body:
        if node not in imports:
            yield ast.unparse(ast.Module([*imports, node], []))
        if not isinstance(node, ast.ClassDef):
            continue
        for method in node.body:
            one = ast.ClassDef(node.name, node.bases, node.keywords, [method], node.decorator_list)
            yield ast.unparse(ast.fix_missing_locations(ast.Module([*imports, one], [])))


def test_every_statement_of_every_case(plans: tuple[Plan, Plan]) -> None:
    focused, whole = plans
    leaks = silent = 0
    for file in CASES:
        for text in alone(file.read_text(encoding="utf-8")):
            expected = found(whole, text.encode())
            leaks, silent = leaks + bool(expected), silent + (not expected)
            assert found(focused, text.encode()) == expected, text
    assert min(leaks, silent) > 200  # else the comparison says nothing


def test_installed_packages(plans: tuple[Plan, Plan]) -> None:
    """Real code, most of it without a finding: where focus leaves something out, nothing was there."""
    focused, whole = plans
    left_out = compared = 0
    files = sorted(Path(sysconfig.get_path("purelib")).rglob("*.py"))
    for file in itertools.islice(files, None, None, ONE_OF):
        data = file.read_bytes()
        seen = first_pass(whole, Document("app/module.py", data))
        if len(data) <= LARGEST and isinstance(seen, Candidate):
            compared += 1
            left_out += not likely_facts(SourceText(data.decode()), KINDS, focused.judge())
            assert found(focused, data) == found(whole, data), file
    assert compared > 20
    assert left_out > compared / 2


CLEAN = {
    "a name alone": "def login(password: str) -> bool:\n    return check(password)\n",
    "a placeholder": 'password = "<password>"\n',
    "its own name": 'API_KEY = "api_key"\nheaders = {"Authorization": token}\n',
    "a form": 'password = forms.CharField(label=_("Password"), max_length=128)\n',
    "a fact": "import logging\nlogging.info('%d tokens', len(tokens))\n",
    "a fixed text": "import logging\ndef f(password):\n    logging.info('the password was changed')\n",
    "what is called a secret and is none": 'import litellm\nkey = get_secret("OPENAI_API_KEY")\nuse(key)\n',
    "another service": 'import boto3\ns3 = boto3.client("s3")\ns3.get_secret("a")\n',
    "another function's": "def f(password):\n    use(password)\n\ndef g(name):\n    print(name)\n",
    "a key looked up": "import os\ntoken = os.environ['API_TOKEN']\nconnect(token=token)\n",
}
LEAKS = {
    "a literal": ("bindings", 'password = "kR7vq2' + 'Lw9zT4"\n'),
    "a literal handed on": ("bindings", 'K = "kR7vq2' + 'Lw9zT4mN8"\njwt.encode(claims, K)\n'),
    "a key of a constant": ("bindings", 'data = {CONF_PASSWORD: "kR7vq2' + 'Lw9zT4"}\n'),
    "a pair in a text": ("bindings", 'dsn = "host=db user=app password=kR7vq2' + 'Lw9zT4"\n'),
    "a command": ("bindings", 'os.system("mysql -u root -pkR7vq2' + 'Lw9zT4 shop")\n'),
    "a comment": ("bindings", "x = 1  # password: kR7vq2" + "Lw9zT4mN8\n"),
    "an escape before it": ("bindings", 'x = f"{a}\\npassword=kR7vq2' + 'Lw9zT4;host={b}"\n'),
    "the environment": ("flows", "import os\nprint(os.environ)\n"),
    "a command that prints it": ("flows", 'import subprocess\nsubprocess.run(["env"])\n'),
    "through a function": ("flows", "def f(x):\n    print(x)\n\ndef g(password):\n    f(password)\n"),
    "through an attribute": (
        "flows",
        "class A:\n    def __init__(self, password):\n        self.x = password\n\n"
        "    def f(self):\n        print(self.x)\n",
    ),
    "through a global": ("flows", "def f():\n    global x\n    x = get_password()\n\ndef g():\n    print(x)\n"),
    "through another name of a sink": ("flows", "from acme import log\nsay = log.info\nsay(f'{password}')\n"),
    "under a key": ("flows", 'd = {"x": password}\nprint(d["x"])\n'),
    "a lambda": ("flows", "import logging\nlogging.info(lambda: password)\n"),
    "what was typed in": ("flows", '@click.option("--pin", hide_input=True)\ndef f(pin):\n    print(pin)\n'),
    "headers": ("flows", "import logging\nlogging.info('%s', request.headers)\n"),
    "a field": ("shown-fields", "@dataclass\nclass A:\n    password: str\n"),
    "a secret's name": ("secret-refs", 'get_secret("shop/prod/db")\n'),
    "a constant that names a secret": ("secret-refs", 'NAME = "shop-prod-db"\nget_secret(NAME)\n'),
    "a name that is partly open": ("secret-refs", 'load_secret(f"shop/{stage}/db")\n'),
    "a secret that is made": ("secret-refs", 'client.create_secret(Name="shop/db")\n'),
    "a client": ("bad-calls", 'import boto3\nc = boto3.client("secretsmanager")\nc.get_secret("a")\n'),
    "no service's name": ("bad-calls", 'import boto3\nc = boto3.client(service_name="secrets-manager")\n'),
    "a client by its type": ("bad-calls", "def f(c: SecretsManagerClient):\n    c.get_secret('a')\n"),
    "kept for ever": ("cached-fetches", '@functools.lru_cache\ndef f():\n    return get_secret("a/b")\n'),
    "a schedule": ("rotations", 'c.rotate_secret(RotationRules={"AutomaticallyAfterDays": 900})\n'),
    "a switch": ("switches", 'import boto3\nboto3.set_stream_logger("")\n'),
}


@pytest.mark.parametrize("text", CLEAN.values(), ids=CLEAN)
def test_nothing_to_find(plans: tuple[Plan, Plan], text: str) -> None:
    assert not likely_facts(SourceText(text), KINDS, plans[0].judge())


@pytest.mark.parametrize(("kind", "text"), LEAKS.values(), ids=LEAKS)
def test_something_to_find(plans: tuple[Plan, Plan], kind: str, text: str) -> None:
    assert kind in likely_facts(SourceText(text), ALL, plans[0].judge())


@pytest.mark.parametrize(
    "text",
    [
        "print 'password'\n",  # Python 2
        "x = (\n",
        "x = '\0'\n",
        "x = " + "(" * 300 + ")" * 300,
        "a = " + "b + " * 20_000 + "c\n",
    ],
)
def test_where_it_cannot_be_told_all_is_read(plans: tuple[Plan, Plan], text: str) -> None:
    limit = sys.getrecursionlimit()
    assert likely_facts(SourceText(text), KINDS, plans[0].judge()) == KINDS
    assert sys.getrecursionlimit() == limit


def test_a_sink_that_is_renamed_to_its_own_name_is_one_sink(plans: tuple[Plan, Plan]) -> None:
    """Twice as many with each line they would be more than fit into any memory."""
    text = "import logging\nlog = logging.info\n" + "log = self.log\nself.log = log\n" * 40 + "log(password)\n"
    assert "flows" in likely_facts(SourceText(text), KINDS, plans[0].judge())


def test_what_is_too_large_for_a_tree_is_read_as_text(plans: tuple[Plan, Plan]) -> None:
    leak = 'password = "kR7vq2' + 'Lw9zT4"\n'
    filler = "count = 1\n" * 105_000
    seen = first_pass(plans[0], Document("app/module.py", (filler + leak).encode()))
    assert isinstance(seen, Candidate)
    scanned = closer_look(plans[0], seen)
    assert [(each.rule, each.span.line) for each in scanned.findings] == [("hardcoded-secret", 105_001)]
    assert [each.reason for each in scanned.skipped] == ["larger than 1,000,000 characters: checked as text"]


def test_a_large_file_with_nothing_to_find_is_read_whole(plans: tuple[Plan, Plan]) -> None:
    seen = first_pass(plans[0], Document("app/module.py", b"password = None\n" * 65_000))
    assert isinstance(seen, Candidate)
    assert closer_look(plans[0], seen).skipped == ()


def test_warnings_about_the_code_are_not_ours(plans: tuple[Plan, Plan], recwarn: pytest.WarningsRecorder) -> None:
    likely_facts(SourceText("password = '\\d'\nx = 1 is 1\n"), KINDS, plans[0].judge())
    assert not recwarn


def test_every_kind_of_fact_is_told(plans: tuple[Plan, Plan]) -> None:
    """A kind that focus knows nothing of is always read: none may be lost by being new."""
    new = frozenset({"a kind of fact that nobody has thought of"})
    assert likely_facts(SourceText("x = 1\n"), new, plans[0].judge()) == new


def test_the_corpus_is_there() -> None:
    assert len(CASES) > 20
    assert os.path.isfile(ROOT / "bench" / "focus_equality.py")
