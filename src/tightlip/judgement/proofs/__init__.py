"""What a token's own bytes prove of it, with no network: checksums, structure, times.

A module here holds functions from a token to a `Proof`; a token format names its own by module and function
(`proof = "crc32.github"`). The facts are the vendors' own where a function says so; where it says *empirical*,
published tokens were found to obey, so a token that does not is not thereby refuted.
"""

from __future__ import annotations

from typing import NamedTuple

from tightlip.model import Severity

GENUINE = "genuine"  # a checksum or a structure holds that made-up text would not have
UNKNOWN = "unknown"  # nothing to prove, or nothing proven
REFUTED = "refuted"  # the vendor's checksum fails: made up, masked or mistyped
DUMMY = "dummy"  # no credential at all, or one that is public knowledge


class Proof(NamedTuple):
    """A verdict (one of the words above), a clause for the message, and a severity where the token tells one."""

    verdict: str
    words: str = ""
    severity: Severity | None = None


UNPROVEN = Proof(UNKNOWN)
CHECKSUM_HOLDS = Proof(GENUINE, "its checksum is right")
CHECKSUM_FAILS = Proof(REFUTED, "its checksum is wrong, so it was made up or altered")
NO_TOKEN = Proof(DUMMY)
