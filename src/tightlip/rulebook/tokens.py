"""A token format: the shape of one provider's credential, read from a table in `rules/tokens/`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple


class TokenError(ValueError):
    """A token table that breaks the form in `rules/README.md`; the message names the file and the key."""


class TokenFormat(NamedTuple):
    """One credential format. `literals` are what the first pass looks for; `pattern` must match around one.

    `sample` is the recipe from which tests make fresh positives (see `rules/README.md`); `examples` are
    documented values that never fire; `public` formats are recognised in order to stay silent about them.
    """

    id: str
    provider: str
    title: str
    pattern: str
    literals: tuple[str, ...]
    sample: str
    why: str
    fix: str
    examples: tuple[str, ...] = ()
    public: bool = False
    min_entropy: float = 0.0
    context: tuple[str, ...] = ()
    proof: str = ""


def parse_tokens(table: dict[str, Any], where: str) -> Iterator[TokenFormat]:
    """The formats in one provider's file; `where` names it in errors."""
    provider = table.get("provider")
    if not isinstance(provider, str):
        raise TokenError(f"{where}: `provider` is missing")
    for entry in table.get("token", ()):
        fields = {"why": table.get("why", ""), "fix": table.get("fix", ""), **entry}
        unknown = set(fields) - set(TokenFormat._fields)
        missing = {"id", "title", "pattern", "literals", "sample"} - set(fields)
        if unknown or missing:
            wrong = f"unknown key `{min(unknown)}`" if unknown else f"`{min(missing)}` is missing"
            raise TokenError(f"{where}: {fields.get('id', 'a token')}: {wrong}")
        for key in ("literals", "examples", "context"):
            fields[key] = tuple(fields.get(key, ()))
        yield TokenFormat(provider=provider, **fields)
