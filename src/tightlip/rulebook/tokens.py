"""A token format: the shape of one provider's credential, read from a table in `rules/tokens/`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from tightlip.needles import Needle
from tightlip.rulebook.toml import IN_WORDS


class TokenError(ValueError):
    """A token table that breaks the form in `rules/README.md`; the message names the file and the key."""


class TokenFormat(NamedTuple):
    """One credential format. `why` and `fix` are its provider's unless it has its own.

    `title` names the credential in a message, article and all ("a GitHub personal access token").
    `pattern` matches the whole token; that it stands in no longer run of letters and digits is seen to by the
    search. `literals` are texts one of which every token holds, case and all; `context` are words one of which
    must stand near it, in any case. A format needs at least one of the two.
    `proof` names the function under `tightlip.judgement.proofs` that tells a genuine token from a
    well-formed one ("crc32.github"). `examples` are the vendor's documented values, as "sha256:" and the first
    16 digits of the hash: they never fire. `public` formats are no secrets: known in order to be left alone.
    `min_entropy` is in bits per character, of what is left of the token without its literal.
    """

    id: str
    provider: str
    title: str
    pattern: str
    literals: tuple[str, ...]
    why: str
    fix: str
    severity: str = "error"
    proof: str = ""
    context: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    public: bool = False
    min_entropy: float = 0.0

    def needles(self) -> Iterator[Needle]:
        """What the first pass looks for."""
        for literal in self.literals:
            yield Needle(literal, "tokens", cased=True, of=self.id)
        if not self.literals:
            for word in self.context:
                yield Needle(word, "tokens", of=self.id)


_OWN = {
    "provider": "this project",
    "why": "Whoever reads it can use it.",
    "fix": "Revoke it, then load a new one from a secret store.",
}
_SEVERITIES = ("error", "warning", "note")
_SHORTEST = 3
_REQUIRED: dict[str, type] = {"id": str, "provider": str, "title": str, "pattern": str, "why": str, "fix": str}
_OPTIONAL: dict[str, tuple[type, Any]] = {
    "literals": (list, []),
    "severity": (str, "error"),
    "proof": (str, ""),
    "context": (list, []),
    "examples": (list, []),
    "public": (bool, False),
    "min_entropy": (float, 0.0),
}


def parse_tokens(table: dict[str, Any], where: str) -> Iterator[TokenFormat]:
    """The formats in one provider's file; `where` names it in errors."""
    shared: dict[str, Any] = {key: table[key] for key in ("provider", "why", "fix") if key in table}
    for entry in table.get("token", ()):
        yield _parse_token({**shared, **entry}, f"{where}: {entry.get('id', 'a token')}")


def own_tokens(entries: list[dict[str, Any]]) -> tuple[TokenFormat, ...]:
    """The formats that a project's settings add: the same tables, with more checked, since no test of ours does."""
    return tuple(_checked(_parse_token({**_OWN, **entry}, entry.get("id", "a token"))) for entry in entries)


def own_fields() -> tuple[list[str], dict[str, type]]:
    """The keys that a format of a project's own must have, and all that it may, with what each holds."""
    kinds = {**_REQUIRED, **{key: kind for key, (kind, _) in _OPTIONAL.items() if key != "proof"}}
    return [key for key in _REQUIRED if key not in _OWN], kinds


def _checked(token: TokenFormat) -> TokenFormat:
    from tightlip.rulebook.patterns import pattern_problem

    problem = pattern_problem(token.pattern)
    if problem:
        raise TokenError(f"{token.id}: the pattern {problem}")
    for text in (*token.literals, *token.context):
        if len(text) < _SHORTEST:
            raise TokenError(f"{token.id}: `{text}` is too short to look for in every file")
    if token.severity not in _SEVERITIES:
        raise TokenError(f"{token.id}: `severity` must be one of {', '.join(_SEVERITIES)}")
    if token.proof:
        raise TokenError(f"{token.id}: `proof` is not for formats of your own")
    return token


def _parse_token(fields: dict[str, Any], where: str) -> TokenFormat:
    for key, kind in _REQUIRED.items():
        if not isinstance(fields.get(key), kind):
            raise TokenError(f"{where}: `{key}` is missing, or is not {IN_WORDS[kind]}")
    for key, (kind, default) in _OPTIONAL.items():
        value = fields.setdefault(key, default)
        if not isinstance(value, (float, int) if kind is float else kind):
            raise TokenError(f"{where}: `{key}` is not {IN_WORDS[kind]}")
        if isinstance(value, list):
            fields[key] = tuple(value)
    unknown = set(fields) - set(TokenFormat._fields)
    if unknown:
        raise TokenError(f"{where}: unknown key `{min(unknown)}`")
    if not fields["literals"] and not fields["context"]:
        raise TokenError(f"{where}: without `literals` it needs `context` words, or every file would be searched")
    return TokenFormat(**fields)
