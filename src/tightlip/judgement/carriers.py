"""Literals that are no secret themselves but carry one: URLs, connection strings, authorization headers."""

from __future__ import annotations

import binascii
import re
from typing import NamedTuple

_URL = re.compile(r"[a-z][a-z0-9+.\-]*://([^\s/?#]*)", re.I)
_PAIR = re.compile(r"(?:^|[;\s])(?:password|pwd|accountkey|sharedaccesskey)\s?=\s?['\"]?([^;\s'\"]*)", re.I)
_COMPANION = re.compile(r"\b(?!password|pwd)\w+\s?=\s?[^\s;]", re.I)
_SCHEME = re.compile(r"(basic|bearer|token|apikey|api-key)[ :]+(?![ :])(\S+)", re.I)


class Carried(NamedTuple):
    """The secret in a literal, empty when there is a place for one and none there, and what carries it.

    In a URL to another machine, or a connection string, even `plain` words are a password.
    """

    secret: str
    what: str
    plain: bool = False
    user: str = ""

    def __repr__(self) -> str:
        return f"Carried({self.what})"  # the secret is never shown


def carried(text: str) -> Carried | None:
    """What `text` carries; `None` when it is to be judged as a whole."""
    url = _URL.match(text)
    if url is not None:
        userinfo, _, host = url[1].rpartition("@")
        user, _, password = userinfo.partition(":")
        if "%" in password:
            from urllib.parse import unquote  # 4 ms, and few need it

            password = unquote(password)
        return Carried(password, "a URL with a password", "." in host and not host.startswith("127."), user)
    scheme = _SCHEME.fullmatch(text)
    if scheme is not None:
        secret = _decoded(scheme[2]) if scheme[1].lower() == "basic" else scheme[2]
        return Carried(secret, "an authorization header")
    pair = _PAIR.search(text)
    if pair is not None and _COMPANION.search(text):
        return Carried(pair[1], "a connection string with a password", plain=True)
    return None


def _decoded(basic: str) -> str:
    """The password in the credentials of HTTP's Basic scheme; as it stands if that is not what it is."""
    try:
        return binascii.a2b_base64(basic).decode().partition(":")[2]
    except ValueError:
        return basic
