"""JSON Web Tokens: whether one is well-formed, whom it is for, and whether it is over."""

from __future__ import annotations

import hashlib
import hmac
import time
from typing import Any

from tightlip.judgement.proofs import GENUINE, NO_TOKEN, Proof
from tightlip.judgement.proofs.encoded import base64_bytes, json_object
from tightlip.model import Severity

# Bytes of signature, by algorithm (RFC 7518); RSA's is as long as its key.
_RSA = (128, 256, 384, 512, 1024)
_SIGNATURE_SIZES = {
    "HS256": (32,), "HS384": (48,), "HS512": (64,), "ES256": (64,), "ES256K": (64,), "ES384": (96,), "ES512": (132,),
    "EdDSA": (64, 114), "RS256": _RSA, "RS384": _RSA, "RS512": _RSA, "PS256": _RSA, "PS384": _RSA, "PS512": _RSA,
}  # fmt: skip
# Keys of tutorials: what they sign is for show.
_DEMO_KEYS = (
    b"secret", b"your-256-bit-secret", b"your-384-bit-secret", b"your-512-bit-secret", b"changeme", b"password", b"key",
    b"test", b"mysecret", b"my-secret", b"secret-key", b"secretkey", b"your-secret-key", b"my_secret_key", b"shhhhh",
    b"a-string-secret-at-least-256-bits-long",
)  # fmt: skip
_HASHES = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}


def token(text: str) -> Proof:
    """A signed token of three parts (RFC 7515).

    An unsigned one is no secret, nor is one signed with a tutorial's key.
    """
    head, payload, signature = text.split(".")
    header, claims = json_object(head), json_object(payload)
    algorithm = str(header.get("alg", ""))
    if len(base64_bytes(signature) or b"") not in _SIGNATURE_SIZES.get(algorithm, ()) or not claims:
        return NO_TOKEN
    if _signed_for_show(algorithm, f"{head}.{payload}", signature) or _is_public(claims):
        return NO_TOKEN
    return _judge_claims(claims, time.time())


def github(text: str) -> Proof:
    """GitHub's stateless installation token: `ghs_`, the app's number, and a signed token."""
    return token(text[text.index("eyJ") :])


def encrypted(text: str) -> Proof:
    """An encrypted token of five parts (RFC 7516): its header names how."""
    header = json_object(text.partition(".")[0])
    return Proof(GENUINE) if "alg" in header and "enc" in header else NO_TOKEN


def _judge_claims(claims: dict[str, Any], now: float) -> Proof:
    expiry = claims.get("exp")
    if isinstance(expiry, (int, float)) and expiry < now:
        return Proof(GENUINE, f"it expired on {_day(expiry)}", Severity.NOTE)
    issuer = str(claims.get("iss", ""))
    if claims.get("role") == "service_role":
        return Proof(GENUINE, "it is a Supabase service_role key, which passes every row-level check", Severity.ERROR)
    if issuer == "kubernetes/serviceaccount" or "kubernetes.io" in claims:
        return Proof(GENUINE, "it is a Kubernetes service account's", Severity.ERROR)
    if isinstance(expiry, (int, float)):
        return Proof(GENUINE, f"it is good until {_day(expiry)}")
    return Proof(GENUINE, "it never expires")


def _is_public(claims: dict[str, Any]) -> bool:
    """Supabase's keys for browsers, and those of its local demo."""
    return claims.get("iss") == "supabase-demo" or (claims.get("iss") == "supabase" and claims.get("role") == "anon")


def _signed_for_show(algorithm: str, signed: str, signature: str) -> bool:
    if algorithm not in _HASHES:
        return False
    expected = base64_bytes(signature)
    return any(hmac.digest(key, signed.encode(), _HASHES[algorithm]().name) == expected for key in _DEMO_KEYS)


def _day(seconds: float) -> str:
    try:
        return time.strftime("%Y-%m-%d", time.gmtime(seconds))
    except (OverflowError, ValueError, OSError):
        return "a day beyond the calendar"
