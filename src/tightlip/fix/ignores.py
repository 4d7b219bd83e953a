"""Comments that ignore what is found in a text, each where its format allows one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from tightlip.fix.harmless import is_harmless
from tightlip.fix.places import Place, Places
from tightlip.model import Finding
from tightlip.reading.text import SourceText

_NOWHERE = "no comment can stand at its line"
_TROUBLE = "a comment there would change what else is found"


class Ignored(NamedTuple):
    """The text with its comments, the findings that they ignore, and those left, each with the reason."""

    text: str
    ignored: tuple[Finding, ...] = ()
    left: tuple[tuple[Finding, str], ...] = ()


def with_ignores(
    text: str, kind: str, path: str, findings: Sequence[Finding], reason: str, reported: Callable[[str], frozenset[str]]
) -> Ignored:
    """`text`, the file at `path`, with a comment for each of `findings`.

    `reported` tells the fingerprints of what would be reported of a text: no comment is left in that does not do
    its work, or harms. `reason` is written into each comment.
    """
    source = SourceText(text)
    places = Places(source, kind, path)
    if places.refusal:
        return Ignored(text, (), tuple((finding, places.refusal) for finding in findings))
    waiting = {finding: list(places.of(finding.span.line)) for finding in findings}
    before = reported(text)
    while True:
        chosen = {finding: options[0] for finding, options in waiting.items() if options}
        left = tuple((finding, _NOWHERE) for finding, options in waiting.items() if not options)
        if not chosen:
            return Ignored(text, (), left)
        new, offsets = _written(source, chosen, reason)
        if is_harmless(kind, text, new, offsets):
            after = reported(new)
            failed = [finding for finding in chosen if finding.fingerprint in after]
            if not failed:
                if after <= before:
                    return Ignored(new, tuple(chosen), left)
                return Ignored(text, (), (*left, *((finding, _TROUBLE) for finding in chosen)))
        else:
            failed = [
                finding
                for finding, place in chosen.items()
                if not is_harmless(kind, text, *_written(source, {finding: place}, reason))
            ] or list(chosen)
        for finding in failed:
            del waiting[finding][0]


def _written(source: SourceText, chosen: Mapping[Finding, Place], reason: str) -> tuple[str, list[int]]:
    """The text with its comments, and the offsets at which they begin."""
    rules: dict[Place, set[str]] = {}
    for finding, place in chosen.items():
        rules.setdefault(place, set()).add(finding.rule)
    by_line: dict[int, list[Place]] = {}
    for place in sorted(rules):
        by_line.setdefault(place.line, []).append(place)
    parts: list[str] = []
    offsets, at, done = [], 0, 0
    for number, here in sorted(by_line.items()):
        start = source.starts[number - 1]
        line = source.line(number)
        end = start + len(line)
        for place in sorted(here, key=lambda place: not place.above):
            comment = _comment(place, rules[place], reason)
            if place.above:
                indentation = line[: len(line) - len(line.lstrip())]
                before, added, after = source.text[done:start], indentation + comment, _line_end(source)
                done = start
            else:
                content = line.rstrip()
                before = source.text[done : start + len(content)]
                added, after = ("  " if place.opener == "#" else " ") + comment, line[len(content) :]
                # What is not seen at the line's end (blanks that mean something) stays where it was: after the comment.
                done = end
            parts += (before, added, after)
            offsets.append(at + len(before) + len(added) - len(comment))
            at += len(before) + len(added) + len(after)
    return "".join((*parts, source.text[done:])), offsets


def _comment(place: Place, rules: Iterable[str], reason: str) -> str:
    form = "ignore-next-line" if place.above else "ignore"
    for end in ("--", "*/"):  # which could end the comment
        reason = reason.replace(end, " ") if place.closer else reason
    said = f" {reason.strip()}" if reason else ""
    return f"{place.opener} tightlip: {form}[{', '.join(sorted(rules))}]{said}{place.closer}"


def _line_end(source: SourceText) -> str:
    """How the first line ends, which is how a new one should."""
    first = source.text[: source.starts[1]] if len(source.starts) > 1 else "\n"
    return first[len(first.rstrip("\r\n")) :]
