"""The judge that every reader and every check asks: names, values, and the two together."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from tightlip.judgement.names import NameVerdict, judge_words, matches, name_words, split_name
from tightlip.judgement.tokens import Tokens
from tightlip.judgement.values import ValueVerdict, judge_value, value_words
from tightlip.model import Severity
from tightlip.rulebook.tokens import TokenFormat

__all__ = ["Judge", "NameVerdict", "ValueVerdict"]


class Judge:
    """The vocabulary, with the user's own words in it. Made once a run; immutable but for its memory of verdicts."""

    def __init__(
        self,
        vocabulary: Mapping[str, Mapping[str, Any]],
        sensitive_names: tuple[str, ...] = (),
        harmless_names: tuple[str, ...] = (),
        token_formats: Mapping[str, TokenFormat] | None = None,
    ) -> None:
        self.vocabulary = vocabulary
        self.token_formats = token_formats or {}
        self.tokens = Tokens(self.token_formats)
        self.sensitive_names = sensitive_names
        self.harmless_names = harmless_names
        self._names = name_words(vocabulary["names"])
        self._values = value_words(vocabulary["values"])
        self.name = lru_cache(maxsize=8192)(self._judge_name)

    def __reduce__(self) -> tuple[Any, ...]:
        return (Judge, (self.vocabulary, self.sensitive_names, self.harmless_names, self.token_formats))

    def _judge_name(self, name: str) -> NameVerdict:
        """What `name` says it holds, judged by its whole words."""
        parts = split_name(self._names, name)
        if not parts or (self.harmless_names and matches(name, self.harmless_names, parts)):
            return NameVerdict()
        if self.sensitive_names and matches(name, self.sensitive_names, parts):
            return NameVerdict("secret", True)
        return judge_words(self._names, parts)

    def value(self, value: str, name: str = "") -> ValueVerdict:
        """What the literal `value`, bound to `name`, looks like."""
        return judge_value(self._values, value, tuple(split_name(self._names, name)))

    def binding(self, name: str, value: str, in_tests: bool) -> Severity | None:
        """How loud it is that `name` is bound to the literal `value`; `None` when that is no secret."""
        noun = self.name(name)
        if not noun.sensitive:
            return None
        literal = self.value(value, name)
        if literal.strength == "strong":
            return Severity.ERROR
        if literal.strength == "weak" and noun.strong and (noun.kind != "connection string" or "://" in value):
            return Severity.NOTE if in_tests else Severity.WARNING
        return None
