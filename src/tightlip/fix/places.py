"""Where a comment may stand in a file, and in what syntax: at the end of a line, or on one of its own above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from tightlip import paths
from tightlip.reading.text import SourceText
from tightlip.waivers.layout import layout_of

_HASH, _SLASHES, _DASHES = ("#", ""), ("//", ""), ("--", "")
_MARKUP = ("<!--", " -->")
_BY_SUFFIX = {
    **dict.fromkeys("js mjs cjs jsx ts tsx mts cts json5 go java kt kts scala sbt swift rs".split(), _SLASHES),
    **dict.fromkeys("c h cc cpp cxx hpp hh m mm ino cs php phtml php5 inc dart groovy gradle".split(), _SLASHES),
    **dict.fromkeys("rb rake gemspec pl pm r jl ex exs nix graphql ps1 fish".split(), _HASH),
    **dict.fromkeys("sql lua hs".split(), _DASHES),
    **dict.fromkeys("html htm vue svelte svg".split(), _MARKUP),
}  # fmt: skip
_FENCED_HASH = frozenset(
    "sh bash shell zsh console python py yaml yml toml ini dockerfile hcl terraform env dotenv make ruby".split()
)
# Here a comment is only one at the start of its line: `A=b # c` may well be the value `b # c`.
_LINES_OF_THEIR_OWN = (paths.DOCKERFILE, paths.DOTENV, paths.ENV_TEMPLATE, paths.INI, paths.MAKEFILE, paths.PROCFILE)
_FENCE = re.compile(r"[ \t>]*(```+|~~~+)[ \t]*\{?\.?([\w+\-]*)")
_HERE_DOCUMENT = re.compile(r"<<-?[ \t]*([\"']?)([A-Za-z_]\w*)\1")
_QUOTES = re.compile(r"\\.|([\"'`])")


class Place(NamedTuple):
    """Line `line` (from 1): its end, or above it. `opener` and `closer` are what make a comment there."""

    line: int
    above: bool
    opener: str
    closer: str = ""


class Places:
    """The places for comments in `source`, the file at `path`, of that `kind`."""

    def __init__(self, source: SourceText, kind: str, path: str) -> None:
        self._source, self._kind, self._path = source, kind, path.lower()
        self._layout = layout_of(source, kind)

    @cached_property
    def refusal(self) -> str:
        """Why no comment can stand anywhere in the file; empty where some can."""
        if self._kind in (paths.JSON, paths.LOCK):
            return "JSON has no comments" if self._path.endswith(".json") else "a generated file"
        if self._kind == paths.NOTEBOOK:
            return "a notebook: write the comment in its cell"
        if self._kind in (paths.PYTHON, paths.STUB) and self._layout.comments is None:
            return "not valid Python"
        if self._kind == paths.TEXT and self._suffix not in _BY_SUFFIX:
            return "what a comment looks like in such a file is not known"
        return "reStructuredText has no comments in its lines" if self._path.endswith(".rst") else ""

    def of(self, line: int) -> Iterator[Place]:
        """Where a comment about `line` may stand, the best place first."""
        if self.refusal:
            return
        first, last = self._layout.statements.get(line, (line, line))
        if self._kind in _LINES_OF_THEIR_OWN:
            if first not in self._in_here_documents:
                yield Place(first, True, *_HASH)
        elif self._kind in (paths.PYTHON, paths.STUB):
            yield from (Place(each, False, *_HASH) for each in dict.fromkeys((line, last)))
        elif self._kind == paths.SHELL:
            if not self._source.line(line).rstrip().endswith("\\"):
                yield Place(line, False, *_HASH)
            yield Place(first, True, *_HASH)
        elif self._kind in (paths.YAML, paths.TOML, paths.HCL):
            yield from (Place(each, False, *_HASH) for each in dict.fromkeys((line, first)))
            yield Place(line, True, *_HASH)
        elif self._kind == paths.XML:
            yield Place(line, False, *_MARKUP)
            yield Place(line, True, *_MARKUP)
        elif self._kind == paths.MARKDOWN:
            yield from self._in_markdown(line)
        elif self._is_between_quotes(line):
            yield Place(line, False, *_BY_SUFFIX[self._suffix])

    @property
    def _suffix(self) -> str:
        return self._path.rpartition("/")[2].rpartition(".")[2]

    @cached_property
    def _in_here_documents(self) -> frozenset[int]:
        """The lines of here-documents, which may be no script: what is in them is somebody's text."""
        inside: set[int] = set()
        word = ""
        for number in range(1, len(self._source.starts) + 1):
            line = self._source.line(number)
            if word:
                inside.add(number)
                word = "" if line.strip() == word else word
            elif (match := _HERE_DOCUMENT.search(line)) and not line.lstrip().startswith("#"):
                word = match[2]
        return frozenset(inside)

    def _in_markdown(self, line: int) -> Iterator[Place]:
        fence, language = "", ""
        for number in range(1, line):
            match = _FENCE.match(self._source.line(number))
            if match and not fence:
                fence, language = match[1], match[2].lower()
            elif match and match[1].startswith(fence) and not match[2]:
                fence = ""
        if not fence:
            yield Place(line, False, *_MARKUP)
        elif language in _FENCED_HASH:
            yield Place(line, False, *_HASH)

    def _is_between_quotes(self, line: int) -> bool:
        """Whether the end of `line` is in no string, as far as that can be told without knowing the language."""
        if self._source.line(line).rstrip().endswith("\\"):
            return False
        before = self._source.text[: self._source.starts[line - 1]]
        if before.count('"""') % 2 or before.count("`") % 2 or before.count("/*") > before.count("*/"):
            return False
        opened = ""
        for match in _QUOTES.finditer(self._source.line(line)):
            if match[1]:
                opened = "" if opened == match[1] else opened or match[1]
        return not opened
