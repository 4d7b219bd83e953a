from __future__ import annotations

import os
from pathlib import Path

import pytest

from tightlip.settings import SettingsError
from tightlip.sources.project import Project, find, shown

OURS = "[tool.tightlip]\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: str, content: str = "") -> str:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(content)
    return os.path.abspath(path)


def test_without_settings_and_git_the_current_folder_is_the_root(here: Path) -> None:
    write("a/b.py")
    assert find() == find(["a/b.py"]) == Project(str(here))


def test_gits_root_is_the_root(here: Path) -> None:
    (here / "repo" / ".git").mkdir(parents=True)
    write("repo/a/b.py")
    assert find(["repo/a/b.py"]) == Project(str(here / "repo"), None, str(here / "repo"))


def test_a_linked_work_tree_has_a_file_for_a_git_folder(here: Path) -> None:
    write("tree/.git", "gitdir: elsewhere\n")
    assert find(["tree"]).git_root == str(here / "tree")


def test_settings_win_over_gits_root_and_the_outermost_make_the_project(here: Path) -> None:
    """So that a path is called the same in a run over all files, and in a hook that is handed one of them."""
    (here / "repo" / ".git").mkdir(parents=True)
    write("tightlip.toml")  # of somebody else's: it is outside of the work tree
    inner = write("repo/part/pyproject.toml", OURS)
    write("repo/part/deep/a.py")
    write("repo/b.py")
    assert find(["repo/part/deep/a.py"]) == Project(str(here / "repo/part"), inner, str(here / "repo"))
    outer = write("repo/tightlip.toml")
    for paths in (["repo/part/deep/a.py"], ["repo/part"], ["repo/part/deep/a.py", "repo/b.py"]):
        assert find(paths) == Project(str(here / "repo"), outer, str(here / "repo"))


@pytest.mark.parametrize("content", ["own-project = true\n", "select = []\n  own-project=true # yes\n"])
def test_a_project_of_its_own_in_another_ones_tree(here: Path, content: str) -> None:
    (here / "repo" / ".git").mkdir(parents=True)
    outer, inner = write("repo/tightlip.toml"), write("repo/part/tightlip.toml", content)
    write("repo/part/deep/tightlip.toml")
    assert find(["repo/part/deep"]) == Project(str(here / "repo/part"), inner, str(here / "repo"))
    write("repo/part/tightlip.toml", "own-project = false\n")
    assert find(["repo/part/deep"]).settings_file == outer


def test_outside_of_git_the_nearest_settings_make_the_project(here: Path) -> None:
    write("tightlip.toml")
    inner = write("part/tightlip.toml")
    (here / "part" / "deep").mkdir()
    assert find(["part/deep"]) == Project(str(here / "part"), inner)


def test_settings_are_found_above_the_current_folder(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = write("tightlip.toml")
    (here / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(here / "a" / "b")
    assert find() == Project(str(here), own)


def test_tightlip_toml_wins_over_pyproject(here: Path) -> None:
    own, _ = write("tightlip.toml"), write("pyproject.toml", OURS)
    assert find().settings_file == own


@pytest.mark.parametrize(
    "content",
    [
        OURS,
        "[project]\nname = 'x'\r\n[tool.tightlip]\r\nselect = []\r\n",
        "[tool.tightlip.per-file-ignores]\n",
        "[ tool . 'tightlip' ]\n",
        '[tool."tightlip"]\n',
        "[tool]\ntightlip = { select = [] }\n",
        "tool.tightlip.select = []\n",
    ],
)
def test_a_pyproject_with_a_table_of_ours_counts(content: str) -> None:
    path = write("pyproject.toml", content)
    assert find().settings_file == path


@pytest.mark.parametrize(
    "content",
    [
        "[tool.ruff]\n",
        "[dependency-groups]\ndev = ['tightlip']\n",
        "[project.scripts]\ntightlip = 'tightlip.cli:main'\n",
        "# [tool.tightlip]\n",
        "[tool.tightlips]\n",
        "[project]\ndescription = 'settings go under [tool.tightlip]'\n",
    ],
)
def test_a_pyproject_without_one_does_not(content: str) -> None:
    write("pyproject.toml", content)
    assert find().settings_file is None


def test_config_and_isolated(here: Path) -> None:
    (here / ".git").mkdir()
    write("part/tightlip.toml")
    other = write("other/lint.toml")
    assert find(["part"], config="other/lint.toml") == Project(str(here), other, str(here))
    assert find(["part"], isolated=True) == Project(str(here), None, str(here))


def test_settings_that_cannot_be_read_are_an_error_by_name(here: Path) -> None:
    with pytest.raises(SettingsError, match=r"missing.toml: cannot read the settings: No such file"):
        find(config="missing.toml")


def test_a_settings_file_that_may_not_be_read(closed_world: Path) -> None:
    path = closed_world / "pyproject.toml"
    path.write_text(OURS)
    path.chmod(0)
    with pytest.raises(SettingsError, match=r"pyproject.toml: cannot read the settings: Permission denied"):
        find([str(closed_world)])


def test_paths_are_shown_relative_to_the_root_with_slashes(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = str(here / "repo")
    (here / "repo" / "sub").mkdir(parents=True)
    monkeypatch.chdir(here / "repo" / "sub")
    assert shown("a.py", root) == "sub/a.py"
    assert shown("./a.py", root) == "sub/a.py"
    assert shown("../b/./a.py", root) == "b/a.py"
    assert shown(os.path.join(root, "sub", "a.py"), root) == "sub/a.py"
    assert shown("..", root) == "."
    assert shown("a.py", os.path.abspath(os.sep)) == str(here / "repo/sub/a.py").lstrip("/").replace(os.sep, "/")


def test_paths_outside_the_root_are_shown_whole(here: Path) -> None:
    outside = str(here / "repository" / "a.py").replace(os.sep, "/")
    assert shown("repository/a.py", str(here / "repo")) == outside


@pytest.mark.skipif(os.name == "nt", reason="such names are impossible there")
def test_names_that_are_no_text_can_be_printed(here: Path) -> None:
    assert shown(os.fsdecode(b"caf\xe9.py"), str(here)) == "caf\\xe9.py"
    assert shown("café.py", str(here)) == "café.py"
    assert shown("a\\b.py", str(here)) == "a\\b.py"
