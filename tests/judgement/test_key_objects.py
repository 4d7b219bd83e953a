"""JSON Web Keys and RSA keys in XML: true ones in every dress, and what only looks like one."""

from __future__ import annotations

import base64
import json
import time

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

import more_samples as made
from tightlip.judgement.key_objects import KeyObject, key_objects


def b64u(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def number(value: int) -> str:
    return b64u(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def real_rsa() -> dict[str, str]:
    numbers = rsa.generate_private_key(65537, 2048).private_numbers()
    public = numbers.public_numbers
    named = {"n": public.n, "e": public.e, "d": numbers.d, "p": numbers.p, "q": numbers.q}
    return {"kty": "RSA", "kid": "2026-01", **{name: number(value) for name, value in named.items()}}


def real_ec() -> dict[str, str]:
    numbers = ec.generate_private_key(ec.SECP256R1()).private_numbers()
    public = numbers.public_numbers
    coordinates = {
        name: b64u(value.to_bytes(32, "big"))
        for name, value in (("x", public.x), ("y", public.y), ("d", numbers.private_value))
    }
    return {"kty": "EC", "crv": "P-256", **coordinates}


def real_okp() -> dict[str, str]:
    key = ed25519.Ed25519PrivateKey.generate()
    return {
        "kty": "OKP",
        "crv": "Ed25519",
        "x": b64u(key.public_key().public_bytes_raw()),
        "d": b64u(key.private_bytes_raw()),
    }


RSA, EC, OKP = real_rsa(), real_ec(), real_okp()
SHARED = {
    "kty": "oct",
    "alg": "HS256",
    "k": made.run(1, 43, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"),
}


def one(text: str) -> KeyObject:
    (found,) = key_objects(text)
    return found


@pytest.mark.parametrize("key", [RSA, EC, OKP], ids=lambda key: key["kty"])
@pytest.mark.parametrize(
    "dress",
    [
        json.dumps,
        lambda key: json.dumps(key, indent=2),
        lambda key: json.dumps({"keys": [key]}),
        lambda key: f"KEY = {key!r}",
        lambda key: f"KEY = {json.dumps(json.dumps(key))}",
        lambda key: "const key = {" + ", ".join(f"{name}: '{value}'" for name, value in key.items()) + "};",
        lambda key: json.dumps({"keys": [{name: value for name, value in key.items() if name != "d"}, key]}),
    ],
    ids=["json", "indented", "set", "python", "string", "javascript", "after its public half"],
)
def test_real_keys_in_every_dress(key: dict[str, str], dress) -> None:  # type: ignore[no-untyped-def]
    text = dress(key)
    found = one(text)
    assert found.kind == "a private JSON Web Key"
    assert found.proven
    assert found.secret == key["d"]
    assert text[found.start] == "{"
    assert text[found.end - 1] == "}"


def test_a_shared_key_and_one_without_its_primes() -> None:
    assert one(json.dumps(SHARED)).kind == "a symmetric JSON Web Key"
    assert one(json.dumps({name: value for name, value in RSA.items() if name not in "pq"})).proven


def test_numbers_that_do_not_fit_together_prove_nothing() -> None:
    other = real_rsa()
    assert not one(json.dumps({**RSA, "n": other["n"]})).proven
    without_primes = {name: value for name, value in RSA.items() if name not in "pq"}
    assert not one(json.dumps({**without_primes, "d": other["d"]})).proven


@pytest.mark.parametrize(
    "key",
    [
        {name: value for name, value in RSA.items() if name not in "dpq"},
        {name: value for name, value in EC.items() if name != "d"},
        {name: value for name, value in OKP.items() if name != "d"},
        {**RSA, "d": "..."},
        {**RSA, "d": "<private exponent>"},
        {**EC, "d": "your-private-key"},
        {**EC, "d": "A" * 43},
        {**EC, "crv": "P-384"},
        {**OKP, "d": OKP["d"][:20]},
        {"kty": "oct", "k": "secret"},
        {"kty": "oct", "k": "x" * 43},
        {"kty": "oct", "k": "${JWK_SECRET}"},
        {"kty": "RSA", "use": "sig", "d": RSA["d"]},
    ],
    ids=range(13),
)
def test_public_keys_and_placeholders(key: dict[str, str]) -> None:
    assert not list(key_objects(json.dumps(key)))


def test_code_that_speaks_of_keys() -> None:
    text = """
    if jwk["kty"] == "RSA" and "d" in jwk: raise ValueError
    schema = {"kty": "RSA", "d": {"type": "string"}, "n": {"type": "string"}}
    kty = "EC"
    def f(kty="oct", k=None): ...
    """
    assert not list(key_objects(text))


@pytest.mark.parametrize("escaped", [False, True])
def test_rsa_in_xml(escaped: bool) -> None:
    text = made.xml_rsa(1)
    written = text.replace("<", "&lt;").replace(">", "&gt;") if escaped else text
    found = one(f'<add key="signing" value="{written}"/>')
    assert found.kind == "an RSA private key in XML"
    assert found.proven
    assert f"D>{found.secret}" in text.replace("=", "")
    public = text[: text.index("<P>")] + "</RSAKeyValue>"
    assert not list(key_objects(public))
    assert not list(key_objects("<RSAKeyValue><Modulus>...</Modulus><D>...</D></RSAKeyValue>"))


@pytest.mark.parametrize(
    "unit", ['"kty":"RSA"', '{"kty":"RSA",', "<RSAKeyValue>", "{", '"kty":"oct"}', "<RSAKeyValue><D>A"]
)
def test_hostile_text_takes_no_time(unit: str) -> None:
    start = time.process_time()
    assert not list(key_objects(unit * (300_000 // len(unit))))
    assert time.process_time() - start < 8
