"""A program's text becomes tokens, in any language that the vocabulary describes: literals told from all else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

WORD, STRING, NUMBER, MARK, TEXT, COMMENT = "word", "string", "number", "mark", "text", "comment"


class Token(NamedTuple):
    """One token at `start:end`.

    `text` is what is written; of a `STRING` what stands between its quotes, and `TEXT` is a literal that gives no
    plain value (something is computed in it, or it is a pattern, a document, a single character).
    """

    kind: str
    text: str
    start: int
    end: int


class _Literal(NamedTuple):
    """A way to write a literal: the group `body` of `pattern` is what is in it.

    `free`: it is one only where a value may begin (`/` also divides); `plain`: nothing can be computed in it.
    """

    pattern: re.Pattern[str]
    kind: str = STRING
    free: bool = False
    plain: bool = False


class Syntax(NamedTuple):
    """What tells one language's literals from the rest of its text, made from its table in `languages.toml`.

    `token` matches blanks and what stands behind them, which its last group tells: "left" ends the code, "special" is a
    character that a literal may start with. Where none does, `plain` tells what it is. `enters` starts the code.
    """

    token: re.Pattern[str]
    inner: re.Pattern[str]
    plain: re.Pattern[str]
    literals: Mapping[str, tuple[str, ...]]
    nested: bool
    template: bool
    interpolates: re.Pattern[str] | None
    enters: re.Pattern[str] | None
    joins: frozenset[str]
    pairs: frozenset[str]
    typed: bool

    def throughout(self) -> Syntax:
        """The same for a text that is code from its start to its end, whatever stands around it."""
        return self._replace(token=self.inner, enters=None)


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.S | re.M)


_LITERALS = {
    "double": _Literal(_re(r'"(?P<body>(?:[^"\\\n]|\\.)*)"')),
    "single": _Literal(_re(r"'(?P<body>(?:[^'\\\n]|\\.)*)'"), plain=True),
    "double_lines": _Literal(_re(r'"(?P<body>(?:[^"\\]|\\.)*)"')),
    "single_lines": _Literal(_re(r"'(?P<body>(?:[^'\\]|\\.)*)'"), plain=True),
    "ruby_double": _Literal(
        _re(r'"(?P<body>(?:[^"\\#]|\\.|#(?!\{)|#\{(?:[^{}"\n]|"(?:[^"\\\n]|\\.)*"|\{[^{}\n]*\})*\})*)"')
    ),
    "triple": _Literal(_re(r'\${0,9}(?P<quotes>"{3,9})(?P<body>.*?)(?P=quotes)')),
    "triple_single": _Literal(_re(r"'''(?P<body>.*?)'''"), plain=True),
    "backtick": _Literal(_re(r"`(?P<body>[^`]*)`"), plain=True),
    "verbatim": _Literal(_re(r'(?:@\$?|\$@)"(?P<body>(?:[^"]|"")*)"')),
    "dollar": _Literal(_re(r'\$"(?P<body>(?:[^"\\\n]|\\.)*)"')),
    "rust_raw": _Literal(_re(r'b?r(?P<fence>#*)"(?P<body>.*?)"(?P=fence)'), plain=True),
    "cpp_raw": _Literal(_re(r'R"(?P<fence>[^()\\\s"]{0,16})\((?P<body>.*?)\)(?P=fence)"'), plain=True),
    "swift_raw": _Literal(_re(r'(?P<fence>#+)"(?P<body>.*?)"(?P=fence)'), plain=True),
    "char": _Literal(_re(r"'(?P<body>\\.[^'\n]{0,8}|[^'\\\n])'"), TEXT),
    "question": _Literal(_re(r"\?(?P<body>[\"'`/#])(?!\w)"), TEXT, free=True),
    "regex": _Literal(_re(r"/(?P<body>(?![*/])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)/[a-z]*"), TEXT, free=True),
    "percent": _Literal(
        _re(r"%[qQwWiIr]?(?:\((?P<body>[^()]*)\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>|\|[^|\n]*\||![^!\n]*!)"),
        TEXT,
        free=True,
    ),
    "ruby_document": _Literal(
        _re(r"<<[~-]?(?P<quote>[\"'`]?)(?P<tag>[A-Z_]\w*)(?!\w)(?P=quote)(?P<body>[^\n]*\n.*?)^[ \t]*(?P=tag)\b"), TEXT
    ),
    "ruby_comment": _Literal(_re(r"^=begin\b(?P<body>.*?)^=end\b"), TEXT),
    "php_document": _Literal(
        _re(r"<<<[ \t]*(?P<quote>[\"']?)(?P<tag>\w+)(?P=quote)\r?\n(?P<body>.*?)^[ \t]*(?P=tag)\b"), TEXT
    ),
}
_STARTS = {
    "double": '"', "single": "'", "double_lines": '"', "single_lines": "'", "ruby_double": '"', "triple": '"$',
    "triple_single": "'", "backtick": "`", "verbatim": "@$", "dollar": "$", "rust_raw": "br", "cpp_raw": "R",
    "swift_raw": "#", "char": "'", "question": "?", "regex": "/", "percent": "%", "ruby_document": "<",
    "ruby_comment": "=", "php_document": "<",
}  # fmt: skip
# How those start that may go on over lines. One without an end is looked for in all the rest of the text, which must
# not happen often: where a few have none, the text is not what its name says.
_LONG = {
    "triple": ('"""',), "triple_single": ("'''",), "double_lines": ('"',), "single_lines": ("'",),
    "ruby_double": ('"',),
    "backtick": ("`",), "verbatim": ('@"', '@$"', '$@"'), "rust_raw": ('r"', "r#", 'br"', "br#"), "cpp_raw": ('R"',),
    "swift_raw": ('#"', "##"), "percent": ("%",), "ruby_document": ("<<",), "ruby_comment": ("=begin",),
    "php_document": ("<<<",),
}  # fmt: skip
_TRIES = 8
_MARKS = r"=>|->|::|===?|!==?|:=|\|\|=?|\?\?=?|\?\.|\?:|&&|[+\-*/%.&^<>]=|<<|!!|[^\w\s]"
_VALUE_ENDS = frozenset(")]}")
_BEFORE_VALUES = frozenset("return typeof case in of do else when and or not if unless while yield await throw".split())
_CHUNK = _re(r"(?:[^`\\$]|\\.|\$(?!\{))*")
_BLOCK_MARK = re.compile(r"/\*|\*/")


def syntax(table: Mapping[str, Any]) -> Syntax:
    """The syntax that one language's table describes."""
    literals: dict[str, tuple[str, ...]] = {}
    for name in table["literals"]:
        for start in _STARTS.get(name, ""):
            literals[start] = (*literals.get(start, ()), name)
    leaves = table.get("leaves")
    ends = rf"(?:(?!{leaves})[^\n])*" if leaves else r"[^\n]*"
    comments = "|".join(table["comments"])
    template = "template" in table["literals"]
    special = re.escape("".join(literals) + ("`}" if template else ""))
    left = rf"(?P<left>{leaves})|" if leaves else ""
    plain = (
        rf"(?P<comment>(?:{comments}){ends})|(?P<block>/\*)"
        rf"|(?P<word>[@$]{{0,2}}[^\W\d]\w*)|(?P<number>\d[\w.]*)|(?P<mark>{_MARKS})"
    )
    inner = rf"(?P<special>[{special}])|{plain}"
    return Syntax(
        token=re.compile(rf"\s*(?:{left}{inner})"),
        inner=re.compile(rf"\s*(?:{inner})"),
        plain=re.compile(plain),
        literals=literals,
        nested=table.get("nested", False),
        template=template,
        interpolates=re.compile(table["interpolates"]) if "interpolates" in table else None,
        enters=re.compile(table["enters"]) if "enters" in table else None,
        joins=frozenset(table["joins"]),
        pairs=frozenset(table["pairs"]),
        typed=table.get("typed", False),
    )


def tokens(syntax: Syntax, text: str) -> Iterator[Token]:
    """The tokens of `text`, its comments among them. Takes time in proportion to its length; never fails."""
    match_next = syntax.token.match
    previous = Token(MARK, ";", 0, 0)
    failures: dict[str, int] = {}
    depths: list[int] = []  # how many braces are open in each `${…}` of the templates around
    match = match_next(text, _entered(syntax, text, 0))
    while match is not None:
        kind = match.lastgroup or ""
        start, end = match.span(kind)
        if kind == "special":
            character = text[start]
            if syntax.template and (character == "`" or (character == "}" and depths and depths[-1] == 0)):
                if character == "}":
                    depths.pop()
                token, opened = _template(text, start)
                if opened:
                    depths.append(0)
                # What follows `${` is as at the start of an expression.
                previous = Token(MARK, "${", token.start, token.end) if opened else token
                yield token
                match = match_next(text, token.end)
                continue
            literal = _literal(syntax, text, start, previous, failures)
            if literal is not None:
                previous = literal
                yield literal
                match = match_next(text, literal.end)
                continue
            match = syntax.plain.match(text, start)
            assert match is not None  # every character that is no blank is matched
            kind, end = match.lastgroup or "", match.end()
        if kind == MARK:
            written = text[start:end]
            if depths and written in "{}":
                depths[-1] += 1 if written == "{" else -1
            previous = Token(MARK, written, start, end)
            yield previous
        elif kind == "block":
            end = _after_block(text, end, syntax.nested)
            yield Token(COMMENT, text[start:end], start, end)
        elif kind == "left":
            end = _entered(syntax, text, end)
        elif kind == COMMENT:
            yield Token(COMMENT, text[start:end], start, end)
        else:
            previous = Token(kind, text[start:end], start, end)
            yield previous
        match = match_next(text, end)


def _entered(syntax: Syntax, text: str, at: int) -> int:
    """Where the next stretch of code starts, from `at` on."""
    if syntax.enters is None:
        return at
    match = syntax.enters.search(text, at)
    return match.end() if match else len(text)


def _literal(syntax: Syntax, text: str, at: int, previous: Token, failures: dict[str, int]) -> Token | None:
    """The literal that starts at `at`, if one does."""
    for name in syntax.literals.get(text[at], ()):
        literal = _LITERALS[name]
        if failures.get(name, 0) == _TRIES or (literal.free and not _may_begin(text, at, previous)):
            continue
        match = literal.pattern.match(text, at)
        if match is None:
            if text.startswith(_LONG.get(name, ()), at):
                failures[name] = failures.get(name, 0) + 1
            continue
        body = match["body"] or ""
        kind = literal.kind
        computed = syntax.interpolates is not None and not literal.plain and syntax.interpolates.search(body)
        if kind == STRING and (computed or ("$" in match[0][:2] and name in ("dollar", "verbatim") and "{" in body)):
            kind = TEXT
        return Token(kind, body, at, match.end())
    return None


def _may_begin(text: str, at: int, previous: Token) -> bool:
    """Whether a value may begin at `at`, so that `/` starts a pattern there and does not divide."""
    if previous.kind == MARK:
        return previous.text not in _VALUE_ENDS and previous.text != "<"
    if previous.kind == WORD and previous.text not in _BEFORE_VALUES:
        # `split /,/` in Ruby and Groovy: a blank before, and none after.
        return text[at - 1] == " " and not text[at + 1 : at + 2].isspace() and text[at + 1 : at + 2] != "="
    return previous.kind == WORD


def _template(text: str, at: int) -> tuple[Token, bool]:
    """The part of a template literal that starts at `at` (its start, or a `}`), and if a `${` ends it."""
    match = _CHUNK.match(text, at + 1)
    end = match.end() if match else at + 1
    opened = text.startswith("${", end)
    whole = text[at] == "`" and text.startswith("`", end)
    return Token(STRING if whole else TEXT, text[at + 1 : end], at, end + (2 if opened else 1)), opened


def _after_block(text: str, at: int, nested: bool) -> int:
    """Where the comment ends whose `/*` ends at `at`."""
    depth = 1
    for match in _BLOCK_MARK.finditer(text, at):
        if match[0] == "*/":
            depth -= 1
        elif nested:
            depth += 1
        if depth == 0:
            return match.end()
    return len(text)
