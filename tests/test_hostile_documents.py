"""No document runs away: what a file of any kind costs grows no faster than the file, however odd its text."""

from __future__ import annotations

import math
import time

import pytest

import test_cards
from tightlip.engine import scan
from tightlip.model import Document
from tightlip.waivers import waive

KINDS = (
    "a.py", "a.pyi", "a.yaml", ".github/workflows/a.yml", "docker-compose.yml", "a.json", "a.toml", "a.ini", ".npmrc",
    "a.tf", "a.xml", "a.sh", "Makefile", "Procfile", "a.md", "a.ipynb", "a.go", "a.js", "a.rb", ".env", ".env.example",
    "Dockerfile", "a.log",
)  # fmt: skip
PUMPS = (
    " ", "\t", "\n", "a", "0", "_", "-", "a ", "a.", "a-", "'", '"', "`", "\\", "/", "#", "{", "{{", "${", "${{",
    "$(", "(", "[", "[a", "<", "<a ", "<!--", "<!a", "%", "%(", ":", "a:", "a=", "a: ", " \n", "\\\n", "password=",
    "password: ", "://", "a://b:", "-----BEGIN ", "-----BEGIN PRIVATE KEY-----\n", "PRIVATE KEY-----\na: ", "=",
    "```\n", "'''", '"""', "R\"(", "<<A\n", "secrets.", "f'{", "lambda: ", "not ", "curl -u a:", "echo $TOKEN ",
    "eyJhbGci", "AKIA", "ghp_",
)  # fmt: skip
# Words that wake every rule, before and after.
_WORDS = "password secret token os.environ API_KEY print( :// -----BEGIN AKIA ghp_ echo eyJ tightlip: ignore noqa "
_SIZE = 20_000  # characters: a square is 400 million steps, which takes whole seconds
_ENOUGH = 0.4  # seconds


@pytest.mark.parametrize("path", KINDS)
def test_the_time_grows_no_faster_than_the_file(path: str) -> None:
    assert [repr(pump) for pump in PUMPS if _seconds(path, pump, _SIZE) > _ENOUGH and _runs_away(path, pump)] == []


def _runs_away(path: str, pump: str) -> bool:
    """Whether four times the text takes more than eight times as long, each time: a machine may stumble."""
    return all(math.log(_seconds(path, pump, _SIZE) / _seconds(path, pump, _SIZE // 4), 4) > 1.5 for _ in range(3))


def _seconds(path: str, pump: str, size: int) -> float:
    text = f"{_WORDS}\n{pump * (size // len(pump))}\npassword = {_WORDS}\n"
    plan, before = test_cards.plan(""), time.process_time()
    waive(plan, scan(plan, Document(path, text.encode())), path)
    return time.process_time() - before
