"""What a type annotation says of a value: that it never shows a secret, or that it is no text."""

from __future__ import annotations

from tightlip.reading.python.flow.frame import Frame
from tightlip.reading.python.module import literal, walk
from tightlip.reading.python.syntax import nodes as cst

_TEXTS = frozenset("Any AnyStr Text LiteralString Mapping Dict List Set Tuple Sequence Iterable".split())


def opaque(frame: Frame, annotation: cst.Annotation | None) -> bool:
    """Whether something of this type never shows a secret: a number, a `SecretStr`."""
    if annotation is None:
        return False
    names = {part.value for part in walk(annotation.annotation) if isinstance(part, cst.Name)} - {
        "Optional",
        "Union",
        "None",
    }
    return bool(names) and names <= frame.analysis.tables.opaque


def holds_text(annotation: cst.Annotation | None) -> bool:
    """Whether something of this type can be text, or hold some: an object of a class shows its class, as a rule."""
    if annotation is None:
        return True
    parts = list(walk(annotation.annotation))
    written = [part.value for part in parts if isinstance(part, cst.Name)]
    written += [word for part in parts if (text := literal(part)) for word in text.replace("[", " ").split()]
    return any(name in _TEXTS or name[:1].islower() or name.endswith(("Str", "Dict", "Mapping")) for name in written)
