"""The first pass loses no name: whatever the judge takes for a secret's name holds one of the needles."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightlip.judgement.judge import Judge
from tightlip.judgement.names import NameWords, name_words
from tightlip.needles import Needle, Search
from tightlip.rulebook.book import load_rulebook

VOCABULARY = load_rulebook().vocabulary
JUDGE = Judge(VOCABULARY)
WORDS = name_words(VOCABULARY["names"])
NEEDLES = VOCABULARY["names"]["needles"]["names"]
FIND = Search(Needle(text, "names") for text in NEEDLES).groups

JOINS = ("", "_", "-")
_BARE = ('"{}"', "'{}'", "_{}", "-{}", "{}:", "{}=", "{} =")  # what stands around a noun that is too common by itself


def needed(words: NameWords) -> list[str]:
    """The smallest list of literals of which every sensitive name holds one."""
    found: set[str] = set()
    for noun, meanings in words.nouns.items():
        for meaning in meanings:
            if meaning.alone in ("strong", "weak"):
                # The pass folds the case of ASCII only.
                found.update({noun} if noun.isascii() else {noun, noun.upper(), noun.title()})
            elif meaning.alone == "bare":
                found.update(around.format(noun) for around in _BARE)
            found.update(f"{word}{join}{noun}" for word in (meaning.after | meaning.near) - {"*"} for join in JOINS)
    return sorted(text for text in found if not any(_within(other.lower(), text.lower()) for other in found))


def _within(part: str, text: str) -> bool:
    return part != text and part in text


def test_the_list_is_complete_and_the_smallest() -> None:
    assert sorted(NEEDLES) == needed(WORDS)


def holds_a_needle(name: str) -> bool:
    return "names" in FIND(name.encode(errors="surrogatepass"))


_PARTS = st.sampled_from(sorted(WORDS.known | {"x", "foo", "order", "service", "s3", "2"}))


@st.composite
def names(draw: st.DrawFn) -> str:
    parts = draw(st.lists(_PARTS, min_size=1, max_size=4))
    style = draw(st.sampled_from(["_", "-", "", ".", "/", " ", "camel", "Pascal", "UPPER"]))
    if style == "UPPER":
        return "_".join(parts).upper()
    if style in ("camel", "Pascal"):
        name = "".join(part.title() for part in parts)
        return name if style == "Pascal" else name[:1].lower() + name[1:]
    return style.join(parts)


@given(names())
def test_a_sensitive_name_holds_a_needle(name: str) -> None:
    bare = any(meaning.alone == "bare" for meaning in WORDS.nouns.get(name.lower(), ()))
    if JUDGE.name(name).sensitive:
        assert holds_a_needle(f"{name} = 1" if bare else name), name


@given(st.text(max_size=30))
def test_so_does_any_text_that_is_judged_a_sensitive_name(name: str) -> None:
    if JUDGE.name(name).sensitive:
        assert holds_a_needle(f"{name} = 1"), name


def test_every_pair_of_known_words() -> None:
    known = sorted(WORDS.known)
    for pair in itertools.product(known, sorted(WORDS.nouns)):
        for name in ("_".join(pair), "".join(pair), pair[0] + pair[1].title()):
            if JUDGE.name(name).sensitive:
                assert holds_a_needle(f"{name} = 1"), name


@pytest.mark.parametrize(
    "text",
    [
        "def f(x):\n    pass\n", "bypass the compass of a passenger", "primary_key = cache_key or sort_key",
        "author = authors[0]", "for key in keys: return key", "import keyword", "self.url = url", "monkey, turkey",
    ],
)  # fmt: skip
def test_the_words_of_every_file_are_no_needles(text: str) -> None:
    assert not holds_a_needle(text)


def test_a_users_own_name_is_found_however_it_is_written() -> None:
    judge = Judge(VOCABULARY, sensitive_names=("patient_code", "x_*_pin", "MRN"))
    find = Search(Needle(text, "names") for text in judge.own_needles()).groups
    for text in ("patientCode = 1", "PATIENT_CODE=1", "patient-code: 1", "x_card_pin", "mrn", "Mrn"):
        assert find(text.encode()), text
    assert not find(b"code = 1; px = 2; pi = 3")
