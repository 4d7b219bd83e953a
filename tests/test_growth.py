"""What a file or a tree costs grows no faster than it does: with the leaks in it, with its lines, with its files."""

from __future__ import annotations

import os
import random
import re
import string
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import test_cards
from tightlip.engine import scan
from tightlip.model import Document
from tightlip.run import run
from tightlip.sources import Request
from tightlip.waivers import waive

_MANY, _TIMES = 500, 4
# A square would take 16 times as long; what is linear takes 4, and a little more on a machine that does other things.
_MOST = 8


def value(number: int) -> str:
    """A password of chance, the same for a number each time."""
    return "".join(random.Random(number).choices(string.ascii_letters + string.digits, k=20))


def _private_key(number: int) -> str:
    body = "\n".join(value(8 * number + line) * 3 for line in range(8))
    return f"-----BEGIN RSA {'PRIVATE'} KEY-----\n{body}\n-----END RSA {'PRIVATE'} KEY-----\n"


# A leak of each sort, and what stands before and after all of them.
LEAKS: dict[str, tuple[str, Callable[[int], str], tuple[str, str]]] = {
    "python": ("a.py", lambda at: f'DB_{at}_PASSWORD = "{value(at)}"\n', ("", "")),
    "python, one dictionary": ("a.py", lambda at: f'  "db_{at}_password": "{value(at)}",\n', ("X = {\n", "}\n")),
    "python, a call each": (
        "a.py",
        lambda at: f'log.info("{at} %s", password)\n',
        ("import logging\nlog = logging.getLogger()\npassword = input()\n", ""),
    ),
    "python, a function each": ("a.py", lambda at: f'def f_{at}(password):\n    print("it is", password)\n', ("", "")),
    "python without a tree": ("a.py", lambda at: f'DB_{at}_PASSWORD = "{value(at)}"\n', ("", "print 'Python 2'\n")),
    "json": ("a.json", lambda at: f'"db_{at}_password": "{value(at)}",\n', ("{", '"last": 1}')),
    "a policy": (
        "iam.json",
        lambda at: f'{{"Sid": "s{at}", "Effect": "Allow", "Action": "secretsmanager:*", "Resource": "*"}},\n',
        (
            '{"Version": "2012-10-17", "Statement": [',
            '{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}',
        ),
    ),
    "yaml": ("a.yaml", lambda at: f"db_{at}_password: {value(at)}\n", ("", "")),
    "toml": ("a.toml", lambda at: f'db_{at}_password = "{value(at)}"\n', ("", "")),
    "ini": ("a.ini", lambda at: f"db_{at}_password = {value(at)}\n", ("", "")),
    "xml": ("a.xml", lambda at: f"<db_{at}_password>{value(at)}</db_{at}_password>\n", ("<a>", "</a>")),
    "terraform": ("a.tf", lambda at: f'variable "db_{at}_password" {{\n  default = "{value(at)}"\n}}\n', ("", "")),
    "env": (".env.example", lambda at: f"DB_{at}_PASSWORD={value(at)}\n", ("", "")),
    "dockerfile": ("Dockerfile", lambda at: f"ENV DB_{at}_PASSWORD={value(at)}\n", ("FROM scratch\n", "")),
    "dockerfile, commands": (
        "Dockerfile",
        lambda at: f"RUN echo {at} $DB_PASSWORD\n",
        ("FROM a\nARG DB_PASSWORD\n", ""),
    ),
    "shell": ("a.sh", lambda at: f"export DB_{at}_PASSWORD={value(at)}\n", ("", "")),
    "shell, echoed": ("a.sh", lambda at: f"echo $DB_{at}_PASSWORD\n", ("", "")),
    "makefile": ("Makefile", lambda at: f"DB_{at}_PASSWORD = {value(at)}\n", ("", "")),
    "workflow": (
        ".github/workflows/a.yml",
        lambda at: f"      - run: echo ${{{{ secrets.DB_{at}_PASSWORD }}}}\n",
        ("on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n", ""),
    ),
    "javascript": ("a.js", lambda at: f'const db{at}Password = "{value(at)}";\n', ("", "")),
    "markdown": ("a.md", lambda at: f"```sh\nexport DB_{at}_PASSWORD={value(at)}\n```\n", ("", "")),
    "text": ("a.txt", lambda at: f"https://user{at}:{value(at)}@db{at}.corp.net/x\n", ("", "")),
    "private keys": ("a.txt", _private_key, ("", "")),
}


@pytest.mark.parametrize("sort", LEAKS)
def test_leaks_in_one_file(sort: str) -> None:
    """Nearly all of them are found: a password of chance may look like a word."""
    path, leak, (first, last) = LEAKS[sort]

    def seconds(count: int) -> float:
        took, found = _scan(path, first + "".join(map(leak, range(1, count + 1))) + last)
        assert found >= count * 0.9
        return took

    assert _grows_no_faster(seconds, _MANY)


@pytest.mark.parametrize("path", ["a.py", "a.json", "a.yaml", "a.toml", "a.ini", "a.sh", ".env", "Dockerfile", "a.txt"])
@pytest.mark.parametrize("end", ["\n", " "])
def test_words_and_lines_that_say_nothing(path: str, end: str) -> None:
    def seconds(count: int) -> float:
        return _scan(path, f"password{end}" * count)[0]

    assert _grows_no_faster(seconds, 5_000)


def test_files_of_a_tree(tmp_path: Path) -> None:
    """Half of them with a leak."""

    def seconds(count: int) -> float:
        folder = tmp_path / str(count)
        folder.mkdir(exist_ok=True)
        for at in range(count):
            (folder / f"{at}.ini").write_text(f"db_{at}_password = {value(at)}\n" if at % 2 else "a = b\n")
        before = _used()
        outcome = run(Request((str(folder),)), {}, isolated=True).outcome
        assert outcome.checked == count
        assert len(outcome.findings) >= count * 0.45
        return _used() - before

    assert _grows_no_faster(seconds, _MANY)


@pytest.mark.parametrize("path", ["a.py", "a.json", "a.yaml", "a.sh", "Dockerfile", "a.js", "a.ipynb"])
def test_what_is_too_large_to_be_read_as_what_it_is_says_so_and_is_searched(tmp_path: Path, path: str) -> None:
    url = "https://user:" + "r8Kd02mmQz71" + "ppWx44@db.corp.net/x"
    (tmp_path / path).write_text("password token, " * 320_000 + url)
    outcome = run(Request((str(tmp_path),)), {}, isolated=True).outcome
    assert [each.rule for each in outcome.findings] == ["credential-in-url"]
    (part,) = outcome.skipped
    assert part.partial
    assert re.fullmatch(r"larger than \d,000,000 characters: checked as text", part.reason)


def _used() -> float:
    """Seconds of the processor, of this process and of those that have ended."""
    return sum(os.times()[:4])


def _grows_no_faster(seconds: Callable[[int], float], count: int) -> bool:
    """Whether four times as much takes clearly less than 16 times as long, once in three tries: machines stumble."""
    seconds(10)  # what is imported, and made ready once
    return any(seconds(count * _TIMES) < _MOST * seconds(count) for _ in range(3))


def _scan(path: str, text: str) -> tuple[float, int]:
    plan, before = test_cards.plan(""), time.process_time()
    outcome = waive(plan, scan(plan, Document(path, text.encode())), path)
    return time.process_time() - before, len(outcome.findings)
