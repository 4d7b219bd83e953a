"""Binds names to literals: which name a literal goes by, each literal once, and what is closed to a search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from tightlip.judgement.judge import Judge
from tightlip.model import Span
from tightlip.reading.facts import Binding
from tightlip.reading.python import forms
from tightlip.reading.python.bindings_text import Pair, credential, place_inside
from tightlip.reading.python.bindings_values import Found, literals, name_of
from tightlip.reading.python.bindings_words import binding_words
from tightlip.reading.python.module import PythonModule, literal
from tightlip.reading.python.syntax import nodes as cst
from tightlip.reading.text import SourceText

TEXTS = (cst.SimpleString, cst.ConcatenatedString, cst.FormattedString)
_LITERALS = (*TEXTS, cst.BinaryOperation, cst.List, cst.Tuple, cst.Dict)


class Binder:
    """What the walk over one module has found so far."""

    def __init__(self, module: PythonModule, source: SourceText, judge: Judge) -> None:
        self.module = module
        self.source = source
        self.judge = judge
        self.words = binding_words(judge.vocabulary["python_bindings"])
        # The second is the variable that is bound, which may turn out to be a key.
        self.found: list[tuple[Binding, str]] = []
        self.keys: set[str] = set()  # variables that are used to look something up
        self.constants: dict[str, cst.BaseExpression] = {}  # variables that are given a string
        # Variables that are handed on under a secret's name: that name, the variable, the form and the owner.
        self.handed_on: list[tuple[str, str, str, str]] = []
        self.closed: set[int] = set()  # ids of nodes below which nothing is bound: a node's own hash is slow
        self._bound: dict[cst.CSTNode, str] = {}  # literals that have their name already, and their value

    def rank(self, name: str) -> int:
        """0: `name` says nothing, 1: it is a weak name of a secret, 2: a strong one."""
        verdict = self.judge.name(name) if name else None
        return 0 if verdict is None or not verdict.sensitive else 2 if verdict.strong else 1

    def name_of(self, node: cst.BaseExpression | None) -> str:
        """The name by which `node` is known; empty when it has none."""
        return name_of(self.module, self.words, node)

    def bind(self, name: str, value: cst.BaseExpression | None, form: str, owner: str = "", variable: str = "") -> None:
        """Bind `name` to every literal that `value` may yield; a name inside `value` goes first if it says as much."""
        if value is None or not self.rank(name):
            return
        if isinstance(value, cst.Name) and not self.rank(value.value):
            self.handed_on.append((name, value.value, form, owner))
        for found in literals(self.module, self.words, value):
            if found.name and self.rank(found.name) >= self.rank(name):
                self.add(found.name, found, forms.FALLBACK, owner)
            else:
                self.add(name, found, found.form or form, owner, variable)

    def bind_best(self, names: Iterable[str], value: cst.BaseExpression | None, form: str, owner: str = "") -> None:
        """Bind the most telling of `names`."""
        self.bind(max(names, key=self.rank, default=""), value, form, owner)

    def add(self, name: str, found: Found, form: str, owner: str = "", variable: str = "") -> None:
        """One binding, unless its literal has a name already."""
        if found.node not in self._bound and self.rank(name):
            secret = credential(found.value)
            self._bound[found.node] = secret.value
            form = forms.HEADER if secret.scheme and form != forms.COMPARISON else form
            anchor = self.module.anchor(found.node)
            written = found.written or secret.written
            self.found.append((Binding(name, secret.value, anchor, form, owner, written), variable))

    def add_inside(self, node: cst.BaseExpression, pair: Pair) -> None:
        """One binding inside the string `node`, which may hold several and be bound to a name itself."""
        if self._bound.get(node) != pair.secret.value:
            anchor = partial(self._place_inside, node, pair)
            self.found.append((pair.binding(anchor), ""))

    def _place_inside(self, node: cst.BaseExpression, pair: Pair) -> Span:
        whole = self.module.span(node)
        start, end = self.source.offset(*whole[:2]), self.source.offset(*whole[2:])
        return place_inside(self.source, start, end, pair)

    def bind_pair(self, name: str, value: cst.BaseExpression | None, owner: str = "") -> None:
        """`("user", "password")`, where `name` (`auth`) says that it is such a pair."""
        if name.lower() not in self.words.user_and_password or not isinstance(value, (cst.Tuple, cst.List)):
            return
        if len(value.elements) == 2:
            self.bind("password", value.elements[1].value, forms.ARGUMENT if owner else forms.ASSIGNMENT, owner)

    def compare(self, operands: Sequence[cst.BaseExpression]) -> None:
        """Those `operands` of one comparison that are literals belong to the most telling name among the others."""
        name = max(map(self.name_of, operands), key=self.rank)
        for operand in operands:
            text = literal(operand)
            if text is not None:
                self.add(name, Found(operand, text), forms.COMPARISON)

    def use_as_key(self, node: cst.BaseExpression | None) -> None:
        """Something is looked up by `node`: a variable, or a constant of a class (`d[self.SECRET_KEY]`)."""
        if isinstance(node, cst.Name):
            self.keys.add(node.value)
        elif isinstance(node, cst.Attribute) and node.attr.value.isupper():
            self.keys.add(node.attr.value)

    def is_label_map(self, name: str) -> bool:
        """Whether a dictionary called `name` (`help_texts`, `errors`) holds words for people."""
        return name.lower().strip("_") in self.words.label_maps

    def close_texts(self, name: str, value: cst.BaseExpression | None) -> None:
        """Read nothing in what the keyword, key or variable `name` says to be for people."""
        is_map = isinstance(value, (cst.Dict, cst.Call)) and self.is_label_map(name)
        is_prose = isinstance(value, _LITERALS) and name.lower() in self.words.prose
        if value is not None and (is_map or is_prose):
            self.close([value])

    def close(self, nodes: Iterable[cst.CSTNode]) -> None:
        """Bind nothing in `nodes`, nor below."""
        self.closed.update(map(id, nodes))
