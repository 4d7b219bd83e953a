"""Which names in a module are the names of secrets, and what else speaks for a weak one."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable
from functools import lru_cache

from tightlip.judgement.judge import Judge, NameVerdict
from tightlip.reading.python.flow.tables import Tables, tables
from tightlip.reading.words import words_of

# The last words before a value in a text: `Access token: `, `api_key=`, `the new password is `.
_LABEL = re.compile(
    r"(?<![\w\-])(?:(?![A-Za-z])[\w\-])*([A-Za-z][\w\-]*(?: [A-Za-z][\w\-]*){0,3})[\"']?"
    r"(?:\s*[=:]+>?\s*|\s+)[\"'`<(\[]*$"
)
_PLACES = frozenset({"from", "at", "in"})  # what follows is where a secret is: `loading the key from `
_FILLERS = frozenset({"is", "was", "are", "were", "to", "of", "value"})
# `https://host/path?key=`, `https://user:`.
_ADDRESS = re.compile(r"[?&][\w.\-\[\]]*=[\"']?$|https?://[^/?#\s]*:$")
_CLASS_LIKE = re.compile(r"_*[A-Z][A-Z0-9]*[a-z][A-Za-z0-9]*$")
_CONSTANT_HEAD = re.compile(r"_{0,9}(?:CONF|ATTR|KEY|FIELD|PARAM|ENV|ENVVAR|ARG|OPT|CFG|CONFIG)_(?=[A-Z])")
_NOBODY = NameVerdict()
# The files of a project share most of their names.
_REMEMBERED = 1 << 16


class Namer:
    """Judges names. A name is judged with its owner: `args.token` is a secret, `parser.token` is not.

    `name(name, owner)`: what the variable, attribute or key `name` says it holds; `owner` is what it is a part of.
    `variable(name, owner)`: the same for a name in an expression: classes and functions are no secrets, whatever they
    are about.
    """

    def __init__(self, judge: Judge, tables: Tables) -> None:
        self._judge = judge
        self._tables = tables
        self._stem = re.compile("|".join(map(re.escape, tables.stems)))
        self.name: Callable[..., NameVerdict] = lru_cache(_REMEMBERED)(self._name)
        self.variable: Callable[..., NameVerdict] = lru_cache(_REMEMBERED)(self._variable)

    def _name(self, name: str, owner: str = "") -> NameVerdict:
        lower = name.lower()
        if self._stem.search(lower) is None:
            return _NOBODY
        bare = lower.strip("_")
        verdict = self._judge.name(name)
        words = words_of(name)
        if verdict.sensitive and self._is_harmless(words):
            return _NOBODY
        alone = re.sub(r"_?(?:str|string)$", "", bare)
        if verdict.kind in self._tables.weak_kinds:
            verdict = NameVerdict(verdict.kind, not self._tables.chats.isdisjoint(words))
        elif verdict.strong and alone in self._tables.weak_alone:
            verdict = NameVerdict(verdict.kind, False)
        if verdict.strong or owner in ("", "self", "cls") or not (verdict.sensitive or bare == "key"):
            return verdict
        # Any owner makes `secret` a secret's name, `gift_card.secret` too: only one that makes a token one will do.
        pair = f"{owner}_token" if alone in self._tables.weak_alone else f"{owner}_{name}"
        paired = self._name(pair, "")
        if paired.strong:
            return NameVerdict(verdict.kind or paired.kind, True)
        last = words_of(owner)[-1:]
        if verdict.sensitive and last and last[0] in self._tables.owners:
            return NameVerdict(verdict.kind, True)
        return verdict

    def _is_harmless(self, words: list[str]) -> bool:
        if words[-1:] == ["dsn"] and not self._tables.open_dsns.isdisjoint(words):
            return True
        return not self._tables.harmless.isdisjoint(words)

    def _variable(self, name: str, owner: str = "") -> NameVerdict:
        verdict = self.name(name, owner)
        if not verdict.sensitive or is_class_like(name):
            return _NOBODY
        words = words_of(name)
        if words[0] in self._tables.actions or (name.isupper() and not self._tables.kinds.isdisjoint(words)):
            return _NOBODY
        return _NOBODY if self.fetched_by(name).sensitive else verdict

    def tells_a_fact(self, name: str) -> bool:
        """Whether a variable so called holds a fact about what it was made from: `key_length`, `safe_url`."""
        words = words_of(name)
        if not words or not self._tables.hidden.isdisjoint(words):
            return bool(words)
        if len(words) > 1 and words[-1] == "value":  # `expiry_value`
            words.pop()
        # `dbpath`, `hostname`: a long enough fact is told by a word that ends in it, too.
        return words[-1] in self._tables.facts or words[-1].endswith(self._tables.long_facts)

    def fetched_by(self, function: str) -> NameVerdict:
        """What a function called `get_api_key` yields: what its name says after the verb."""
        first, _, rest = function.lstrip("_").partition("_")
        return self.name(rest) if rest and first.lower() in self._tables.verbs else _NOBODY

    def constant(self, name: str) -> NameVerdict:
        """What stands under the key that a constant is named for: `data[CONF_PASSWORD]`."""
        return self.name(_CONSTANT_HEAD.sub("", name)) if name.isupper() else _NOBODY

    def environment(self, name: str) -> NameVerdict:
        """What an environment variable called `name` holds. Being read from there is a weak name's witness."""
        verdict = self._judge.name(name)
        return (
            NameVerdict(verdict.kind, True) if verdict.sensitive and not self._is_harmless(words_of(name)) else _NOBODY
        )

    def label(self, before: str) -> bool | None:
        """Whether the text before a value says that a secret follows (`Access token: `); `None` when it says nothing.

        `Credential type: ` says that none does.
        """
        match = _LABEL.search(before)
        if match is None:
            return None
        words = match.group(1).replace("-", "_").split()
        while words and words[-1] in _FILLERS:
            words.pop()
        if len(words) > 1 and words[-1] in self._tables.facts and self._judge.name(words[-2]).sensitive:
            return False
        if words[-1:] == ["named"] or words[-2:] == ["with", "name"]:
            return False
        if words and words[-1] in _PLACES and self._judge.name("_".join(words[:-1])).sensitive:
            return False
        return any(self._name("_".join(words[start:]), "").strong for start in range(len(words))) or None

    def opens_database(self, function: str, owner: str) -> bool:
        """Whether `owner.function(url)` opens a database, which makes `url` a connection string."""
        return function in self._tables.connectors or f"{owner.lower()}.{function}" in self._tables.connectors

    def connection_string(self, path: str, addresses: Container[str]) -> NameVerdict:
        """What a variable holds by its use: one of the `addresses` that a function opens a database with."""
        if path in addresses and words_of(path.rpartition(".")[2])[-1:] in (["url"], ["uri"], ["dsn"]):
            return NameVerdict("connection string", True)
        return _NOBODY

    def says_token(self, before: str, written: str) -> bool:
        """Whether the text before a value calls it a token, of whatever kind: `Token: `, `using the token `.

        The `token` of something that is called a token itself is its id.
        """
        if written.rpartition(".")[0].endswith("token"):
            return False
        match = _LABEL.search(before)
        words = match.group(1).lower().split() if match else []
        while words and words[-1] in _FILLERS:
            words.pop()
        return words[-1:] == ["token"] and self._tables.other_token_labels.isdisjoint(words[-2:-1])

    def about_other_tokens(self, names: Iterable[str]) -> bool:
        """Whether code with one of these names in it has tokens that open nothing: words, places in a queue."""
        return any(not self._tables.other_tokens.isdisjoint(words_of(name)) for name in names)

    def about_authentication(self, *names: str) -> bool:
        """Whether a function or class with one of these names is about signing in."""
        return any(not self._tables.trusted.isdisjoint(words_of(name)) for name in names)


@lru_cache(maxsize=2)
def namer(judge: Judge) -> Namer:
    """The namer of `judge`, whose verdicts are kept for all files of a run."""
    return Namer(judge, tables(judge))


def is_class_like(name: str) -> bool:
    """Whether a name is written as classes are: `AccessToken`."""
    return _CLASS_LIKE.match(name) is not None


def in_address(before: str) -> bool:
    """Whether a value after the text `before` stands where an address has a value in its query, or a password."""
    return _ADDRESS.search(before) is not None
