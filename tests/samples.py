"""Makes tokens of a format from its pattern, and look-alikes that are none, so that none stands in the repository.

What a pattern cannot say (a checksum, JSON in Base64) is made by a function of the format's proof, independently
of the code that checks it where that is possible.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import random
import re
import string
import sys
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

if sys.version_info >= (3, 11):
    from re import _constants as sre
    from re import _parser as sre_parse
else:
    import sre_constants as sre
    import sre_parse

from tightlip.judgement.proofs import base58, bech32
from tightlip.judgement.proofs.marvin32 import _ENTRA_ALPHABET, _SEEDS, marvin32
from tightlip.judgement.proofs.marvin32 import seed as marvin_seed
from tightlip.judgement.tokens import looks_made_up
from tightlip.rulebook.tokens import TokenFormat

BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
BASE36 = string.digits + string.ascii_lowercase


def sample(token: TokenFormat, seed: int) -> str:
    """A token of the format: one that its proof accepts, and that does not look made up."""
    rng = random.Random(f"{token.id} {seed}")
    for _ in range(200):
        if token.proof in MAKERS:
            made = MAKERS[token.proof](shaped(token.pattern, rng, 0.0), rng)
        else:
            made = shaped(token.pattern, rng, rng.random())
        if re.fullmatch(token.pattern, made) and (token.proof in MAKERS or not looks_made_up(token, made)):
            return made
    raise ValueError(f"{token.id}: every sample looks made up")


def in_context(token: TokenFormat, value: str) -> str:
    """A line in which `value` stands the way the format asks for."""
    word = token.context[0] if token.context else "it"
    return f'{word} = connect("{value}")\n'


def near_misses(token: TokenFormat, seed: int) -> list[str]:
    """Lines that hold no token of the format, though nearly: too short, too long, a strange character, embedded."""
    rng = random.Random(f"{token.id} {seed}")
    short, long = shaped(token.pattern, rng, 0.0), shaped(token.pattern, rng, 1.0)
    middle = len(short) // 2
    made = sample(token, seed)
    texts = [
        short[:-1],  # too short
        long + rng.choice(BASE62),  # too long
        short[:middle] + "!" + short[middle + 1 :],  # a character of another alphabet
        short[:middle] + "é" + short[middle + 1 :],
    ]
    if made[0].isalnum():
        texts.append(rng.choice(string.ascii_letters) + made)  # the end of a longer run
    return [in_context(token, text) for text in texts]


def shaped(pattern: str, rng: random.Random, length: float) -> str:
    """A text that `pattern` matches; `length` from 0.0 to 1.0 chooses between its shortest and its longest."""
    return "".join(_walk(_parsed(pattern), rng, length))


@cache
def _parsed(pattern: str) -> Any:
    return sre_parse.parse(pattern)


def _walk(nodes: Any, rng: random.Random, length: float) -> Any:
    for op, value in nodes:
        if op is sre.LITERAL:
            yield chr(value)
        elif op is sre.IN:
            yield _member(value, rng)
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            low, high, inside = value
            for _ in range(low + round((high - low) * length)):
                yield from _walk(inside, rng, length)
        elif op is sre.BRANCH:
            branches = sorted(value[1], key=lambda branch: branch.getwidth())
            chosen = branches[0] if length == 0 else branches[-1] if length == 1 else rng.choice(branches)
            yield from _walk(chosen, rng, length)
        elif op is sre.SUBPATTERN:
            yield from _walk(value[3], rng, length)
        elif op not in (sre.ASSERT, sre.ASSERT_NOT):
            raise ValueError(f"the generator does not know {op}")


def _member(items: Any, rng: random.Random) -> str:
    return rng.choice(_letters(tuple(items)))


@cache
def _letters(items: tuple[Any, ...]) -> list[str]:
    letters: list[str] = []
    for op, value in items:
        if op is sre.LITERAL:
            letters.append(chr(value))
        elif op is sre.RANGE:
            letters.extend(map(chr, range(value[0], value[1] + 1)))
        else:
            raise ValueError(f"the generator does not know {op}")
    return letters


def _digits(number: int, alphabet: str, width: int) -> str:
    text = ""
    for _ in range(width):
        number, rest = divmod(number, len(alphabet))
        text = alphabet[rest] + text
    return text


def _crc(text: str) -> int:
    return zlib.crc32(text.encode())


def _url64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _json64(value: Any) -> str:
    return _url64(json.dumps(value, separators=(",", ":")).encode())


def _word(rng: random.Random, size: int, alphabet: str = BASE62) -> str:
    return "".join(rng.choices(alphabet, k=size))


def _base62_crc(made: str, covered_from: int) -> str:
    return made[:-6] + _digits(_crc(made[covered_from:-6]), BASE62, 6)


def _github(made: str, rng: random.Random) -> str:
    return _base62_crc(made, made.index("_") + 1)


def _fine_grained(made: str, rng: random.Random) -> str:
    check = base64.b32encode(hashlib.sha256(made[:77].encode()).digest()).decode()[:8]
    return made[:77] + check + made[85:]


def _gitlab(made: str, rng: random.Random) -> str:
    prefix = re.match(r"gl[a-z]+-(?:t\d_)?", made)[0]  # type: ignore[index]
    payload = _url64(b"o:1\nu:" + _word(rng, 3, BASE36).encode() + rng.randbytes(16) + b"\x10")
    summed = f"{prefix}{payload}{rng.choice(['.', '.01.'])}{_digits(len(payload), BASE36, 2)}"
    return summed + _digits(_crc(summed), BASE36, 7)


def _of_body(made: str, rng: random.Random) -> str:
    start = re.match(r"vc[a-z]_|salad_cloud_[0-9A-Za-z]+_", made)
    return _base62_crc(made, start.end() if start else 0)


def _apify(made: str, rng: random.Random) -> str:
    return made[:-6] + _digits(_crc(made[:-6]), BASE36 + string.ascii_uppercase, 6)


def _hex_of_body(made: str, rng: random.Random) -> str:
    return made[:-8] + f"{_crc(made.split('_', 1)[1][:-8].rstrip('_')):08x}"


def _hex_of_all(made: str, rng: random.Random) -> str:
    check = f"{_crc(made[:-8]):08x}"
    return made[:-8] + (check if made.startswith("cnvca") else check.upper())


def _grafana_account(made: str, rng: random.Random) -> str:
    return made[:-8] + _crc(made[:-9]).to_bytes(4, "little").hex()


def _confluent(made: str, rng: random.Random) -> str:
    return made[:-6] + base64.b64encode(_crc(made[4:-6]).to_bytes(4, "little")).decode()[:6]


def _aws(made: str, rng: random.Random) -> str:
    return made[:4] + base64.b32encode((1 << 47 | rng.getrandbits(47)).to_bytes(6, "big") + rng.randbytes(4)).decode()


def _packet(kind: int, content: bytes) -> bytes:
    size = len(content)
    return bytes([kind]) + (bytes([size]) if size < 128 else bytes([size & 0x7F | 0x80, size >> 7])) + content


def _macaroon(made: str, rng: random.Random) -> str:
    place = b"test.pypi.org" if "AgENd" in made else b"pypi.org"
    caveat = json.dumps({"version": 1, "permissions": {"projects": [_word(rng, rng.randint(5, 150))]}}).encode()
    head = b"\x02" + _packet(1, place) + _packet(2, _word(rng, 36, "0123456789abcdef-").encode()) + b"\0"
    return "pypi-" + _url64(head + _packet(2, caveat) + b"\0\0" + _packet(6, rng.randbytes(32)))


def _sentry(made: str, rng: random.Random) -> str:
    claims = {
        "iat": 1.7e9 + rng.random(),
        "url": "https://sentry.io",
        "region_url": "https://us.sentry.io",
        "org": _word(rng, 8),
    }
    content = base64.b64encode(json.dumps(claims).encode()).decode()
    return f"sntrys_{content}_{base64.b64encode(rng.randbytes(32)).decode().rstrip('=')}"


def _grafana_json(made: str, rng: random.Random) -> str:
    if made.startswith("glc_"):
        content = {"o": _word(rng, 6, string.digits), "n": _word(rng, 12), "k": _word(rng, 24), "m": {"r": "us"}}
        return "glc_" + base64.b64encode(json.dumps(content, separators=(",", ":")).encode()).decode()
    return _json64({"k": _word(rng, 32), "n": _word(rng, 8), "id": rng.randint(1, 99)})


def _slack(made: str, rng: random.Random) -> str:
    numbers = "-".join(_word(rng, 13, "123456789") for _ in range(3 if made.startswith("xoxe-") else 4))
    content = f"{rng.randint(0, 9)}-{rng.randint(0, 9)}-{numbers}-{_word(rng, 64, '0123456789abcdef')}"
    return made[: made.index("-1-") + 3] + base64.b64encode(content.encode()).decode().rstrip("=")


def _discord(made: str, rng: random.Random) -> str:
    made_ms = rng.randrange(1_430_000_000_000, 1_700_000_000_000) - 1_420_070_400_000
    bot = _url64(str(made_ms << 22 | rng.getrandbits(22)).encode())
    return f"{bot}.{_url64(rng.randbytes(4))}AA"[: len(bot) + 7] + "." + _word(rng, rng.choice([27, 38]))


def signed_token(rng: random.Random, claims: dict[str, Any], key: bytes | None = None, algorithm: str = "HS256") -> str:
    """A JSON Web Token over `claims`, signed with a key nobody has (or with `key`)."""
    signed = f"{_json64({'alg': algorithm, 'typ': 'JWT'})}.{_json64(claims)}"
    signature = hmac.digest(key or rng.randbytes(32), signed.encode(), "sha256")
    return f"{signed}.{_url64(signature)}"


def _jwt(made: str, rng: random.Random) -> str:
    prefix = made[: made.index("eyJ")]
    return prefix + signed_token(rng, {"sub": _word(rng, 10), "iss": "https://issuer.test", "n": _word(rng, 8)})


def _jwe(made: str, rng: random.Random) -> str:
    sizes = (0, 12, rng.randint(20, 200), 16)
    parts = [_url64(rng.randbytes(size)) for size in sizes]
    return ".".join([_json64({"alg": "dir", "enc": "A256GCM"}), *parts])


def _vault(made: str, rng: random.Random) -> str:
    inner = b"hvs." + _word(rng, 24).encode()
    inner = _packet(10, inner)
    return made[:4] + _url64(b"\x08\x01\x12\x20" + rng.randbytes(32) + _packet(26, inner))


def _identifiable(made: str, rng: random.Random) -> str:
    core = made.rstrip("=")
    alphabet = b"-_" if "AzFu" in made else b"+/"
    padding = "=" * (-len(core) % 4)
    head = base64.b64decode(core[:-6] + "AAAAAA" + padding, altchars=alphabet)[:-4]
    check = marvin32(head, marvin_seed(rng.choice(_SEEDS[core[-10:-6]]))).to_bytes(4, "little")
    encoded = base64.b64encode(head + check, altchars=alphabet).decode()
    return encoded if made.endswith("=") else encoded.rstrip("=")


def _annotated(made: str, rng: random.Random) -> str:
    hashed = marvin32(base64.b64decode(made[:80]), marvin_seed("Default0")).to_bytes(4, "little")
    return made[:80] + _digits(int.from_bytes(hashed, "big"), BASE62, 6)[:4] + made[84:]


def _entra(made: str, rng: random.Random) -> str:
    made = made[:3] + "8Q~" + made[6:]
    hashed = marvin32(made[:-3].encode(), marvin_seed("AadPwd00"))
    return made[:-3] + _digits(hashed, _ENTRA_ALPHABET, 6)[:3]


def _azure_devops(made: str, rng: random.Random) -> str:
    body = rng.randbytes(28)
    check = (zlib.crc32(body) ^ 0xE0B9692D).to_bytes(4, "little")
    parts = (body[:2], check[3:], body[2:6], check[2:3], check[1:2], body[6:19], check[:1], body[19:])
    return base64.b32encode(b"".join(parts)).decode().lower().rstrip("=")


def _jfrog(made: str, rng: random.Random) -> str:
    return base64.b64encode(f"reftkn:01:{rng.randint(10**9, 2 * 10**9)}:{_word(rng, 27)}".encode()).decode()


def _onepassword(made: str, rng: random.Random) -> str:
    keys = ("userAuth", "muk", "secretKey", "srpX", "throttleSecret")
    content = {"signInAddress": "x.1password.com", "email": "a@b.c", **{key: _word(rng, 32) for key in keys}}
    return "ops_" + _json64(content)


def _basic(made: str, rng: random.Random) -> str:
    account = f"{_word(rng, 6)}:{_word(rng, rng.randint(10, 20))}"
    prefix = re.match(r"Basic |\"auth\": ?\"", made)[0]  # type: ignore[index]
    return prefix + base64.b64encode(account.encode()).decode()


def _extended_private_key(made: str, rng: random.Random) -> str:
    version = bytes.fromhex("0488ade4" if made[0] == "x" else "04358394")
    body = version + bytes(9) + rng.randbytes(32) + b"\0" + rng.randbytes(32)
    number = int.from_bytes(body + hashlib.sha256(hashlib.sha256(body).digest()).digest()[:4], "big")
    text = ""
    while number:
        number, rest = divmod(number, 58)
        text = base58.ALPHABET[rest] + text
    return text


def _nostr(made: str, rng: random.Random) -> str:
    bits = f"{rng.getrandbits(256):0256b}0000"
    values = [int(bits[at : at + 5], 2) for at in range(0, 260, 5)]
    check = bech32.polymod("nsec", [*values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [check >> 5 * (5 - at) & 31 for at in range(6)]
    return "nsec1" + "".join(bech32.ALPHABET[value] for value in values)


def _crc16(body: bytes) -> str:
    return base64.b32encode(body + binascii.crc_hqx(body, 0).to_bytes(2, "little")).decode().rstrip("=")


def _stellar(made: str, rng: random.Random) -> str:
    return _crc16(bytes([18 << 3]) + rng.randbytes(32))


def _nats(made: str, rng: random.Random) -> str:
    return _crc16(bytes([18 << 3 | 20 >> 2, 0]) + rng.randbytes(32))


MAKERS: dict[str, Callable[[str, random.Random], str]] = {
    "crc32.github": _github,
    "crc32.github_installation": _github,
    "crc32.gitlab": _gitlab,
    "crc32.base62_of_body": _of_body,
    "crc32.base62_of_all": lambda made, rng: _base62_crc(made, 0),
    "crc32.apify": _apify,
    "crc32.hex_of_body": _hex_of_body,
    "crc32.hex_of_all": _hex_of_all,
    "crc32.grafana": _grafana_account,
    "crc32.confluent": _confluent,
    "crc32.azure_devops": _azure_devops,
    "crc16.stellar": _stellar,
    "crc16.nats": _nats,
    "base58.extended_private_key": _extended_private_key,
    "bech32.nostr": _nostr,
    "sha256.github_fine_grained": _fine_grained,
    "aws.access_key": _aws,
    "macaroon.pypi": _macaroon,
    "encoded.sentry": _sentry,
    "encoded.grafana": _grafana_json,
    "encoded.slack": _slack,
    "encoded.discord": _discord,
    "encoded.jfrog": _jfrog,
    "encoded.onepassword": _onepassword,
    "encoded.basic": _basic,
    "encoded.basic_header": _basic,
    "jwt.token": _jwt,
    "jwt.github": _jwt,
    "jwt.encrypted": _jwe,
    "vault.service_token": _vault,
    "marvin32.storage": _identifiable,
    "marvin32.identifiable": _identifiable,
    "marvin32.annotated": _annotated,
    "marvin32.entra": _entra,
}
