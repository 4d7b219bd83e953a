"""A password in a URL of any scheme, or in an ODBC, ADO, Azure or libpq connection string."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tightlip import paths
from tightlip.judgement.judge import Judge
from tightlip.model import Hit, Secret, Severity
from tightlip.reading.facts import Reading

# What stands after `://` as far as the path. A user name's template may hold a colon.
_AUTHORITY = re.compile(r"://([^\s/\"'`<>\\]{1,300})")
_LONGEST_SCHEME = 30  # characters that are looked at
_SCHEME = re.compile(rf"(?:[A-Za-z][\w+.\-]{{0,{_LONGEST_SCHEME - 1}}})?$")
_USER = re.compile(r"(?:\$?\{[^}]{0,300}\}|[^:@?#&=])*")
_HOST = re.compile(r"\[[0-9a-fA-F:.]+\]|[^\s:/?#,;&|)\]]+")
_PORT = re.compile(r"\d{1,5}(?:[/?#,]|$)")
_DEFAULT = re.compile(r"\$\{\w+:?-([^${}]+)\}")  # a shell's or Compose's `${NAME:-default}`
_TOKEN_LENGTH = 16  # characters, at least, of a user name that is a token
# A Sentry DSN's user name is a public key: https://KEY@HOST/PROJECT, the project a number.
_SENTRY = re.compile(r"(?::\d+)?/(?:[\w.\-]+/)*\d+(?![\w/.])")
# Templates, masks, regular expressions, names of constants, attributes of a program, ids of messages.
_TEMPLATE = re.compile(
    r"[{}]|^\$\w|\$[A-Z_]{3}|\$\(|%[sd(]|%%|^%\w+%|\*\*|\.\.|…|^@|^#\{|\[\^|[.\])][*+]|\(\?|^\[|\]$"
    r"|^[A-Z]+(?:_[A-Z0-9]+)*$|^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$|^(?:%3[Cc]|&lt;)"
)
# A variable anywhere in it; but where a dollar sign is only that, a generated password may hold one.
_VARIABLE = re.compile(r"\$\w")
_PLAIN_DOLLARS = frozenset((paths.PYTHON, paths.JSON, paths.TOML, paths.INI, *"javascript go java csharp rust".split()))
_LEET = str.maketrans("013457@$", "oieastas")
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")

# A pair of a connection string, by the last letter of its key (which searches ten times as fast as the whole key).
_PAIR = re.compile(r"[dDyY] ?= ?([^\s;&\"'`<>\\()]{4,200})")
_PAIR_KEY = re.compile(r"(?<![\w.\-$])(?:password|pwd|accountkey|sharedaccesskey)$", re.I)
_LONGEST_KEY = 16
_KEYS = re.compile(r"(?:^|[;&?\s\"'])([A-Za-z][A-Za-z ]{1,30}?) ?= ?[^\s=;]")
_SERVER = re.compile(
    r"(?:(?:server|data source|host|hostaddr|accountname|endpoint|address) ?= ?(?:tcp:|\w+://)?|://)([\w.\-]+)", re.I
)
_CUT = re.compile(r"[\r\n\"'`]")
# A pair is of a connection string if `;`, `&` or (libpq) a blank joins it to the pair before it or after it.
_JOINED = re.compile(r"[;&?] ?\0|=[^\s,;()=]+ \0|\0;|\0 \w+=[^\s,;()=]")
_NEAR = 400  # characters on either side of a pair that may belong to its connection string
# Kinds of file in which a connection string needs no quotes.
_PLAIN = (paths.DOTENV, paths.ENV_TEMPLATE, paths.YAML, paths.INI, paths.DOCKERFILE, paths.SHELL)


class _Words(NamedTuple):
    """`rules/vocabulary/urls.toml`, as sets."""

    placeholders: frozenset[str]
    prefixes: tuple[str, ...]
    documentation: frozenset[str]
    documentation_domains: tuple[str, ...]
    local: frozenset[str]
    local_domains: tuple[str, ...]
    digests: frozenset[str]
    companions: frozenset[str]


class _Credential(NamedTuple):
    """A password in a text: its offsets there, itself, whose it is, where it is good for, and what it stands in."""

    start: int
    end: int
    password: str
    user: str
    host: str
    what: str


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every password that is no stand-in; how loud depends on the password, the host and the file."""
    words = _words(judge.vocabulary["urls"])
    text = reading.source.text
    for found in _credentials(text, words, judge, reading.kind in _PLAIN):
        severity = _severity(found, words, judge, reading)
        if severity is not None:
            yield _hit(found, found.start, found.end, severity, reading)
    if reading.kind == paths.LOCK:
        return
    for run in judge.decoded(text):
        written = text[run.start : run.end]
        if "://" in written:  # what it says is read as it stands
            continue
        for found in _credentials(run.plain, words, judge, True):
            severity = _severity(found, words, judge, reading)
            if severity is not None:
                yield _hit(found, run.start, run.end, severity, reading, f", in {run.how}", written)


def _hit(
    found: _Credential, start: int, end: int, severity: Severity, reading: Reading, how: str = "", written: str = ""
) -> Hit:
    return Hit(
        "credential-in-url",
        reading.source.span(start, end),
        f"{found.what} carries a password{how}",
        Secret(found.password, written),
        severity=severity,
    )


def _credentials(text: str, words: _Words, judge: Judge, plain: bool) -> Iterator[_Credential]:
    """The passwords in `text`; in a `plain` one connection strings need no quotes."""
    yield from _urls(text, words, judge)
    yield from _connection_strings(text, words, plain)


def _words(table: Mapping[str, Any]) -> _Words:
    return _Words(
        frozenset(table["placeholder_passwords"]),
        tuple(table["prefixes"]),
        frozenset(table["documentation_hosts"]),
        tuple(f".{domain}" for domain in table["documentation_domains"]),
        frozenset(table["local_hosts"]),
        tuple(f".{domain}" for domain in table["local_domains"]),
        frozenset(table["digests"]),
        frozenset(table["companions"]),
    )


def _urls(text: str, words: _Words, judge: Judge) -> Iterator[_Credential]:
    for match in _AUTHORITY.finditer(text):
        userinfo, at, rest = match[1].rpartition("@")
        host, user = _HOST.match(rest), _USER.match(userinfo)
        if not at or host is None or user is None or host[0].lower() in words.digests:
            continue
        start, name = match.start(1), user[0]
        password = userinfo[user.end() + 1 :]
        if password in ("", "x-oauth-basic"):
            if not _is_token(name, judge) or _SENTRY.match(text, match.start(1) + len(userinfo) + 1 + host.end()):
                continue
            password, name = name, ""
        elif userinfo[user.end()] != ":" or _PORT.match(password):
            continue
        else:
            start += user.end() + 1
        default = _DEFAULT.fullmatch(password)
        if default is not None:
            password, start = default[1], start + default.start(1)
        scheme = _SCHEME.search(text, max(0, match.start() - _LONGEST_SCHEME), match.start())
        what = f"the {scheme[0] if scheme else ''} URL for {_shown(host[0])}".replace("  ", " ")
        yield _Credential(start, start + len(password), password, name, host[0].lower(), what)


def _is_token(name: str, judge: Judge) -> bool:
    """Whether a user name without a password is one itself: `https://TOKEN@host`."""
    is_filled_in = _TEMPLATE.search(name) or _VARIABLE.search(name)
    return len(name) >= _TOKEN_LENGTH and not is_filled_in and judge.value(name).strength == "strong"


def _connection_strings(text: str, words: _Words, quoted: bool) -> Iterator[_Credential]:
    for match in _PAIR.finditer(text):
        key = _PAIR_KEY.search(text, max(0, match.start() - _LONGEST_KEY), match.start() + 1)
        if key is None:
            continue
        before, after, in_quotes = _around(text, key.start(), match.end())
        if not (in_quotes or quoted) or not _JOINED.search(f"{before}\0{after}"):
            continue
        whole = before + text[key.start() : match.end()] + after
        if words.companions.isdisjoint(other.lower() for other in _KEYS.findall(whole)):
            continue
        host = _SERVER.search(whole)
        name = host[1].lower() if host else ""
        azure = key[0].lower().endswith("key")
        if azure and name in words.local:
            continue  # the emulators' well-known keys
        what = "the connection string" + (f" for {name}" if name else "")
        yield _Credential(*match.span(1), match[1], "", "" if azure else name, what)


def _around(text: str, start: int, end: int) -> tuple[str, str, bool]:
    """What of its line and literal stands before and after `text[start:end]`, and whether that is in quotes."""
    before = _CUT.split(text[max(0, start - _NEAR) : start])[-1]
    after = _CUT.split(text[end : end + _NEAR], maxsplit=1)[0]
    return before, after, text[start - len(before) - 1 : start - len(before)] in ('"', "'", "`")


def _shown(host: str) -> str:
    return host if len(host) <= 60 else host[:59] + "…"


def _severity(found: _Credential, words: _Words, judge: Judge, reading: Reading) -> Severity | None:
    password = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found.password)
    if _TEMPLATE.search(password) or (reading.kind not in _PLAIN_DOLLARS and _VARIABLE.search(password)):
        return None
    strength = judge.value(password, "password").strength
    documentation = found.host in words.documentation or f".{found.host}".endswith(words.documentation_domains)
    local = _is_local(found.host, words)
    stands_in = _stands_in(password, words, judge)
    if strength == "strong" and not stands_in:
        if documentation or (local and reading.in_tests):
            return Severity.NOTE
        return Severity.WARNING if local else Severity.ERROR
    if reading.in_tests or documentation or reading.kind == paths.ENV_TEMPLATE:
        return None
    if strength == "placeholder" or (strength != "strong" and stands_in):
        return None
    return Severity.NOTE if local or password == found.user else Severity.WARNING


def _is_local(host: str, words: _Words) -> bool:
    """Whether only this machine, or a neighbour in the same Compose file or cluster, answers at `host`."""
    return host in words.local or host.endswith(words.local_domains) or re.search(r"^$|[.:{$%]", host) is None


def _stands_in(password: str, words: _Words, judge: Judge) -> bool:
    """Whether a password is only the word for one: `password`, `mySecret`, `db_pass`, `P4ssw0rd`, `xxx`."""
    lower = password.lower()
    for plain in (re.sub(r"[\W_]+|(?<!\d)\d+$", "", lower), re.sub(r"[\W_\d]+", "", lower.translate(_LEET))):
        bases = (plain[len(prefix) :] for prefix in ("", *words.prefixes) if plain.startswith(prefix))
        if len(set(plain)) < 2 or any(base in words.placeholders for base in bases):
            return True
    return password.isidentifier() and judge.name(password).sensitive
