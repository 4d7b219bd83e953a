"""A program as tokens that know what is around them, and what stands beside them, as far as names go."""

from __future__ import annotations

from typing import NamedTuple

from tightlip.reading.languages.lexer import COMMENT, MARK, NUMBER, STRING, WORD, Syntax, Token, tokens

_CLOSERS = {")": "(", "]": "[", "}": "{"}
_STEPS = frozenset((".", "?.", "->", "::", "!!"))
_END = Token(MARK, "", 0, 0)
_SHORT = 14  # tokens: what is looked through for a type, a key, an accessor
_FAR = 40  # tokens: the longest way back to what a value is assigned to


class Program(NamedTuple):
    """Tokens, and of each: the index of the bracket around it (or -1), which of its items it is in, its own mate.

    The comments are no part of them.
    """

    text: str
    syntax: Syntax
    tokens: tuple[Token, ...]
    around: tuple[int, ...]
    position: tuple[int, ...]
    mates: dict[int, int]
    comments: tuple[Token, ...]

    def at(self, index: int) -> Token:
        """The token at `index`, an empty mark beyond either end."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else _END

    def is_mark(self, index: int, *marks: str) -> bool:
        """Whether one of these `marks` stands at `index`."""
        token = self.at(index)
        return token.kind == MARK and token.text in marks

    def breaks(self, index: int) -> bool:
        """Whether a line ends between the tokens at `index` and after it."""
        following = self.at(index + 1)
        return following is _END or "\n" in self.text[self.at(index).end : following.start]

    def touches(self, index: int) -> bool:
        """Whether nothing, not even a blank, stands between the tokens at `index` and after it."""
        return self.at(index).end == self.at(index + 1).start


def program(syntax: Syntax, text: str) -> Program:
    """The program that `text` is, in time proportional to its length, whether its brackets match or not."""
    found: list[Token] = []
    arounds: list[int] = []
    positions: list[int] = []
    mates: dict[int, int] = {}
    comments: list[Token] = []
    around, position = -1, 0  # the bracket that is open, and how many commas it has had
    outside: list[tuple[int, int]] = []  # the same of those around it
    for token in tokens(syntax, text):
        kind, written, _, _ = token
        if kind == COMMENT:
            comments.append(token)
            continue
        index = len(found)
        if kind == MARK and written in _CLOSERS and outside:
            if found[around].text == _CLOSERS[written]:
                mates[around], mates[index] = index, around
            around, position = outside.pop()
        found.append(token)
        arounds.append(around)
        positions.append(position)
        if kind == MARK and written in "([{":
            outside.append((around, position))
            around, position = index, 0
        elif written == "," and kind == MARK and outside:
            position += 1
    return Program(text, syntax, tuple(found), tuple(arounds), tuple(positions), mates, tuple(comments))


def name_at(code: Program, index: int) -> str:
    """The name of the expression or the target whose last token is at `index`; empty when it has none."""
    token = code.at(index)
    if token.kind in (WORD, STRING):
        return token.text
    if token.kind != MARK:
        return ""
    if token.text in ("?", "!", "!!"):
        return name_at(code, index - 1) if code.at(index - 1).kind == WORD else ""
    opener = code.mates.get(index, -1)
    if opener < 0:
        return ""
    inside = range(opener + 1, index)
    if token.text == "]":  # `config["password"]`, `char password[64]`
        if len(inside) == 1 and code.at(opener + 1).kind == STRING:
            return code.at(opener + 1).text
        sized = not inside or (len(inside) == 1 and (code.at(opener + 1).kind in (NUMBER, WORD)))
        declared = code.at(opener - 2).kind == WORD or code.is_mark(opener - 2, "*", "]")
        return code.at(opener - 1).text if sized and declared and code.at(opener - 1).kind == WORD else ""
    if token.text == ")":  # `getenv("DB_PASSWORD")`, `env('DB_PASSWORD', null)`
        keys = [code.at(at).text for at in inside if code.at(at).kind == STRING] if len(inside) <= _SHORT else []
        return keys[0] if keys else ""
    if token.text == "}" and len(inside) <= _SHORT:  # `string Password { get; set; } = "…"`
        accessors = {code.at(at).text for at in inside if code.at(at).kind == WORD}
        return code.at(opener - 1).text if accessors & {"get"} else ""
    return ""


def target(code: Program, equals: int) -> str:
    """The name that the `=` at `equals` gives a value, past a type: `password: string = "…"`."""
    last = equals - 1
    if code.syntax.typed:
        for index in range(last, max(-1, last - _SHORT), -1):
            token = code.at(index)
            if token.kind == MARK and token.text in (":", "?:"):
                name = code.at(index - 2 if code.is_mark(index - 1, "?", "!") else index - 1)
                return name.text if name.kind == WORD else ""
            if token.kind == MARK and token.text not in "?!&<>[].|'*::":
                break
    before = code.at(last - 1)
    if code.at(last).kind == WORD and code.at(last).text == "string" and before.kind == WORD:
        return before.text  # Go: `const password string = "…"`
    if before.kind == WORD and before.text in ("type", "typealias", "namespace", "using"):
        return ""
    if code.is_mark(last - 1, "-") and code.touches(last - 1):
        return ""  # an attribute in a page: `data-token="…"`
    return name_at(code, last)


def assigned(code: Program, index: int) -> str:
    """The name that the expression which the token at `index` is part of gives its value to, if it does."""
    while index >= 0:
        level = code.around[index]
        for at in range(index, max(level, index - _FAR), -1):
            if code.around[at] != level or code.at(at).kind != MARK:
                continue
            if code.at(at).text in ("=", ":="):
                return target(code, at)
            if code.at(at).text == ":":
                return name_at(code, at - 1)
            if code.at(at).text in (";", ",", "?"):
                return ""
        if not code.is_mark(level, "("):
            return ""
        index = level - 1  # in brackets, or an argument: what the call gives is assigned
        if code.at(index).kind == WORD:
            return ""
    return ""


def callee(code: Program, bracket: int) -> tuple[str, int]:
    """The dotted name of what is called by the bracket at `bracket`, and the index of its first token."""
    index = bracket - 1
    if code.is_mark(index, ">"):  # `of<string>(…)`
        opener = next((at for at in range(index, max(0, index - _SHORT), -1) if code.is_mark(at, "<")), index)
        index = opener - 2 if code.is_mark(opener - 1, "::") else opener - 1
    if code.is_mark(index, "!"):  # a macro of Rust's
        index -= 1
    if code.at(index).kind != WORD:
        return "", bracket
    name = code.at(index).text
    if code.is_mark(index - 1, "]"):  # `[]byte("…")`
        return name, code.mates.get(index - 1, index)
    first = index
    while code.at(first - 1).text in _STEPS and code.at(first - 2).kind == WORD:
        first -= 2
        name = f"{code.at(first).text}.{name}"
    if code.at(first - 1).text in _STEPS:
        name = f".{name}"
    return name, first - 1 if code.at(first - 1).text in ("new", "&") else first


def label(code: Program, opener: int) -> str:
    """What the map, the class, the enumeration or the call that the bracket at `opener` starts is called."""
    before = opener - 1
    if code.is_mark(before, "=", ":", "=>", ":=", "->"):
        return target(code, before) if code.is_mark(before, "=") else name_at(code, before - 1)
    if code.at(before).kind == WORD and code.at(before - 1).text in ("enum", "new"):
        return "enum" if code.at(before - 1).text == "enum" else ""
    if code.at(before).kind == WORD and code.at(before).text in ("array", "HashMap", "Map"):
        return label(code, before)
    if code.is_mark(opener, "{") and code.is_mark(opener - 1, ")"):
        return ""
    return callee(code, opener)[0]
