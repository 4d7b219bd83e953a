"""The words of a file, and what they say: asked once for all files of a run."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightlip.judgement.judge import Judge
from tightlip.reading.python.focus.words import lexicon, words_in
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder

BOOK = read_rulebook(rules_folder())
LEXICON = lexicon(Judge(BOOK.vocabulary))


@given(st.one_of(st.text(), st.text(st.characters(max_codepoint=127))))
def test_words_are_what_the_expression_for_words_finds(text: str) -> None:
    assert words_in(text) == frozenset(re.findall(r"\w+", text))


@pytest.mark.parametrize(
    ("name", "binds", "tells", "shows"),
    [
        ("db_password", True, True, True),
        ("CONF_API_KEY", True, False, False),
        ("token", True, True, False),
        ("AccessToken", True, False, True),
        ("max_tokens", False, False, False),
        ("password_field", False, False, False),
        ("height", False, False, False),
    ],
)
def test_what_a_word_says(name: str, binds: bool, tells: bool, shows: bool) -> None:
    assert (LEXICON.binds(name), LEXICON.tells(name), LEXICON.shows(name)) == (binds, tells, shows)
