"""Which names and keys of one file are a secret's by themselves, wherever in it they are used."""

from __future__ import annotations

import ast
from functools import cached_property

from tightlip.reading.python.flow.naming import is_class_like
from tightlip.reading.python.focus.notes import Notes
from tightlip.reading.python.focus.places import SECRET, Place, told_by
from tightlip.reading.python.focus.tree import fold, last_name
from tightlip.reading.words import words_of

_ENVIRONMENT = frozenset({"environ", "environb"})
# The last word of what holds the address of a database, where one is opened with it.
_ADDRESSES = frozenset({"url", "uri", "dsn"})
_CONFIGURATION = frozenset("settings setting config conf cfg configuration secrets credentials env environment".split())
_WRAPPINGS = frozenset("data result value response body attributes".split())  # keys that say nothing of what is in it


class Telling:
    """What is asked about the names of one file, of which `notes` are taken."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.namer = notes.names.namer
        self._variables: dict[str, list[Place]] = {}

    def variable(self, name: str) -> list[Place]:
        """What a variable so called is, or was imported as; the environment and a database's address are secrets."""
        known = self._variables.get(name)
        if known is None:
            imported = self.notes.names.imports.get(name, name).rpartition(".")[2]
            told = [place for each in {name, imported} for place in self._variable(each, name)]
            known = self._variables[name] = [SECRET] if SECRET in told else told
        return known

    def _variable(self, name: str, written: str) -> list[Place]:
        if name in self.notes.environment or name in self._addresses:
            return [SECRET]
        return told_by(self.namer.variable(name), written) if self.notes.names.tells(name) else []

    def attribute(self, node: ast.Attribute) -> list[Place]:
        """What an attribute is; the environment and all that a request sent are secrets."""
        part, tables = node.attr, self.notes.names.tables
        if part in self._addresses or part in self.notes.configurations or self.is_environment(node):
            return [SECRET]
        owner = _owner(node.value)
        if part in tables.sent and not tables.requests.isdisjoint(words_of(owner)[-1:]):
            return [SECRET]
        verdict = self.namer.variable(part, owner)
        if not verdict.sensitive or self.namer.tells_a_fact(part):
            return []
        # A member of an enumeration, a column of a model.
        one_of_many = (is_class_like(owner) or owner.isupper()) and not isinstance(node.value, ast.Call)
        return [] if one_of_many and _CONFIGURATION.isdisjoint(words_of(owner)) else told_by(verdict)

    def is_environment(self, node: ast.AST) -> bool:
        """Whether it is `os.environ`, or another whole environment."""
        name = last_name(node) if isinstance(node, ast.Name) else getattr(node, "attr", "")
        imported = self.notes.names.imports.get(name, name).rpartition(".")[2]
        return name in _ENVIRONMENT or name in self.notes.environment or imported in self.notes.environment

    def entry(self, key: str, container: ast.AST) -> list[Place]:
        """What stands under `key` in `container`: what is read from an environment needs no witness."""
        told = told_by(self.namer.name(key, _owner(container)))
        return [SECRET] if self.notes.stores or (told and self.notes.reads_environment) else told

    def names_one(self, key: ast.AST) -> bool:
        """Whether what is given under `key`, or under what it may stand for, is a secret by that alone."""
        return any(map(self.shows, self.notes.texts(key))) or self.namer.constant(last_name(key)).strong

    def shows(self, key: str) -> bool:
        """Whether what is given under the key, or the keyword, `key` is a secret by that alone."""
        return self.namer.name(key).strong

    @cached_property
    def _addresses(self) -> frozenset[str]:
        opening = (
            last_name(call.args[0])
            for leaf in self.notes.connectors
            for call, _ in self.notes.calls.get(leaf, ())
            if call.args and self.namer.opens_database(leaf, last_name(getattr(call.func, "value", None)))
        )
        return frozenset(name for name in opening if not _ADDRESSES.isdisjoint(words_of(name)[-1:]))

    @cached_property
    def takes_secrets(self) -> bool:
        """Whether the file's command line takes a secret: `add_argument("--password")`."""
        options = (call.args[0] for call, _ in self.notes.calls["add_argument"] if call.args)
        return any(self.namer.name((fold(option) or "").lstrip("-"), "args").strong for option in options)


def _owner(node: ast.AST) -> str:
    """The last name of what something is a part of: of `event["headers"]`, the key."""
    if isinstance(node, ast.Subscript):
        key = fold(node.slice)
        if key is not None and key not in _WRAPPINGS:
            return key
    return last_name(node)
