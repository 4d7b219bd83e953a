"""What is noted of one file on the way through it: which names may hold what others do, and what sinks are told."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from functools import cached_property

from tightlip.reading.python.flow.tables import words_of
from tightlip.reading.python.focus_calls import call_tables
from tightlip.reading.python.focus_names import Names

SECRET = "!"  # stands among names for what is a secret by itself
REQUEST = "?"  # what a failed request tells: all that requests are given
READS = frozenset({"get", "pop", "setdefault", "getlist"})
ERRORS = ("Error", "Exception")
# What may have a secret after it in an address, at once or after another text: a query's key, a user's name.
_ADDRESS = re.compile(r"[?&][\w.\-\[\]]*(?:=|$)|://(?:[^\s/]*:|$)")
_WHOLE = frozenset({"environ", "environb", "__dict__"})
# What passes on what it is given although no table says so.
_PASSES = frozenset({"format", "format_map", "join", "replace", "getattr", "open", "Path"})

Held = list[str]  # the names whose values a value may hold


class Notes:
    """The tables as far as one file may meet them. `edges` are what holds what, `said` is what sinks are told."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.tables = names.tables
        rows = call_tables(names.judge)
        self.sinks = rows.sinks.met(names.written)
        self.sources, self.lookups, self.passes, self.environment, self.runners = (
            set(table.met(names.written))
            for table in (rows.sources, rows.lookups, rows.passes, rows.environment, rows.runners)
        )
        self.environment -= READS | {"items", "values", "copy"}
        self.passes |= _PASSES
        self.parts, self.stores = rows.parts, rows.stores
        self._writes = self.passes & rows.writes
        self.functions: dict[str, list[ast.FunctionDef | ast.AsyncFunctionDef]] = {}
        for node in names.of(ast.FunctionDef, ast.AsyncFunctionDef):
            self.functions.setdefault(node.name, []).append(node)
        self.shared = {name for node in names.of(ast.Global, ast.Nonlocal) for name in node.names}
        self.edges: dict[str, set[str]] = {}
        self.said: set[str] = set()

    @cached_property
    def has_address(self) -> bool:
        """Whether the file writes addresses that a secret may be put into."""
        texts = (node.value for node in self.names.of(ast.Constant) if isinstance(node.value, str))
        return bool(self._writes) or any(map(_ADDRESS.search, texts))

    @cached_property
    def has_errors(self) -> bool:
        """Whether the file has classes of errors."""
        bases = (base for node in self.names.of(ast.ClassDef) for base in node.bases)
        return any(self.leaf(base).endswith(ERRORS) for base in bases)

    def hold(self, holders: Iterable[str], held: Iterable[str]) -> None:
        """Note that each of `holders` may hold what each of `held` does."""
        holders = list(holders)
        for name in set(held):
            self.edges.setdefault(name, set()).update(holders)

    def variable(self, name: str, scope: tuple[str, ...]) -> Held:
        """What a variable is called when something is put into it."""
        if scope and name not in self.shared:
            return [f"{scope[-1]}:{name}"]
        return [f":{name}", f".{name}", *(f"{place}:{name}" for place in scope)]

    def is_whole(self, part: str, owner: str) -> bool:
        """Whether `part` is a whole that holds secrets: the environment, the headers of a request."""
        if part in _WHOLE or part in self.environment:
            return True
        return part in self.tables.sent and not self.tables.requests.isdisjoint(words_of(owner)[-1:])

    def leaf(self, node: ast.AST | None) -> str:
        """The last name of the chain that `node` is, as it was imported; of `"…".format`, `format`."""
        if isinstance(node, ast.Attribute):
            return node.attr
        return self.names.qualified(node).rpartition(".")[2].rstrip("()[]") if node is not None else ""
