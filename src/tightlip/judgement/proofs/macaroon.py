"""PyPI's tokens are macaroons (libmacaroons' binary version 2), which parse to the last byte or not at all."""

from __future__ import annotations

from tightlip.judgement.proofs import GENUINE, REFUTED, Proof
from tightlip.judgement.proofs.encoded import base64_bytes

_END, _LOCATION, _IDENTIFIER, _SIGNATURE = 0, 1, 2, 6
_LOCATIONS = (b"pypi.org", b"test.pypi.org")


def pypi(token: str) -> Proof:
    """Whether the part after `pypi-` is a macaroon of PyPI's, complete with its signature of 32 bytes."""
    sections = _sections(base64_bytes(token.removeprefix("pypi-")) or b"")
    if sections and len(sections) > 1:
        first, last = dict(sections[0]), dict(sections[-1])
        if first.get(_LOCATION) in _LOCATIONS and _IDENTIFIER in first and len(last.get(_SIGNATURE, b"")) == 32:
            return Proof(GENUINE, "its signed parts are complete")
    return Proof(REFUTED, "its parts do not fit together, so it was made up or cut")


def _sections(data: bytes) -> list[list[tuple[int, bytes]]] | None:
    """The packets (type, content), a list a section; `None` if they do not fill `data` exactly."""
    if data[:1] != b"\x02":
        return None
    sections: list[list[tuple[int, bytes]]] = [[]]
    at = 1
    while at < len(data):
        kind = data[at]
        at += 1
        if kind == _END:
            sections.append([])
            continue
        size = shift = 0
        while at < len(data):
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        if at + size > len(data):
            return None
        sections[-1].append((kind, data[at : at + size]))
        at += size
    return sections
