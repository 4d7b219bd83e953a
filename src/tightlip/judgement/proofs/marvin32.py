"""Microsoft's identifiable keys: the Marvin32 checksum of a key stands in it.

The algorithm and its seeds are those of microsoft/security-utilities.
"""

from __future__ import annotations

import string

from tightlip.judgement.proofs import CHECKSUM_HOLDS, REFUTED, UNPROVEN, Proof
from tightlip.judgement.proofs.crc32 import BASE62, digits
from tightlip.judgement.proofs.encoded import base64_bytes

_MASK = 0xFFFFFFFF
_ENTRA_ALPHABET = string.ascii_letters + "1234567890.-_~"
_COSMOS_SEEDS = ("SysAll00", "Resour00", "MastRO00", "SystRO00", "Encryp00", "MastRW00", "SystRW00")
_SEEDS = {
    "+ABa": ("AbAcct00",), "+AMC": ("Classic0",), "APIM": ("Tenant00", "IoTHub00", "Gatewy00", "GitKey00"),
    "AzFu": ("Master00", "System00", "Functi00"), "AzCa": ("Access00",), "AzSe": ("Query000", "PAdmin00"),
    "AIoT": ("IoTHub00", "DpsKey00", "Device00"), "+ACR": ("ACRDflt0",), "ACDb": _COSMOS_SEEDS, "+ASt": ("Default0",),
    **dict.fromkeys(("+ASb", "+AEh", "+ARm"), ("Send0000", "Manage00", "Listen00", "Unknown0", "System00")),
}  # fmt: skip


def identifiable(key: str) -> Proof:
    """A key with a service's mark six characters before its end: the last four bytes are the sum of the rest."""
    core = key.rstrip("=")
    data = base64_bytes(key) or b""
    check = int.from_bytes(data[-4:], "little")
    holds = any(marvin32(data[:-4], seed(letters)) == check for letters in _SEEDS.get(core[-10:-6], ()))
    return CHECKSUM_HOLDS if holds else UNPROVEN


def storage(key: str) -> Proof:
    """A Storage account's: here a wrong checksum refutes (9 of 9 published keys obey)."""
    proof = identifiable(key)
    return proof if proof == CHECKSUM_HOLDS else Proof(REFUTED, "its checksum is wrong, so it was made up or altered")


def annotated(key: str) -> Proof:
    """A common annotated security key: four characters of the sum of the first 60 bytes, in Base64 or base 62."""
    hashed = marvin32(base64_bytes(key[:80]) or b"", seed("Default0")).to_bytes(4, "little")
    base62 = digits(int.from_bytes(hashed, "big"), BASE62, 6)[:4]
    return CHECKSUM_HOLDS if key[80:84] == base62 or base64_bytes(key[80:84]) == hashed[:3] else UNPROVEN


def entra(secret: str) -> Proof:
    """A Microsoft Entra client secret: its last three characters are the sum's first in an alphabet of 66."""
    if secret[3:6] != "8Q~":
        return UNPROVEN
    hashed = marvin32(secret[:-3].encode("latin-1"), seed("AadPwd00"))
    return CHECKSUM_HOLDS if digits(hashed, _ENTRA_ALPHABET, 6)[:3] == secret[-3:] else UNPROVEN


def marvin32(data: bytes, seed: int) -> int:
    """The Marvin32 checksum of `data`, as an unsigned number of 32 bits; `seed` has 64."""
    low, high = seed & _MASK, seed >> 32
    padded = data + b"\x80" + bytes(-(len(data) + 1) % 4)
    for at in range(0, len(padded), 4):
        low, high = _mix((low + int.from_bytes(padded[at : at + 4], "little")) & _MASK, high)
    low, high = _mix(low, high)
    return low ^ high


def seed(letters: str) -> int:
    """The number that the eight letters of a service's seed are."""
    return int.from_bytes(letters.encode(), "big")


def _mix(low: int, high: int) -> tuple[int, int]:
    high ^= low
    low = (_rotate(low, 20) + high) & _MASK
    high = _rotate(high, 9) ^ low
    low = (_rotate(low, 27) + high) & _MASK
    return low, _rotate(high, 19)


def _rotate(word: int, bits: int) -> int:
    return (word << bits | word >> (32 - bits)) & _MASK
