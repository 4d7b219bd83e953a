"""The account that an AWS access key id names."""

from __future__ import annotations

import base64
import re

from tightlip.judgement.proofs import NO_TOKEN, UNKNOWN, UNPROVEN, Proof

# The accounts of AWS's own documentation.
_DOCUMENTED = frozenset({"123456789012", "111122223333", "444455556666", "000000000000", "111111111111"})


def access_key(key_id: str) -> Proof:
    """The account, from bits 1 to 40 of the id (published research).

    Ids whose fifth letter is A to P are older and hold none.
    """
    body = key_id[4:]
    if not re.match(r"[Q-Z2-7]", body):
        return UNPROVEN
    number = int.from_bytes(base64.b32decode(body)[:6], "big")
    account = f"{(number & 0x7FFFFFFFFF80) >> 7:012d}"
    return NO_TOKEN if account in _DOCUMENTED else Proof(UNKNOWN, f"it belongs to AWS account {account}")
