from __future__ import annotations

import pytest

from tightlip.reading.python.depth import too_deep

MANY = 3_000


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "(" * MANY,
        "x = " + "[" * MANY + "1" + "]" * MANY,
        "x = " + "{1: " * MANY + "1" + "}" * MANY,
        "x = f(" + "1, f(" * MANY + ")" * MANY,
        "x = " + " + ".join("1" * MANY),
        "x = (\n" + " +\n".join(["'a, b'"] * MANY) + "\n)\n",
        "x = 1 + \\\n" * MANY + "1\n",
        "x = a" + ".b" * MANY,
        "x = a" + "()" * MANY,
        "x = a" + "[0]" * MANY,
        "x = " + "-" * MANY + "1",
        "x = " + "not " * MANY + "1",
        "x = " + "1 if y else " * MANY + "2",
        "x = " + "lambda: " * MANY + "2",
        "if x:\n    pass\n" + "elif y:\n    pass\n" * MANY,
        "x = f'" + "{a:" * MANY + "}" * MANY + "'",
    ],
)
def test_deep(text: str) -> None:
    assert too_deep(text)


@pytest.mark.parametrize(
    "text",
    [
        "x = [" + "1, " * MANY + "]",
        "x = {\n" + "    'a': b.c + d(1),\n" * MANY + "}\n",
        "x = [\n" + "    (1, -2, a.b()),\n" * MANY + "]\n",
        "x = f(\n" + "    a=b.c,\n" * MANY + ")\n",
        "x = a.b + c(1)\n" * MANY,
        "x = a.b; " * MANY,
        "x = '''" + "((((" * MANY + "'''\ny = 1\n",
        "x = '" + "(" * MANY + "\\'" + "(" * MANY + "'",
        "# " + "(" * MANY + "\nx = 1  # " + "+" * MANY,
        "x = '" + "not " * 90 + "'\n" + "if not x and y:\n    pass\n" * MANY,
        "x = f'" + "{a}" * MANY + "'",
        "x = " + "(" * 150 + "1" + ")" * 150,
        "x = " + " + ".join("1" * 300),
    ],
)
def test_long_but_shallow(text: str) -> None:
    assert not too_deep(text)
