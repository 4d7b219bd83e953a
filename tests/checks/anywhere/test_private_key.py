"""Private keys in every wrapping, and everything that only talks about them."""

from __future__ import annotations

import base64
import json
import textwrap
import time
from urllib.parse import quote

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa, x25519

import more_samples as made
from tightlip.engine import make_plan, scan
from tightlip.model import Document, Finding, Severity
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder
from tightlip.settings import Settings

PLAN = make_plan(read_rulebook(rules_folder()), frozenset({"private-key"}), Settings())
D = "-" * 5
KINDS = [
    "rsa-private-key", "private-key", "ed25519-private-key", "ec-private-key", "dsa-private-key",
    "openssh-private-key", "pgp-private-key", "putty-private-key", "age-secret-key",
]  # fmt: skip


def found(text: str, path: str = "deploy/config.txt") -> tuple[Finding, ...]:
    return scan(PLAN, Document(path, text.encode())).findings


WRAPPINGS = {
    "lines": lambda key: f"before\n{key}\nafter\n",
    "crlf": lambda key: key.replace("\n", "\r\n"),
    "one line": lambda key: f'KEY = "{made.one_line(key)}"\n',
    "escaped twice": lambda key: f"KEY='{json.dumps({'key': key})!s}'".replace("\\n", "\\\\n"),
    "json": lambda key: json.dumps({"type": "service_account", "private_key": key + "\n", "client_email": "a@b.c"}),
    "yaml": lambda key: "tls:\n  key: |\n" + textwrap.indent(key, "    ") + "\n  name: x\n",
    "python, triple-quoted": lambda key: f'KEY = """\\\n{key}\n"""\n',
    "python, a literal a line": lambda key: "KEY = (\n" + "".join(f'    b"{x}\\n"\n' for x in key.split("\n")) + ")\n",
    "java, joined": lambda key: "key =\n" + " +\n".join(f'    "{line}\\n"' for line in key.split("\n")) + ";\n",
    "joined tightly": lambda key: "+".join(f'"{line}\\n"' for line in key.split("\n")),
    "comment": lambda key: textwrap.indent(key, "# ", lambda _: True),
    "quotation": lambda key: textwrap.indent(key, "> ", lambda _: True),
}


@pytest.mark.parametrize("wrapping", WRAPPINGS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_in_every_wrapping(kind: str, wrapping: str) -> None:
    for seed in range(3):
        text = WRAPPINGS[wrapping](made.SAMPLES[kind](seed))
        findings = found(text)
        assert [finding.severity for finding in findings] == [Severity.ERROR], text


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("putty-private-key", "age-secret-key")])
def test_the_header_without_its_body_is_silent(kind: str) -> None:
    key = made.SAMPLES[kind](1)
    first, last = key.split("\n")[0], key.split("\n")[-1]
    for body in (
        "...",
        "x" * 64,
        "<your key>",
        "{{ key }}",
        "${KEY}",
        "MIIE...snip...",
        "A" * 800,
        "MIIEpAIBAAKCAQEA" * 40,
    ):
        assert not found(f"{first}\n{body}\n{last}\n"), body
        assert not found(f'KEY = "{first}\\n{body}\\n{last}"\n'), body


def test_mentions_of_the_header_are_silent() -> None:
    header = f"{D}BEGIN RSA PRIVATE KEY{D}"
    end = header.replace("BEGIN", "END")
    text = f'''
HEADER = "{header}"
if text.startswith("{header}") and text.endswith("{end}"):
    body = "{header}\\n" + "\\n".join(wrap(body, 64)) + "\\n{end}"
KEY = re.compile(r"{header}[\\s\\S]+?{end}")
OTHER = re.compile(r"{D}BEGIN (?:[A-Z]+ )?PRIVATE KEY{D}(.*?){D}END")
print(f"{header}\\n{{encoded}}\\n{end}")
# A key starts with {header} and ends with {end}.
'''
    assert not found(text, "app/keys.py")


def test_public_material_is_silent() -> None:
    body = made.der(0x30, made.der(0x30, b"\2" * 900))
    texts = [
        made.armour(label, body) for label in ("PUBLIC KEY", "CERTIFICATE", "PGP PUBLIC KEY BLOCK", "RSA PUBLIC KEY")
    ]
    assert not found("\n".join(texts) + "\n# the PRIVATE KEY" + D + " lives elsewhere\n")
    assert not found("age1" + "q" * 58 + "\nAGE-SECRET-KEY-1" + "Q" * 58)


def test_one_changed_character_disproves_an_age_key() -> None:
    key = made.age(4)
    changed = key[:-1] + ("Q" if key[-1] != "Q" else "P")
    assert found(key)
    assert not found(changed)


@pytest.mark.parametrize(
    "key",
    [
        made.SAMPLES["encrypted-private-key"](1),
        made.SAMPLES["openssh-private-key-encrypted"](1),
        made.armour(
            "RSA PRIVATE KEY", b"\7" + made.pkcs1(1)[1:], headers="Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,AB01"
        ),
        made.pgp(1, protected=True),
        made.putty(1, "aes256-cbc"),
    ],
    ids=["pkcs8", "openssh", "pkcs1", "pgp", "putty"],
)
def test_encrypted_keys_are_milder(key: str) -> None:
    for text in (key, f'KEY = "{made.one_line(key)}"'):
        (finding,) = found(text)
        assert finding.severity is Severity.WARNING
        assert "encrypted" in finding.message


@pytest.mark.parametrize("kind", ["rsa-private-key", "private-key", "openssh-private-key", "pgp-private-key"])
def test_a_key_whose_end_is_missing(kind: str) -> None:
    lines = made.SAMPLES[kind](2).split("\n")
    (finding,) = found("\n".join(lines[:-2]))
    assert finding.severity is Severity.ERROR
    (finding,) = found("\n".join(lines[:5]) + "\n\nThe rest of the text.\n")
    assert (finding.span.line, finding.span.end_line) == (1, 5)
    assert not found("\n".join(lines[:2]) + "\n\nThe rest of the text.\n")


def test_a_key_that_cannot_be_parsed_is_a_warning() -> None:
    """Whoever pastes 1,600 random characters between these lines pasted a key, or meant to."""
    (finding,) = found(made.armour("RSA PRIVATE KEY", bytes([7]) + made.pkcs1(1)[1:]))
    assert finding.severity is Severity.WARNING


def test_two_keys_are_two_findings_with_their_own_spans() -> None:
    one, other = made.SAMPLES["rsa-private-key"](1), made.SAMPLES["ec-private-key"](2)
    first, second = found(f"a\n{one}\n{made.SAMPLES['public-key'](1)}\n  {other}\n")
    assert first.span == (2, 1, 2 + one.count("\n"), len(one.split("\n")[-1]) + 1)
    assert second.span.column == 3
    assert first.fingerprint != second.fingerprint


def test_the_span_of_a_literal() -> None:
    key = made.one_line(made.SAMPLES["private-key"](1))
    (finding,) = found(f'KEY = "{key}\\n"  # note\n')
    assert finding.span == (1, 8, 1, 8 + len(key))


def test_keys_in_base64_without_a_header() -> None:
    wrapped = made.SAMPLES["private-key-base64"](1)
    (finding,) = found(f"users:\n- user:\n    client-key-data: {wrapped}\n  name: me\n")
    assert finding.span == (3, 22, 3, 22 + len(wrapped))
    certificate = base64.b64encode(made.SAMPLES["public-key"](1).encode()).decode()
    assert not found(f"client-certificate-data: {certificate}\n")
    (finding,) = found(f"sign.key={made.SAMPLES['rsa-private-key-body'](1)}\n", "app.properties")
    assert "RSA" not in finding.message
    assert finding.severity is Severity.ERROR


def test_keys_count_in_full_in_tests() -> None:
    (finding,) = found(made.SAMPLES["rsa-private-key"](1), "tests/fixtures/key.pem")
    assert finding.severity is Severity.ERROR


def test_nothing_of_the_body_is_shown() -> None:
    key = made.SAMPLES["rsa-private-key"](1)
    (finding,) = found(key)
    shown = repr(finding)
    assert not any(line in shown for line in key.split("\n")[1:-1])


def test_real_keys() -> None:
    private, pem = serialization.PrivateFormat, serialization.Encoding.PEM
    every = [
        (rsa.generate_private_key(65537, 2048), [private.PKCS8, private.TraditionalOpenSSL, private.OpenSSH]),
        (rsa.generate_private_key(65537, 1024), [private.PKCS8, private.TraditionalOpenSSL]),
        (ec.generate_private_key(ec.SECP256R1()), [private.PKCS8, private.TraditionalOpenSSL, private.OpenSSH]),
        (ec.generate_private_key(ec.SECP521R1()), [private.PKCS8, private.TraditionalOpenSSL, private.OpenSSH]),
        (dsa.generate_private_key(1024), [private.PKCS8, private.TraditionalOpenSSL]),
        (ed25519.Ed25519PrivateKey.generate(), [private.PKCS8, private.OpenSSH]),
        (x25519.X25519PrivateKey.generate(), [private.PKCS8]),
    ]
    for key, formats in every:
        for form in formats:
            text = key.private_bytes(pem, form, serialization.NoEncryption()).decode()
            assert [f.severity for f in found(text)] == [Severity.ERROR], form
            assert [f.severity for f in found(json.dumps(text))] == [Severity.ERROR], form
            if form is private.OpenSSH:
                continue  # encrypting it takes one more package
            text = key.private_bytes(pem, form, serialization.BestAvailableEncryption(b"pass phrase")).decode()
            assert [f.severity for f in found(text)] == [Severity.WARNING], form
        public = key.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
        assert not found(public.decode())


@pytest.mark.parametrize(
    "unit",
    [
        f"{D}BEGIN PRIVATE KEY{D}\n",
        f"{D}BEGIN PRIVATE KEY{D}MIIEpAIBAAKC ",
        "-",
        D + "BEGIN ",
        "MIIEpAIBAAKC",
        "MIIEpAIBAAKC ",
        "MIIEpAIBAAKC" + "A" * 60 + "! ",
        "LS0tLS1CRUdJTi",
        "LS0tLS1CRUdJTi" + "A" * 40 + "! ",
        "PuTTY-User-Key-File-3: Encryption: none ",
        "PuTTY-User-Key-File-3: Encryption: none Private-Lines: 1 ",
        " A-",
        "A: ",
        "\\n",
        "' ",
    ],
)
def test_hostile_text_takes_no_time(unit: str) -> None:
    start = time.process_time()
    found(f"{D}BEGIN PRIVATE KEY{D}\nMIIE\n" + unit * (1_000_000 // len(unit)))
    assert time.process_time() - start < 5


ENCODINGS = {
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "hexadecimal": lambda text: text.encode().hex(),
    "percent-encoding": lambda text: quote(text, safe=""),
}


@pytest.mark.parametrize("how", ENCODINGS)
@pytest.mark.parametrize("kind", ["rsa-private-key", "private-key", "ec-private-key", "openssh-private-key"])
def test_encoded_keys(kind: str, how: str) -> None:
    key = made.SAMPLES[kind](2)
    body = key.split("\n")[1]
    written = ENCODINGS[how](key)
    account = ENCODINGS[how](json.dumps({"type": "service_account", "private_key": key}))
    for run in (written, account):
        (finding,) = found(f"first: line\nKEY={run}\n")
        assert finding.severity == Severity.ERROR
        assert finding.message.endswith(f"in {how} stands in this file")
        assert finding.span.line == 2
        assert body[20:32] not in repr(finding)
        assert run[100:112] not in repr(finding)
    public = ENCODINGS[how](made.SAMPLES["public-key"](2))
    assert not found(f"KEY={public}\n")


def test_an_encrypted_key_in_base64_is_milder() -> None:
    for kind in ("encrypted-private-key", "openssh-private-key-encrypted"):
        (finding,) = found(f"key: {ENCODINGS['base64'](made.SAMPLES[kind](2))}\n")
        assert finding.severity == Severity.WARNING


@pytest.mark.parametrize(
    ("kind", "what"), [("rsa-jwk", "JSON Web Key"), ("ec-jwk", "JSON Web Key"), ("rsa-xml", "XML")]
)
def test_keys_that_are_objects(kind: str, what: str) -> None:
    key = made.SAMPLES[kind](3)
    (finding,) = found(f"x\n  {key}\n", "tests/fixtures/key.txt")
    assert finding.severity == Severity.ERROR
    assert what in finding.message
    assert (finding.span.line, finding.span.column) == (2, 3)
    assert not {key[at : at + 8] for at in range(60, 300)} & {
        repr(finding)[at : at + 8] for at in range(len(repr(finding)))
    }
    assert not found(made.SAMPLES["rsa-public-jwk"](3))


def test_a_key_that_an_rfc_prints_is_everybodys() -> None:
    """RFC 8037, A.1; by its seed another one is somebody's."""
    seed = "9d61b19deffd5a60" + "ba844af492ec2cc4" + "4449c5697b326919" + "703bac031cae7f60"
    public = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
    for number, count in ((bytes.fromhex(seed), 0), (bytes.fromhex(seed)[::-1], 1)):
        private = base64.urlsafe_b64encode(number).decode().rstrip("=")
        key = json.dumps({"kty": "OKP", "crv": "Ed25519", "d": private, "x": public})
        assert len(found(key, "app/key.json")) == count
