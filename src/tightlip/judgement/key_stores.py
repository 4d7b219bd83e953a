"""Files of keys that are no text: Java's key stores, PKCS#12, keys in DER, SSH1 keys, KeePass databases."""

from __future__ import annotations

from typing import NamedTuple

_JAVA = (b"\xfe\xed\xfe\xed", b"\xce\xce\xce\xce")  # JKS and JCEKS
_SSH1 = b"SSH PRIVATE KEY FILE FORMAT 1.1\n\0"
_KEEPASS = b"\x03\xd9\xa2\x9a"
_SEQUENCE = b"\x30"

# RFC 7292: the version (3), and the bags that hold a private key, encrypted or not.
_PKCS12_VERSION = b"\x02\x01\x03\x30"
_ENCRYPTED_BAG = bytes.fromhex("06 0b 2a 86 48 86 f7 0d 01 0c 0a 01 02")
_PLAIN_BAG = bytes.fromhex("06 0b 2a 86 48 86 f7 0d 01 0c 0a 01 01")
# Versions 0 and 1, and what follows them: an algorithm (PKCS#8), a modulus (PKCS#1), 32, 48 or 66 bytes (SEC 1).
_KEY_VERSIONS = (b"\x02\x01\x00\x30", b"\x02\x01\x00\x02\x82", b"\x02\x01\x00\x02\x81")
_SEC1_VERSIONS = (b"\x02\x01\x01\x04\x20", b"\x02\x01\x01\x04\x30", b"\x02\x01\x01\x04\x42")

_KEY_ENTRY, _CERTIFICATE_ENTRY, _SHARED_KEY_ENTRY = 1, 2, 3
_MOST_ENTRIES = 1_000


class KeyStore(NamedTuple):
    """What kind of file of keys it is, and whether a passphrase protects them."""

    kind: str
    encrypted: bool


def key_store(data: bytes) -> KeyStore | None:
    """What file of private keys `data` is; `None` when it is none, or holds certificates alone."""
    if data.startswith(_JAVA):
        return KeyStore("a Java key store with a private key", True) if _java_keys(data) else None
    if data.startswith(_SSH1):
        return KeyStore("an SSH1 private key", data[len(_SSH1) : len(_SSH1) + 1] != b"\0")
    if data.startswith(_KEEPASS):
        return KeyStore("a KeePass database", True)
    return _der(data) if data.startswith(_SEQUENCE) else None


def _der(data: bytes) -> KeyStore | None:
    """What the DER in `data` is, if it is one element and nothing else; PKCS#12 may have its length left open."""
    width = data[1] & 0x7F if len(data) > 1 and data[1] >= 0x80 else 0
    content = data[2 + width :]
    is_open = data[1:2] == b"\x80"
    size = int.from_bytes(data[2 : 2 + width], "big") if width else sum(data[1:2])
    if not is_open and size != len(content):
        return None
    if content.startswith(_PKCS12_VERSION):
        if _PLAIN_BAG in content:
            return KeyStore("a PKCS#12 file with a private key", False)
        return KeyStore("a PKCS#12 file with a private key", True) if _ENCRYPTED_BAG in content else None
    if content.startswith(_KEY_VERSIONS) or content.startswith(_SEC1_VERSIONS):
        return KeyStore("a private key in DER", False)
    return None


def _java_keys(data: bytes) -> bool:
    """Whether a key is among the entries: keys and chains of certificates, or one trusted certificate each."""
    version = int.from_bytes(data[4:8], "big")
    count = int.from_bytes(data[8:12], "big")
    at = 12
    for _ in range(min(count, _MOST_ENTRIES)):
        tag = int.from_bytes(data[at : at + 4], "big")
        if tag != _CERTIFICATE_ENTRY:
            return tag in (_KEY_ENTRY, _SHARED_KEY_ENTRY)
        at = _skipped(data, at + 4, 2) + 8  # its name, and the time it was made
        at = _skipped(data, _skipped(data, at, 2) if version == 2 else at, 4)  # its type, and the certificate
    return False


def _skipped(data: bytes, at: int, width: int) -> int:
    """Where what starts `at` with its length, in `width` bytes, ends."""
    return at + width + int.from_bytes(data[at : at + width], "big")
