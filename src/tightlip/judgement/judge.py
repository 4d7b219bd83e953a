"""The judge that every reader and every check asks: names, values, and the two together.

How loud a literal is, in a file that goes to production / in a test, fixture, example or document:

| the literal is                                     | under a strong name | under a weak name |
|----------------------------------------------------|---------------------|-------------------|
| random beyond doubt, a private key                 | error / error       | error / note      |
| strong: less like words than a name can be         | error / note        | warning / none    |
| weak: a well-known password, words and digits      | warning / note      | none / none       |
| a placeholder, a reference, a word, a path …       | none / none         | none / none       |

A connection string or a webhook's URL counts only with a password in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from tightlip.judgement.decoding import Decoded, decoded
from tightlip.judgement.names import NameVerdict, judge_name, name_words, own_names, split_name
from tightlip.judgement.tokens import Tokens
from tightlip.judgement.values import ValueVerdict, judge_value, value_words
from tightlip.model import Severity
from tightlip.needles import Search
from tightlip.rulebook.tokens import TokenFormat
from tightlip.settings import Settings

_CERTAIN_BITS = 30.0
_CARRIED_KINDS = ("connection string", "webhook URL")

__all__ = ["Judge", "NameVerdict", "ValueVerdict"]


class Judge:
    """The vocabulary, with the user's own words in it. Made once a run; immutable but for its memory of verdicts."""

    def __init__(
        self,
        vocabulary: Mapping[str, Mapping[str, Any]],
        sensitive_names: tuple[str, ...] = (),
        harmless_names: tuple[str, ...] = (),
        token_formats: Mapping[str, TokenFormat] | None = None,
        settings: Settings | None = None,
        search: Callable[[], Search] | None = None,
    ) -> None:
        self.vocabulary = vocabulary
        self.token_formats = token_formats or {}
        self.tokens = Tokens(self.token_formats, search)
        self.sensitive_names = sensitive_names
        self.harmless_names = harmless_names
        self.settings = settings or Settings()
        self._names = name_words(vocabulary["names"])
        self._sensitive = own_names(self._names, sensitive_names)
        self._harmless = own_names(self._names, harmless_names)
        published = {example.rpartition(":")[2] for fmt in self.token_formats.values() for example in fmt.examples}
        values = value_words(vocabulary["values"], vocabulary["text"])
        self._values = values._replace(published=values.published | published)
        self._remembered = lru_cache(maxsize=8192)(self._judge_name)
        self._decoded = lru_cache(maxsize=1)(_decoded)

    def __reduce__(self) -> tuple[Any, ...]:
        state = (self.vocabulary, self.sensitive_names, self.harmless_names, self.token_formats, self.settings)
        return (Judge, state)

    def own_needles(self) -> Iterator[str]:
        """What the first pass must look for so that no name of the user's own is lost: the longest word of each."""
        for pattern in self.sensitive_names:
            yield max(split_name(self._names, pattern), key=len, default=pattern)

    def name(self, name: str) -> NameVerdict:
        """What `name` says it holds, judged by its whole words."""
        return self._remembered(name)

    def value(self, value: str, name: str = "") -> ValueVerdict:
        """What the literal `value`, bound to `name`, looks like."""
        return judge_value(self._values, value, split_name(self._names, name))

    def decoded(self, text: str) -> tuple[Decoded, ...]:
        """The encoded texts in `text`; the last answer is remembered, since several checks ask in turn."""
        return self._decoded(text)

    def binding(self, name: str, value: str, in_tests: bool) -> Severity | None:
        """How loud it is that `name` is bound to the literal `value`; `None` when that is no secret."""
        noun = self.name(name)
        if not noun.sensitive:
            return None
        literal = self.value(value, name)
        if noun.kind in _CARRIED_KINDS and not literal.reason.endswith("with a password"):
            return None
        if literal.strength == "strong":
            if literal.bits >= _CERTAIN_BITS:
                return Severity.ERROR if noun.strong or not in_tests else Severity.NOTE
            if noun.strong:
                return Severity.NOTE if in_tests else Severity.ERROR
            return None if in_tests else Severity.WARNING
        if literal.strength == "weak" and noun.strong:
            return Severity.NOTE if in_tests else Severity.WARNING
        return None

    def _judge_name(self, name: str) -> NameVerdict:
        if self.harmless_names or self.sensitive_names:
            parts = split_name(self._names, name)
            if self._harmless.match(name, parts):
                return NameVerdict()
            if self._sensitive.match(name, parts):
                return NameVerdict("secret", True)
        return judge_name(self._names, name)


def _decoded(text: str) -> tuple[Decoded, ...]:
    return tuple(decoded(text))
