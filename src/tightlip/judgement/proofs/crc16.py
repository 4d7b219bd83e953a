"""Seeds in Base32 that end in a CRC-16 (XMODEM), low byte first: Stellar's and NATS'."""

from __future__ import annotations

import base64
import binascii

from tightlip.judgement.proofs import CHECKSUM_HOLDS, NO_TOKEN, Proof

_SEED = 18 << 3


def stellar(seed: str) -> Proof:
    """A secret seed: its first byte says what it is (Stellar's strkey)."""
    data = base64.b32decode(seed)
    return CHECKSUM_HOLDS if data[0] == _SEED and _holds(data) else NO_TOKEN


def nats(seed: str) -> Proof:
    """An nkey's seed: the first five bits say so, the next ones whose it is."""
    data = base64.b32decode(seed + "=" * (-len(seed) % 8))
    return CHECKSUM_HOLDS if data[0] & 0xF8 == _SEED and _holds(data) else NO_TOKEN


def _holds(data: bytes) -> bool:
    return binascii.crc_hqx(data[:-2], 0) == int.from_bytes(data[-2:], "little")
