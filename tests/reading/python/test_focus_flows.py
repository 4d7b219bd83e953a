"""What may be put where, and what is let out: each way into a place with a look-alike that is none."""

from __future__ import annotations

import ast
import time

import pytest

from tightlip.judgement.judge import Judge
from tightlip.reading.python.focus.flows import may_flow
from tightlip.reading.python.focus.names import Names
from tightlip.reading.python.focus.tree import Body, bodies, parse
from tightlip.reading.python.focus.words import words_in
from tightlip.reading.text import SourceText
from tightlip.rulebook.book import load_rulebook

JUDGE = Judge(load_rulebook().vocabulary)


def asked(text: str) -> bool:
    return may_flow(Names(SourceText(text), words_in(text), parse(text), JUDGE))


# What leaks, and what looks like it and does not.
PAIRS = {
    "an assignment": ("x = password\nprint(x)\n", "x = password\nx2 = name\nprint(x2)\n"),
    "one of two at once": ("a, b = name, password\nprint(b)\n", "a, b = name, password\nprint(a)\n"),
    "one of two from one": ("a, b = (password, 1), 2\nc, d = a\nprint(c)\n", "a, b = (password, 1), 2\nprint(b)\n"),
    "an addition": ("x = ''\nx += password\nprint(x)\n", "x = ''\nx += name\npassword += name\nprint(x)\n"),
    "a walrus": ("if (x := password):\n    print(x)\n", "if (x := name) and password:\n    print(x)\n"),
    "a loop": ("for x in [password]:\n    print(x)\n", "for x in names:\n    print(x)\n    use(password)\n"),
    "a loop over pairs": (
        "for k, v in {'a': password}.items():\n    print(v)\n",
        "for k, v in {'a': password}.items():\n    print(k)\n",
    ),
    "a comprehension": ("print([x for x in [password]])\n", "print([x for x in names if x != password])\n"),
    "a with": (
        "with hide(password) as x, password as y:\n    print(y)\n",
        "with name as x, password as y:\n    print(x)\n",
    ),
    "an attribute": (
        "class A:\n    def f(self, password):\n        self.x = password\n    def g(self):\n        print(self.x)\n",
        "class A:\n    def f(self, password):\n        self.x = password\n    def g(self):\n        print(self.y)\n",
    ),
    "an attribute of a class": (
        "class A:\n    x = password\n    def f(self):\n        print(self.x)\n",
        "class A:\n    x = password\n    def f(self):\n        print(x2)\n",
    ),
    "a property": (
        "class A:\n    @property\n    def x(self):\n        return password\n    def f(self):\n        print(self.x)\n",
        "class A:\n    def x(self):\n        return password\n    def f(self):\n        print(self.x)\n",
    ),
    "an entry": ("d = {'a': password, 'b': 1}\nprint(d['a'])\n", "d = {'a': password, 'b': name}\nprint(d['b'])\n"),
    "an entry by a variable": (
        "K = 'api_key'\ndef f(d):\n    print(d[K])\n",
        "K = 'color'\nL = 'api_key'\ndef f(d):\n    print(d[K])\n",
    ),
    "an entry by one name of several": (
        "import os\nfor k in ('A', 'DB_PASSWORD'):\n    print(os.environ[k])\n",
        "import os\nK = 'HOME'\nprint(os.environ[K], 'DB_PASSWORD')\n",
    ),
    "an entry that is put there": ("d['a'] = password\nprint(d['a'])\n", "d['a'] = password\nprint(d['b'])\n"),
    "an entry that shows in the whole": ("d['password'] = f(x)\nprint(d)\n", "d['password'] = '***'\nprint(d)\n"),
    "an entry by keyword": ("d = dict(a=password)\nprint(d['a'])\n", "d = dict(a=password)\nprint(d['b'])\n"),
    "what is gathered": ("d.append(password)\nprint(d)\n", "d.append(password)\nprint(e)\n"),
    "what is gathered by keyword": ("d.update(password=x)\nprint(d)\n", "d.check(password=x)\nprint(d)\n"),
    "a parameter by position": (
        "def f(a, b):\n    print(b)\ndef g(password):\n    f(1, password)\n",
        "def f(a, b):\n    print(a)\ndef g(password):\n    f(1, password)\n",
    ),
    "a parameter by keyword": (
        "def f(a, b):\n    print(b)\ndef g(password):\n    f(b=password)\n",
        "def f(a, b):\n    print(a)\ndef g(password):\n    f(b=password)\n",
    ),
    "a parameter of a method": (
        "class A:\n    def f(self, a):\n        print(a)\n    def g(self, password):\n        self.f(password)\n",
        "class A:\n    def f(self, a, b):\n        print(b)\n    def g(self, password):\n        self.f(password)\n",
    ),
    "any parameter": (
        "def f(a, b):\n    print(b)\ndef g(password):\n    f(*password)\n",
        "def f(a, b):\n    print(b)\ndef g(password):\n    h(*password)\n",
    ),
    "a parameter hides what is around": (
        "x = password\ndef f(y):\n    print(x)\n",
        "x = password\ndef f(x):\n    print(x)\n",
    ),
    "what is returned": (
        "def f():\n    return password\nprint(f())\n",
        "def f():\n    return password\ndef g():\n    return name\nprint(g())\nuse(f())\n",
    ),
    "what is yielded": (
        "def f():\n    yield password\nfor x in f():\n    print(x)\n",
        "def f():\n    yield name\nprint(f())\nuse(password)\n",
    ),
    "what a lambda gives": ("log.info(lambda: password)\n", "log.info(lambda password: name)\n"),
    "what a pattern takes": (
        "match d:\n    case {'password': x}:\n        print(x)\n",
        "match d:\n    case {'color': x}:\n        print(x)\n",
    ),
    "a sink by another name": ("say = log.info\nsay(password)\n", "say = log.reset\nsay(password)\n"),
    "a lookup by another name": (
        "from environs import Env\ne = Env()\nprint(e('DB_PASSWORD'))\n",
        "from acme import Env\ne = Env()\nprint(e('DB_PASSWORD'))\n",
    ),
    "either": ("print(password or 1)\n", "print(password and 1)\n"),
    "one of two": ("print(password if x else 1)\n", "print(1 if password else 2)\n"),
    "what is joined": ("print('a' + password)\n", "print(2 * password)\n"),
    "a part of a text": ("print(password[:20])\n", "print(name[password])\n"),
    "a method that keeps it": ("x = password.strip()\nprint(x)\n", "x = client(password).status()\nprint(x)\n"),
    "a function that passes it on": ("print(str(password))\n", "print(len(password))\n"),
    "a method of its name": ("import json\nprint(json.dumps(password))\n", "print(query.filter(password))\n"),
    "a function that masks": (
        "print(mark(x))\ndef mark(x):\n    return password\n",
        "print(mask(x))\ndef mask(x):\n    return password\n",
    ),
    "a function that fetches": ("print(get_api_key())\n", "print(get_secret('REGION'))\n"),
    "a keyword that tells": ("log.info('x', password=x)\n", "log.info('x', password='***')\n"),
    "what is raised": ("raise ValueError(f'bad {password}')\n", "raise ValueError('bad') from password\n"),
    "what is kept in an error": ("raise E(f'{password}')\n", "raise E('bad', key=password)\n"),
    "what is asserted": ("assert x, password\n", "assert password, x\n"),
    "what a handler gives back": (
        "@app.get('/')\ndef f():\n    return password\n",
        "@app.cached('/')\ndef f():\n    return password\n",
    ),
    "what a request is given": (
        "import requests\ntry:\n    requests.get(u, params=password)\nexcept Exception as e:\n    log.info(e)\n",
        "import requests\ntry:\n    requests.get(u, auth=password)\nexcept Exception as e:\n    log.info(e)\n",
    ),
    "an address that is opened": ("print(url)\ncreate_engine(url)\n", "print(url)\ncreate_engine(name)\n"),
    "all of an object": (
        "class A:\n    def f(self, password):\n        self.password = password\n        print(vars(self))\n",
        "class A:\n    def f(self, password):\n        self.size = len(password)\n        print(vars(self))\n",
    ),
    "all of a model": (
        "class A(Model):\n    password: str\ndef f(a: A):\n    print(a.json())\n",
        "class A(Model):\n    password: str\ndef f(response):\n    print(response.json())\n",
    ),
    "all variables": (
        "def f(password):\n    print(locals())\n",
        "def f(password):\n    g()\ndef g():\n    print(locals())\n",
    ),
    "a command that lists the environment": (
        "import subprocess\nc = ['env']\nsubprocess.run(c)\n",
        "import subprocess\nc = ['env', 'a']\nsubprocess.run(c)\n",
    ),
    "a sink of a package": (
        "import discord\nasync def f(ctx, password):\n    await ctx.send(password)\n",
        "async def f(ctx, password):\n    await ctx.send(password)\n",
    ),
}
WEAK = {
    "a token": ("log.info('got token %s', token)\n", "log.info('got %s', token)\n"),
    "an address of a hook": (
        "log.info('webhook_url', webhook_url)\nf(password=webhook_url)\n",
        "log.info('at %s', webhook_url)\n",
    ),
    "a token that is raised": ("raise E(f'access token: {token}')\n", "raise E(f'unexpected {token}')\n"),
    "a token of a login": (
        "def login(token):\n    log.info('%s', token)\n",
        "def scan(token):\n    log.info('%s', token)\n",
    ),
    "a token as a bearer": ("h = f'Bearer {token}'\nraise E(token)\n", "h = f'{name} {token}'\nraise E(token)\n"),
    "what is read from the environment": (
        "import os\nlog.info(os.environ['TOKEN'])\n",
        "log.info(fields['TOKEN'])\n",
    ),
}
IMPORTS = "import logging\nlog = logging.getLogger()\n"


@pytest.mark.parametrize(("leak", "lookalike"), [*PAIRS.values(), *WEAK.values()], ids=[*PAIRS, *WEAK])
def test_what_leaks_and_what_looks_like_it(leak: str, lookalike: str) -> None:
    assert asked(IMPORTS + leak)
    assert not asked(IMPORTS + lookalike)


def named(found: list[Body], kind: type[ast.AST]) -> dict[str, list[int]]:
    """The lines of the nodes of one kind, by the function that they are in."""
    return {
        getattr(body.node, "name", type(body.node).__name__): [n.lineno for n in body.nodes[kind]] for body in found
    }


def test_a_node_belongs_to_the_innermost_function() -> None:
    text = "a()\n@b()\ndef f(x=c()):\n    d()\n    class A:\n        e()\n        def g(self): g()\n"
    text += "    return lambda y: h()\n"
    found = bodies(parse(text))
    assert {name: sorted(lines) for name, lines in named(found, ast.Call).items()} == {
        "Module": [1, 2, 3], "f": [4, 6], "g": [7], "Lambda": [8],
    }  # fmt: skip
    chains = {
        getattr(body.node, "name", "-"): [getattr(each.node, "name", "-") for each in body.chain] for body in found
    }
    assert chains["g"] == ["g", "f", "-"]


@pytest.mark.parametrize(
    "text",
    [
        "def f(x):\n    y = x\n    print(y)\n",  # one function after the other, with the same names
        "class A:\n    def f(self, x):\n        print(x)\n        self.f(name)\n",
        "k = 'a'\nprint(d[k])\n",
        "x.append(name)\nprint(x)\n",
    ],
)
def test_twice_the_text_takes_twice_the_time(text: str) -> None:
    asked(text)
    small, large = (min(seconds(text * count) for _ in range(3)) for count in (500, 4000))
    assert large < 32 * small  # a square would be 64


def seconds(text: str) -> float:
    tree = parse(text)
    start = time.process_time()
    assert not may_flow(Names(SourceText(text), words_in(text), tree, JUDGE))
    return time.process_time() - start


def test_a_chain_asks_each_link_once() -> None:
    chain = "x" + "[k]" * 60 + ".read('value')" * 60
    keys = "".join(f"k = 'value{number}'\n" for number in range(20))
    start = time.process_time()
    assert not asked(f"{keys}k = 'data'\nprint({chain})\n")
    assert time.process_time() - start < 5
