"""Files of keys that are no text: real PKCS#12 and DER, Java's stores as they are laid out, and what holds no key."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from datetime import datetime, timedelta, timezone

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from conftest import Repository
from tightlip.engine import make_plan, scan
from tightlip.judgement.key_stores import key_store
from tightlip.model import Document
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder
from tightlip.settings import Settings

BOOK = read_rulebook(rules_folder())
PLAN = make_plan(BOOK, frozenset({"private-key"}), Settings())
RSA = rsa.generate_private_key(65537, 2048)
EC = ec.generate_private_key(ec.SECP256R1())
PLAIN = serialization.NoEncryption()
GUARDED = serialization.BestAvailableEncryption(b"sesame")
PUBLIC = serialization.PublicFormat.SubjectPublicKeyInfo
PKCS8 = serialization.PrivateFormat.PKCS8


def certificate() -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    start = datetime(2026, 1, 1, tzinfo=timezone.utc)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(EC.public_key())
    builder = builder.serial_number(1).not_valid_before(start).not_valid_after(start + timedelta(days=1))
    return builder.sign(EC, hashes.SHA256())


CERTIFICATE = certificate()


def der(
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey, format: serialization.PrivateFormat
) -> bytes:
    return key.private_bytes(serialization.Encoding.DER, format, PLAIN)


def java(*tags: int, magic: bytes = b"\xfe\xed\xfe\xed") -> bytes:
    """A key store as the JDK's `JavaKeyStore` writes it."""
    rng = random.Random(1)

    def sized(data: bytes, width: int) -> bytes:
        return len(data).to_bytes(width, "big") + data

    body = magic + (2).to_bytes(4, "big") + len(tags).to_bytes(4, "big")
    for tag in tags:
        body += tag.to_bytes(4, "big") + sized(b"alias", 2) + rng.randbytes(8)
        chain = sized(b"X.509", 2) + sized(rng.randbytes(700), 4)
        body += sized(rng.randbytes(1200), 4) + (1).to_bytes(4, "big") + chain if tag == 1 else chain
    return body + rng.randbytes(20)


KEYS = {
    "pkcs12": (pkcs12.serialize_key_and_certificates(b"x", EC, CERTIFICATE, None, GUARDED), True),
    "pkcs12, plain": (pkcs12.serialize_key_and_certificates(b"x", EC, CERTIFICATE, None, PLAIN), False),
    "pkcs8": (der(RSA, PKCS8), False),
    "pkcs1": (der(RSA, serialization.PrivateFormat.TraditionalOpenSSL), False),
    "sec1": (der(EC, serialization.PrivateFormat.TraditionalOpenSSL), False),
    "ed25519": (der(ed25519.Ed25519PrivateKey.generate(), PKCS8), False),
    "jks": (java(1), True),
    "jks, after certificates": (java(2, 2, 1), True),
    "jceks": (java(3, magic=b"\xce\xce\xce\xce"), True),
    "ssh1": (b"SSH PRIVATE KEY FILE FORMAT 1.1\n\0\0" + b"\0\0\0\0" + random.Random(2).randbytes(300), False),
    "ssh1, encrypted": (b"SSH PRIVATE KEY FILE FORMAT 1.1\n\0\3" + b"\0\0\0\0" + random.Random(2).randbytes(300), True),
    "keepass": (b"\x03\xd9\xa2\x9a\x67\xfb\x4b\xb5" + random.Random(3).randbytes(300), True),
}  # fmt: skip

OTHERS = {
    "certificate": CERTIFICATE.public_bytes(serialization.Encoding.DER),
    "public key": EC.public_key().public_bytes(serialization.Encoding.DER, PUBLIC),
    "pkcs12, certificates alone": pkcs12.serialize_key_and_certificates(b"x", None, CERTIFICATE, None, PLAIN),
    "jks, certificates alone": java(2, 2),
    "jks, empty": java(),
    "jks, cut off": java(2, 1)[:300],
    "a key with something after it": der(RSA, PKCS8) + b"\0\0",
    "class file": b"\xca\xfe\xba\xbe\0\0\0\x37" + bytes(100),
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100),
    "a zero": b"0\0",
    "a digit": b"0",
    "nothing": b"\0",
}  # fmt: skip


@pytest.mark.parametrize("name", KEYS)
def test_files_of_keys(name: str) -> None:
    data, encrypted = KEYS[name]
    store = key_store(data)
    assert store is not None
    assert store.encrypted == encrypted
    scanned = scan(PLAN, Document("deploy/server.bin", data))
    (finding,) = scanned.findings
    assert finding.severity.word == ("warning" if encrypted else "error")
    assert "file" in finding.message
    assert (finding.span.line, finding.redacted, finding.snippet.lines) == (1, "", ("",))
    assert not scanned.skipped


@pytest.mark.parametrize("name", OTHERS)
def test_what_holds_no_key(name: str) -> None:
    assert key_store(OTHERS[name]) is None
    assert not scan(PLAN, Document("deploy/server.p12", OTHERS[name])).findings


def test_a_binary_file_is_still_said_to_be_skipped() -> None:
    for data in (OTHERS["png"], OTHERS["certificate"]):
        (skipped,) = scan(PLAN, Document("a.bin", data)).skipped
        assert skipped.reason == "binary"
    others = make_plan(BOOK, frozenset({"known-token"}), Settings())
    (skipped,) = scan(others, Document("a.jks", KEYS["jks"][0])).skipped
    assert skipped.reason == "binary"


def test_the_key_stores_of_tests_are_notes_and_their_plain_keys_are_not() -> None:
    def severity(name: str) -> str:
        (finding,) = scan(PLAN, Document("src/test/resources/a.bin", KEYS[name][0])).findings
        return finding.severity.word

    assert severity("jks") == severity("pkcs12") == "note"
    assert severity("pkcs8") == "error"


def test_random_bytes_are_no_key() -> None:
    rng = random.Random(4)
    for _ in range(2000):
        for start in (b"\x30\x82", b"\x30\x80", b"\xfe\xed\xfe\xed\0\0\0\2\0\0\0\1\0\0"):
            assert key_store(start + rng.randbytes(rng.randrange(60))) is None


def test_a_key_store_that_is_about_to_be_committed(repository: Repository) -> None:
    repository.commit()
    repository.add("deploy/server.p12", KEYS["pkcs12"][0])
    repository.add("web/logo.png", OTHERS["png"])
    command = [sys.executable, "-m", "tightlip", "--staged", "--output-format", "json"]
    report = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)
    assert [(finding["rule"], finding["path"]) for finding in report["findings"]] == [
        ("private-key", "deploy/server.p12")
    ]
    assert [part["path"] for part in report["summary"]["skipped"]] == ["web/logo.png"]
