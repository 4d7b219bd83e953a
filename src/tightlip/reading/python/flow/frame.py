"""One function while it is followed: what its names hold, what leaked, what it returns."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from tightlip.reading.python.flow.naming import in_address
from tightlip.reading.python.flow.scout import Body
from tightlip.reading.python.flow.tables import Sink
from tightlip.reading.python.flow.values import FETCHED, NAMED, PARAMETER, UNKNOWN, Origin, Value, join
from tightlip.reading.python.module import dotted
from tightlip.reading.python.syntax import nodes as cst
from tightlip.reading.words import words_of

if TYPE_CHECKING:
    from tightlip.reading.python.flow.analysis import Analysis


CAUGHT = "<caught>"  # the name of the error that is being handled
_ANSWERED = "secret-in-response"
# A client is never given these; keys and tokens may be its own.
_ALWAYS_OWN = frozenset({"password", "connection string", "private key"})
_NEVER_HANDED_OUT = frozenset({"secret", "private", "password"})


# Names, each with whether it is true: `{("quiet", False)}` holds in the body of `if not quiet:`.
Conditions = frozenset[tuple[str, bool]]


class Leak(NamedTuple):
    """A secret in a sink: `origin.site` is the expression that shows it, `call` the sink as a node, `through` by name.

    `meant` says that the function's very job is to show it; `when` what the function's parameters must be for it.
    """

    sink: Sink
    origin: Origin
    through: str
    call: cst.CSTNode
    meant: bool = False
    when: Conditions = frozenset()


class Summary(NamedTuple):
    """What a function does with what it is given: `leaks` (those of its parameters among them) and its value."""

    parameters: tuple[str, ...] = ()
    leaks: tuple[Leak, ...] = ()
    returns: Value = UNKNOWN


class Frame:
    """The state of following one body. `names` maps a variable or a dotted path (`self.key`) to its value.

    `without_password` is true in the `else` of `if url.password:`, where an address holds no secret; `when` is what
    the tests around the statement that is being followed say of plain names.
    """

    def __init__(self, analysis: Analysis, body: Body, names: dict[str, Value] | None = None) -> None:
        self.analysis = analysis
        self.body = body
        self.names: dict[str, Value] = {} if names is None else names
        self.functions: dict[str, Summary] = {}
        self.returned: list[Value] = []
        self.without_password = False
        self.when: Conditions = frozenset()
        self.leaks: dict[tuple[str, int, str], Leak] = {}

    def value(self, node: cst.CSTNode) -> Value:
        """What is known of the value of the expression `node`."""
        return self.analysis.evaluate(self, node)

    def run(self, block: Any) -> bool:
        """Follow the statements of a block; whether control leaves it before its end.

        What stands after a `return` is followed too: it is there to be brought back to life.
        """
        left = False
        for statement in block.body:
            left |= self.analysis.execute(self, statement)
        return left

    def lookup(self, path: str) -> Value | None:
        """What the name or dotted path holds; `None` when it was not given a value here."""
        value = self.names.get(path)
        return value if value is not None else self.analysis.names.get(path)

    def forget(self, path: str, key: str | None) -> None:
        """Take the entry called `key` out of the container `path`."""
        container = self.lookup(path)
        if container is not None and container.fields and key in container.fields:
            left = {name: part for name, part in container.fields.items() if name != key}
            self.names[path] = container._replace(fields=left or None)

    def child(self, body: Body) -> Frame:
        """The frame of a function, lambda or comprehension inside this one, which sees these names."""
        frame = Frame(self.analysis, body, dict(self.names))
        frame.functions = self.functions
        frame.leaks = self.leaks
        frame.when = self.when
        return frame

    def merge(self, *outcomes: Mapping[str, Value]) -> None:
        """Go on after branches that left the names as in `outcomes`, whichever was taken."""
        merged: dict[str, Value] = {}
        for name in dict.fromkeys(name for outcome in outcomes for name in outcome):
            merged[name] = join(outcome[name] for outcome in outcomes if name in outcome)
        self.names = merged

    def report(
        self, sink: Sink, origin: Origin, through: str, call: cst.CSTNode, when: Conditions = frozenset()
    ) -> None:
        """Note that `origin` reached `sink`, if it is convincing enough for that sink, and `when` that is so."""
        if not sink.unless.isdisjoint(self.body.calls):
            return
        if origin.kind != PARAMETER and not self._convincing(origin, sink):
            return
        leak = Leak(sink, origin, through, call, self._meant_to_show(), self.when | when)
        # One parameter has an entry of its own: each may be given another value.
        key = (sink.rule, id(origin.site), origin.text if origin.kind == PARAMETER else "")
        known = self.leaks.get(key, leak)
        self.leaks[key] = known._replace(when=known.when & leak.when)  # in both branches means always

    def forget_leaks(self, rule: str, call: cst.CSTNode) -> None:
        """Take back what was reported of the sink `call` for `rule`."""
        for key in [key for key, leak in self.leaks.items() if leak.call is call and leak.sink.rule == rule]:
            del self.leaks[key]

    def _convincing(self, origin: Origin, sink: Sink) -> bool:
        if sink.part == "query" and not in_address(origin.before):
            return False
        if sink.own and not self._is_the_services_own(origin):
            return False
        if sink.kinds and origin.noun not in sink.kinds:
            return False
        if origin.kind == NAMED and self._is_an_object(origin.site):
            return False  # shown as objects are: by its class, perhaps its id
        if origin.kind == NAMED and self._names_one(origin):
            return False
        label = self.analysis.namer.label(origin.before) if origin.kind in (NAMED, FETCHED) else None
        if label is not None or not origin.weak:
            return label is not False
        name = origin.text.strip("`")
        if name in self.body.labels:
            return False
        if name in self.body.spent:
            return True
        if sink.strict or origin.noun != "token":
            return False
        # A client that is told "no such token: …" has sent it.
        called = sink.rule != _ANSWERED and self.analysis.namer.says_token(origin.before, name)
        return (called and not self.analysis.is_about_other_tokens(self.body)) or self._about_authentication()

    def _is_an_object(self, site: cst.CSTNode | None) -> bool:
        """Whether a secret's name stands for an object about it: `token`, where there is a `token.expires_at`."""
        path = dotted(site) if isinstance(site, (cst.Name, cst.Attribute)) else ""
        if not path or not self.analysis.survey.is_object(path, self.body):
            return False
        return self.analysis.namer.name(path.rpartition(".")[2]).sensitive

    def _names_one(self, origin: Origin) -> bool:
        """Whether what is called a secret is the name of one: given as a `name`, or the open half of a pair of keys."""
        written = origin.text.strip("`")
        owner, _, last = written.rpartition(".")
        may_be_one = origin.noun == "secret" or (owner and last.isupper())  # `env.API_KEY`
        if may_be_one and self.analysis.survey.is_a_name(written, self.body):
            return True
        halves = (dotted(origin.site) if origin.site is not None else "", origin.text.strip('`")]'))
        words = [words_of(re.split(r"\W", half)[-1]) for half in halves]
        is_open = any(each[-2:] == ["access", "key"] and "secret" not in each for each in words)
        return is_open and self.analysis.survey.has_key_pairs(self.body)

    def _is_the_services_own(self, origin: Origin) -> bool:
        """Whether a secret is the service's, not one that it hands out to the client whose it is."""
        tables = self.analysis.tables
        *owners, name = re.findall(r"\w+", origin.text) or [""]
        if origin.kind == NAMED and name.isupper() and not _NEVER_HANDED_OUT.isdisjoint(words_of(name)):
            return True  # a constant is not made for a client
        handed_out = tables.hands_out_passwords if origin.noun == "password" else tables.hands_out
        if not handed_out.isdisjoint(words_of(self.body.name)):
            return False
        key = re.search(r"(?<!\w)(\w+)=$", origin.before)
        if origin.noun == "token" or (key and self.analysis.namer.name(key[1]).kind == "token"):
            return False
        if origin.kind != NAMED:
            return True
        return origin.noun in _ALWAYS_OWN or name.isupper() or not tables.owners.isdisjoint(owners)

    def _about_authentication(self) -> bool:
        return self.analysis.namer.about_authentication(self.body.name, self.body.owner)

    def _meant_to_show(self) -> bool:
        words = (*words_of(self.body.name), *words_of(self.body.owner))
        if self.analysis.is_command(self.body):
            return not self.analysis.tables.shown.isdisjoint(words)
        return self.analysis.is_for_administrators(self.body)


# What follows an expression gives its value; what follows a statement, whether control leaves the body with it.
Handler = Callable[[Frame, Any], Value]
StatementHandler = Callable[[Frame, Any], "bool | None"]
