"""Keys in Bech32 (BIP-173), whose last six characters are a checksum."""

from __future__ import annotations

from tightlip.judgement.proofs import CHECKSUM_HOLDS, NO_TOKEN, Proof

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def nostr(key: str) -> Proof:
    """Nostr's secret keys (NIP-19)."""
    prefix, _, body = key.rpartition("1")
    return CHECKSUM_HOLDS if polymod(prefix, [ALPHABET.index(letter) for letter in body]) == 1 else NO_TOKEN


def polymod(prefix: str, values: list[int]) -> int:
    """The remainder of `prefix` and `values` (five bits each); 1 when the last six values are the right checksum."""
    remainder = 1
    for value in [*(ord(c) >> 5 for c in prefix), 0, *(ord(c) & 31 for c in prefix), *values]:
        top = remainder >> 25
        remainder = (remainder & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATORS):
            if top >> bit & 1:
                remainder ^= generator
    return remainder
