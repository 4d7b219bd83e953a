"""Monorepos: a settings file in a folder governs the files below it, in every kind of run alike."""

from __future__ import annotations

import pytest

from conftest import Repository
from here import Here, one_rulebook  # noqa: F401
from tightlip import workers
from tightlip.globs import below, matcher

PASSWORD = "uM4qLx" + "9Wc2Zt7"
LEAK = f'password = "{PASSWORD}"\n'
PEPPER = f'pepper = "{PASSWORD}"\n'


@pytest.fixture
def tightlip(capsys: pytest.CaptureFixture[str]) -> Here:
    return Here(capsys)


@pytest.fixture
def tree(repository: Repository) -> Repository:
    """Two services in one repository; the first has settings of its own, and so has a part of it."""
    for folder in ("", "one/", "one/deep/", "one/part/", "two/"):
        repository.add(f"{folder}a.py", LEAK)
    repository.add("tightlip.toml", 'exclude = ["gen/"]\n')
    repository.add("one/tightlip.toml", 'ignore = ["hardcoded-secret"]\n')
    repository.add("one/part/pyproject.toml", '[tool.tightlip]\nsensitive-names = ["pepper"]\n')
    repository.add("one/part/p.py", PEPPER)
    repository.add("one/p.py", PEPPER)
    repository.add("p.py", PEPPER)
    repository.commit()
    return repository


EXPECTED = ["a.py", "one/part/a.py", "one/part/p.py", "two/a.py"]


def test_the_nearest_one_governs_and_nothing_is_merged(tree: Repository, tightlip: Here) -> None:
    assert tightlip.paths() == EXPECTED
    assert tightlip.paths("one", "a.py") == EXPECTED[:3]


def test_every_kind_of_run_agrees_whatever_it_is_handed(
    tree: Repository, tightlip: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [path for path in tree.git("ls-files").splitlines() if path.endswith(".py")]
    assert sorted(path for file in files for path in tightlip.paths(file)) == EXPECTED
    assert sorted(path for number in "12" for path in tightlip.paths("--shard", f"{number}/2")) == EXPECTED
    for path in files:
        tree.add(path, f"\n{(tree.folder / path).read_text()}")
    assert tightlip.paths("--since", "HEAD") == []  # no line of theirs is new
    assert tightlip.paths("--staged") == EXPECTED
    for path in files:
        tree.add(path, (tree.folder / path).read_text() * 2)
    assert sorted(set(tightlip.paths("--staged"))) == sorted(set(tightlip.paths("--since", "HEAD"))) == EXPECTED
    monkeypatch.chdir(tree.folder / "one" / "part")
    assert tightlip.paths("a.py")[0] == "one/part/a.py"


def test_in_several_processes_and_from_the_cache(
    tree: Repository, tightlip: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "WORTH_IT", 0)
    assert tightlip.paths("--jobs", "2") == tightlip.paths("--jobs", "2") == EXPECTED
    tree.add("one/tightlip.toml", "")  # what was clean by other settings is looked at again
    assert tightlip.paths() == ["a.py", "one/a.py", "one/deep/a.py", *EXPECTED[1:]]
    (tree.folder / "one" / "tightlip.toml").unlink()
    tree.write("one/part/pyproject.toml", "")
    assert tightlip.paths() == ["a.py", "one/a.py", "one/deep/a.py", "one/part/a.py", "two/a.py"]


def test_patterns_start_where_the_settings_stand(tree: Repository, tightlip: Here) -> None:
    tree.add("one/tightlip.toml", 'exclude = ["deep/", "/part/a.py", "p*.py"]\n')
    assert tightlip.paths() == ["a.py", "one/a.py", "one/part/a.py", "one/part/p.py", "two/a.py"]
    tree.add("two/deep/a.py", LEAK)
    tree.add("two/tightlip.toml", '[per-file-ignores]\n"deep/*.py" = ["hardcoded-secret"]\n"x/a.py" = ["ALL"]\n')
    assert [path for path in tightlip.paths() if path.startswith("two")] == ["two/a.py"]
    tree.add("two/tightlip.toml", '[per-file-ignores]\n"a.py" = ["hardcoded-secret"]\n')
    assert [path for path in tightlip.paths() if path.startswith("two")] == []


def test_what_is_named_is_read_although_it_is_excluded_unless_that_is_forced(tree: Repository, tightlip: Here) -> None:
    tree.add("two/tightlip.toml", 'exclude = ["a.py"]\n')
    assert "two/a.py" not in tightlip.paths()
    assert tightlip.paths("two/a.py") == ["two/a.py"]
    assert "skipped 1" in tightlip("two/a.py", "--force-exclude")
    tree.add("two/a.py", LEAK * 2)
    assert tightlip.paths("--staged") == []


def test_one_baseline_for_all_of_it(tree: Repository, tightlip: Here) -> None:
    tightlip("baseline", "create")
    assert tightlip.paths() == []
    for path in EXPECTED:
        assert tightlip.paths(path) == []
    tree.add("one/part/b.py", LEAK)
    assert tightlip.paths("one/part") == ["one/part/b.py"]


def test_a_project_of_its_own(tree: Repository, tightlip: Here) -> None:
    """It is one when it is checked by itself; in a run over all of the tree it governs its files as others do."""
    tree.add("one/part/pyproject.toml", '[tool.tightlip]\nown-project = true\nsensitive-names = ["pepper"]\n')
    assert tightlip.paths("one/part") == ["a.py", "p.py"]
    assert tightlip.paths() == EXPECTED


def test_options_apply_to_all_and_told_settings_are_the_only_ones(tree: Repository, tightlip: Here) -> None:
    tree.write("other.toml", "")
    plain = ["a.py", "one/a.py", "one/deep/a.py", "one/part/a.py", "two/a.py"]
    assert tightlip.paths("--isolated") == tightlip.paths("--config", "other.toml") == plain
    assert tightlip.paths("--select", "flows") == []
    assert tightlip.paths("--select", "hardcoded-secret") == sorted([*plain, "one/part/p.py"])


def test_a_mistake_is_told_by_name(tree: Repository, tightlip: Here) -> None:
    tree.add("one/tightlip.toml", "ignor = []\n")
    assert "one/tightlip.toml: ignor: there is no such setting; did you mean `ignore`?" in tightlip(status=2)
    assert tightlip.paths("two") == ["two/a.py"]


def test_config_shows_what_governs_a_path(tree: Repository, tightlip: Here) -> None:
    for path in ("one", "one/a.py", "one/deep"):
        shown = tightlip("config", path)
        assert "# settings: one/tightlip.toml" in shown
        assert 'ignore = ["hardcoded-secret"]  # one/tightlip.toml' in shown
    assert "# settings: tightlip.toml" in tightlip("config", "two/a.py")
    assert "# settings: tightlip.toml" in tightlip("config")


@pytest.mark.parametrize(
    ("pattern", "matches", "not_those"),
    [
        ("a.py", ["sub/a.py", "sub/x/y/a.py"], ["a.py", "other/a.py", "sub2/a.py"]),
        ("gen/", ["sub/gen/", "sub/x/gen/a.py"], ["gen/", "sub/gen"]),
        ("/a.py", ["sub/a.py"], ["sub/x/a.py", "a.py"]),
        ("./x/*.py", ["sub/x/a.py"], ["sub/x/y/a.py", "sub/z/x/a.py"]),
        ("x/**/a.py", ["sub/x/a.py", "sub/x/y/z/a.py"], ["x/a.py"]),
        ("**/a.py", ["sub/a.py", "sub/x/a.py"], ["a.py"]),
    ],
)
def test_patterns_below_a_folder(pattern: str, matches: list[str], not_those: list[str]) -> None:
    found = matcher([below("sub", pattern)])
    assert [path for path in (*matches, *not_those) if found(path)] == matches


def test_a_folder_whose_name_is_like_a_pattern() -> None:
    found = matcher([below("a[b]*?/c", "x.py")])
    assert found("a[b]*?/c/x.py")
    assert not found("ab!!/c/x.py")
