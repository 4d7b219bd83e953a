"""How much less a string looks like words and names than like something random: one number, in bits.

It is the logarithm of the odds that a machine drew a stretch of the string from an alphabet against somebody having
written it as words or a name (`rules/vocabulary/text.toml` says how those run), for the stretch where they are
highest: `my-secret-9f8a7c6d` is as random as its end. So the measure depends on the length by itself: eight random
letters gather some 25 bits, thirty-two 100, and `my_variable_name_2` has next to none.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

_DIGIT_BITS = math.log2(10)
_NEXT_BITS = 1.5  # the next one of a sequence, or the same again: `1234`, `abcd`, `qwer`
_SMALL_AFTER_CAPITALS_BITS = 3.0  # `HTTPServer`
_SEPARATOR_BITS = {"_": 0.5, "-": 1.5, ".": 1.5, " ": 1.0, "/": 2.5, ":": 3.0}
_SYMBOL_BITS = 8.0
_KEYBOARD = "1234567890 qwertyuiop asdfghjkl zxcvbnm"
_PLACE = {character: place for place, character in enumerate(_KEYBOARD) if character != " "}

TextModel = Mapping[str, Mapping[str, float]]


def text_model(table: Mapping[str, Any]) -> TextModel:
    """Bits by the character before and the character, from `text.toml`."""
    columns = table["columns"]
    return {
        row: {column: int(cost, 36) / 2 for column, cost in zip(columns, costs)} for row, costs in table["rows"].items()
    }


def random_bits(model: TextModel, text: str) -> float:
    """The bits of evidence that some stretch of `text` is random; 0 when all of it is words."""
    drawn = math.log2(_alphabet(text)) if text else 0.0
    here = best = 0.0
    for written in _text_bits(model, text):
        here = max(0.0, here + written - drawn)
        best = max(best, here)
    return best


def _text_bits(model: TextModel, text: str) -> Iterator[float]:
    """What each character of `text` would cost if words and names made it."""
    row, before, word_begins = "^", "", True
    for character in text:
        lower = character.lower()
        cost = 0.0
        if "a" <= lower <= "z":
            if row not in "^0":
                if character < "a" <= before:
                    cost, row = model[row]["^"], "^"
                elif before < "a" <= character and not word_begins:
                    cost = _SMALL_AFTER_CAPITALS_BITS
            cost += model[row][lower]
            word_begins = row in "^0"
            row = lower
        elif character.isdigit():
            cost = model[row]["0"] + _DIGIT_BITS
            row = "0"
        else:
            cost = model[row]["_"] + _SEPARATOR_BITS.get(character, _SYMBOL_BITS)
            row = "^"
        yield min(cost, _NEXT_BITS) if follows(before.lower(), lower) else cost
        before = character


def follows(one: str, other: str) -> bool:
    """Whether `other` comes next after `one`, up or down, in the alphabet or on a keyboard, or repeats it."""
    if one == other:
        return True
    if not (one.isalnum() and other.isalnum()):
        return False
    return abs(ord(one[0]) - ord(other[0])) == 1 or abs(_PLACE.get(one, -9) - _PLACE.get(other, 99)) == 1


def _alphabet(text: str) -> int:
    """The size of the smallest usual alphabet that `text` is drawn from."""
    characters = set(text)
    if characters <= set("0123456789abcdef") or characters <= set("0123456789ABCDEF"):
        return 16
    size = 26 * any("a" <= c <= "z" for c in characters) + 26 * any("A" <= c <= "Z" for c in characters)
    size += 10 * any(c.isdigit() for c in characters)
    rest = {c for c in characters if not c.isalnum()}
    if rest <= set("-_"):
        return max(size + len(rest), 2)
    return size + (3 if rest <= set("+/=") else 32)
