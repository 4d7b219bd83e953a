"""Every regular expression that tightlip compiles, and how each is used: run as a program, prints a JSON list.

It puts a recorder in the place of `re`'s own compiler before the first module of tightlip is imported, then imports
every module, looks in its text for how it uses the patterns that it has names for, and lets the engine read every
example of the cards and every case of the tests.
"""

from __future__ import annotations

import importlib
import inspect
import json
import os
import pkgutil
import re
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

_METHODS = frozenset(("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split"))
_HERE = os.path.dirname(os.path.abspath(__file__))

# Whatever has a pattern's text, flags and place is one entry; its methods are those that were seen in use.
census: dict[tuple[str | bytes, int, str], set[str]] = {}


class Recorded:
    """A compiled pattern that notes which of its methods is called."""

    def __init__(self, pattern: re.Pattern[Any], methods: set[str]) -> None:
        self.__pattern, self.__methods = pattern, methods

    def __getattr__(self, name: str) -> Any:
        if name in _METHODS:
            self.__methods.add(name)
        return getattr(self.__pattern, name)

    def note(self, methods: set[str]) -> set[str]:
        """All methods that are in use, with those that something else says."""
        self.__methods |= methods
        return self.__methods

    def __reduce__(self) -> Any:
        return re.compile, (self.__pattern.pattern, self.__pattern.flags)


def _record() -> None:
    original = re._compile  # type: ignore[attr-defined]

    def compile_and_note(pattern: Any, flags: Any) -> Any:
        if isinstance(pattern, Recorded):
            return pattern
        compiled, frame = original(pattern, flags), sys._getframe(1)
        while frame.f_back and frame.f_globals.get("__name__", "").partition(".")[0] == "re":
            frame = frame.f_back
        module = frame.f_globals.get("__name__", "")
        if module.partition(".")[0] != "tightlip":
            return compiled
        return Recorded(compiled, census.setdefault((compiled.pattern, compiled.flags, module), set()))

    re._compile = compile_and_note  # type: ignore[attr-defined]


def _import_all() -> None:
    import tightlip

    for module in pkgutil.walk_packages(tightlip.__path__, "tightlip."):
        if not module.name.endswith("__main__"):
            _note_uses(importlib.import_module(module.name))


def _note_uses(module: ModuleType) -> None:
    """The methods that `module` calls on patterns by name (`NAME.match`, `NAME[…].match`): no example may come by."""
    source = inspect.getsource(module)
    for name, value in vars(module).items():
        for pattern in value.values() if isinstance(value, dict) else (value,):
            if isinstance(pattern, Recorded):
                pattern.note(_METHODS & set(re.findall(rf"(?<![\w.]){name}(?:\[[^\n]*?\])?\.(\w+)", source)))


def _documents() -> Iterator[tuple[str, bytes]]:
    import test_cards

    for card in sorted(test_cards.RULEBOOK.cards):
        for block in test_cards.blocks(card):
            yield block.path, block.text.encode()
    for folder, _, names in os.walk(os.path.join(_HERE, "checks")):
        for name in names:
            if os.path.basename(folder) == "cases":
                with open(os.path.join(folder, name), "rb") as file:
                    yield name, file.read()


def _read_everything() -> None:
    import test_cards
    from tightlip.engine import scan
    from tightlip.judgement import tokens
    from tightlip.model import Document
    from tightlip.waivers import waive

    plan = test_cards.plan("")
    for fmt in plan.rulebook.tokens.values():
        tokens._compile(fmt.pattern).finditer("")
    for path, data in _documents():
        waive(plan, scan(plan, Document(path, data)), path)


def _share() -> None:
    """What is done with one pattern of a dictionary may be done with each."""
    for module in [module for name, module in sys.modules.items() if name.partition(".")[0] == "tightlip"]:
        for value in vars(module).values():
            patterns = (
                [each for each in value.values() if isinstance(each, Recorded)] if isinstance(value, dict) else []
            )
            for pattern in patterns:
                pattern.note(set().union(*(each.note(set()) for each in patterns)))


def main() -> None:
    _record()
    _import_all()
    _read_everything()
    _share()
    json.dump(
        [
            {
                "pattern": pattern if isinstance(pattern, str) else pattern.decode("latin-1"),
                "bytes": isinstance(pattern, bytes),
                "flags": flags,
                "module": module,
                "methods": sorted(methods),
            }
            for (pattern, flags, module), methods in census.items()
        ],
        sys.stdout,
    )


if __name__ == "__main__":
    main()
