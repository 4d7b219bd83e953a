from __future__ import annotations

import pytest

from tightlip.globs import matcher


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("build", "build"),
        ("build", "build/a.py"),
        ("build", "src/build/a/b.py"),
        ("*.lock", "a/b/uv.lock"),
        ("build/", "src/build/a.py"),
        ("build/", "build/"),
        ("/build", "build/a.py"),
        ("src/*.py", "src/a.py"),
        ("src/gen", "src/gen/a/b.py"),
        ("./src/gen/", "src/gen/a.py"),
        ("src\\gen", "src/gen/a.py"),
        ("**/gen/*.py", "gen/a.py"),
        ("**/gen/*.py", "a/b/gen/a.py"),
        ("src/**/a.py", "src/a.py"),
        ("src/**/a.py", "src/x/y/a.py"),
        ("src/**", "src/x/y/a.py"),
        ("**", "x/y"),
        ("a?.py", "x/ab.py"),
        ("v[0-9]", "v7/a.py"),
        ("v[!0-9]", "vx/a.py"),
        ("v[!0-9]", "x/v-/a.py"),
        ("a+b(c).py", "a+b(c).py"),
        (".env.*", "x/.env.local"),
        ("*", "x/.hidden"),
        ("a.py", "new\nline/a.py"),
    ],
)
def test_matches(pattern: str, path: str) -> None:
    assert matcher([pattern])(path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("build", "builder/a.py"),
        ("build", "rebuild"),
        ("build/", "build"),  # a file of that name
        ("/build", "src/build/a.py"),
        ("src/*.py", "src/x/a.py"),
        ("src/*.py", "lib/src/a.py"),
        ("src/**", "src"),
        ("src/**/a.py", "src/xa.py"),
        ("a?.py", "a/.py"),
        ("v[0-9]", "vx/a.py"),
        ("v[!0-9]", "v/a.py"),
        ("a.py", "aXpy"),
        ("*.py", "a.pyc"),
    ],
)
def test_does_not_match(pattern: str, path: str) -> None:
    assert not matcher([pattern])(path)


def test_any_of_several_patterns_is_enough_and_none_matches_nothing() -> None:
    either = matcher(["a.py", "b/"])
    assert [path for path in ("a.py", "b/c.py", "c.py") if either(path)] == ["a.py", "b/c.py"]
    assert not matcher([])("a.py")
