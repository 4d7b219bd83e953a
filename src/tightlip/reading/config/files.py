"""Files inside a file: what a ConfigMap's `app.properties: |` binds."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from functools import partial

from tightlip import paths
from tightlip.model import Span
from tightlip.reading.config.bindings import bindings
from tightlip.reading.config.nodes import Node, Scalar, tables
from tightlip.reading.config.scalars import piece
from tightlip.reading.facts import Anchor, Binding
from tightlip.reading.pieces import Piece
from tightlip.reading.text import SourceText

_KINDS = (paths.YAML, paths.JSON, paths.TOML, paths.INI)


def bindings_inside(root: Node, source: SourceText) -> Iterator[Binding]:
    """The bindings in every text of several lines in `root`, a YAML document, whose key is the name of a file."""
    for table, _ in tables(root):
        for key, value in table.pairs:
            if isinstance(value, Scalar) and source.text[value.start : value.start + 1] in ("|", ">"):
                kind = paths.kind_of(key.value)
                if kind in _KINDS:
                    yield from _read(kind, piece(value, source.text), source)


def _read(kind: str, text: Piece, source: SourceText) -> Iterator[Binding]:
    inner = SourceText(text.text)
    nodes, _ = importlib.import_module(f"tightlip.reading.config.{kind}").parse(text.text)
    for node in nodes:
        for binding in bindings(node, inner):
            yield binding._replace(anchor=partial(_placed, binding.anchor, text, inner, source))


def _placed(anchor: Anchor, text: Piece, inner: SourceText, source: SourceText) -> Span:
    """Where in `source` stands what `anchor` finds in `inner`, which is `text`."""
    span = anchor()
    start = inner.offset(span.line, span.column)
    end = max(start + 1, inner.offset(span.end_line, span.end_column))
    return source.span(text.marks[start], text.marks[end - 1] + 1)
