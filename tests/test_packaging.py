"""However tightlip is installed, it finds its rules."""

from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path

from builds import ROOT, build, install, run
from tightlip.rulebook.book import from_plain, read_rulebook, to_plain
from tightlip.rulebook.home import rules_folder

BOOK = read_rulebook(rules_folder())
LEAK = 'password = "kR7vq2' + 'Lw9zT4"\n'
COUNT = "from tightlip.rulebook.book import load_rulebook as load; b = load(); print(len(b.cards), len(b.tokens))"
HAS_INDEX = "import importlib.util as u; print(u.find_spec('tightlip._rulebook_index') is not None)"


def assert_works(python: Path, folder: Path, index: bool) -> None:
    """It has all rules, finds a leak, and shows a card, whose page is not in the index."""
    assert run(str(python), "-c", HAS_INDEX).strip() == str(index)
    assert run(str(python), "-c", COUNT).split() == [str(len(BOOK.cards)), str(len(BOOK.tokens))]
    (folder / "leak.py").write_text(LEAK, encoding="utf-8")
    script = python.parent / "tightlip"
    for command in ([str(script)], [str(python), "-m", "tightlip"]):
        found = run(*command, "check", str(folder / "leak.py"), "--isolated", accept=(1,))
        assert "error[hardcoded-secret] `password` is set to a literal" in found
    assert run(str(script), "rule", "hardcoded-secret").splitlines()[1] == BOOK.cards["hardcoded-secret"].summary
    assert f"{len(BOOK.cards)} rules." in run(str(script), "rule")


def test_a_wheel(installed: Path, tmp_path: Path) -> None:
    assert_works(installed, tmp_path, index=True)


def test_a_folder(tmp_path: Path) -> None:
    assert_works(install(ROOT, tmp_path / "venv"), tmp_path, index=True)


def test_an_editable_install(tmp_path: Path) -> None:
    python = install(ROOT, tmp_path / "venv", "--editable")
    assert_works(python, tmp_path, index=False)
    assert run(str(python), "-c", "import tightlip; print(tightlip.__file__)").startswith(str(ROOT))


def test_an_sdist(tmp_path: Path) -> None:
    sdist = build("sdist", tmp_path / "sdist")
    assert_works(install(sdist, tmp_path / "venv"), tmp_path, index=True)
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "hatch_build.py", "tests/test_packaging.py"} <= names
    assert not [name for name in names if name.endswith(".pyc")]


def test_what_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for card in BOOK.cards.values():
        assert f"tightlip/rules/{card.family}/{card.id}.md" in names
    for folder in ("tokens", "vocabulary"):
        assert {f"tightlip/rules/{folder}/{file.name}" for file in (ROOT / "rules" / folder).glob("*.toml")} <= names
    assert {"tightlip/py.typed", "tightlip/_rulebook_index.py", "tightlip/cli.py"} <= names
    assert [name for name in names if name.endswith("licenses/LICENSE")]
    assert {name.partition("/")[0] for name in names} == {"tightlip", f"{wheel.name.rpartition('-py3')[0]}.dist-info"}


def test_the_index_is_the_rulebook(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        index: dict[str, object] = {}
        exec(archive.read("tightlip/_rulebook_index.py"), index)
    assert from_plain(index["CARDS"], index["TOKENS"], index["VOCABULARY"]) == BOOK
    assert from_plain(*to_plain(BOOK)) == BOOK
