"""The offline proofs: published vectors, fresh tokens, and single changed characters, which no checksum survives."""

from __future__ import annotations

import base64
import importlib
import random
import string
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samples import MAKERS, sample, shaped, signed_token
from tightlip.judgement.proofs import DUMMY, GENUINE, REFUTED, UNKNOWN, Proof, aws, bech32, crc32, jwt
from tightlip.judgement.proofs.marvin32 import marvin32
from tightlip.judgement.tokens import prove
from tightlip.model import Severity
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder
from tightlip.rulebook.tokens import TokenFormat

FORMATS = [fmt for fmt in read_rulebook(rules_folder()).tokens.values() if fmt.proof]
# Proofs by checksum, and how many of a token's last characters the checksum does not cover (or has bits to spare in).
CHECKSUMS = {
    "crc32.github": 0, "crc32.github_installation": 0, "crc32.gitlab": 0, "crc32.base62_of_body": 0,
    "crc32.base62_of_all": 0, "crc32.apify": 0, "crc32.hex_of_body": 0, "crc32.hex_of_all": 0, "crc32.grafana": 0,
    "crc32.confluent": 0, "sha256.github_fine_grained": 8, "crc16.stellar": 0, "crc16.nats": 1, "bech32.nostr": 0,
    "base58.extended_private_key": 0, "crc32.azure_devops": 1, "marvin32.storage": 3, "marvin32.identifiable": 3,
}  # fmt: skip


@pytest.mark.parametrize("fmt", FORMATS, ids=lambda fmt: fmt.id)
@given(seed=st.integers(0, 10**6))
@settings(max_examples=10)
def test_fresh_tokens_prove_themselves(fmt: TokenFormat, seed: int) -> None:
    verdict = prove(fmt, sample(fmt, seed)).verdict
    assert verdict == (UNKNOWN if fmt.proof == "aws.access_key" else GENUINE)


@pytest.mark.parametrize("fmt", [fmt for fmt in FORMATS if fmt.proof in CHECKSUMS], ids=lambda fmt: fmt.id)
@given(seed=st.integers(0, 10**6), data=st.data())
@settings(max_examples=20)
def test_one_changed_character_breaks_the_checksum(fmt: TokenFormat, seed: int, data: st.DataObject) -> None:
    token = sample(fmt, seed)
    end = len(token) - CHECKSUMS[fmt.proof]
    at = data.draw(st.integers(end - 30, end - 1))
    kind = next(
        (kind for kind in (string.digits, string.ascii_lowercase, string.ascii_uppercase) if token[at] in kind), ""
    )
    if fmt.proof == "bech32.nostr":
        kind = bech32.ALPHABET
    if fmt.proof.startswith(("crc16", "base58")) or fmt.proof == "crc32.azure_devops":
        kind = "".join(set(token[2:]))  # letters of the same alphabet
    others = [letter for letter in kind if letter != token[at]]
    if not others:
        return
    assert prove(fmt, token[:at] + data.draw(st.sampled_from(others)) + token[at + 1 :]).verdict != GENUINE


@pytest.mark.parametrize("fmt", FORMATS, ids=lambda fmt: fmt.id)
@given(seed=st.integers(0, 10**6), length=st.floats(0, 1))
@settings(max_examples=20)
def test_random_text_of_the_same_shape_proves_nothing(fmt: TokenFormat, seed: int, length: float) -> None:
    assert prove(fmt, shaped(fmt.pattern, random.Random(seed), length)).verdict != GENUINE


def test_every_maker_serves_a_format() -> None:
    assert set(MAKERS) == {fmt.proof for fmt in FORMATS}


@pytest.mark.parametrize(
    ("data", "high", "low"),
    [
        ("", 0x30ED35C1, 0x00CD3C7D),
        ("AF", 0x48E73FC7, 0x7D75DDC1),
        ("E70F", 0xB5F6E1FC, 0x485DBFF8),
        ("37F495", 0xF0B07C78, 0x9B8CF7E8),
        ("8642DC59", 0x7008F2E8, 0x7E9CF556),
        ("153FB79826", 0xE6C08C6D, 0xA2AFA997),
        ("AB427EA8D10FC7", 0xE11847E4, 0xF0678C41),
    ],
)
def test_marvin32_agrees_with_the_vectors_of_dotnet(data: str, high: int, low: int) -> None:
    assert marvin32(bytes.fromhex(data), 0x004FB61A001BDBCC) == high ^ low


def test_crc32_in_base62_agrees_with_a_known_value() -> None:
    assert crc32.crc("123456789") == 0xCBF43926
    assert crc32.digits(crc32.crc("hello"), crc32.BASE62, 6) == "0zNvy2"


def test_an_aws_id_names_its_account() -> None:
    assert aws.access_key("ASIA" + "Y34FZKBOKMUTVV7A").words == "it belongs to AWS account 609629065308"
    assert aws.access_key("AKIA" + "IQ4D7QRSTU2V3W4X") == Proof(UNKNOWN)  # an old one holds none


@pytest.mark.parametrize("account", [123456789012, 111122223333, 0])
def test_the_accounts_of_the_documentation_are_nobody(account: int) -> None:
    key_id = "AKIA" + base64.b32encode((1 << 47 | account << 7).to_bytes(6, "big") + b"\x13\x37\xab\xcd").decode()
    assert aws.access_key(key_id).verdict == DUMMY


def test_bech32_agrees_with_its_standard() -> None:
    vector = "nsec1" + "vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5"
    assert bech32.nostr(vector).verdict == GENUINE
    assert bech32.nostr(vector.replace("vl029", "vl028")).verdict == DUMMY


def token(claims: dict[str, Any], key: bytes | None = None) -> Proof:
    return jwt.token(signed_token(random.Random(1), claims, key))


def test_a_token_that_is_over_is_a_note() -> None:
    assert token({"exp": 1_600_000_000}) == Proof(GENUINE, "it expired on 2020-09-13", Severity.NOTE)
    running = token({"exp": time.time() + 10**7})
    assert running.severity is None
    assert running.words.startswith("it is good until")
    assert token({"sub": "me"}).words == "it never expires"
    assert token({"exp": 10**400}).verdict == GENUINE


def test_tokens_of_tutorials_and_browsers_are_no_secret() -> None:
    assert token({"sub": "1234567890"}, b"your-256-bit-" + b"secret").verdict == DUMMY
    assert token({"iss": "supabase", "role": "anon"}).verdict == DUMMY
    assert token({"iss": "supabase-demo", "role": "service_role"}).verdict == DUMMY
    assert token({"iss": "supabase", "role": "service_role"}).severity == Severity.ERROR
    assert token({"iss": "kubernetes/serviceaccount"}).severity == Severity.ERROR


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.rpartition(".")[0] + ".signature",  # HS256 signs with 32 bytes
        lambda text: text[:-5],
        lambda text: text.replace("eyJ", "eyK", 1),
        lambda text: ".".join([text.split(".")[0], "bm90IGpzb24", text.split(".")[2]]),
        lambda text: base64.b64encode(b'{"alg":"none"}').decode().rstrip("=") + "." + text.split(".")[1] + ".",
    ],
)
def test_what_only_looks_like_a_token_is_none(change: Any) -> None:
    text = signed_token(random.Random(2), {"sub": "me"})
    assert jwt.token(text).verdict == GENUINE
    assert jwt.token(change(text)).verdict == DUMMY


def test_a_failed_checksum_refutes_only_where_the_vendor_documents_it() -> None:
    by_id = {fmt.id: fmt for fmt in FORMATS}
    last = {id: sample(by_id[id], 1) for id in ("github-pat", "npm-access-token", "vercel-personal-token")}
    verdicts = {
        id: prove(by_id[id], text[:-1] + ("A" if text[-1] != "A" else "B")).verdict for id, text in last.items()
    }
    assert verdicts == {"github-pat": REFUTED, "npm-access-token": REFUTED, "vercel-personal-token": UNKNOWN}


def test_every_proof_is_one_function_of_a_token() -> None:
    for fmt in FORMATS:
        module, _, name = fmt.proof.rpartition(".")
        assert getattr(importlib.import_module(f"tightlip.judgement.proofs.{module}"), name).__doc__
