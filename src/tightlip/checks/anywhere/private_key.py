"""A private key in any file: PEM blocks in any wrapping, PuTTY files, age identities, JSON, XML, files of keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tightlip import paths
from tightlip.judgement.judge import Judge
from tightlip.judgement.key_objects import key_objects
from tightlip.judgement.key_stores import key_store
from tightlip.judgement.private_keys import Proof, collect, decode, der_size, is_age_key, prove
from tightlip.judgement.tokens import value_hash
from tightlip.model import Hit, Secret, Severity, Span
from tightlip.reading.facts import Reading

_PUTTY_SHORTEST = 40  # characters of base64; an Ed25519 key takes 48
_LONGEST = 40_000  # characters; an RSA key of 16,384 bits takes 13,000 as plain lines

# Four dashes or five, and written so that a search looks for four at once.
_HEADER = re.compile(r"-----? ?BEGIN ((?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?) ?-{4,5}")
_EDGE = re.compile(r"-----? ?(BEGIN|END) [A-Z0-9 ]{3,60}?-{4,5}")
_PUTTY = re.compile(r"PuTTY-User-Key-File-\d: ")
_PUTTY_ENCRYPTION = re.compile(r"Encryption: ([a-z0-9-]+)")
_PUTTY_LINES = re.compile(r"Private-Lines: \d{1,3}")
_AGE = re.compile(r"AGE-SECRET-KEY-(?:PQ-)?1[02-9AC-HJ-NP-Z]{58}")
# The first bytes of a DER key, in base64: RSA (PKCS#1, PKCS#8), EC (PKCS#8, SEC 1). A PEM header in base64.
_BARE = re.compile(
    r"(?:MII[\w+/]{3}IB(?:AAKC|ADANBgkqhkiG9w0BAQEF)|MIG[\w+/]AgEAMB[MA]GByqGSM49AgEG|MHcCAQEEI)"
    r"[\w+/=\s\\\"',]{60,30000}"
)
_WRAPPED = re.compile(r"LS0tLS1CRUdJTi[A-Za-z0-9+/]{30,}(?:\s{1,20}[A-Za-z0-9+/]{20,})*={0,2}")

_KINDS = {"RSA": "an RSA", "EC": "an EC", "DSA": "a DSA", "OPENSSH": "an OpenSSH", "SSH2": "an SSH2", "PGP": "a PGP"}


class _Key(NamedTuple):
    """A key in a text: its offsets there, what it is, its body alone, and what was proven.

    `also` is how a secret body is written, where that is encoded, or the whole of what it is a part of.
    """

    start: int
    end: int
    kind: str
    secret: str
    proof: Proof
    also: str = ""


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every key whose body has the true form; placeholders and mere mentions of a header have none."""
    if reading.kind == paths.KEY_STORE:
        yield from _store(reading)
        return
    text = reading.source.text
    taken = -1
    for key in sorted(_keys(text, judge), key=lambda key: key.start):
        if key.start < taken:  # a body without its header, inside a block that has one
            continue
        taken = key.end
        mild = key.proof.encrypted or not key.proof.proven
        yield Hit(
            "private-key",
            reading.source.span(key.start, key.end),
            _message(key),
            Secret(key.secret, key.also),
            severity=Severity.WARNING if mild else None,
        )


def _store(reading: Reading) -> Iterator[Hit]:
    """A hit for a file that is no text; what protects one of a test's is known to all who run it, and rightly so."""
    store = key_store(reading.data)
    if store is None:
        return
    guarded = ", encrypted: it is only as safe as its passphrase" if store.encrypted else ""
    mild = Severity.NOTE if reading.in_tests else Severity.WARNING
    yield Hit(
        "private-key",
        Span(1, 1, 1, 1),
        f"this file is {store.kind}{guarded}",
        subject=store.kind,
        severity=mild if store.encrypted else None,
    )


def _keys(text: str, judge: Judge) -> Iterator[_Key]:
    yield from _blocks(text)
    yield from _putty_files(text)
    yield from _bare_bodies(text)
    for match in _AGE.finditer(text):
        if is_age_key(match[0]):
            yield _Key(*match.span(), "an age secret key", match[0], Proof(True))
    published = {name for names in judge.vocabulary["published_keys"].values() for name in names}
    for key in key_objects(text):
        if value_hash(key.secret) in published:
            continue
        yield _Key(key.start, key.end, key.kind, key.secret, Proof(key.proven), text[key.start : key.end])
    for run in judge.decoded(text):
        inside = next(_blocks(run.plain), None)
        if inside is not None:
            written = text[run.start : run.end]
            yield _Key(run.start, run.end, f"{inside.kind} in {run.how}", inside.secret, inside.proof, written)


def _blocks(text: str) -> Iterator[_Key]:
    for header in _HEADER.finditer(text):
        edge = _EDGE.search(text, header.end(), header.end() + _LONGEST)
        whole = edge is not None and edge[1] == "END"
        stop = edge.start() if edge else header.end() + _LONGEST
        body = collect(text, header.end(), stop)
        if not whole:
            body = collect(text, header.end(), stop, der_size(body.base64) or len(body.base64))
        proof = prove(body, header[1], whole)
        if proof is not None:
            end = edge.end() if edge and whole else body.end
            yield _Key(header.start(), end, _kind(header[1]), text[body.start : body.end], proof)


def _putty_files(text: str) -> Iterator[_Key]:
    headers = list(_PUTTY.finditer(text))
    for header, following in zip(headers, [*headers[1:], None]):
        stop = min(following.start() if following else len(text), header.end() + _LONGEST)
        encryption = _PUTTY_ENCRYPTION.search(text, header.end(), stop)
        lines = _PUTTY_LINES.search(text, header.end(), stop)
        if encryption is None or lines is None:
            continue
        mac = text.find("Private-MAC", lines.end(), stop)
        body = collect(text, lines.end(), stop if mac < 0 else mac, _LONGEST if mac < 0 else 0)
        if not body.broken and len(body.base64) >= _PUTTY_SHORTEST:
            proof = Proof(True, encrypted=encryption[1] != "none")
            yield _Key(header.start(), body.end, "a PuTTY private key", text[body.start : body.end], proof)


def _bare_bodies(text: str) -> Iterator[_Key]:
    for match in _BARE.finditer(text):
        body = collect(text, *match.span(), der_size(match[0]))
        proof = prove(body, "PRIVATE KEY", False)
        if proof is not None and not proof.truncated:
            written = text[body.start : body.end]
            yield _Key(body.start, body.end, "a private key, without its PEM header,", written, proof)
    for match in _WRAPPED.finditer(text):
        body = collect(text, *match.span())
        inside = next(_blocks(decode(body.base64).decode("latin-1")), None)
        if inside is not None:
            written = text[body.start : body.end]
            yield _Key(body.start, body.end, f"{inside.kind} in base64", inside.secret, inside.proof, written)


def _kind(label: str) -> str:
    return f"{_KINDS.get(label.partition(' ')[0], 'a')} private key"


def _message(key: _Key) -> str:
    if not key.proof.proven:
        return f"what looks like {key.kind} stands in this file, though no reader of keys would take it"
    if key.proof.encrypted:
        return f"{key.kind} stands in this file, encrypted: it is only as safe as its passphrase"
    return f"{key.kind} stands in this file" + (", its end cut off" if key.proof.truncated else "")
