"""What Kubernetes keeps in Base64: the data of a `Secret`, the keys of a kubeconfig."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator

from tightlip.reading.config.nodes import Scalar, Table
from tightlip.reading.facts import Anchor, Binding

_KEYS = ("client-key-data",)  # of a kubeconfig
ENCODED = "Base64"


def is_secret(table: Table) -> bool:
    """Whether `table` is a manifest of a Secret, whose `data` are in Base64."""
    return table.text("kind") == "Secret" and table.get("apiVersion") is not None


def encoded(table: Table, anchor: Callable[[Scalar], Anchor]) -> Iterator[Binding]:
    """What `table` binds in Base64, decoded. What is no Base64, or no text, is left out: a template, a certificate."""
    data = table.get("data") if is_secret(table) else None
    pairs = [pair for pair in table.pairs if pair.key.value in _KEYS]
    for key, value in (*pairs, *(data.pairs if isinstance(data, Table) else ())):
        text = decoded(value.value) if isinstance(value, Scalar) and value.literal else ""
        if isinstance(value, Scalar) and text:
            yield Binding(key.value, text, anchor(value), ENCODED, "data", value.value)


def decoded(text: str) -> str:
    """The text that `text` is the Base64 of; empty when it is of none."""
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode().strip()
    except (binascii.Error, ValueError):
        return ""
