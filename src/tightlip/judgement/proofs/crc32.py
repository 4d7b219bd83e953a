"""Tokens whose last characters are the CRC-32 of the rest."""

from __future__ import annotations

import base64
import re
import string
import zlib

from tightlip.judgement.proofs import CHECKSUM_FAILS, CHECKSUM_HOLDS, NO_TOKEN, UNPROVEN, Proof

BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
_BASE62_LOWER_FIRST = string.digits + string.ascii_lowercase + string.ascii_uppercase
_BASE36 = string.digits + string.ascii_lowercase
_AZURE_DEVOPS_MASKS = (0xE0B9692D, 0x1019F92E)  # a person's token, an application's
_ROUTABLE = re.compile(r"(gl[a-z]+-(?:t\d_)?)([\w-]{27,300})\.(?:[0-9a-z]{2}\.)?([0-9a-z]{2})[0-9a-z]{7}", re.A)


def digits(number: int, alphabet: str, width: int) -> str:
    """`number` in base `len(alphabet)`, padded to `width` with the alphabet's zero."""
    text = ""
    while number:
        number, rest = divmod(number, len(alphabet))
        text = alphabet[rest] + text
    return text.rjust(width, alphabet[0])


def crc(text: str) -> int:
    """The CRC-32 (IEEE) of `text`."""
    return zlib.crc32(text.encode())


def github(token: str) -> Proof:
    """GitHub's and npm's: the body's CRC in six base62 digits (documented by GitHub)."""
    body = token.partition("_")[2]
    return CHECKSUM_HOLDS if _ends_in_base62(body) else CHECKSUM_FAILS


def github_installation(token: str) -> Proof:
    """As `github`, but no published `ghs_` token obeys: a failure says nothing."""
    return CHECKSUM_HOLDS if _ends_in_base62(token.partition("_")[2]) else UNPROVEN


def gitlab(token: str) -> Proof:
    """GitLab's routable tokens: the payload's length, then the CRC of all before it, in base 36 (GitLab's source).

    Whether a runner's `t1_` is part of what is summed is not settled: either way counts.
    """
    match = _ROUTABLE.fullmatch(token)
    if match is None:
        return UNPROVEN
    prefix, payload, length = match.groups()
    summed = token[:-7]
    sums = {digits(crc(text), _BASE36, 7) for text in (summed, prefix.partition("-")[0] + "-" + summed[len(prefix) :])}
    return CHECKSUM_HOLDS if int(length, 36) == len(payload) and token[-7:] in sums else CHECKSUM_FAILS


def base62_of_body(token: str) -> Proof:
    """Vercel and SaladCloud: as GitHub's, of what follows the last underscore of the prefix (empirical)."""
    match = re.match(r"vc[a-z]_|salad_cloud_[0-9A-Za-z]+_", token)
    return CHECKSUM_HOLDS if match and _ends_in_base62(token[match.end() :]) else UNPROVEN


def base62_of_all(token: str) -> Proof:
    """Weights & Biases: of all before it, prefix included (empirical)."""
    return CHECKSUM_HOLDS if _ends_in_base62(token) else UNPROVEN


def apify(token: str) -> Proof:
    """Apify: of all before it, lower-case digits before upper-case ones (empirical)."""
    return CHECKSUM_HOLDS if digits(crc(token[:-6]), _BASE62_LOWER_FIRST, 6) == token[-6:] else UNPROVEN


def hex_of_body(token: str) -> Proof:
    """Cloudflare and Zuplo: the body's CRC in eight hexadecimal digits (empirical)."""
    body = token.partition("_")[2][:-8].removesuffix("_")
    return CHECKSUM_HOLDS if token.endswith(f"{crc(body):08x}") else UNPROVEN


def hex_of_all(token: str) -> Proof:
    """Atlassian and Canva: the CRC of all before it in eight hexadecimal digits (empirical)."""
    return CHECKSUM_HOLDS if token[-8:].lower() == f"{crc(token[:-8]):08x}" else UNPROVEN


def grafana(token: str) -> Proof:
    """Grafana service accounts: the CRC of all before the last underscore, low byte first (Grafana's source)."""
    body, _, check = token.rpartition("_")
    return CHECKSUM_HOLDS if crc(body).to_bytes(4, "little").hex() == check else CHECKSUM_FAILS


def confluent(token: str) -> Proof:
    """Confluent Cloud: the CRC of the body in Base64, low byte first (empirical)."""
    check = base64.b64encode(crc(token[4:-6]).to_bytes(4, "little")).decode()
    return CHECKSUM_HOLDS if check[:6] == token[-6:] else UNPROVEN


def azure_devops(token: str) -> Proof:
    """Azure DevOps' 52 letters: the CRC, masked, is strewn among the 32 bytes. Without it, 52 letters are only that."""
    data = base64.b32decode(token.upper() + "====")
    check = int.from_bytes(bytes(data[at] for at in (22, 8, 7, 2)), "little")
    body = data[:2] + data[3:7] + data[9:22] + data[23:]
    return CHECKSUM_HOLDS if zlib.crc32(body) ^ check in _AZURE_DEVOPS_MASKS else NO_TOKEN


def _ends_in_base62(text: str) -> bool:
    return digits(crc(text[:-6]), BASE62, 6) == text[-6:]
