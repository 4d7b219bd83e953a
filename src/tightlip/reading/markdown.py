"""Code in Markdown and reStructuredText as facts: blocks of shell and env files, and blocks of Python."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tightlip.judgement.judge import Judge
from tightlip.reading.dotenv import assignments
from tightlip.reading.facts import Fact, Reading
from tightlip.reading.pieces import Piece, join
from tightlip.reading.scripts import IN_SCRIPT, script, script_facts

_FENCED = re.compile(
    r"^([ \t>]*)(```+|~~~+(?!~))[ \t]*(?![ \t])\{?\.?([\w+\-]*)(?![\w+\-])[^\n`]*\n"
    r"(.*?)(?:^[ \t>]*\2[`~]*[ \t]*$|\Z)",
    re.M | re.S,
)
_DIRECTIVE = re.compile(
    r"^([ \t]*)\.\. (?:code-block|code|sourcecode|prompt)::[ \t]*([\w+\-]+)(?![\w+\-])[^\n]*\n"
    r"((?:\1[ \t][^\n]*\n|[ \t]*\n)+)",
    re.M,
)
_OPTION = re.compile(r"(?:[ \t]*:[\w\-]+:[^\n]*\n)*")
_LINE = re.compile(r"[^\n]*\n?")
_BLANK = re.compile(r"[ \t>]*")
_PROMPT = re.compile(r"[ \t]*(?:\([\w.\-]+\)[ \t]*)?(?:\[[^\]\n]*\]|[\w.\-]+@[\w.\-][^$#\n]*)?[$%❯][ \t]+")
_PYTHON_PROMPT = re.compile(r"[ \t]*(?:>>>|\.\.\.)(?: |$)")
_SHELLS = frozenset("sh bash shell zsh ksh console shell-session shellsession bash-session terminal cmd".split())
_ENVS = frozenset(("env", "dotenv"))
_PYTHONS = frozenset(("python", "py", "python3", "pycon", "ipython"))


class _Block(NamedTuple):
    language: str
    code: Piece


def read(reading: Reading, wanted: frozenset[str], judge: Judge) -> Reading:
    """`reading` with the facts of its code blocks."""
    text = Piece.of(reading.source.text, 0, len(reading.source.text))
    return reading._replace(facts=tuple(block_facts(text, reading, wanted, judge)))


def block_facts(text: Piece, reading: Reading, wanted: frozenset[str], judge: Judge) -> Iterator[Fact]:
    """The facts of the code blocks in `text`, which is a part of the document of `reading`."""
    source = reading.source
    for language, code in _blocks(text):
        if language in _SHELLS:
            yield from script_facts(list(script(_without_prompts(code))), source, wanted, judge)
        elif language in _ENVS and "bindings" in wanted:
            for binding in assignments(code, source):
                yield binding._replace(form=IN_SCRIPT, owner=f"`{binding.name}` is set")
        elif language in _PYTHONS:
            from tightlip.reading.embedded import python_facts

            # What is no Python (a part of a module, "...") is read as text: an example need not be whole.
            yield from python_facts(_without_python_prompts(code), reading, wanted, judge).facts


def _blocks(text: Piece) -> Iterator[_Block]:
    for match in _FENCED.finditer(text.text):
        yield _Block(match[3].lower(), _dedented(text.group(match, 4)))
    for match in _DIRECTIVE.finditer(text.text):
        body = text.group(match, 3)
        options = _OPTION.match(body.text)
        yield _Block(match[2].lower(), _dedented(body.cut(options.end() if options else 0)))


def _lines(code: Piece) -> list[Piece]:
    return [code.cut(*match.span()) for match in _LINE.finditer(code.text) if match[0]]


def _dedented(code: Piece) -> Piece:
    """The code without the blanks, or the marks of a quotation, that all of its lines begin with."""
    lines = _lines(code)
    common = min((match.end() for line in lines if line.text.strip() and (match := _BLANK.match(line.text))), default=0)
    return join(line.cut(min(common, len(line.text) - 1)) for line in lines) if common and lines else code


def _without_prompts(code: Piece) -> Piece:
    """The commands alone, where each has a prompt before it; what is between them is output."""
    lines = _lines(code)
    if not any(_PROMPT.match(line.text) for line in lines):
        return code
    kept = []
    more = False
    for line in lines:
        prompt = _PROMPT.match(line.text)
        if prompt or more:
            kept.append(line.cut(prompt.end() if prompt else 0))
            more = line.text.rstrip().endswith("\\")
    return join(kept)


def _without_python_prompts(code: Piece) -> Piece:
    """The code of an interactive session; all of it where there is no prompt."""
    lines = _lines(code)
    found = [(line, _PYTHON_PROMPT.match(line.text)) for line in lines]
    if not any(match for _, match in found):
        return code
    return join(line.cut(match.end()) for line, match in found if match)
