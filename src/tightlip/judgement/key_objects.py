"""Private keys that are written as named numbers: JSON Web Keys (RFC 7517), and RSA keys in XML (XML Signature)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tightlip.judgement.dummies import is_dummy
from tightlip.judgement.private_keys import decode

_LONGEST = 16_000  # characters; an RSA key of 16,384 bits takes 13,000

# `"kty": "RSA"` in JSON, in a program's own notation, and in a string of it, where the quotes are escaped. This and the
# one for XML begin with letters, which is what makes them fast.
_KTY = re.compile(r"kty\\*[\"']?\s*[:=]\s*\\*[\"'](RSA|EC|OKP|oct)\\*[\"']")
_MEMBER = re.compile(r"\b(crv|n|e|d|p|q|x|k)\\*[\"']?\s*[:=]\s*\\*[\"']([A-Za-z0-9_\-]+)=*\\*[\"']")
_XML = re.compile(r"RSAKeyValue(?:>|&gt;)")
_ELEMENT = re.compile(r"(?:<|&lt;)(Modulus|Exponent|D|P|Q)(?:>|&gt;)([A-Za-z0-9+/=\s]+)(?:<|&lt;)/\1(?:>|&gt;)")
_OF_JWK = {"Modulus": "n", "Exponent": "e", "D": "d", "P": "p", "Q": "q"}

# Bytes of the private number of each curve: RFC 7518, 8037, 8812.
_CURVES = {"P-256": 32, "P-384": 48, "P-521": 66, "secp256k1": 32, "Ed25519": 32, "X25519": 32, "Ed448": 57, "X448": 56}
_SHORTEST_SHARED = 16  # bytes of a symmetric key
_SHORTEST_RSA = 64
_USUAL_EXPONENT = "AQAB"


class KeyObject(NamedTuple):
    """A private key at `text[start:end]`; `secret` is its private number, as written.

    One that is not `proven` has numbers of the right size that do not fit together.
    """

    start: int
    end: int
    kind: str
    secret: str
    proven: bool


def key_objects(text: str) -> Iterator[KeyObject]:
    """The private keys in `text` that are objects of JSON or XML; public keys and placeholders are none."""
    end = 0
    for kty in _KTY.finditer(text):
        start, stop = _braces(text, kty.start(), kty.end())
        if start < end or stop < 0:
            continue
        end = stop
        members = dict(_MEMBER.findall(text, start, stop))
        secret = members.get("k" if kty[1] == "oct" else "d", "")
        proven = _fits(kty[1], members)
        if proven is not None and not is_dummy(secret):
            what = "a symmetric" if kty[1] == "oct" else "a private"
            yield KeyObject(start, stop, f"{what} JSON Web Key", secret, proven)
    for opening in _XML.finditer(text):
        if text[opening.start() - 1 : opening.start()] == "/":
            continue
        stop = text.find("/RSAKeyValue", opening.end(), opening.end() + _LONGEST)
        found = _ELEMENT.findall(text, opening.end(), max(stop, opening.end()))
        numbers = {_OF_JWK[name]: "".join(value.split()).rstrip("=") for name, value in found}
        proven = _fits("RSA", numbers)
        if proven is not None:
            bracket = 4 if text.startswith("&lt;", opening.start() - 4) else 1
            yield KeyObject(opening.start() - bracket, stop, "an RSA private key in XML", numbers["d"], proven)


def _braces(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the object around `text[start:end]` begins and ends, if that is within reach, else -1."""
    before, after = text.rfind("{", max(0, start - _LONGEST), start), text.find("}", end, end + _LONGEST)
    return (before, after + 1) if before >= 0 and after >= 0 else (-1, -1)


def _fits(kind: str, members: Mapping[str, str]) -> bool | None:
    """Whether the numbers of a private key fit together; `None` where one is missing or of no possible size."""
    sizes = {name: len(_bytes(value)) for name, value in members.items()}
    if kind == "oct":
        return True if sizes.get("k", 0) >= _SHORTEST_SHARED else None
    if kind == "RSA":
        possible = sizes.get("n", 0) >= _SHORTEST_RSA and sizes["n"] // 2 < sizes.get("d", 0) <= sizes["n"]
        return _is_rsa(members) if possible else None
    size = _CURVES.get(members.get("crv", ""), 0)
    return True if size and sizes.get("d") == size and sizes.get("x") == size else None


def _is_rsa(members: Mapping[str, str]) -> bool:
    """Whether the primes make up the modulus, or, where they are not told, whether one exponent undoes the other."""
    n, e, d, p, q = (_number(members.get(name, default)) for name, default in _RSA)
    if p or q:
        return p * q == n
    return n % 2 == 1 and pow(pow(2, e, n), d, n) == 2


_RSA = (("n", ""), ("e", _USUAL_EXPONENT), ("d", ""), ("p", ""), ("q", ""))


def _number(value: str) -> int:
    return int.from_bytes(_bytes(value), "big")


def _bytes(value: str) -> bytes:
    return decode(value.replace("-", "+").replace("_", "/"))
