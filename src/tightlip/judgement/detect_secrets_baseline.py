"""What a project has accepted in a baseline of detect-secrets: told by the path, and the SHA-1 of the secret."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from tightlip.model import Hit, Span
from tightlip.settings import SettingsError

_DIGEST = re.compile(r"[0-9a-f]{40}")
# Of a private key detect-secrets knows, and hashes, the words in its first line alone.
_KEY_WORDS = re.compile(r"BEGIN (?:[A-Z0-9]+ ){0,5}PRIVATE KEY(?: BLOCK)?|PuTTY-User-Key-File-\d")


def load(file: str, name: str) -> Mapping[str, frozenset[str]]:
    """The digests that the baseline in `file` accepts, by the path of the file that they are of.

    `SettingsError` when it cannot be read, or is no baseline of detect-secrets; it says `name`.
    """
    import json

    try:
        with open(file, encoding="utf-8-sig") as opened:
            content: Any = json.load(opened)
    except FileNotFoundError:
        raise SettingsError(
            f"detect-secrets-baseline: there is no file {name}; `detect-secrets scan` makes one"
        ) from None
    except OSError as error:
        raise SettingsError(f"{name}: cannot read the baseline: {error.strerror}") from None
    except ValueError:  # UTF-8's errors are such, too; what they quote is nothing to repeat
        raise SettingsError(f"{name}: not JSON, which a baseline of detect-secrets is") from None
    results = content.get("results") if isinstance(content, dict) else None
    if not isinstance(results, dict) or not all(isinstance(entries, list) for entries in results.values()):
        raise SettingsError(f"{name}: no baseline of detect-secrets: it has no table `results` of files")
    return {
        path.replace("\\", "/").removeprefix("./"): frozenset(_digest(entry, name) for entry in entries)
        for path, entries in results.items()
    }


def accepted(hits: Iterable[Hit], line: Callable[[int], str], digests: frozenset[str]) -> list[Span]:
    """Where those of the `hits` stand whose secrets are in the baseline; `line` gives a line's text by its number."""
    return [hit.span for hit in hits if not digests.isdisjoint(map(_sha1, _names(hit, line)))]


def _names(hit: Hit, line: Callable[[int], str]) -> Iterator[str]:
    """What detect-secrets may have taken for the secret."""
    if hit.secret is not None:
        yield hit.secret.raw
        yield hit.secret.also
    yield from _KEY_WORDS.findall(line(hit.span.line))


def _sha1(text: str) -> str:
    from hashlib import sha1  # for the projects that have such a baseline alone

    return sha1(text.encode(errors="surrogatepass"), usedforsecurity=False).hexdigest()


def _digest(entry: Any, name: str) -> str:
    digest = entry.get("hashed_secret") if isinstance(entry, dict) else None
    if not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
        raise SettingsError(f"{name}: no baseline of detect-secrets: an entry has no SHA-1 as its `hashed_secret`")
    return digest
