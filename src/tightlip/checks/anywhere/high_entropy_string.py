"""The backup: a literal that looks generated, where no other rule has spoken. The last word is detect-secrets'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from tightlip import paths
from tightlip.judgement.forks import fork
from tightlip.judgement.judge import Judge
from tightlip.judgement.randomness import entropy_limit, is_mixed, looks_generated, run_words
from tightlip.model import Hit, Secret, Severity
from tightlip.reading.facts import Reading

_QUOTED = re.compile(r"([\"'`])([A-Za-z0-9+/_\-]{20,200}={0,2})\1")
_PREFIX = re.compile(r"(?<![A-Za-z0-9/\\])[bBrRuU]{0,2}$")  # what may stand before a quote: no `W/`, no escape
_BARE = re.compile(r"[:=][ \t]*([A-Za-z0-9+/_\-]{20,200}={0,2})(?=[ \t]*(?:$|[,;\\]|[ \t]))", re.M)
_BARE_KINDS = frozenset(
    (paths.DOTENV, paths.ENV_TEMPLATE, paths.DOCKERFILE, paths.SHELL, paths.YAML, paths.INI, paths.TOML, paths.MARKDOWN)
)
# What stands between backticks there is a word of a text, an identifier as a rule.
_BACKTICKS_ARE_TEXT = frozenset((paths.YAML, paths.TOML, paths.INI))
# The name that a value is given: `name = `, `"name": `, `[name] =>`, `name: str = `, `f(name=`.
_NAME = re.compile(
    r"(?:(?<![\w.\-])(?:(?![A-Za-z_])[\w.\-])*|(?=\$))([A-Za-z_$][\w.\-]*)"
    r"[\"'`]?\]?\s*(?::\s*[A-Za-z][\w\[\], .|]*)?(?:[:=]|=>|:=)\s*$"
)
_NAME_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
# Of a pair of entries, the one that names: `{"name": "CLIENT_ID", "value": "…"}`, and the next line or entry.
_ENTRY_NAME = re.compile(
    r"(?<!\w)[\"']?[Nn]ame[\"']?\s*[:=]\s*[\"']?([A-Za-z_][\w.\-]*)[\"']?\s*(?:,\s*)?[\"']?[Vv]alue[\"']?\s*[:=]\s*$"
)
_COMMENT = re.compile(r"\s*(?:#|//|/\*|\*|--|;|<!--)")
# What AWS calls a thing of its own: `ami-…`, `subnet-…`, with 17 hexadecimal digits (once 8).
_RESOURCE_ID = re.compile(r"[a-z]+(?:-[a-z]+)*-(?:[0-9a-f]{8}|[0-9a-f]{17})")
# What joins literals into a longer one, before and after: then each is a piece of data.
_CONTINUES = re.compile(r"[\"'`]\s*(?:[+.]\s*)?$")
_CONTINUED = re.compile(r"[\"'`]\s*(?:[+.]\s*)?[bBrRuU]{0,2}[\"'`]")
# No string begins after a `\`, so that one without an end is not looked for from each `\"` in it.
_PYTHON_TOKEN = re.compile(
    r"#[^\n]*|(?<!\\)(?:(\"\"\"|''')(?:[^\\]|\\.)*?\1|(\")(?:[^\"\\\n]|\\.)*\"|(')(?:[^'\\\n]|\\.)*')", re.S
)
_NEAR = 120  # characters before and after a value that say what it is
_LONG_LINE = 1_000  # characters: the line of a minified file, or of data
_LONG_REST = re.compile(rf"[^\n]{{{_LONG_LINE}}}")
_SHORT_NAME = 2  # characters: a minified program's, or a loop's
_CROWD = 5  # values without a secret's name: more of them in one file are data


class _Candidate(NamedTuple):
    """A value in a text: its offsets there, itself, the name it is given (or ""), and whether that is a secret's."""

    start: int
    end: int
    value: str
    name: str
    sensitive: bool
    line: str  # the line before the value


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every literal that looks generated and that detect-secrets finds random."""
    table = judge.vocabulary["entropy"]
    if reading.kind == paths.LOCK or not set(table["harmless_paths"]).isdisjoint(reading.path.split("/")):
        return
    found = _generated(reading, judge, table)
    if reading.kind in (paths.PYTHON, paths.STUB) and found:
        literals = _python_literals(reading.source.text)
        found = [candidate for candidate in found if (candidate.start, candidate.end) in literals]
    if reading.kind == paths.DOTENV:  # secrets are what an env file is for: its own rules judge where it lies
        found = [candidate for candidate in found if not candidate.sensitive]
    if len({candidate.value for candidate in found if not candidate.sensitive}) > _CROWD:
        found = [candidate for candidate in found if candidate.sensitive]
    for candidate in found:
        if _is_random(candidate.value) and not _is_public(reading.source.text, candidate, judge):
            what = f"`{candidate.name}` is set to" if candidate.name else "this is"
            yield Hit(
                "high-entropy-string",
                reading.source.span(candidate.start, candidate.end),
                f"{what} a random-looking string{_by_whom()}",
                Secret(candidate.value),
                severity=Severity.NOTE if reading.in_tests else None,
            )


def _generated(reading: Reading, judge: Judge, table: Mapping[str, Any]) -> list[_Candidate]:
    """The values that look generated and that neither their name nor their place makes harmless."""
    words = run_words(table)
    context, emulators = (_any_of(table[key]) for key in ("harmless_context", "emulators"))
    text = reading.source.text
    return [
        candidate
        for candidate in _candidates(reading, judge)
        if looks_generated(words, candidate.value, candidate.sensitive)
        and not _RESOURCE_ID.fullmatch(candidate.value)
        and not _is_named_harmless(candidate, table)
        and not (emulators if candidate.sensitive else context).search(candidate.line)
        and not _is_piece(text, candidate)
        and judge.value(candidate.value, candidate.name).strength in ("weak", "strong")
    ]


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)), re.I)


def _candidates(reading: Reading, judge: Judge) -> Iterator[_Candidate]:
    """The values, outside comments and minified lines, that mix letters and digits as generated ones do."""
    text = reading.source.text
    quotes = '"' if reading.kind == paths.JSON else "\"'" if reading.kind in _BACKTICKS_ARE_TEXT else "\"'`"
    spans = [(match.start(), *match.span(2)) for match in _QUOTED.finditer(text) if match[1] in quotes]
    if reading.kind in _BARE_KINDS:
        spans += [(match.start(1), *match.span(1)) for match in _BARE.finditer(text)]
    for quote, start, end in spans:
        if not is_mixed(text, start, end):
            continue
        line = text[max(0, quote - _LONG_LINE) : quote].rpartition("\n")[2]
        prefix = _PREFIX.search(line[-3:])
        if prefix is None or len(line) == _LONG_LINE or _LONG_REST.match(text, end) or _COMMENT.match(line):
            continue
        match = _NAME.search(line[-_NEAR:].removesuffix(prefix[0]))
        name = match[1] if match else ""
        if name.lower() == "value" and (entry := _ENTRY_NAME.search(text[max(0, quote - _NEAR) : quote])):
            name = entry[1]
        yield _Candidate(start, end, text[start:end], name, judge.name(name).sensitive, line)


def _is_piece(text: str, candidate: _Candidate) -> bool:
    """Whether the value is joined to a literal before or after it, as lines of data are."""
    start, end = candidate.start, candidate.end
    quotes = 3 if text[start - 3 : start] in ('"""', "'''") else 1
    before = text[max(0, start - _NEAR) : start - quotes].rstrip("bBrRuU")
    after = text[end + quotes - 1 : end + _NEAR]
    return _CONTINUES.search(before) is not None or _CONTINUED.match(after) is not None


def _is_named_harmless(candidate: _Candidate, table: Mapping[str, Any]) -> bool:
    """Whether the value's name says that it is encrypted, an identifier, a digest or public, or says nothing."""
    words = [word.lower() for word in _NAME_WORD.findall(candidate.name)]
    if not words:
        return False
    if not set(table["harmless_words"]).isdisjoint(words) or " ".join(words[-2:]) in table["public_keys"]:
        return True
    is_identifier = words[0] in table["identifiers"] or words[-1] in table["harmless_names"]
    return not candidate.sensitive and (len(candidate.name) <= _SHORT_NAME or is_identifier)


def _by_whom() -> str:
    other = fork()
    return f" (says `{other}`, which is installed in the place of detect-secrets)" if other else ""


def _is_public(text: str, candidate: _Candidate, judge: Judge) -> bool:
    """Whether the value is, or holds, a credential of a provider's that is meant to be read by everybody."""
    first = max(0, candidate.start - _NEAR)
    near = text[first : candidate.end + _NEAR]
    start, end = candidate.start - first, candidate.end - first
    return any(token.format.public and token.start < end and start < token.end for token in judge.tokens.known(near))


def _python_literals(text: str) -> frozenset[tuple[int, int]]:
    """Where the contents of a Python file's string literals stand, by a tokenizing that is light and right."""
    spans = []
    for token in _PYTHON_TOKEN.finditer(text):
        quotes = token[1] or token[2] or token[3]
        if quotes:
            spans.append((token.start() + len(quotes), token.end() - len(quotes)))
    return frozenset(spans)


def _is_random(value: str) -> bool:
    """What detect-secrets' plugins say: they want quotes, and for runs of under 24 characters a limit of their own."""
    # Imported here: it takes 290 ms, and few files have a value that gets so far. Its functions are called, not
    # its scanner, which keeps its settings in a global that threads race for.
    from detect_secrets.plugins.high_entropy_strings import Base64HighEntropyString, HexHighEntropyString

    hexadecimal = re.fullmatch(r"[0-9a-fA-F]+", value) is not None
    plugin = HexHighEntropyString() if hexadecimal else Base64HighEntropyString(limit=entropy_limit(value))
    return any(
        plugin.calculate_shannon_entropy(run) > plugin.entropy_limit for run in plugin.analyze_string(f'"{value}"')
    )
