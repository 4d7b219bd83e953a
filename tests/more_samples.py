"""Private keys, passwords and random runs for tests, made from a seed: nothing secret-shaped is in the repository.

The keys have the true form (DER, openssh-key-v1, OpenPGP, PuTTY, bech32) around random numbers: none is anybody's.
"""

from __future__ import annotations

import base64
import json
import random
import string
from collections.abc import Callable

_BEGIN, _END, _DASHES = "BEGIN ", "END ", "-" * 5


def armour(label: str, body: bytes, *, width: int = 64, headers: str = "", tail: str = "") -> str:
    """A PEM block, without a last line end."""
    text = base64.b64encode(body).decode()
    lines = [text[at : at + width] for at in range(0, len(text), width)]
    inside = "\n".join([*([headers, ""] if headers else []), *lines, *([tail] if tail else [])])
    return f"{_DASHES}{_BEGIN}{label}{_DASHES}\n{inside}\n{_DASHES}{_END}{label}{_DASHES}"


def one_line(block: str) -> str:
    """The block as it stands inside a string literal: line ends escaped."""
    return block.replace("\n", "\\n")


def der(tag: int, content: bytes) -> bytes:
    """One DER element."""
    size = len(content)
    length = bytes([size]) if size < 128 else bytes([0x80 + (size.bit_length() + 7) // 8]) + _big(size)
    return bytes([tag]) + length + content


def _big(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def _integer(number: int) -> bytes:
    return der(2, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def _number(rng: random.Random, bits: int) -> int:
    return rng.getrandbits(bits) | 1 << (bits - 1) | 1


def pkcs1(seed: int, bits: int = 2048) -> bytes:
    rng = random.Random(seed)
    sizes = (bits, bits, *(bits // 2,) * 5)
    parts = [_number(rng, size) for size in sizes]
    parts.insert(1, 65537)
    return der(0x30, _integer(0) + b"".join(map(_integer, parts)))


def pkcs8(seed: int) -> bytes:
    algorithm = der(0x30, der(6, bytes.fromhex("2a864886f70d010101")) + der(5, b""))
    return der(0x30, _integer(0) + algorithm + der(4, pkcs1(seed)))


def pkcs8_ed25519(seed: int) -> bytes:
    algorithm = der(0x30, der(6, bytes.fromhex("2b6570")))
    return der(0x30, _integer(0) + algorithm + der(4, der(4, random.Random(seed).randbytes(32))))


def sec1(seed: int) -> bytes:
    rng = random.Random(seed)
    curve = der(0xA0, der(6, bytes.fromhex("2a8648ce3d030107")))
    public = der(0xA1, der(3, b"\0\4" + rng.randbytes(64)))
    return der(0x30, _integer(1) + der(4, rng.randbytes(32)) + curve + public)


def dsa(seed: int) -> bytes:
    rng = random.Random(seed)
    return der(0x30, _integer(0) + b"".join(_integer(_number(rng, size)) for size in (1024, 160, 1024, 1024, 160)))


def jwk(kind: str, **numbers: bytes | str) -> str:
    """A JSON Web Key; bytes are numbers, in the base64 of URLs."""
    members = {
        name: value if isinstance(value, str) else base64.urlsafe_b64encode(value).rstrip(b"=").decode()
        for name, value in numbers.items()
    }
    return json.dumps({"kty": kind, **members})


def rsa_numbers(seed: int, bits: int = 2048) -> dict[str, int]:
    """The numbers of an RSA key, whose primes are none but for their product."""
    rng = random.Random(seed)
    p, q = _number(rng, bits // 2), _number(rng, bits // 2)
    return {"n": p * q, "e": 65537, "d": _number(rng, bits - 4), "p": p, "q": q}


def rsa_jwk(seed: int) -> str:
    return jwk("RSA", **{name: _big(number) for name, number in rsa_numbers(seed).items()})


def rsa_public_jwk(seed: int) -> str:
    return jwk("RSA", n=_big(rsa_numbers(seed)["n"]), e=_big(65537))


def ec_jwk(seed: int) -> str:
    rng = random.Random(seed)
    return jwk("EC", crv="P-256", x=rng.randbytes(32), y=rng.randbytes(32), d=rng.randbytes(32))


def xml_rsa(seed: int) -> str:
    """As .NET's `ToXmlString` writes it."""
    named = {"n": "Modulus", "e": "Exponent", "p": "P", "q": "Q", "d": "D"}
    numbers = rsa_numbers(seed)
    inside = "".join(f"<{tag}>{base64.b64encode(_big(numbers[name])).decode()}</{tag}>" for name, tag in named.items())
    return f"<RSAKeyValue>{inside}</RSAKeyValue>"


def encrypted_pkcs8(seed: int) -> bytes:
    scheme = der(0x30, der(6, bytes.fromhex("2a864886f70d01050d")) + der(0x30, b""))
    return der(0x30, scheme + der(4, random.Random(seed).randbytes(1232)))


def openssh(seed: int, cipher: bytes = b"none") -> bytes:
    rng = random.Random(seed)

    def text(content: bytes) -> bytes:
        return len(content).to_bytes(4, "big") + content

    public = text(b"ssh-ed25519") + text(rng.randbytes(32))
    private = rng.randbytes(4) * 2 + public + text(rng.randbytes(64)) + text(b"me@here") + bytes([1, 2, 3])
    kdf = b"none" if cipher == b"none" else b"bcrypt"
    return b"openssh-key-v1\0" + text(cipher) + text(kdf) + text(b"") + b"\0\0\0\1" + text(public) + text(private)


def pgp(seed: int, protected: bool = False) -> str:
    rng = random.Random(seed)

    def mpi(bits: int) -> bytes:
        return bits.to_bytes(2, "big") + _big(_number(rng, bits))

    public = b"\4" + rng.randbytes(4) + b"\1" + mpi(2048) + mpi(17)
    secret = b"\xfe\x09\x03\x08" + rng.randbytes(660) if protected else b"\0" + mpi(2048) + mpi(1024) * 3 + b"\0\0"
    content = public + secret
    body = b"\x95" + len(content).to_bytes(2, "big") + content
    check = 0xB704CE
    for byte in body:
        check ^= byte << 16
        for _ in range(8):
            check = check << 1 ^ (0x1864CFB if check & 0x800000 else 0)
    tail = "=" + base64.b64encode((check & 0xFFFFFF).to_bytes(3, "big")).decode()
    return armour("PGP PRIVATE KEY BLOCK", body, headers="Comment: made by a test", tail=tail)


def putty(seed: int, encryption: str = "none") -> str:
    rng = random.Random(seed)

    def lines(size: int) -> str:
        text = base64.b64encode(rng.randbytes(size)).decode()
        return "\n".join(text[at : at + 64] for at in range(0, len(text), 64))

    return (
        f"PuTTY-User-Key-File-3: ssh-rsa\nEncryption: {encryption}\nComment: a-key\nPublic-Lines: 6\n{lines(279)}\n"
        f"Private-Lines: 13\n{lines(600)}\nPrivate-MAC: {rng.randbytes(32).hex()}"
    )


_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def age(seed: int) -> str:
    prefix = "age-secret-key-"
    bits = int.from_bytes(random.Random(seed).randbytes(32), "big") << 4
    data = [bits >> (5 * at) & 31 for at in range(51, -1, -1)]
    spread = [ord(char) >> 5 for char in prefix] + [0] + [ord(char) & 31 for char in prefix]
    check = _bech32_polymod([*spread, *data, *[0] * 6]) ^ 1
    data += [check >> (5 * at) & 31 for at in range(5, -1, -1)]
    return (prefix + "1" + "".join(_BECH32[value] for value in data)).upper()


def _bech32_polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            if top >> bit & 1:
                check ^= generator
    return check


def run(seed: int, length: int, alphabet: str) -> str:
    """`length` random characters; of every class that the alphabet has, at least two."""
    rng = random.Random(seed)
    classes = [found for kind in (str.isdigit, str.islower, str.isupper) if (found := [*filter(kind, alphabet)])]
    while True:
        text = "".join(rng.choices(alphabet, k=length))
        if all(sum(char in found for char in text) >= 2 for found in classes):
            return text


def password(seed: int) -> str:
    """Sixteen characters that a generator would make, none of which needs escaping in a URL."""
    return run(seed, 16, string.ascii_letters + string.digits + "-_.~")


SAMPLES: dict[str, Callable[[int], str]] = {
    "github-pat-placeholder": lambda _: "ghp_" + "x" * 36,
    "private-key-header": lambda _: "-----BEGIN " + "PRIVATE KEY-----",
    "rsa-private-key": lambda seed: armour("RSA PRIVATE KEY", pkcs1(seed)),
    "rsa-private-key-one-line": lambda seed: one_line(armour("RSA PRIVATE KEY", pkcs1(seed))),
    "rsa-private-key-body": lambda seed: base64.b64encode(pkcs1(seed)).decode(),
    "private-key": lambda seed: armour("PRIVATE KEY", pkcs8(seed)),
    "private-key-one-line": lambda seed: one_line(armour("PRIVATE KEY", pkcs8(seed))),
    "private-key-base64": lambda seed: base64.b64encode(armour("PRIVATE KEY", pkcs8(seed)).encode()).decode(),
    "ed25519-private-key": lambda seed: armour("PRIVATE KEY", pkcs8_ed25519(seed)),
    "ec-private-key": lambda seed: armour("EC PRIVATE KEY", sec1(seed)),
    "dsa-private-key": lambda seed: armour("DSA PRIVATE KEY", dsa(seed)),
    "openssh-private-key": lambda seed: armour("OPENSSH PRIVATE KEY", openssh(seed), width=70),
    "openssh-private-key-encrypted": lambda seed: armour("OPENSSH PRIVATE KEY", openssh(seed, b"aes256-ctr"), width=70),
    "encrypted-private-key": lambda seed: armour("ENCRYPTED PRIVATE KEY", encrypted_pkcs8(seed)),
    "pgp-private-key": pgp,
    "putty-private-key": putty,
    "age-secret-key": age,
    "rsa-jwk": rsa_jwk,
    "rsa-public-jwk": rsa_public_jwk,
    "ec-jwk": ec_jwk,
    "rsa-xml": xml_rsa,
    "public-key": lambda seed: armour("PUBLIC KEY", der(0x30, der(3, random.Random(seed).randbytes(270)))),
    "random-password": password,
    "random-base64-40": lambda seed: run(seed, 40, string.ascii_letters + string.digits + "+/"),
    "random-base64-64": lambda seed: run(seed, 64, string.ascii_letters + string.digits + "+/"),
    "random-urlsafe-43": lambda seed: run(seed, 43, string.ascii_letters + string.digits + "-_"),
    "random-alnum-32": lambda seed: run(seed, 32, string.ascii_letters + string.digits),
    "random-base36-32": lambda seed: run(seed, 32, string.ascii_lowercase + string.digits),
    "random-hex-32": lambda seed: run(seed, 32, "0123456789abcdef"),
    "random-hex-40": lambda seed: run(seed, 40, "0123456789abcdef"),
    "random-hex-48": lambda seed: run(seed, 48, "0123456789abcdef"),
    "random-hex-64": lambda seed: run(seed, 64, "0123456789abcdef"),
}
