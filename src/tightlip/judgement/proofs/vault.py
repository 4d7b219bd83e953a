"""HashiCorp Vault's service tokens: a signed protobuf message in Base64."""

from __future__ import annotations

from tightlip.judgement.proofs import GENUINE, UNPROVEN, Proof
from tightlip.judgement.proofs.encoded import base64_bytes

_HMAC, _INNER = b"\x12\x20", b"\x1a"


def service_token(token: str) -> Proof:
    """Version 1, an HMAC of 32 bytes, and the inner token as text; a root token has no structure."""
    data = base64_bytes(token[4:]) or b""
    inner = data[36:]
    fits = data[:4] == b"\x08\x01" + _HMAC and inner[:1] == _INNER and len(inner) > 2 and inner[1] == len(inner) - 2
    return Proof(GENUINE, "its signed parts are complete") if fits else UNPROVEN
