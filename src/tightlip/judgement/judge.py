"""The judge that every reader and every check asks: names, values, and the two together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from tightlip.model import Severity


class NameVerdict(NamedTuple):
    """What a name says it holds.

    `kind` is a word for messages ("password", "token", "key", "connection string", "private key",
    "secret", "credential"), empty when the name is no secret's. A `strong` name is enough by itself;
    a weak one (`token`, `key`, `auth`) needs a second witness, such as a value that looks like a secret.
    """

    kind: str = ""
    strong: bool = False

    @property
    def sensitive(self) -> bool:
        """Whether the name denotes a secret at all, strongly or weakly."""
        return bool(self.kind)


class ValueVerdict(NamedTuple):
    """What a literal looks like: `strength` is "none" (no secret), "placeholder", "weak" or "strong"; `reason` why."""

    strength: str
    reason: str = ""


class Judge(NamedTuple):
    """The vocabulary, with the user's own words in it."""

    vocabulary: Mapping[str, Mapping[str, Any]]
    sensitive_names: tuple[str, ...] = ()
    harmless_names: tuple[str, ...] = ()

    def name(self, name: str) -> NameVerdict:
        """What `name` says it holds, judged by its whole words."""
        raise NotImplementedError

    def value(self, value: str, name: str = "") -> ValueVerdict:
        """What the literal `value`, bound to `name`, looks like."""
        raise NotImplementedError

    def binding(self, name: str, value: str, in_tests: bool) -> Severity | None:
        """How loud it is that `name` is bound to the literal `value`; `None` when that is no secret."""
        raise NotImplementedError
