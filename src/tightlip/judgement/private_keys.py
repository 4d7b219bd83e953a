"""Is this the body of a private key? Proofs of form that need no network: DER, OpenSSH, OpenPGP, age."""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections import Counter
from typing import NamedTuple

_OPENSSH, _SSH2 = b"openssh-key-v1\0", b"\x3f\x6f\xf9\xeb"

# What a block may hold besides base64: the fields of RFC 1421 and of OpenPGP's armour ...
_FIELD = re.compile(r"(?<![^\s>#*|])[A-Z][A-Za-z]+(?:-[A-Za-z]+)*: [^\r\n]*")
# ... line ends written as escapes, once or twice over ...
_ESCAPE = re.compile(r"(?<!\\)\\+(?:u000[ad]|[nrt])", re.I)
# ... and what joins the literals of adjacent lines, or marks the lines of a comment or a quotation.
_QUOTES = re.compile(r"(?<![\w+/=])[bBrRuUfF]{1,2}(?=[\"'])|[\"'`,;()\[\]{}\\]")
_JOINTS = frozenset(("+", ".", "#", "//", "*", ">", "|", "--"))
_TOKEN = re.compile(r"\S+")
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}|=[A-Za-z0-9+/]{4}")

_WIDEST = 100  # characters of a line of base64: a longer run is no line but the whole of it
_SHORTEST = 100  # base64 characters: a shorter body that is not whole proves nothing


class Body(NamedTuple):
    """The base64 of a key's body as found in a text: its offsets there, its characters, the fields before it.

    `broken` says that something that is no base64 stood in its midst (`...`, `<snip>`, a regular expression).
    """

    start: int
    end: int
    base64: str
    fields: str
    broken: bool


class Proof(NamedTuple):
    """What a body was shown to be. An unproven one looks random, but no reader of keys would take it."""

    proven: bool
    encrypted: bool = False
    truncated: bool = False


def collect(text: str, start: int, end: int, limit: int = 0) -> Body:
    """The body in `text[start:end]`: real lines, escaped ones, one literal a line, quoted or commented lines.

    With a `limit` the body ends after so many characters of base64, at a blank line, or with the first line that is
    shorter than the one before: for a text that does not say where the key ends.
    """
    raw = _ESCAPE.sub(lambda escape: "\n".ljust(len(escape[0])), text[start:end])
    raw = _QUOTES.sub(lambda quote: " " * len(quote[0]), raw)
    fields = "\n".join(_FIELD.findall(raw))
    raw = _FIELD.sub(lambda field: " " * len(field[0]), raw)
    parts: list[str] = []
    size, first, last = 0, start, start
    for token in _TOKEN.finditer(raw):
        piece = token[0]
        if piece in _JOINTS:
            continue
        if not _BASE64.fullmatch(piece):
            return Body(first, last, "".join(parts), fields, True)
        at = start + token.start()
        if limit and parts and "\n\n" in text[last:at].replace("\r", ""):
            break
        if limit and size + len(piece) > limit:
            piece = piece[: limit - size]
        first = first if parts else at
        last = at + len(piece)
        size += len(piece)
        parts.append(piece)
        if limit and (size >= limit or len(parts[0]) > _WIDEST or len(piece) < len(parts[0])):
            break
    return Body(first, last, "".join(parts), fields, False)


def prove(body: Body, label: str, whole: bool) -> Proof | None:
    """What `body` is, under a PEM `label` such as "RSA PRIVATE KEY"; `None` when it only stands in for a key.

    `whole` says that the block's last line was there too.
    """
    text = body.base64
    if "PGP" in label:
        text = re.sub(r"=[A-Za-z0-9+/]{4}$", "", text)
    data = decode(text)
    encrypted = "ENCRYPTED" in label or "ENCRYPTED" in body.fields
    mixed = len(text) >= _SHORTEST and _looks_random(text)
    if "ENCRYPTED" in body.fields and mixed:
        return Proof(True, True, not whole)
    proof = _openssh(data) or _pgp(data, label) or _der(data, encrypted)
    if proof is not None and (mixed if len(text) >= _SHORTEST else not proof.truncated):
        snipped = proof.truncated and whole and body.broken
        return None if snipped else proof._replace(encrypted=proof.encrypted or encrypted)
    if whole and not body.broken and mixed:
        return Proof(False, encrypted)
    return None


def der_size(text: str) -> int:
    """How many base64 characters the DER element takes that `text` starts with; 0 when it starts with none."""
    header = _der_header(decode(text[:16]))
    return 0 if header is None else -(-sum(header) // 3) * 4


def is_age_key(text: str) -> bool:
    """Whether `text` is an age identity: bech32 (BIP 173) over the 32 bytes of a key."""
    prefix, _, data = text.lower().rpartition("1")
    values = [_BECH32.find(char) for char in data]
    if len(values) != 58 or -1 in values:
        return False
    check = 1
    for value in (*(ord(c) >> 5 for c in prefix), 0, *(ord(c) & 31 for c in prefix), *values):
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATORS):
            if top >> bit & 1:
                check ^= generator
    return check == 1


_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def decode(text: str) -> bytes:
    """The bytes that the base64 `text` stands for, with or without its padding; none when it is no base64."""
    whole = text.rstrip("=")
    try:
        return base64.b64decode(whole[: len(whole) - (len(whole) % 4 == 1)] + "=" * (-len(whole) % 4), validate=True)
    except binascii.Error:
        return b""


def _der_header(data: bytes) -> tuple[int, int] | None:
    """The sizes of the header and of the content of the DER SEQUENCE that `data` starts with."""
    if len(data) < 8 or data[0] != 0x30:
        return None
    if data[1] < 0x80:
        return 2, data[1]
    width = data[1] & 0x7F
    return (2 + width, int.from_bytes(data[2 : 2 + width], "big")) if 1 <= width <= 3 else None


def _der(data: bytes, encrypted: bool) -> Proof | None:
    header = _der_header(data)
    if header is None or sum(header) < 40:
        return None
    start, size = header
    # PKCS#1, PKCS#8, SEC 1 and DSA keys open with a version; an encrypted PKCS#8 key with its cipher.
    if data[start : start + 2] != b"\x02\x01" and not (encrypted and data[start : start + 1] == b"\x30"):
        return None
    excess = len(data) - start - size
    return Proof(True, truncated=excess < 0) if excess <= 2 else None


def _openssh(data: bytes) -> Proof | None:
    """OpenSSH's PROTOCOL.key: a magic, then the cipher's name as a length and text. SSH2 keys have one alike."""
    if data.startswith(_SSH2):
        return Proof(True, encrypted=b"none" not in data[8:64])
    if not data.startswith(_OPENSSH):
        return None
    at = len(_OPENSSH)
    size = int.from_bytes(data[at : at + 4], "big")
    return Proof(True, encrypted=data[at + 4 : at + 4 + size] != b"none", truncated=len(data) < 150)


def _pgp(data: bytes, label: str) -> Proof | None:
    """RFC 4880: a secret-key packet (tag 5) whose public part is followed by 0 when no passphrase protects it."""
    if "PGP" not in label or len(data) < 16 or (data[0] & 0xFC != 0x94 and data[0] != 0xC5):
        return None
    at = 1 + ((1 if data[1] < 192 else 2 if data[1] < 224 else 5) if data[0] & 0x40 else 1 << (data[0] & 3))
    algorithm, at = data[at + 5], at + 6
    integers = {1: 2, 2: 2, 3: 2, 16: 3, 17: 4, 18: 1, 19: 1, 22: 1}.get(algorithm, 0)
    if algorithm in (18, 19, 22):
        at += 1 + data[at]
    for _ in range(integers):
        at += 2 + (int.from_bytes(data[at : at + 2], "big") + 7) // 8
    if algorithm == 18:
        at += 1 + (data[at] if at < len(data) else 0)
    if algorithm in (25, 26, 27, 28):
        at += {25: 32, 26: 56, 27: 32, 28: 57}[algorithm]
    return Proof(True, encrypted=data[at : at + 1] != b"\0", truncated=at >= len(data))


def _looks_random(text: str) -> bool:
    """Whether base64 is as mixed as the base64 of a key: a masked one repeats itself."""
    size = len(text)
    bits = -sum(n / size * math.log2(n / size) for n in Counter(text).values())
    return bits > 5.0
