"""The tree that is grown out of the standard library's is the one that libcst's makes: node by node, place by place."""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import _pytest
import libcst
import pytest
from libcst._nodes import expression

from tightlip.reading.decode import decode
from tightlip.reading.python.module import PythonModule, children, walk
from tightlip.reading.python.parsing import parse
from tightlip.reading.python.syntax import nodes as cst
from tightlip.reading.python.syntax.grow import grow
from tightlip.reading.python.whole import read_whole

CASES = Path(__file__).parent.parent.parent

# Of these nobody asks where they stand; of those below, not inside an import.
_WITHOUT_PLACE = (
    cst.Module, cst.BaseSuite, cst.SimpleStatementLine, cst.BaseElement, cst.StarredDictElement, cst.Index, cst.Slice,
    cst.SubscriptElement, cst.Arg, cst.Param, cst.Parameters, cst.Annotation, cst.AssignTarget, cst.ComparisonTarget,
    cst.CompFor, cst.CompIf, cst.AsName, cst.From, cst.Else, cst.Finally, cst.BaseHandler, cst.WithItem, cst.NameItem,
    cst.Import, cst.ImportFrom, cst.ImportAlias, cst.MatchCase, cst.MatchPattern, cst.MatchStar, cst.TypeAlias,
    cst.MatchSequenceElement, cst.MatchMappingElement, cst.MatchKeywordElement, cst.MatchOrElement, cst.Pass,
    cst.Break, cst.Continue, cst.Global, cst.Nonlocal, cst.Del,
)  # fmt: skip
_NAMES_WITHOUT_PLACE = (cst.Import, cst.ImportFrom, cst.Global, cst.Nonlocal, cst.MatchKeywordElement, cst.MatchMapping)

STATEMENTS = [
    "x = 1; y = 2\nz = 3",
    "if a: b; c\nelif d:\n    e\nelse: f",
    "if a:\n    b\nelse:\n    if c:\n        d",
    "for x in y: z\nelse:\n    w\nwhile a: break",
    "async def f():\n    async for x in y:\n        async with a as b, c: await d",
    "try:\n    a\nexcept (B, C) as error: d\nexcept (E) as \\\n  f:\n    raise G from h\nelse:\n    i\nfinally:\n    j",
    "@a.b\n@ (c)\ndef f(a, /, b: int = 1, *args: str, c, d=2, **kwargs) -> 'x': return a, b",
    "@d\nclass A(B, *C, metaclass=M, **k):\n    x: int\n    y: int = 1",
    "class A: pass",
    "def f(*, a=1): lambda *b, c=2, **d: (yield)",
    "import a.b as c, d\nfrom . import e\nfrom ..f.g import (h as i,\n  j)\nfrom k import *",
    "a, b = c, = d = (e, f)",
    "x = (a), (b)\ny = ((a), (b))\nz = (a, b),\nw = ()\nv = (((a)), # ) (\n (b))",
    "f((a, b), (c), (d for d in e), *g, h=(i), **j)\nany(k for k in l)\nany((k for k in l))\nf(x=1, *y)",
    "a[1], a[1:2], a[1:2, 3], a[(1, 2)], a[1, 2], a[x,], a[::2], a[()]",
    "a or b or (c or d) or e and f and not (g)\na + b + (c * d) % -e | ~f",
    "a < b <= (c) != d is e is not f in g not in h == i",
    "[a for b in c if d if (e) for f in g], {a for b in c}, {a: b for c in d}, {**a, 'b': (c), (d): e}, [*a], {b, *c}",
    "x = a if (b) else c\nprint((n := 10), await_)\nassert a, (b)\ndel a, b[0]\ndel (c)\nx += 1\ny |= z\nz //= 2",
    "global a, b\nx = 0xFF + 1_000 + 1.5e3 + 2j + True is None is ...",
    "match a:\n    case [b, *_] | {'k': c, **rest} | D(e, f=g) if h:\n        i\n    case None | 1 | 'x' | -1 as j: k\n"
    "    case l, m: n\n    case _: o",
    "'a' \"b\" '''c\nd''' # e\nx = (b'a' # f ' \"\n  rb'g' if h else rb'\\i' br'j')",
    "'a' 'b'\nx = ('a'\n  f'{b}' 'c' rf\"{d}\\{e}\" )\ny = 'a' \\\n  'b'",
    "f'', f'a', f'{{a}}', f'{a}{b}', F'{a!r:>{b}.{c}}', f'{ a = !s}', f'{a==b}', f'{a!=b}', f'{(lambda: 1)()}'",
    "f'{a[\"b\"]}' f\"{c['d']:{e}}\" f'''{f(\n g, h)} {\n i}'''\nx = f'{a, b}{ {c: d}[c] }{*e, f}'",
    "f'\\N{BULLET} {a} \\'{b}\\' \\n{c}' rf'\\d{d}{{2}}\\\\{e}'",
    "f'{a:%Y-%m-%d {b}}{c:,}{d:}{e!r}'",
    "f'{x:{\"{\"}>10}' f'{a}}}{{{b}'",
    "é = 'ü' + ñ.ö('日本', k='語')  # ß\nf'日{本}語{\"ü\" + é}' ; x = ('ä', a.b)",
    "x = 'a\\\r\nb'\r\ny = f'''c\r\n{d}'''\r\n",
    "def f():\n\tx = 'a'\n\treturn x  \\\n  + y",
    "",
    "\n\n# nothing\n",
]


def same(theirs: PythonModule, ours: PythonModule) -> Iterator[str]:
    """What is not the same in two trees."""
    stack = [(theirs.tree, ours.tree, False)]
    while stack:
        one, other, unplaced = stack.pop()
        if type(one) is not type(other):
            yield f"{type(one).__name__} is {type(other).__name__}"
            continue
        if not unplaced and not isinstance(one, _WITHOUT_PLACE) and theirs.place(one) != ours.place(other):
            yield f"{type(one).__name__} at {theirs.place(one)} is at {ours.place(other)}"
        for name in one.fields:
            left, right = getattr(one, name), getattr(other, name)
            if not isinstance(left, (cst.CSTNode, list)) and left != right:
                yield f"{type(one).__name__}.{name} {left!r} is {right!r}"
            elif isinstance(left, cst.BaseOperator) and type(left) is not type(right):
                yield f"{type(left).__name__} is {type(right).__name__}"
        below, beside = list(children(one)), list(children(other))
        if len(below) != len(beside):
            yield f"{type(one).__name__} has {len(below)} parts and {len(beside)}"
        inside = unplaced or isinstance(one, _NAMES_WITHOUT_PLACE)
        stack.extend((left, right, inside) for left, right in zip(below, beside))


@pytest.mark.parametrize("text", STATEMENTS)
def test_it_is_the_tree_that_libcst_makes(text: str) -> None:
    assert list(same(read_whole(text), PythonModule(grow(text)))) == []


@pytest.mark.parametrize("text", ["x = a or b or c", "x = 'a' 'b'", "f'{a}'", "x = (a, b)"])
def test_the_comparison_sees_a_difference(text: str) -> None:
    module = PythonModule(grow(text))
    *_, last = walk(module.tree)
    last.at = (1, 0, 1, 99)
    assert len(list(same(read_whole(text), module))) == 1


def files_of(module: ModuleType) -> list[Path]:
    return sorted(Path(str(module.__file__)).parent.glob("*.py"))


CODE = {
    "cases": sorted(CASES.rglob("*.py")),
    "the standard library": files_of(ast),
    "libcst": files_of(libcst) + files_of(expression),
    "pytest": files_of(_pytest),
}


@pytest.mark.parametrize("files", CODE.values(), ids=CODE)
def test_the_same_in_real_code(files: list[Path]) -> None:
    files = [path for path in files if path.stat().st_size < 30_000]
    compared = 0
    for path in files[:: max(1, len(files) // 30)]:
        text = decode(path.read_bytes())
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                ast.parse(text)
            theirs = read_whole(text)
        except (SyntaxError, ValueError):
            continue
        assert list(same(theirs, PythonModule(grow(text)))) == [], path
        compared += 1
    assert compared > 10


def test_a_form_feed_is_a_column() -> None:
    """Which libcst forgets."""
    line = grow("\x0cpassword = 'a'").body[0]
    assert line.at == (1, 1, 1, 15)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="quotes of the same kind in a field")
@pytest.mark.parametrize("text", ['f"{a["b"]}"', 'f"{f"{f"{c}"}"}"', "f'''{\n a # c '\n}'''", "f'{'\\n'.join(x)}'"])
def test_fields_as_of_python_3_12(text: str) -> None:
    assert list(same(read_whole(text), PythonModule(grow(text)))) == []


@pytest.mark.parametrize(
    "text",
    [
        "print 'Python 2'",
        pytest.param(
            'x = f"{a["b"]}"',
            marks=pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python parses it"),
        ),
    ],
)
def test_what_this_python_cannot_parse_is_left_to_libcst(text: str) -> None:
    with pytest.raises(SyntaxError):
        grow(text)
    if "print" in text:
        with pytest.raises(ValueError, match="not valid Python"):
            parse(text)
    else:
        assert any(isinstance(node, cst.FormattedString) for node in walk(parse(text).tree))


@pytest.mark.skipif(sys.version_info < (3, 14), reason="template strings")
@pytest.mark.parametrize(
    "text",
    ["t''", "t'a', T'{{a}}', rt'\\d{b}{{2}}'", "t'{a}{b!r:>{c}.{d}}', t'{ a = }'", 't"{a["b"]}" + f"{t"{c}"}"'],
)
def test_template_strings_are_as_f_strings(text: str) -> None:
    assert list(same(read_whole(text), PythonModule(grow(text)))) == []


@pytest.mark.skipif(sys.version_info < (3, 14), reason="errors without parentheses")
@pytest.mark.parametrize("star", ["", "*"])
def test_errors_without_parentheses(star: str) -> None:
    text = f"try:\n    a\nexcept{star} B, C:\n    d\nexcept{star} (E, F) as g:\n    h"
    assert list(same(read_whole(text), PythonModule(grow(text)))) == []


def test_what_libcst_itself_fails_at_is_read_as_text() -> None:
    """Template strings side by side are a `CSTLogicError`."""
    with pytest.raises(ValueError, match="not valid Python"):
        read_whole("x = t'a' t'b'\n")


def test_no_warning_about_the_code_that_is_read(recwarn: pytest.WarningsRecorder) -> None:
    grow("x = '\\d' is 'e'\nf'\\d{\"d\" is y}'")
    assert not recwarn.list


def test_long_chains_are_refused_and_do_no_harm() -> None:
    with pytest.raises(RecursionError):
        parse("x = " + "+".join(["a"] * 20_000))
