"""Bitcoin's extended private keys: Base58 with a checksum (BIP-32)."""

from __future__ import annotations

import hashlib

from tightlip.judgement.proofs import CHECKSUM_HOLDS, NO_TOKEN, Proof

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VERSIONS = (bytes.fromhex("0488ade4"), bytes.fromhex("04358394"))  # main and test network
_SIZE, _CHECK = 78, 4


def extended_private_key(key: str) -> Proof:
    """78 bytes, then the first four of the hash of their hash."""
    number = 0
    for letter in key:
        number = number * 58 + ALPHABET.index(letter)
    try:
        data = number.to_bytes(_SIZE + _CHECK, "big")
    except OverflowError:
        return NO_TOKEN
    body, check = data[:_SIZE], data[_SIZE:]
    hashed = hashlib.sha256(hashlib.sha256(body).digest()).digest()
    return CHECKSUM_HOLDS if body[:4] in _VERSIONS and hashed[:_CHECK] == check else NO_TOKEN
