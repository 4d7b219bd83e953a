"""What of the tables of sources and sinks one file may meet, and who calls what in it."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from tightlip.reading.python.flow.formats import percent_names
from tightlip.reading.python.focus.calls import Sink, call_tables
from tightlip.reading.python.focus.names import Names
from tightlip.reading.python.focus.tree import Body, fold, last_name, walk

ERRORS = ("Error", "Exception")
READS = frozenset({"get", "pop", "setdefault", "getlist", "get_secret", "read"})
# What may have a secret after it in an address, at once or after another text: a query's key, a user's name.
_ADDRESS = re.compile(r"[?&][\w.\-\[\]]*(?:=|$)|://(?:[^\s/]*:|$)")
# What passes on what it is given although no table says so.
_PASSES = frozenset({"format", "format_map", "join", "open", "Path"})
# The environment, but for where one entry is asked of it.
_WHOLE = re.compile(r"environb?\b(?!\[|\.(?:get|pop|setdefault)\()")
_COMMANDS = frozenset({"env", "printenv", "set", "export -p"})
_LITERAL = (ast.Constant, ast.BinOp, ast.JoinedStr, ast.List, ast.Tuple, ast.Set, ast.Name, ast.Attribute)
_LOOPS = (ast.For, ast.AsyncFor, ast.comprehension)
_GIVING = (*_LOOPS, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr)


class Notes:
    """The tables as far as one file may meet them: its calls by the names of what is called, its functions by name."""

    def __init__(self, names: Names) -> None:
        self.names = names
        rows, written = call_tables(names.judge), names.written
        self.sinks = {leaf: met for leaf, known in rows.sinks.met(written).items() if (met := self._met(known))}
        self.sources = rows.sources.met(written)
        self.lookups = rows.lookups.met(written)
        self.dumps = rows.dumps.met(written)
        self._passes = rows.passes.met(written)
        self.environment = rows.environment.met(written).keys() - READS - {"items", "values", "copy"}
        self.reads_environment = "environ" in written or bool(self.lookups or self.environment)
        self.runners = rows.runners.met(written).keys()
        self.stores = rows.stores.met(written)
        self.configurations = rows.configurations.met(written).keys()
        self.connectors = rows.connectors & written
        self.parts = rows.parts
        self._writes = self._passes.keys() & rows.writes
        self._texts: dict[str, frozenset[str]] = {}
        self._commands: dict[str, bool] = {}

    def _met(self, sinks: list[Sink]) -> list[Sink]:
        """Those of `sinks` whose packages the file imports, and whose addresses it writes."""
        return [
            sink
            for sink in sinks
            if (not sink.imports or not sink.imports.isdisjoint(self._packages))
            and (not sink.address or self._writes_one_of(sink.address))
        ]

    @cached_property
    def _packages(self) -> frozenset[str]:
        return frozenset(name.partition(".")[0] for name in self.names.imports.values())

    def _writes_one_of(self, addresses: tuple[str, ...]) -> bool:
        text = self.names.source.text
        return any(each in text for each in addresses) or "webhook" in text.lower()

    def passes(self, leaf: str, is_method: bool) -> bool:
        """Whether a call of something so called may pass on what it is given."""
        return (
            leaf in _PASSES
            or leaf.endswith(ERRORS)
            or any(part or not is_method for part in self._passes.get(leaf, ()))
        )

    @cached_property
    def functions(self) -> dict[str, list[Body]]:
        """The functions of this file by name."""
        found: dict[str, list[Body]] = {}
        for body in self.names.bodies:
            if isinstance(body.node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                found.setdefault(body.node.name, []).append(body)
        return found

    @cached_property
    def lambdas(self) -> dict[ast.AST, Body]:
        """The lambdas of this file."""
        return {body.node: body for body in self.names.bodies if isinstance(body.node, ast.Lambda)}

    @cached_property
    def classes(self) -> list[ast.ClassDef]:
        """The classes of this file that something else in it than their definition speaks of: it may have an object."""
        count = Counter(re.findall(r"\w+", self.names.source.text))
        return [node for node in self.names.of(ast.ClassDef) if count[node.name] > 1]

    @cached_property
    def models(self) -> list[ast.ClassDef]:
        """Those of them that declare their fields."""
        declares = (ast.AnnAssign, ast.If)  # an `if` may hold a declaration
        return [node for node in self.classes if any(isinstance(item, declares) for item in node.body)]

    @cached_property
    def has_errors(self) -> bool:
        """Whether the file has classes of errors."""
        return any(last_name(base).endswith(ERRORS) for node in self.names.of(ast.ClassDef) for base in node.bases)

    @cached_property
    def fills_by_name(self) -> bool:
        """Whether a format takes a secret out of a mapping, by its name: `%(password)s`."""
        return any(self.names.namer.name(field).strong for field in percent_names(self.names.source.text))

    @cached_property
    def has_address(self) -> bool:
        """Whether the file writes addresses that a secret may be put into."""
        texts = (node.value for node in self.names.of(ast.Constant) if isinstance(node.value, str))
        return bool(self._writes) or any(map(_ADDRESS.search, texts))

    @cached_property
    def calls(self) -> defaultdict[str, list[tuple[ast.Call, Body]]]:
        """The calls of this file by every last name that what is called may have."""
        found: defaultdict[str, list[tuple[ast.Call, Body]]] = defaultdict(list)
        for body in self.names.bodies:
            for call in body.nodes.get(ast.Call, ()):
                for leaf in self.leaves(call.func):
                    found[leaf].append((call, body))
        return found

    def leaves(self, func: ast.AST) -> Iterable[str]:
        """The last names that what is called may have: as written, as imported, as renamed."""
        if isinstance(func, ast.Attribute):
            return {func.attr, *self._renamed.get(f".{func.attr}", ())} if self._renamed else (func.attr,)
        name = last_name(func)
        if name not in self.names.imports and not self._renamed:
            return (name,)
        return {name, self._leaf(name), *self._renamed.get(name, ())}

    def _leaf(self, name: str) -> str:
        return self.names.imports.get(name, name).rpartition(".")[2]

    @cached_property
    def _renamed(self) -> dict[str, set[str]]:
        """What a variable, or an attribute with a dot before it, is another name of in the tables: `say = log.info`."""
        known = {*self.sinks, *self.sources, *self.lookups, *self.dumps, *self.environment, *self.runners}
        nodes = self.names.of(ast.Assign, ast.AnnAssign)
        assigned = [(node, value) for node in nodes if (value := self._of_a_name(node.value))]
        found: dict[str, set[str]] = {}
        more = any(self._leaf(value) in known for _, value in assigned)
        while more:
            more = False
            for node, value in assigned:
                told = {self._leaf(value)} & known | found.get(value, set())
                for name in map(_name, node.targets if isinstance(node, ast.Assign) else [node.target]):
                    if name and name != value and not told <= found.get(name, set()):
                        more = True
                        found[name] = found.get(name, set()) | told
        return found

    def _of_a_name(self, value: ast.AST | None) -> str:
        """The name that something is given a second one for; `env = Env()` may be followed by `env("PASSWORD")`."""
        if not isinstance(value, ast.Call):
            return _name(value)
        name = _name(value.func)
        return name if name.lstrip(".") in self.lookups else ""

    @cached_property
    def _assigned(self) -> dict[str, list[ast.expr]]:
        """What each name is given anywhere, as far as it is made of literals or has a name."""
        found: dict[str, list[ast.expr]] = {}
        for node in self.names.of(*_GIVING):
            value = node.iter if isinstance(node, _LOOPS) else node.value
            if isinstance(value, _LITERAL):
                for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                    for part in walk(target):
                        if isinstance(part, (ast.Name, ast.Attribute)):
                            found.setdefault(last_name(part), []).append(value)
        return found

    @cached_property
    def looped(self) -> frozenset[str]:
        """The names that loops give one thing after the other, where that may be every name of the environment."""
        whole = self.environment - {"environ", "environb"} or _WHOLE.search(self.names.source.text)
        loops = self.names.of(*_LOOPS) if whole else ()
        return frozenset(part.id for loop in loops for part in walk(loop.target) if isinstance(part, ast.Name))

    def texts(self, key: ast.AST) -> Collection[str]:
        """The texts that `key` may stand for: its own, or what a variable so called is made of."""
        text = fold(key)
        return self._texts_of(last_name(key)) if text is None else (text,)

    def _texts_of(self, name: str) -> frozenset[str]:
        known = self._texts.get(name)
        if known is None:
            parts = (part for value in self._literals(name) for part in walk(value))
            known = self._texts[name] = frozenset(text for part in parts if (text := fold(part)) is not None)
        return known

    def _literals(self, name: str) -> Iterator[ast.AST]:
        """What a variable so called is given, and what those are given that it is given."""
        queue, seen = [name], {name, ""}
        while queue:
            for value in self._assigned.get(queue.pop(), ()):
                yield value
                more = {last_name(part) for part in walk(value)} - seen
                seen |= more
                queue += more

    def runs_environment(self, call: ast.Call) -> bool:
        """Whether `call` may run a command that lists the environment: `["env"]`, `"printenv | sort"`."""
        command = call.args[0] if call.args else None
        return command is not None and (_lists_environment(command) or self._holds_command(last_name(command)))

    def _holds_command(self, name: str) -> bool:
        known = self._commands.get(name)
        if known is None:
            known = self._commands[name] = any(map(_lists_environment, self._literals(name)))
        return known


def _name(node: ast.AST | None) -> str:
    if isinstance(node, ast.Attribute):
        return f".{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _lists_environment(command: ast.AST) -> bool:
    if isinstance(command, (ast.List, ast.Tuple)):
        return len(command.elts) == 1 and _lists_environment(command.elts[0])
    first = re.split("[|;&]", fold(command) or "", maxsplit=1)[0]
    return first.strip().removeprefix("/usr/bin/") in _COMMANDS
