"""The shapes of literals that are no secrets, whatever they are bound to, and of those that stand in for one."""

from __future__ import annotations

import re

from tightlip.judgement.likelihood import follows

# Whoever writes these says that the secret is elsewhere, or that this is no value at all.
_ALWAYS = (
    (
        "a template",
        re.compile(
            r"\$\{|\$\([^()]+\)|\{\{|\{%|<%|%\(\w+\)[sdr]|\{[.!:\[\]\w]*\}|#\{"
            r"|^\$[A-Z_][A-Z0-9_]*$|^\$[a-z_]+$|^%\w+%$|^@\w+@$|^![A-Z]\w+\b|^:[a-z_]+$"
        ),
    ),
    ("a regular expression", re.compile(r"\\[dwsbDWSB](?![a-z])|\(\?[:=!<Pi]|\[\^?\w-\w|\)[*+?]|\.[*+]|\]\{\d")),
    (
        "a number, a date or a version",
        re.compile(r"^[vV]?\d[\d.\-:/+TZ, ]*(?:-?(?:alpha|beta|rc|preview|dev)[.\-]?\d*)?$"),
    ),
    ("an e-mail address", re.compile(r"^[\w.+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[a-z]{2,}$")),
    ("the scope of a signature", re.compile(r"^A[KS]IA[A-Z2-7]{16}(?:/|%2[Ff])\d{8}(?:/|%2[Ff])")),
    ("a colour", re.compile(r"^#(?:[0-9a-fA-F]{3,4}){1,2}$")),
    ("a path", re.compile(r"^(?:~|\.{1,2})/")),
    ("a sentence", re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{4}")),  # Chinese, Japanese, Korean
    ("a mark", re.compile(r"^[\W_]+$|^__\w+__$")),
    # A constant's: short words in capitals, and numbers with their units (`BT_PHY_EDR_3M_5SLOT`).
    ("a name", re.compile(r"^(?=\D*\d)[A-Z]{1,5}(?:_\d{0,2}[A-Z]{1,5}){2,}$")),
)

# A random string has one of these shapes now and then: they count unless it looks random.
_UNLESS_RANDOM = (
    ("a template", re.compile(r"%[sdr](?![A-Za-z0-9])")),
    ("a path", re.compile(r"^/|^[A-Za-z]:\\|^[\w\-]+(?:/[\w.\-]+)+/?$")),
    (
        "a file",
        re.compile(
            r"^[\w\-./ ]*\.(?:cer|crt|csv|env|ini|js|json|jwk|jks|key|md|p12|pem|pfx|pub|py|toml|txt|xml|ya?ml)$"
        ),
    ),
    ("a name", re.compile(r"^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$|^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+(?:\(\))?$")),
    ("an identifier", re.compile(r"^(?:urn|x|org|com|io):[\w:.\-/]+$", re.I)),
    ("a header's name", re.compile(r"^X(?:-[A-Z][A-Za-z]*)+$")),
)

REASONS = frozenset(reason for reason, _ in _ALWAYS + _UNLESS_RANDOM)
HEX = re.compile(r"[0-9a-fA-F]{32,128}")
# What Django's `startproject` draws: `$(`, `)*` and `%(a)s` are no template and no expression in one.
DJANGO_KEY = re.compile(r"(?:django-insecure-)?[a-z0-9!@#$%^&*(\-_=+)]{50}")
UUID = re.compile(r"\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?", re.I)

_STAND_IN = re.compile(
    r"^<.*>$|^\[.*\]$|^\{.*\}$|^\(.*\)$|^«.*»$|x{4,}|^x+$|[*•]{3,}|\.{3}|…|_{5,}|(.)\1{6,}|^(.{1,8}?)\2{2,}$"
    r"|(?:^|[^a-z])(?:your|you)(?:[^a-z]|$)|[_\- ](?:here|goes)$"
    r"|not[_\- ]?(?:a[_\- ]?)?(?:real|secret|valid|active|used|needed)",
    re.I | re.S,
)


def never(text: str, wordy: bool) -> str:
    """What `text` is instead of a secret, empty when it may be one; `wordy` says that it does not look random."""
    for reason, pattern in _ALWAYS:
        if pattern.search(text):
            return reason
    if wordy:
        for reason, pattern in _UNLESS_RANDOM:
            if pattern.search(text):
                return reason
    return ""


def stands_in(text: str) -> bool:
    """Whether `text` has the shape of something to be filled in, of a mask, or of a finger run along the keys."""
    return _STAND_IN.search(text) is not None or _is_monotonous(text)


def _is_monotonous(text: str) -> bool:
    size, different = len(text), len(set(text))
    if different <= (1 if size < 8 else max(3, min(size // 7, 8))):
        return True
    steps = sum(map(follows, text.lower(), text.lower()[1:]))
    return size >= 8 and steps >= 0.75 * (size - 1)
