"""Reports of one run: several at once, in files that are replaced whole or not at all, and of parts joined again."""

from __future__ import annotations

import json
import os
import stat
from itertools import permutations
from pathlib import Path

import pytest

from conftest import Repository
from expansion import make
from here import Here, one_rulebook  # noqa: F401
from tightlip import __version__, cli
from tightlip.commands.reports import FORMATS

PASSWORD = "uM4qLx" + "9Wc2Zt7"  # in no card: the pages of the rules come with some reports
LEAK = f'password = "{PASSWORD}"\n'


@pytest.fixture
def tightlip(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Here:
    """In an empty folder."""
    monkeypatch.chdir(tmp_path)
    return Here(capsys, usual=1)


def write(path: str, text: str = LEAK) -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


class TestSeveralAtOnce:
    def test_each_is_what_it_would_be_alone(self, tightlip: Here) -> None:
        write("src/a.py")
        alone = {name: tightlip("src", "--output-format", name) for name in FORMATS}
        asked = [part for name in FORMATS for part in ("--report", f"{name}:{name}.out")]
        assert tightlip("src", "--output-format", "concise", *asked) == alone["concise"]
        assert {name: Path(f"{name}.out").read_text(encoding="utf-8") for name in FORMATS} == alone

    def test_beside_the_main_one_in_a_file_and_the_statistics(self, tightlip: Here) -> None:
        write("src/a.py")
        assert tightlip("src", "--output-file", "a.txt", "--report", "sarif:a.sarif") == ""
        assert Path("a.txt").read_text(encoding="utf-8").startswith("src/a.py:1:12: error[hardcoded-secret]")
        assert json.loads(Path("a.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
        assert "1  error[hardcoded-secret]" in tightlip("src", "--statistics", "--report", "json:a.json")
        assert len(json.loads(Path("a.json").read_text(encoding="utf-8"))["findings"]) == 1

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (["--report", "sarif"], "`sarif` is not FORMAT:FILE"),
            (["--report", "sarif:"], "`sarif:` is not FORMAT:FILE"),
            (["--report", "serif:x"], "there is no format `serif`; did you mean `sarif`?"),
            (["--report", "json:x", "--report", "sarif:./x"], "two reports cannot be written to one file: x"),
            (["--report", "json:x", "--output-file", "x"], "two reports cannot be written to one file: x"),
        ],
    )
    def test_bad_usage_before_any_work(self, tightlip: Here, arguments: list[str], says: str) -> None:
        write("a.py")
        assert says in tightlip(*arguments, status=2)
        assert os.listdir() == ["a.py"]

    def test_a_report_that_cannot_be_written_hides_no_other(self, tightlip: Here) -> None:
        write("src/a.py")
        said = tightlip("src", "--report", "json:no/such/a.json", "--report", "sarif:a.sarif", status=2)
        assert "src/a.py:1:12: error[hardcoded-secret]" in said
        assert said.endswith("tightlip: error: cannot write no/such/a.json: No such file or directory\n")
        assert Path("a.sarif").exists()


class TestFilesAreReplacedWhole:
    def test_a_failing_write_leaves_the_old_file(self, tightlip: Here, monkeypatch: pytest.MonkeyPatch) -> None:
        write("src/a.py")
        write("out/report.json", "old")

        def full_disk(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.replace", full_disk)
        said = tightlip("src", "--output-format", "json", "--output-file", "out/report.json", status=2)
        assert said == "tightlip: error: cannot write out/report.json: No space left on device\n"
        assert Path("out/report.json").read_text() == "old"
        assert os.listdir("out") == ["report.json"]

    def test_a_folder_is_none(self, tightlip: Here) -> None:
        write("src/a.py")
        assert "cannot write src: Is a directory" in tightlip("src", "--output-file", "src", status=2)

    @pytest.mark.skipif(os.name != "posix", reason="POSIX modes and links")
    def test_modes_and_links_stay(self, tightlip: Here) -> None:
        write("src/a.py")
        write("kept/report", "old").chmod(0o640)
        os.symlink("kept/report", "link")
        tightlip("src", "--output-file", "link")
        assert Path("link").is_symlink()
        assert "error[hardcoded-secret]" in Path("kept/report").read_text(encoding="utf-8")
        assert stat.S_IMODE(Path("kept/report").stat().st_mode) == 0o640
        umask = os.umask(0o022)
        try:
            tightlip("src", "--output-file", "new")
        finally:
            os.umask(umask)
        assert stat.S_IMODE(Path("new").stat().st_mode) == 0o644

    @pytest.mark.skipif(os.name != "posix", reason="POSIX devices")
    def test_a_device_is_written_to(self, tightlip: Here) -> None:
        write("src/a.py")
        assert tightlip("src", "--output-file", os.devnull, "--report", f"json:{os.devnull}") == ""
        assert not Path(os.devnull).is_file()

    def test_the_baseline_too(self, tightlip: Here, monkeypatch: pytest.MonkeyPatch) -> None:
        write("src/a.py")
        tightlip("baseline", "create", status=0)
        before = Path(".tightlip-baseline").read_bytes()
        write("src/b.py")
        with monkeypatch.context() as patch:
            patch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
            said = tightlip("baseline", "accept", "--all", "--reason", "x", status=2)
        assert "cannot write .tightlip-baseline" in said
        assert Path(".tightlip-baseline").read_bytes() == before
        assert sorted(os.listdir()) == [".tightlip-baseline", "src"]


@pytest.fixture
def tree(tightlip: Here) -> Here:
    """Thirty files, every other one with a leak; one that is binary, and a note."""
    for number in range(30):
        write(f"app/{number}.py", LEAK if number % 2 else "x = 1\n")
    write("app/a.bin", "\0")
    write("app/log.py", f"import logging\n\ndef f(password):\n    logging.info('x %s', password)\n{LEAK}")
    return tightlip


class TestShards:
    def parts(self, tightlip: Here, count: int, *arguments: str) -> list[str]:
        names = [f"part{number}.json" for number in range(1, count + 1)]
        for number, name in enumerate(names, 1):
            tightlip(
                "app", "--shard", f"{number}/{count}", "--output-format", "json", "--output-file", name, *arguments
            )
        return names

    @pytest.mark.parametrize("name", FORMATS)
    def test_merged_they_are_the_report_of_the_whole(self, tree: Here, name: str) -> None:
        names = self.parts(tree, 3)
        whole = tree("app", "--output-format", name)
        assert tree("merge", *reversed(names), "--output-format", name) == whole
        assert PASSWORD not in whole

    def test_in_any_order_and_with_what_the_baseline_knows(self, tree: Here) -> None:
        tree("baseline", "create", status=0)
        write("app/1.py", "x = 1\n")
        write("app/2.py")
        names = self.parts_of_known(tree)
        whole = tree("app", "--output-format", "sarif", "--show-accepted")
        for order in permutations(names):
            assert tree("merge", *order, "--output-format", "sarif", "--show-accepted") == whole
        states = [result["baselineState"] for result in json.loads(whole)["runs"][0]["results"]]
        assert {state: states.count(state) for state in states} == {"new": 2, "unchanged": 16, "absent": 1}

    def parts_of_known(self, tightlip: Here) -> list[str]:
        names = ["1.json", "2.json"]
        for number, name in enumerate(names, 1):
            shard = ("--shard", f"{number}/2", "--show-accepted", "--exit-zero")
            tightlip("app", *shard, "--output-format", "json", "--output-file", name, status=0)
        return names

    def test_stale_entries_are_each_told_once(self, tree: Here) -> None:
        """Of files that are gone, too: none of the parts sees them, and each knows which are its own."""
        tree("baseline", "create", status=0)
        for number in range(1, 30, 2):
            Path(f"app/{number}.py").unlink()
        count = 4
        told = []
        for number in range(1, count + 1):
            report = Path(f"{number}.json")
            cli.main(["--shard", f"{number}/{count}", "--output-format", "json", "--output-file", str(report)])
            told += [each["message"] for each in json.loads(report.read_text())["findings"]]
        assert len(told) == len(set(told)) == 15
        assert all("no longer in `app/" in message for message in told)

    def test_the_status_is_that_of_the_whole(self, tree: Here) -> None:
        names = self.parts_of_known(tree)
        tree("merge", *names)
        tree("merge", *names, "--exit-zero", status=0)
        for file in Path("app").glob("*.py"):
            file.write_text("x = 1\n", encoding="utf-8")
        tree("merge", *self.parts_of_known(tree), status=0)
        tree("app", "missing.py", "--output-format", "json", "--output-file", "failed.json", status=2)
        tree("merge", "failed.json", status=2)
        write("settings/tightlip.toml", 'fail-on = "error"\n')
        write("settings/a.py", 'import boto3\n\nboto3.set_stream_logger("")\n')
        tree("settings", "--output-format", "json", "--output-file", "warned.json", status=0)
        assert "1 warning" in tree("merge", "warned.json", status=0)

    def test_parts_that_make_no_whole(self, tree: Here) -> None:
        names = self.parts(tree, 4)
        said = tree("merge", names[0], names[2], status=2)
        assert "not all parts are here: 2/4, 4/4 missing" in said
        Path("again.json").write_bytes(Path(names[2]).read_bytes())
        assert "part3.json and again.json are both part 3/4" in tree("merge", *names, "again.json", status=2)
        tree("app", "--output-format", "json", "--output-file", "whole.json")
        assert "part1.json is part 1/4, and whole.json is a whole run: not of one run" in tree(
            "merge", *names, "whole.json", status=2
        )
        Path("whole2.json").write_bytes(Path("whole.json").read_bytes())
        assert "whole.json and whole2.json are both a whole run" in tree("merge", "whole.json", "whole2.json", status=2)

    def test_parts_of_another_version(self, tree: Here) -> None:
        (name,) = self.parts(tree, 1)
        report = json.loads(Path(name).read_text(encoding="utf-8"))
        report["tool"]["version"] = "0.0.9"
        write(name, json.dumps(report))
        said = tree("merge", name, status=2)
        assert f"part1.json: made by tightlip 0.0.9, and this is {__version__}: make all parts with one version" in said

    @pytest.mark.parametrize(
        "text", ["", "[]", "{}", "null", '{"version": 1, "tool": {"version": "' + __version__ + '"}}', "\ufeffx"]
    )
    def test_what_is_no_report(self, tightlip: Here, text: str) -> None:
        write("x.json", text)
        assert "x.json: no report that `tightlip check --output-format json` has made" in tightlip(
            "merge", "x.json", status=2
        )

    def test_what_cannot_be_read(self, tightlip: Here) -> None:
        assert "cannot read none.json: No such file or directory" in tightlip("merge", "none.json", status=2)
        Path("x.json").write_bytes(b"\xff")
        assert "x.json: not UTF-8" in tightlip("merge", "x.json", status=2)
        assert "REPORT" in tightlip("merge", status=2)

    @pytest.mark.parametrize("shard", ["0/2", "3/2", "2", "2/", "/2", "1/0", "-1/2", "a/b", "1/2/3"])
    def test_bad_usage(self, tightlip: Here, shard: str) -> None:
        assert f"`{shard}` is not NUMBER/COUNT" in tightlip(f"--shard={shard}", status=2)


class TestShowAccepted:
    def test_only_when_asked_for(self, tightlip: Here) -> None:
        write("a.py")
        tightlip("baseline", "create", status=0)
        write("b.py", f'token = "{make("github-pat", 7)}"\n')
        for name in ("sarif", "json", "html"):
            plain = tightlip("--output-format", name)
            shown = tightlip("--output-format", name, "--show-accepted")
            assert '"a.py"' not in plain.replace(">a.py<", '"a.py"')
            assert '"a.py"' in shown.replace(">a.py<", '"a.py"')

    def test_without_a_baseline_there_is_no_state(self, tightlip: Here) -> None:
        write("a.py")
        assert "baselineState" not in tightlip("--output-format", "sarif", "--show-accepted")
        assert "baseline" not in json.loads(tightlip("--output-format", "json", "--show-accepted"))


def test_the_repository_fixture_is_none_of_ours(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """Shards of what git lists, not only of a folder."""
    for number in range(12):
        repository.add(f"{number}.py", LEAK)
    here = Here(capsys, usual=1)
    counts = [here("--shard", f"{number}/3", "--staged", "--output-format", "json") for number in (1, 2, 3)]
    assert sum(json.loads(report)["summary"]["checked"] for report in counts) == 12
