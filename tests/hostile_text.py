"""Hostile input for a regular expression, made from its parsed tree, and how the time it takes grows with it."""

from __future__ import annotations

import math
import random
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

if sys.version_info >= (3, 11):
    from re import _compiler, _parser
else:
    import sre_compile as _compiler
    import sre_parse as _parser

# One of each sort that patterns tell apart; the first that fits stands for a class of characters.
_ALPHABET = "ab0 _-.Z\t\n\"'`\\{}[]()<>=:;,/+*#$%@&!?|~^xA9f\xe9\0"
_WIDE = 50  # a repeat that may vary by more is worth an attack
_STEEP = 1.7  # the power of growth: 1 is linear, 2 a square
_FEW = 100  # characters: what is slow at fewer would never end at many
_LENGTHS = (400, 2_000, 6_000, 20_000)
_LONGEST = 100_000  # characters: many times the longest bound of a repeat
_SLOW = 0.004  # seconds: a square's at 6,000 characters, where each step takes what little it can
_QUICK = 50e-9  # seconds a character: what takes less has no square in it
_PATIENCE = 0.3  # seconds
_ENDS = ("\0", "\n", "")
_MIXED = 40  # texts of pieces thrown together, which find what a plan does not
_RUNS = (
    " ",
    "\t",
    "\n",
    " \n",
    "a",
    "0",
    "_",
    "-",
    "'",
    '"',
    "\\",
    "{",
    "(",
    "[",
    "<",
    "$",
    "a=",
    "a:",
    "a ",
    "a.",
    "://",
)


class Attack(NamedTuple):
    """A text of any length: `before`, then `pump` as often as it takes, then `after`."""

    before: str
    pump: str
    after: str

    def text(self, length: int) -> str:
        return self.before + self.pump * max(1, length // len(self.pump)) + self.after


class Runaway(NamedTuple):
    """The worst that was seen: seconds of the processor for a text of so many characters, and the growth's power."""

    attack: Attack
    length: int
    seconds: float
    power: float


def attacks(pattern: str, flags: int) -> list[Attack]:
    """Texts that make `pattern` try much and fail: a run of what each long repeat takes, and of how it is reached."""
    tree = _parser.parse(pattern, flags & ~re.DEBUG)
    made = dict.fromkeys(Attack("", run, end) for run in _RUNS for end in ("", "\0"))
    for before, body, following in _repeats(tree, tree, ""):
        matcher, next_one = _compiled(tree, body), _compiled(tree, following[:1])
        taken = [one for one in _alphabet(pattern) if matcher.fullmatch(one)]
        shared = [one for one in taken if next_one and next_one.match(one)]
        start, sample = _sample(tree, before), _sample(tree, body)
        pumps = [*taken[:3], *shared[:2], sample, start + sample, start, sample + _sample(tree, following[:1])]
        pumps += [start + one for one in taken[:1]]
        pumps += [_sample(tree, part) for name, value in body for part in _parts(str(name), value)]
        refused = [one for one in _alphabet(pattern) if not matcher.fullmatch(one)][:1]
        for pump in filter(None, dict.fromkeys(pumps)):
            for after in dict.fromkeys((*_ENDS, *refused)):
                made[Attack(start, pump, after)] = None
    return [*made, *_mixed(tree, pattern)]


def _mixed(tree: Any, pattern: str) -> Iterator[Attack]:
    """Pieces of what `pattern` matches in an order of chance, which is the same each time."""
    pieces = sorted(filter(None, {" ", "\n", "a", "0", "\t", *_pieces(tree, tree, _alphabet(pattern))}))
    chance = random.Random(pattern)
    for _ in range(_MIXED):
        before, pump, after = (
            "".join(chance.choices(pieces, k=chance.randint(*few))) for few in ((0, 2), (1, 4), (0, 1))
        )
        yield Attack(before, pump, after or chance.choice(_ENDS))


def _pieces(tree: Any, nodes: Any, alphabet: str) -> Iterator[str]:
    """Samples of each node of `nodes`, of all up to it, and of all from it on."""
    nodes = list(nodes)
    for index, (operation, value) in enumerate(nodes):
        name = str(operation)
        yield from (_sample(tree, part) for part in (nodes[index : index + 1], nodes[: index + 1], nodes[index:]))
        if name in ("IN", "ANY", "NOT_LITERAL"):
            matcher = _compiled(tree, [(operation, value)])
            yield from [one for one in alphabet if matcher and matcher.fullmatch(one)][:5]
        for part in _parts(name, value):
            yield from _pieces(tree, part, alphabet)


def runaway(run: Callable[[str], object], tried: Sequence[Attack]) -> Runaway | None:
    """The first of the attacks `tried` under which the time grows clearly faster than the text; None when none does.

    Time is this process's own, of the processor, so that a busy machine changes little.
    """
    for attack in tried:
        length = _first_slow(run, attack)
        if length is None:
            continue
        found = _power(run, attack, length)
        # A pattern whose repeats have bounds is linear in a text that is longer than they are.
        while found.power > _STEEP and _FEW < found.length < _LONGEST and found.seconds < _PATIENCE:
            found = _power(run, attack, 2 * found.length)
        if found.power > _STEEP:
            return found
    return None


def _first_slow(run: Callable[[str], object], attack: Attack) -> int | None:
    """The first length of those that are tried at which the attack takes long; None when it never does."""
    length = 12
    while length < _FEW:
        if _seconds(run, attack.text(length)) > _SLOW:
            return length
        length = max(length + 2, int(length * 1.25))
    for length in _LENGTHS:
        seconds = _seconds(run, attack.text(length))
        if seconds > _SLOW:
            return length
        if seconds < length * _QUICK:
            return None
    return None


def _power(run: Callable[[str], object], attack: Attack, length: int) -> Runaway:
    """How fast time grows: 1 is linear, 2 a square; the least of several, for noise only adds."""
    half, full = (min(_seconds(run, attack.text(size)) for _ in range(3)) for size in (length // 2, length))
    return Runaway(attack, length, full, math.log2(max(full, 1e-7) / max(half, 1e-7)))


def _seconds(run: Callable[[str], object], text: str) -> float:
    before = time.process_time()
    run(text)
    return time.process_time() - before


def _alphabet(pattern: str) -> str:
    return _ALPHABET + "".join(dict.fromkeys(one for one in pattern if one not in _ALPHABET))


def _repeats(tree: Any, nodes: Any, before: Any) -> Iterator[tuple[list[Any], list[Any], list[Any]]]:
    """Every long repeat in `nodes`: the nodes that lead to it, its body, and the nodes that follow it."""
    before = list(before)
    for index, (operation, value) in enumerate(nodes):
        name, following = str(operation), list(nodes[index + 1 :])
        if name.endswith("_REPEAT"):
            low, high, body = value
            if high - low > _WIDE:
                yield before, list(body), following
        for part in _parts(name, value):
            for inner_before, body, inner_following in _repeats(tree, part, before):
                yield inner_before, body, inner_following or following
        before = [*before, (operation, value)]


def _parts(name: str, value: Any) -> list[Any]:
    if name == "BRANCH":
        return list(value[1])
    if name.endswith("_REPEAT") or name in ("SUBPATTERN", "ASSERT", "ASSERT_NOT"):
        return [value[-1]]
    return [value] if name == "ATOMIC_GROUP" else []


def _compiled(tree: Any, nodes: list[Any]) -> re.Pattern[str] | None:
    if not nodes:
        return None
    try:
        made: re.Pattern[str] = _compiler.compile(_parser.SubPattern(tree.state, nodes), tree.state.flags)
    except (re.error, IndexError, RuntimeError):  # a reference to a group that is not among `nodes`
        return None
    return made


def _sample(tree: Any, nodes: Any) -> str:
    """A short text that `nodes` match, but for what they say of their surroundings."""
    text, groups = "", dict[int, str]()
    for operation, value in nodes:
        text += _sample_of(tree, str(operation), value, groups)
    return text


def _sample_of(tree: Any, name: str, value: Any, groups: dict[int, str]) -> str:
    if name == "LITERAL":
        return chr(value)
    if name.endswith("_REPEAT"):
        return _sample(tree, value[2]) * min(value[0], 40)
    if name == "SUBPATTERN":
        groups[value[0]] = _sample(tree, value[3])
        return groups[value[0]]
    if name == "ATOMIC_GROUP":
        return _sample(tree, value)
    if name == "BRANCH":
        return _sample(tree, value[1][0])
    if name == "GROUPREF":
        return groups.get(value, "")
    if name in ("IN", "ANY", "NOT_LITERAL"):
        matcher = _compiled(tree, [(getattr(_parser, name), value)])
        ranged = [chr(item[1][0]) for item in value if str(item[0]) == "RANGE"] if name == "IN" else []
        literal = [chr(item[1]) for item in value if str(item[0]) == "LITERAL"] if name == "IN" else []
        return next((one for one in (*_ALPHABET, *ranged, *literal) if matcher and matcher.fullmatch(one)), "")
    return ""
