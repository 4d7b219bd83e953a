"""The only door by which a secret becomes printable: masks, source lines, fingerprints."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

from tightlip.model import Secret, Snippet, Span

_SALT = b"tightlip/1"


def redacted(secret: Secret | None) -> str:
    """A short hint that does not give the secret away: `my-s…(25 chars)`, or `…(7 chars)` for a short one."""
    if secret is None:
        return ""
    raw = secret.raw
    shown = raw[:4] if len(raw) >= 16 and raw[:4].isprintable() else ""
    return f"{shown}…({len(raw)} chars)"


def fingerprint(rule: str, path: str, secret: Secret | None, subject: str, ordinal: int) -> str:
    """An id of a finding that survives moving lines: rule, path, and a salted hash of the value (or subject).

    `ordinal` tells apart equal findings in one file.
    """
    content = secret.raw if secret is not None else subject
    parts = (rule, path, content, str(ordinal))
    return hashlib.blake2b("\0".join(parts).encode(errors="surrogatepass"), key=_SALT, digest_size=12).hexdigest()


def masked_snippet(line: Callable[[int], str], span: Span, secrets: Iterable[str]) -> Snippet:
    """The lines of `span` (at most three) with every one of `secrets` in them masked, columns kept."""
    last = min(span.end_line, span.line + 2)
    pieces = sorted({part for secret in secrets for part in secret.splitlines() if part}, key=len, reverse=True)
    return Snippet(span.line, tuple(_masked(line(number), pieces) for number in range(span.line, last + 1)))


def _masked(text: str, pieces: Iterable[str]) -> str:
    for piece in pieces:
        text = text.replace(piece, "*" * len(piece))
    return text
