"""Whether a secret of a file may reach a sink: what `flow` finds, and more.

Names are followed, not values, and in no order: a name that may hold a secret anywhere holds one everywhere. What it
is put into or handed to may hold one, too, and so on; if nothing that is told to a sink is among all these, no flow is.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from tightlip.judgement.judge import Judge
from tightlip.reading.python.flow.tables import spread, words_of
from tightlip.reading.python.focus_names import Names
from tightlip.reading.python.focus_tree import dotted, fold

_SECRET = "!"  # stands among names for what is a secret by itself
_REQUEST = "?"  # what a failed request tells: all that requests are given
_COMMANDS = frozenset({"env", "printenv", "set", "export"})
_ERRORS = ("Error", "Exception")
# What may have a secret after it in an address, at once or after another text: a query's key, a user's name.
_ADDRESS = re.compile(r"[?&][\w.\-\[\]]*(?:=|$)|://(?:[^\s/]*:|$)")
_WHOLE = frozenset({"environ", "environb", "__dict__"})
_MODELS = frozenset({"dict", "json"})
_READS = frozenset({"get", "pop", "setdefault", "getlist"})
# What passes on what it is given although no table says so, and what `self` never is.
_PASSES = frozenset({"format", "format_map", "join", "replace", "getattr", "open", "Path"})
_OWN = frozenset({"self", "cls", "super"})

Row = TypeVar("Row")
Held = list[str]  # the names whose values a value may hold


def may_flow(names: Names) -> bool:
    """Whether the file may hold such a flow."""
    look = _Look(names)
    look.block(names.tree.body, ())
    return look.leaks() or "hide_input" in names.written


class _Sink(NamedTuple):
    """What of a call's arguments gets out, as `sinks.toml` describes it."""

    arguments: frozenset[int | str]
    besides: frozenset[str]
    raises: bool
    in_address: bool

    def lets_out(self, place: int | str) -> bool:
        """Whether it is the argument at this position, or with this keyword."""
        every = "*" if isinstance(place, int) else "**"
        return place in self.arguments or (every in self.arguments and place not in self.besides)


class _Rows(Generic[Row]):
    """Rows of a table by the last name of the calls they are for, each with all names that stand in front of it."""

    def __init__(self, rows: Iterable[tuple[Iterable[str], Row]], told: frozenset[str]) -> None:
        self._by_leaf: dict[str, list[tuple[frozenset[str], Row]]] = {}
        for calls, row in rows:
            for name in (name for call in calls for name in spread(call)):
                parts = name.split(".")
                needed = frozenset(part for part in parts if part and "*" not in part) - told  # `.audit.write`
                self._by_leaf.setdefault(parts[-1], []).append((needed, row))

    def met(self, written: frozenset[str]) -> dict[str, list[Row]]:
        """What of it can be met in a file with these words in it: last name -> rows."""
        found = {leaf: self._by_leaf[leaf] for leaf in self._by_leaf.keys() & written}
        met = {leaf: [row for needed, row in rows if needed <= written] for leaf, rows in found.items()}
        return {leaf: rows for leaf, rows in met.items() if rows}


class _Tables(NamedTuple):
    """The calls of the vocabulary, by what they do."""

    sinks: _Rows[_Sink]
    sources: _Rows[None]
    lookups: _Rows[None]
    environment: _Rows[None]
    runners: _Rows[None]
    passes: _Rows[None]
    parts: frozenset[str]
    stores: frozenset[str]
    writes: frozenset[str]


@lru_cache(maxsize=2)
def _tables(judge: Judge) -> _Tables:
    sinks, sources, sanitizers = (judge.vocabulary[name] for name in ("sinks", "sources", "sanitizers"))
    environment = sources["environment"]
    fields = {part for row in sources["source"] for field in row.get("fields", ()) for part in field.split(".")}
    # What the engine tells by other means: a logger by its name, a client of AWS by the text that it is made with.
    told = frozenset(part for name in sinks["receivers"] for part in name.split(".")) | {"aws"}

    def rows(*tables: Iterable[str]) -> _Rows[None]:
        return _Rows(((calls, None) for calls in tables), told)

    return _Tables(
        sinks=_Rows(((row["calls"], _sink(row)) for row in sinks["sink"]), told),
        sources=rows(*(row["calls"] for row in sources["source"]), *sources["dumps"].values()),
        lookups=rows(*(row["calls"] for row in sources["lookup"])),
        environment=rows(environment["calls"]),
        runners=rows(environment["printers"], environment["readers"]),
        passes=rows(*sanitizers["propagators"].values()),
        parts=frozenset((*fields, *sources["carriers"], *sanitizers["address-parts"])),
        stores=frozenset(store.rpartition(".")[2] for store in environment["stores"]),
        writes=frozenset(call.rpartition(".")[2] for call in sanitizers["propagators"]["writes"]),
    )


def _sink(row: Mapping[str, Any]) -> _Sink:
    arguments = frozenset(row.get("arguments", ("*", "**")))
    return _Sink(arguments, frozenset(row.get("besides", ())), bool(row.get("raises")), row.get("part") == "query")


class _Look:
    """What is noted of one file. `edges` are what holds what: names, and the names that may be in them."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.tables = names.tables
        rows = _tables(names.judge)
        self.sinks = rows.sinks.met(names.written)
        self.sources, self.lookups, self.passes, self.environment, self.runners = (
            set(table.met(names.written))
            for table in (rows.sources, rows.lookups, rows.passes, rows.environment, rows.runners)
        )
        self.environment -= _READS | {"items", "values", "copy"}
        self.passes |= _PASSES
        self.parts, self.stores = rows.parts, rows.stores
        self._writes = self.passes & rows.writes
        self.functions: dict[str, list[ast.FunctionDef | ast.AsyncFunctionDef]] = {}
        for node in names.of(ast.FunctionDef, ast.AsyncFunctionDef):
            self.functions.setdefault(node.name, []).append(node)
        self.shared = {name for node in names.of(ast.Global, ast.Nonlocal) for name in node.names}
        self.edges: dict[str, list[str]] = {}
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
        return any(self.leaf(base).endswith(_ERRORS) for base in bases)

    def leaks(self) -> bool:
        """Whether what is said may hold a secret."""
        reached, queue = {_SECRET}, [_SECRET]
        while queue:
            for name in self.edges.get(queue.pop(), ()):
                if name not in reached:
                    reached.add(name)
                    queue.append(name)
        return not reached.isdisjoint(self.said)

    def hold(self, holders: Iterable[str], held: Iterable[str]) -> None:
        """Note that each of `holders` may hold what each of `held` does."""
        holders = list(holders)
        for name in set(held):
            self.edges.setdefault(name, []).extend(holders)

    # Statements. `scope` are the functions around, the innermost last; a variable is a name of each of them.

    def block(self, body: Iterable[ast.AST], scope: tuple[str, ...]) -> None:
        for statement in body:
            _STATEMENTS.get(type(statement), _Look.others)(self, statement, scope)

    def others(self, node: ast.AST, scope: tuple[str, ...]) -> None:
        for part in ast.iter_child_nodes(node):
            if isinstance(part, ast.expr):
                self.value(part, scope)
            else:
                self.block([part], scope)

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: tuple[str, ...]) -> None:
        inner = (*scope, f"{node.name}@{node.lineno}")
        for decorator in node.decorator_list:
            self.value(decorator, scope)
        self.parameters(node, inner)
        self.block(node.body, inner)

    def parameters(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, scope: tuple[str, ...]) -> None:
        for parameter in _parameters(node.args):
            self.hold([f"{scope[-1]}:{parameter.arg}"], [_SECRET] if self.names.tells(parameter.arg) else [])
        for default in (*node.args.defaults, *node.args.kw_defaults):
            if default is not None:
                self.value(default, scope)

    def assign(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign, scope: tuple[str, ...]) -> None:
        held = self.value(node.value, scope) if node.value is not None else []
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            self.store(target, held, scope)
        if node.value is not None:
            self.rename(node, node.value)

    def rename(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign, value: ast.AST) -> None:
        """`say = logger.info`"""
        leaf = self.leaf(value)
        if leaf in self.sinks and not isinstance(value, ast.Call):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                self.sinks.setdefault(self.leaf(target), []).extend(self.sinks[leaf])

    def loop(self, node: ast.For | ast.AsyncFor, scope: tuple[str, ...]) -> None:
        self.store(node.target, self.value(node.iter, scope), scope)
        self.block((*node.body, *node.orelse), scope)

    def context(self, node: ast.With | ast.AsyncWith, scope: tuple[str, ...]) -> None:
        for item in node.items:
            held = self.value(item.context_expr, scope)
            if item.optional_vars is not None:
                self.store(item.optional_vars, held, scope)
        self.block(node.body, scope)

    def handler(self, node: ast.ExceptHandler, scope: tuple[str, ...]) -> None:
        if node.name is not None:
            self.hold(self.variable(node.name, scope), [_REQUEST])
        self.block(node.body, scope)

    def match(self, node: ast.Match, scope: tuple[str, ...]) -> None:
        held = self.value(node.subject, scope)
        for case in node.cases:
            parts = list(ast.walk(case.pattern))
            keys = [key for part in parts for key in (fold(part), *getattr(part, "kwd_attrs", ())) if key]
            told = [_SECRET] if any(map(self.names.keys, keys)) else []
            bound = [part.name for part in parts if isinstance(part, (ast.MatchAs, ast.MatchStar)) and part.name]
            self.hold([each for name in bound for each in self.variable(name, scope)], [*held, *told])
            if case.guard is not None:
                self.value(case.guard, scope)
            self.block(case.body, scope)

    def speech(self, node: ast.Raise | ast.Assert, scope: tuple[str, ...]) -> None:
        for part in ast.iter_child_nodes(node):
            held = self.value(part, scope)
            if isinstance(part, ast.Call):
                held = [each for argument in _arguments(part) for each in self.value(argument, scope)]
                held += self.under_keywords(part)
            if not (isinstance(node, ast.Assert) and part is node.test):
                self.said.update(held)

    def returned(self, node: ast.Return | ast.Yield | ast.YieldFrom, scope: tuple[str, ...]) -> Held:
        held = self.value(node.value, scope) if node.value is not None else []
        if scope:
            name, _, line = scope[-1].partition("@")
            self.hold([f".{name}"], held)
            decorators = (
                decorator
                for function in self.functions.get(name, ())
                if str(function.lineno) == line
                for decorator in function.decorator_list
            )
            if any(self.leaf(each) in self.tables.handlers.leaves for each in decorators):
                self.said.update(held)
        return []

    # Expressions: the names whose values the value may hold.

    def value(self, node: ast.AST, scope: tuple[str, ...]) -> Held:
        evaluate = _EXPRESSIONS.get(type(node))
        if evaluate is not None:
            return evaluate(self, node, scope)
        held: Held = []
        for part in ast.iter_child_nodes(node):
            held += self.value(part, scope)
        return held

    def nothing(self, node: ast.AST, scope: tuple[str, ...]) -> Held:
        """A comparison, a negation: its parts are looked at, its value tells nothing."""
        for part in ast.iter_child_nodes(node):
            self.value(part, scope)
        return []

    def constant(self, node: ast.Constant, _: tuple[str, ...]) -> Held:
        return [_SECRET] if isinstance(node.value, str) and node.value.startswith(self.tables.secret_files) else []

    def variable(self, name: str, scope: tuple[str, ...]) -> Held:
        if scope and name not in self.shared:
            return [f"{scope[-1]}:{name}"]
        return [f":{name}", f".{name}", *(f"{place}:{name}" for place in scope)]

    def name(self, node: ast.Name, scope: tuple[str, ...]) -> Held:
        name = node.id
        if name in _OWN:
            return []
        imported = self.names.imports.get(name, "").rpartition(".")[2]
        if self.names.tells(name) or self.names.tells(imported) or {name, imported} & self.environment:
            return [_SECRET]
        return [f":{name}", f".{name}", *(f"{place}:{name}" for place in scope)]

    def attribute(self, node: ast.Attribute, scope: tuple[str, ...]) -> Held:
        held = self.value(node.value, scope)
        owner, part = self.leaf(node.value) or _key(node.value), node.attr
        if self.names.tells(part) or self.is_whole(part, owner) or self.names.namer.name(part, owner).sensitive:
            return [_SECRET]
        return [f".{part}", *(held if part in self.parts else ())]

    def is_whole(self, part: str, owner: str) -> bool:
        """Whether `part` is a whole that holds secrets: the environment, the headers of a request."""
        if part in _WHOLE or part in self.environment:
            return True
        return part in self.tables.sent and not self.tables.requests.isdisjoint(words_of(owner)[-1:])

    def subscript(self, node: ast.Subscript, scope: tuple[str, ...]) -> Held:
        held = self.value(node.value, scope)
        key = fold(node.slice)
        if key is None:
            written = self.leaf(node.slice)
            self.value(node.slice, scope)
            return [_SECRET] if self.names.is_key(written) else held
        return self.entry(key, node.value, held)

    def entry(self, key: str, container: ast.AST, held: Held) -> Held:
        owner = self.leaf(container) or _key(container)
        if self.names.keys(key) or self.names.namer.name(key, owner).sensitive or owner in self.stores:
            return [_SECRET]
        return [f".{key}", *(held if key in self.parts else ())]

    def dictionary(self, node: ast.Dict, scope: tuple[str, ...]) -> Held:
        everything: Held = []
        for key, value in zip(node.keys, node.values):
            held = self.value(value, scope)
            text = fold(key) if key is not None else None
            if key is not None and text is None:
                self.value(key, scope)
            if text is not None:
                self.hold([f".{text}"], held)
            telling = self.names.keys(text) if text is not None else self.names.is_key(self.leaf(key))
            everything += [_SECRET] if telling and fold(value) is None else held
        return everything

    def joined(self, node: ast.BinOp | ast.BoolOp, scope: tuple[str, ...]) -> Held:
        parts = node.values if isinstance(node, ast.BoolOp) else [node.left, node.right]
        return [each for part in parts for each in self.value(part, scope)]

    def walrus(self, node: ast.NamedExpr, scope: tuple[str, ...]) -> Held:
        held = self.value(node.value, scope)
        self.store(node.target, held, scope)
        return [*held, *self.value(node.target, scope)]

    def function_of(self, node: ast.Lambda, scope: tuple[str, ...]) -> Held:
        inner = (*scope, f"lambda@{node.lineno}")
        self.parameters(node, inner)
        return self.value(node.body, inner)

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, scope: Any) -> Held:
        held: Held = []
        for each in node.generators:
            over = self.value(each.iter, scope)
            self.store(each.target, over, scope)
            for test in each.ifs:
                self.value(test, scope)
        for part in (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,):
            held += self.value(part, scope)
        return held

    def call(self, node: ast.Call, scope: tuple[str, ...]) -> Held:
        leaf = self.leaf(node.func)
        receiver = self.value(node.func.value, scope) if isinstance(node.func, ast.Attribute) else []
        if not isinstance(node.func, (ast.Attribute, ast.Name)):
            receiver = self.value(node.func, scope)
        plain = [self.value(argument, scope) for argument in node.args]
        named = [(keyword.arg or "", self.value(keyword.value, scope)) for keyword in node.keywords]
        if self.under_keywords(node):
            named.append(("", [_SECRET]))
        given = [each for held in (*plain, *(held for _, held in named)) for each in held]
        if plain and self.names.namer.opens_database(leaf, self.leaf(getattr(node.func, "value", None))):
            self.hold(plain[0], [_SECRET])
        self.say(leaf, node, plain, named)
        self.hand_over(leaf, plain, named)
        if leaf in self.tables.gathering and isinstance(node.func, ast.Attribute):
            self.store(node.func.value, given, scope)
        if leaf in self.runners and any(_runs_env(argument) for argument in ast.walk(node)):
            self.said.add(_SECRET)
        return self.result(leaf, node, receiver, given)

    def result(self, leaf: str, node: ast.Call, receiver: Held, given: Held) -> Held:
        """What a call gives back."""
        passes = leaf in self.passes
        known = leaf in self.sources
        is_method = isinstance(node.func, ast.Attribute)
        if not passes and not known and leaf not in self.lookups and is_method and leaf in self.tables.clean_methods:
            return []
        if known or self.names.tells(leaf) or leaf in self.environment:
            return [_SECRET]
        if is_method and leaf in _MODELS and self.is_model(node.func):
            return [_SECRET]
        key = fold(node.args[0]) if node.args else None
        if leaf in self.lookups or (is_method and leaf in _READS):
            written = self.leaf(node.args[0]) if node.args else ""
            if key is not None and isinstance(node.func, ast.Attribute):
                return self.entry(key, node.func.value, receiver)
            if key is not None:
                return [_SECRET] if self.names.keys(key) else [f".{key}"]
            return [_SECRET] if leaf in self.lookups or self.names.is_key(written) else receiver
        if leaf == "getattr" and len(node.args) > 1:
            key = fold(node.args[1])
            if key is not None and (self.names.keys(key) or self.names.tells(key)):
                return [_SECRET]
        if passes or leaf.endswith(_ERRORS):
            return [f".{leaf}", *receiver, *given]
        return [f".{leaf}", *receiver]

    def is_model(self, func: ast.AST) -> bool:
        """Whether `x.json()` may be a model of this module that is written out, or settings."""
        owner = func.value if isinstance(func, ast.Attribute) else None
        last = words_of(self.leaf(owner) if owner is not None else "")[-1:]
        return not self.tables.holders.isdisjoint(last) or any(
            isinstance(item, ast.AnnAssign) and self.names.tells(self.leaf(item.target))
            for node in self.names.of(ast.ClassDef)
            for item in node.body
        )

    def under_keywords(self, node: ast.Call) -> Held:
        """What a telling keyword says of an argument: `log("…", password=value)`."""
        telling = any(
            keyword.arg and self.names.keys(keyword.arg) and fold(keyword.value) is None for keyword in node.keywords
        )
        return [_SECRET] if telling else []

    def say(self, leaf: str, node: ast.Call, plain: list[Held], named: list[tuple[str, Held]]) -> None:
        """Note what the call `node` lets out."""
        starred = any(isinstance(argument, ast.Starred) for argument in node.args)
        for sink in self.sinks.get(leaf, ()):
            if sink.in_address and not self.has_address:
                continue
            out = [held for place, held in enumerate(plain) if starred or sink.lets_out(place)]
            out += [held for keyword, held in named if not keyword or sink.lets_out(keyword)]
            self.said.update(each for held in out for each in held)
            self.hold([_REQUEST] if sink.raises else [], (each for held in out for each in held))
        if leaf in self.sinks and (leaf == "exception" or any(keyword == "exc_info" for keyword, _ in named)):
            self.said.add(_REQUEST)
        if leaf == "__init__" and self.has_errors:  # what an error of this module says
            self.said.update(each for held in plain for each in held)

    def hand_over(self, leaf: str, plain: list[Held], named: list[tuple[str, Held]]) -> None:
        """Note what the parameters of a function of this module are given, or the parts of a container."""
        for function in self.functions.get(leaf, ()):
            parameters = [f"{leaf}@{function.lineno}:{each.arg}" for each in _parameters(function.args)]
            self.hold(parameters, (each for held in plain for each in held))
            for keyword, held in named:
                self.hold([f"{leaf}@{function.lineno}:{keyword}"] if keyword else parameters, held)
        if leaf in self.passes or leaf in self.tables.gathering:
            for keyword, held in named:
                self.hold([f".{keyword}"], held)

    def store(self, target: ast.AST, held: Held, scope: tuple[str, ...]) -> None:
        if isinstance(target, ast.Name):
            self.hold(self.variable(target.id, scope), held)
        elif isinstance(target, ast.Attribute):
            self.value(target.value, scope)
            self.hold([f".{target.attr}"], held)
        elif isinstance(target, ast.Subscript):
            key = fold(target.slice)
            self.value(target.slice, scope)
            if key is not None:
                self.hold([f".{key}"], held)
                held = [*held, *([_SECRET] if self.names.keys(key) else ())]
            self.store(target.value, held, scope)
        else:
            for part in ast.iter_child_nodes(target):
                self.store(part, held, scope)

    def leaf(self, node: ast.AST | None) -> str:
        """The last name of the chain that `node` is, as it was imported; of `"…".format`, `format`."""
        last = self.names.qualified(node).rpartition(".")[2].rstrip("()[]") if node is not None else ""
        return last or getattr(node, "attr", "")


def _parameters(arguments: ast.arguments) -> list[ast.arg]:
    starred = [each for each in (arguments.vararg, arguments.kwarg) if each is not None]
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *starred]


def _arguments(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def _key(node: ast.AST) -> str:
    return (fold(node.slice) or dotted(node.value)) if isinstance(node, ast.Subscript) else ""


def _runs_env(node: ast.AST) -> bool:
    words = (fold(node) or "").replace("|", " ").replace(";", " ").replace("&", " ").split()[:1]
    return bool(words) and words[0].rpartition("/")[2] in _COMMANDS


_STATEMENTS: Mapping[type[ast.AST], Callable[[_Look, Any, tuple[str, ...]], Any]] = {
    ast.FunctionDef: _Look.function, ast.AsyncFunctionDef: _Look.function,
    ast.Assign: _Look.assign, ast.AnnAssign: _Look.assign, ast.AugAssign: _Look.assign,
    ast.For: _Look.loop, ast.AsyncFor: _Look.loop, ast.With: _Look.context, ast.AsyncWith: _Look.context,
    ast.ExceptHandler: _Look.handler, ast.Match: _Look.match, ast.Return: _Look.returned,
    ast.Raise: _Look.speech, ast.Assert: _Look.speech,
}  # fmt: skip

_EXPRESSIONS: Mapping[type[ast.AST], Callable[[_Look, Any, tuple[str, ...]], Held]] = {
    ast.Constant: _Look.constant, ast.Name: _Look.name, ast.Attribute: _Look.attribute,
    ast.Subscript: _Look.subscript, ast.Dict: _Look.dictionary, ast.Call: _Look.call,
    ast.BinOp: _Look.joined, ast.BoolOp: _Look.joined, ast.NamedExpr: _Look.walrus,
    ast.Lambda: _Look.function_of, ast.Compare: _Look.nothing, ast.UnaryOp: _Look.nothing,
    ast.ListComp: _Look.comprehension, ast.SetComp: _Look.comprehension, ast.GeneratorExp: _Look.comprehension,
    ast.DictComp: _Look.comprehension, ast.Yield: _Look.returned, ast.YieldFrom: _Look.returned,
}  # fmt: skip
