"""What edits would change, for people: the changed lines alone, and every secret in them masked."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from tightlip.engine import Plan
from tightlip.examine import judge_document
from tightlip.model import Document, Span
from tightlip.paths import kind_of
from tightlip.reading.decode import decode, to_utf8
from tightlip.reading.text import SourceText
from tightlip.redact import Mask


def diff(document: Document, new: str, plan: Plan) -> str:
    """What makes `new` of the text of `document`, in the form of `diff -U0`; it is no patch, for it is masked."""
    data = to_utf8(document.data) or b""
    old, mask = decode(data), _mask(document._replace(data=data), plan)
    return "\n".join((f"--- {document.path}", f"+++ {document.path}", *_hunks(_lines(old), _lines(new), mask), ""))


def _hunks(old: list[str], new: list[str], mask: Mask) -> Iterator[str]:
    for what, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        yield f"@@ -{_range(start, end)} +{_range(new_start, new_end)} @@"
        before, after = old[start:end], new[new_start:new_end]
        # Of a very long line the part is shown in which the edit is.
        columns = [_in_common(*pair) for pair in zip(before, after)]
        columns += [0] * (max(len(before), len(after)) - len(columns))
        yield from (f"-{_shown(mask, line, column)}" for line, column in zip(before, columns))
        yield from (f"+{_shown(mask, line, column)}" for line, column in zip(after, columns))


def _in_common(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = zip(one, other)
    return next((at for at, (first, second) in enumerate(pairs) if first != second), min(len(one), len(other)))


def _shown(mask: Mask, line: str, column: int) -> str:
    return mask.snippet(lambda _: line, Span(1, column + 1, 1, column + 1)).lines[0]


def _range(start: int, end: int) -> str:
    """Lines as a hunk names them."""
    count = end - start
    return f"{start + 1}" if count == 1 else f"{start + (count > 0)},{count}"


def _lines(text: str) -> list[str]:
    source = SourceText(text)
    lines = [source.line(number) for number in range(1, len(source.starts) + 1)]
    return lines if lines[-1] else lines[:-1]


def _mask(document: Document, plan: Plan) -> Mask:
    """Hides all that any rule knows for a secret in `document`, whatever the settings report."""
    kind = kind_of(document.path, document.data)
    cards = [card for card in plan.rulebook.cards.values() if card.check and {"*", kind} & set(card.reads)]
    hits, _ = judge_document(document, kind, decode(document.data), cards, plan.judge())
    secrets = [hit.secret for hit in hits if hit.secret is not None]
    return Mask(spelling for secret in secrets for spelling in (secret.raw, secret.also) if spelling)
