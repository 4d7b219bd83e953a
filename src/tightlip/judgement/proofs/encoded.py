"""Tokens that hold readable text in Base64: JSON, a bot's id, a row of numbers."""

from __future__ import annotations

import base64
import binascii
import json
import re
import time
from typing import Any

from tightlip.judgement.dummies import is_dummy
from tightlip.judgement.proofs import GENUINE, NO_TOKEN, UNPROVEN, Proof
from tightlip.judgement.randomness import is_mixed
from tightlip.model import Severity

_FITS = Proof(GENUINE, "its content decodes as it should")
_ACCOUNT_WORDS = frozenset(
    "user username name login email test tester demo admin root guest foo bar baz abc alice bob me you "
    "pass passwd password pw pwd secret token key apikey api_key changeme none null x-oauth-basic".split()
)
_DRAWN = 12  # characters, at least, of a password that a program has drawn
_DISCORD_EPOCH_MS, _DISCORD_LAUNCH_MS = 1_420_070_400_000, 1_425_168_000_000


def base64_bytes(text: str) -> bytes | None:
    """`text` (Base64 of either alphabet, padded or not) as bytes, or `None`."""
    bare = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except binascii.Error:
        return None


def json_object(text: str) -> dict[str, Any]:
    """The JSON object whose Base64 is `text`; empty if there is none."""
    try:
        value = json.loads(base64_bytes(text) or b"")
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def grafana(token: str) -> Proof:
    """Grafana's Cloud tokens (`glc_`) and old API keys: JSON with their keys."""
    keys = {"o", "n", "k"} if token.startswith("glc_") else {"k", "n", "id"}
    return _FITS if keys <= set(json_object(token.removeprefix("glc_"))) else UNPROVEN


def sentry(token: str) -> Proof:
    """Sentry's organisation tokens: JSON, then 32 bytes (Sentry's RFC)."""
    content, _, signature = token.removeprefix("sntrys_").rpartition("_")
    known = {"iat", "url", "region_url", "org"} <= set(json_object(content))
    return _FITS if known and len(base64_bytes(signature) or b"") == 32 else UNPROVEN


def slack(token: str) -> Proof:
    """Slack's rotated tokens: two digits, three or four numbers and 64 hexadecimal digits."""
    content = base64_bytes(token.partition("-1-")[2]) or b""
    return _FITS if re.fullmatch(rb"\d-\d-(?:\d{9,15}-){3,4}[0-9a-f]{64}", content) else UNPROVEN


def discord(token: str) -> Proof:
    """A Discord bot's: its first part is the bot's id, whose upper bits are the time it was made."""
    bot = base64_bytes(token.partition(".")[0]) or b""
    if not re.fullmatch(rb"\d{17,20}", bot):
        return NO_TOKEN
    made_ms = (int(bot) >> 22) + _DISCORD_EPOCH_MS
    if not _DISCORD_LAUNCH_MS < made_ms < time.time() * 1000:
        return NO_TOKEN
    return Proof(GENUINE, f"it names a bot made in {time.gmtime(made_ms // 1000).tm_year}")


def jfrog(token: str) -> Proof:
    """Artifactory's reference tokens: `reftkn`, a version, the time it ends, and the secret."""
    content = base64_bytes(token) or b""
    return _FITS if re.fullmatch(rb"reftkn:\d\d:\d{10}:[\w/+-]+", content) else UNPROVEN


def onepassword(token: str) -> Proof:
    """1Password's service accounts: JSON with the keys that a client needs to log in."""
    known = {"signInAddress", "userAuth", "email", "srpX", "muk", "secretKey"}
    return _FITS if known <= set(json_object(token.removeprefix("ops_"))) else UNPROVEN


def basic_header(token: str) -> Proof:
    """`basic` of a header, which many an example has: what nobody has drawn at random may be one."""
    proof = basic(token)
    password = (base64_bytes(token.removeprefix("Basic ")) or b"").decode("latin-1").partition(":")[2]
    drawn = len(password) >= _DRAWN and is_mixed(password, 0, len(password))
    return proof if drawn else proof._replace(severity=Severity.WARNING)


def basic(token: str) -> Proof:
    """A user name and password, as HTTP's Basic scheme and Docker's settings hold them (RFC 7617)."""
    content = base64_bytes(token.rpartition('"')[2].removeprefix("Basic ")) or b""
    text = content.decode("latin-1")
    user, _, password = text.partition(":")
    if not re.match("[^:{\\[]+:", text) or not text.isascii() or not text.isprintable():
        return NO_TOKEN
    made_up = password.lower().rstrip("0123456789!") in _ACCOUNT_WORDS or len(password) < 4 or is_dummy(password)
    return NO_TOKEN if made_up or user == password else Proof(GENUINE)
