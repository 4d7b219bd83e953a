"""Every token format of the rulebook, on fresh tokens and on look-alikes; and the form of the data."""

from __future__ import annotations

import importlib
import re

import pytest

from samples import MAKERS, in_context, near_misses, sample
from tightlip.judgement.tokens import Tokens
from tightlip.model import Severity
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder
from tightlip.rulebook.tokens import TokenFormat

FORMATS = read_rulebook(rules_folder()).tokens
TOKENS = Tokens(FORMATS)
SECRET = [fmt for fmt in FORMATS.values() if not fmt.public]


@pytest.mark.parametrize("fmt", SECRET, ids=lambda fmt: fmt.id)
def test_fresh_tokens_are_found_whole(fmt: TokenFormat) -> None:
    for seed in range(20):
        value = sample(fmt, seed)
        assert not fmt.literals or any(literal in value for literal in fmt.literals)
        found = TOKENS.find(in_context(fmt, value))
        assert [each.value for each in found] == [value], seed


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=lambda fmt: fmt.id)
def test_look_alikes_are_left_alone(fmt: TokenFormat) -> None:
    alone = Tokens({fmt.id: fmt})
    lines = [line for seed in range(5) for line in near_misses(fmt, seed)]
    assert len(lines) >= 20
    assert [line for line in lines if alone.find(line)] == []


@pytest.mark.parametrize("fmt", [fmt for fmt in FORMATS.values() if fmt.public], ids=lambda fmt: fmt.id)
def test_public_values_are_left_alone(fmt: TokenFormat) -> None:
    for seed in range(20):
        assert TOKENS.find(in_context(fmt, sample(fmt, seed))) == []


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=lambda fmt: fmt.id)
def test_the_data_is_sound(fmt: TokenFormat) -> None:
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", fmt.id)
    assert re.compile(fmt.pattern).groups == 0
    assert re.match(r"(?:an?|the) \S", fmt.title)
    assert fmt.why.endswith(".")
    assert fmt.fix.endswith(".")
    assert "\n" not in fmt.why + fmt.fix
    Severity.parse(fmt.severity)
    assert all(re.fullmatch("sha256:[0-9a-f]{16}", each) for each in fmt.examples)
    assert all(len(word) >= 3 and word == word.lower() for word in fmt.context)
    if fmt.proof:
        assert fmt.proof in MAKERS
        module, _, name = fmt.proof.rpartition(".")
        assert callable(getattr(importlib.import_module(f"tightlip.judgement.proofs.{module}"), name))
