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
    "password: ", "://", "a://b:", "-----BEGIN ", "-----BEGIN PRIVATE KEY-----\n", "PRIVATE KEY-----\na: ", "=", "```\n", "'''", '"""',
    "R\"(", "<<A\n", "secrets.", "f'{", "lambda: ", "not ", "curl -u a:", "echo $TOKEN ", "eyJhbGci", "AKIA", "ghp_",
)  # fmt: skip
# Words that wake every rule, before and after.
_WORDS = "password secret token os.environ API_KEY print( :// -----BEGIN AKIA ghp_ echo eyJ tightlip: ignore noqa "
_SIZE = 40_000  # characters: a square is 800 million steps, which takes whole seconds
_ENOUGH = 0.4  # seconds


@pytest.mark.parametrize("path", KINDS)
def test_the_time_grows_no_faster_than_the_file(path: str) -> None:
    slow = [repr(pump) for pump in PUMPS if _seconds(path, pump, _SIZE) > _ENOUGH and _power(path, pump) > 1.5]
    assert slow == []


def _power(path: str, pump: str) -> float:
    half, full = (min(_seconds(path, pump, size) for _ in range(2)) for size in (_SIZE // 2, _SIZE))
    return math.log2(full / half)


def _seconds(path: str, pump: str, size: int) -> float:
    text = f"{_WORDS}\n{pump * (size // len(pump))}\npassword = {_WORDS}\n"
    plan, before = test_cards.plan(""), time.process_time()
    waive(plan, scan(plan, Document(path, text.encode())), path)
    return time.process_time() - before
