"""Whether a text that got comments still says what it said: each of them must be one, and change nothing else."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from tightlip.paths import HCL, PYTHON, SHELL, STUB, TOML, XML, YAML
from tightlip.reading.text import SourceText

_GRAMMARS = {YAML: "yaml", TOML: "toml", HCL: "hcl"}
_TEMPLATE = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}")


def is_harmless(kind: str, old: str, new: str, comments: Sequence[int]) -> bool:
    """Whether in `new`, a text of that `kind`, comments begin at the offsets `comments`, and all else is as in `old`.

    Where nothing here knows the syntax the answer is yes: then where a comment may stand has to be known before.
    """
    if kind in (PYTHON, STUB):
        return _tokens(old) == _tokens(new) is not None
    if kind in _GRAMMARS:
        return _are_comments(_GRAMMARS[kind], old, new, comments)
    if kind == SHELL:
        return _commands(old) == _commands(new)
    if kind == XML:
        return _elements(old) == _elements(new) is not None
    return True


def _tokens(text: str) -> list[tuple[int, str]] | None:
    """The tokens of Python that mean something; `None` for what is no Python."""
    import tokenize

    silent = (tokenize.COMMENT, tokenize.NL)
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text, newline=None).readline))
    except (tokenize.TokenError, SyntaxError):
        return None
    return [(token.type, token.string) for token in tokens if token.type not in silent]


def _are_comments(grammar: str, old: str, new: str, offsets: Sequence[int]) -> bool:
    from tightlip.reading.sitter import SittingTree

    # Templates of YAML are none until they are filled in; what fills them is on one line, and as long.
    before, tree = (SittingTree(_TEMPLATE.sub(_filled, text), grammar) for text in (old, new))
    if tree.root.has_error and not before.root.has_error:
        return False
    ranges = []
    waiting = [tree.root]
    while waiting:
        node = waiting.pop()
        waiting += node.children
        if node.type == "comment":
            ranges.append(tree.range(node))
    return all(any(start <= offset < end for start, end in ranges) for offset in offsets)


def _filled(template: re.Match[str]) -> str:
    return "x" * len(template[0])


def _commands(text: str) -> list[tuple[list[str], list[str]]]:
    from tightlip.reading.pieces import Piece
    from tightlip.reading.shell_words import commands

    text = "".join(SourceText(text).line(number) + "\n" for number in range(1, len(SourceText(text).starts) + 1))
    found = commands(Piece.of(text, 0, len(text)))
    return [
        ([word.text for word in command.words], [redirect.target.text for redirect in command.redirects])
        for command in found
    ]


def _elements(text: str) -> list[tuple[str, dict[str, str], str, str]] | None:
    from xml.etree import ElementTree

    try:
        root = ElementTree.fromstring(text.encode())
    except (ElementTree.ParseError, ValueError, LookupError):
        return None
    return [(each.tag, dict(each.attrib), (each.text or "").strip(), (each.tail or "").strip()) for each in root.iter()]
