"""The only door by which a secret becomes printable: hints, masked lines and messages, fingerprints."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from tightlip.model import Secret, Snippet, Span

MASK = "*"
_SALT = b"tightlip/1"
_HINT, _HINTED_FROM = 4, 16
_LINES = 3
# Of a long line this many characters on each side of the span's start are shown. A margin around them is masked
# with the rest, and then cut off, so that no secret is cut into a piece that is not known for one.
_AROUND, _MARGIN = 400, 100
# A piece of a secret this long gives it away, unless it is a word (or words), which may stand anywhere.
_GRAM, _SHORTEST = 8, 3
_LETTERS = re.compile(r"[^\W\d]+(?:-[^\W\d]+)*")
# What stands between two pieces of a secret is part of how it is spelled.
_GAP = re.compile(r"(?<=x)\.{1,12}(?=x)")

_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U(000[0-9A-Fa-f]{5})|(.))")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s/:@]*:([^\s/@?#]+)@[^\s@?]*")
# A string literal and what is in it; the end of the line may cut it off.
_LITERAL = re.compile(r"""(["'`])((?:\\.|(?!\1).)*)\1?""")

# What no rule has flagged may be a secret all the same, and to mask too much of a line that is shown does no harm.
_NOUN = r"(?:pass(?:word|wd|phrase|code)?|pwd|secret|token|key|credential|auth(?:orization)?|dsn|salt)s?(?:_?\d+)?"
_OF_A_SECRET = re.compile(
    rf"""{_NOUN}(?:["'`]\s*,|["'`\])]*\s*(?::\s*[\w.\[\]|][\w.\[\]|\s]*)?(?:[=!]=|=>|:=|=|:))\s*[a-z]{{0,2}}$""", re.I
)
_SUSPECTS = (
    re.compile(
        r"""\b[A-Z0-9_]*(?:PASS(?:WORD|WD)?|PWD|SECRET|TOKEN|KEY|CREDENTIALS?|AUTH|DSN)\d*=(?![="'`${<])(\S+)"""
    ),
    re.compile(r"""://[^\s/:@"'`]*:(?![{$%<])([^\s/@"'`]+)@"""),
)
_RUN = re.compile(r"[A-Za-z0-9+/_-]{20,}={0,2}")
_WORDLIKE = re.compile(r"[A-Za-z]*\d{0,4}")
_EXPRESSION = 80


def redacted(secret: Secret | None) -> str:
    """A short hint that does not give the secret away: `my-s…(25 chars)`, or `…(7 chars)` for a short one."""
    if secret is None:
        return ""
    raw = secret.raw
    shown = raw[:_HINT] if len(raw) >= _HINTED_FROM and raw[:_HINT].isprintable() else ""
    return f"{shown}…({len(raw)} chars)"


def fingerprint(rule: str, path: str, secret: Secret | None, subject: str, ordinal: int) -> str:
    """An id of a finding that survives moving lines: rule, path, and a salted hash of the value (or subject).

    `ordinal` tells apart equal findings in one file.
    """
    import hashlib  # OpenSSL comes with it: 5 ms that a clean file need not pay

    content = secret.raw if secret is not None else subject
    parts = (rule, path, content, str(ordinal))
    return hashlib.blake2b("\0".join(parts).encode(errors="surrogatepass"), key=_SALT, digest_size=12).hexdigest()


def comparable(value: str, salt: bytes) -> str:
    """What tells whether two values are the same, and nothing else, and that only to who has the run's `salt`."""
    import hashlib

    return hashlib.blake2b(value.encode(errors="surrogatepass"), key=salt, digest_size=16).hexdigest()


def expression(code: str) -> str:
    """`code` as a message may quote it: on one line, not too long, and with no literal that could be a secret.

    What a subscript or an upper-case argument names stays: `response["SecretString"]`, `getenv("API_KEY")`.
    """
    flat = " ".join(code.split())
    blanked = _LITERAL.sub(lambda match: match[0] if _is_a_name(flat, match) else f"{match[1]}…{match[1]}", flat)
    return blanked if len(blanked) <= _EXPRESSION else f"{blanked[: _EXPRESSION - 1]}…"


def mishap(error: BaseException) -> str:
    """What may be said of a mistake of ours: its kind and place, for its own words may quote what it choked on."""
    place, traceback = "tightlip", error.__traceback__
    while traceback is not None:
        module = traceback.tb_frame.f_globals.get("__name__", "")
        if module.startswith("tightlip."):
            place = f"{module}, line {traceback.tb_lineno}"
        traceback = traceback.tb_next
    return f"internal error in {place}: {type(error).__name__}; please report it"


def _secret_part(secret: str) -> str:
    """What of a secret must be hidden: of an address with a password the password, so that the host can be named."""
    address = _ADDRESS.fullmatch(secret)
    return address[1] if address is not None and len(address[1]) >= _SHORTEST else secret


class Mask:
    """Hides the secrets of one document in what is shown of it, however they are spelled there."""

    __slots__ = ("_by_piece", "_by_start", "_grams")

    def __init__(self, secrets: Iterable[str]) -> None:
        known = frozenset(map(_secret_part, secrets))
        lines = {line.strip() for secret in known for line in secret.splitlines()}
        self._grams = {gram for line in lines for gram in _pieces(line, _GRAM) if not _is_word(gram)}
        # A file may hold ten thousand that begin alike (`AKIA`): none of these is searched one by one.
        self._by_start: dict[str, list[str]] = {}
        self._by_piece: dict[str, list[str]] = {}
        for part in sorted(part for part in known | lines if len(part) >= _SHORTEST):
            if len(part) < _GRAM or not _pieces(part, _GRAM) <= self._grams:
                self._by_start.setdefault(part[: _SHORTEST if len(part) < _GRAM else _GRAM], []).append(part)
            for piece in _pieces(part, _SHORTEST):
                self._by_piece.setdefault(piece, []).append(part)

    def text(self, text: str) -> str:
        """A message with every known secret in it masked; messages should hold none."""
        return _covered(text, self._known(text)) if text else ""

    def snippet(self, line: Callable[[int], str], span: Span) -> Snippet:
        """The lines of `span`, at most three, with all that is known or suspected to be secret masked."""
        cut = max(0, span.column - 1 - _AROUND)
        first = self._line(line(span.line), cut)
        rest = (
            self._line(line(number)) for number in range(span.line + 1, min(span.last_line, span.line + _LINES - 1) + 1)
        )
        return Snippet(span.line, (first, *rest), cut + 1)

    def _line(self, text: str, cut: int = 0) -> str:
        start = max(0, cut - _MARGIN)
        near = text[start : cut + 2 * _AROUND + _MARGIN]
        hidden = _covered(near, (*self._known(near), *self._literals(near)))
        shown = _covered(hidden, _suspects(hidden))
        return shown[cut - start : cut - start + 2 * _AROUND]

    def _known(self, text: str) -> Iterator[tuple[int, int]]:
        """Where in `text` known secrets stand, or pieces of them that are long enough to tell."""
        for plain, starts, ends in _readings(text):
            for at in range(len(plain) - _SHORTEST + 1):
                gram = plain[at : at + _GRAM]
                if gram in self._grams:
                    yield _whole_word(text, starts[at], ends[at + _GRAM - 1])
                for whole in (*self._by_start.get(gram[:_SHORTEST], ()), *self._by_start.get(gram, ())):
                    end = at + len(whole)
                    if plain.startswith(whole, at) and (not _must_stand_alone(whole) or _stands_alone(plain, at, end)):
                        yield starts[at], ends[end - 1]

    def _literals(self, text: str) -> Iterator[tuple[int, int]]:
        """The insides of string literals that are a piece of a secret, however short, or seem to be one."""
        for literal in _LITERAL.finditer(text):
            plain = _ESCAPE.sub(_unescaped, literal[2].removesuffix("\\"))
            if self._is_piece(plain) or self._holds_literal(plain) or _is_of_a_secret(text, literal.start()):
                yield literal.span(2)

    def _is_piece(self, text: str) -> bool:
        return any(text in secret for secret in self._by_piece.get(text[:_SHORTEST], ()))

    def _holds_literal(self, text: str) -> bool:
        """Whether a literal in a literal holds a secret, as JSON in a Python string does."""
        plain = _ESCAPE.sub(_unescaped, text)
        return plain != text and any(True for _ in self._known(plain))


def _covered(text: str, places: Iterable[tuple[int, int]]) -> str:
    marks = ["."] * len(text)
    for start, end in places:
        marks[start:end] = "x" * (end - start)
    if "x" not in marks:
        return text
    for gap in _GAP.finditer("".join(marks)):
        start, end = gap.span()
        if not re.search(r"[\s,]", text[start:end]):
            marks[start:end] = "x" * (end - start)
    return "".join(MASK if mark == "x" else char for char, mark in zip(text, marks))


def _readings(text: str) -> Iterator[tuple[str, Sequence[int], Sequence[int]]]:
    """The plain text behind `text`: as it stands, without escapes, and without percent-encoding.

    With it, for each of its characters, where in `text` its spelling starts and ends.
    """
    yield text, range(len(text)), range(1, len(text) + 1)
    for spelling, decoded in ((_ESCAPE, _unescaped), (_PERCENT, _unquoted)):
        chars: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        last = 0
        for match in spelling.finditer(text):
            chars += text[last : match.start()]
            starts += range(last, match.start())
            ends += range(last + 1, match.start() + 1)
            plain = decoded(match)
            chars += plain
            starts += [match.start()] * len(plain)
            ends += [match.end()] * len(plain)
            last = match.end()
        if last:
            rest = range(last, len(text))
            yield "".join(chars) + text[last:], [*starts, *rest], [*ends, *(at + 1 for at in rest)]


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    return chr(int(code, 16)) if code else _ESCAPED.get(match[4], match[4])


def _unquoted(match: re.Match[str]) -> str:
    return bytes.fromhex(match[0].replace("%", "")).decode(errors="replace")


def _suspects(text: str) -> Iterator[tuple[int, int]]:
    """Where in `text` something looks like a secret by its surroundings, or is a long run that no words make up."""
    for pattern in _SUSPECTS:
        for match in pattern.finditer(text):
            yield match.span(1)
    for run in _RUN.finditer(text):
        if _is_random(run[0]):
            yield run.span()


def _is_of_a_secret(text: str, literal: int) -> bool:
    """Whether what stands before the literal at that offset names a secret that it is the value of."""
    return _OF_A_SECRET.search(text, max(0, literal - 2 * _EXPRESSION), literal) is not None


def _is_random(run: str) -> bool:
    mixed = any(map(str.isdigit, run)) and any(map(str.isalpha, run))
    return mixed and not all(_WORDLIKE.fullmatch(piece) for piece in re.split(r"[+/_=-]+", run))


def _pieces(text: str, length: int) -> set[str]:
    return {text[at : at + length] for at in range(len(text) - length + 1)}


def _must_stand_alone(secret: str) -> bool:
    """Whether it is short, or a word: `admin` is not hidden in `admin_password`."""
    return len(secret) < _GRAM or _is_word(secret)


def _is_word(text: str) -> bool:
    return _LETTERS.fullmatch(text) is not None and (text.islower() or text.isupper() or text[1:].islower())


def _whole_word(text: str, start: int, end: int) -> tuple[int, int]:
    """`text[start:end]` with the letters and digits that it is joined to: the rest of a secret may be words."""
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, end


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not any(char.isalnum() or char == "_" for char in before + after)


def _is_a_name(code: str, literal: re.Match[str]) -> bool:
    before, inside, after = code[: literal.start()], literal[2], code[literal.end() :]
    if before.endswith("[") and after.startswith("]"):
        return re.fullmatch(r"[A-Za-z_]+", inside) is not None
    return before.endswith(("(", ", ")) and re.fullmatch(r"[A-Z]+(?:_[A-Z]+)+", inside) is not None
