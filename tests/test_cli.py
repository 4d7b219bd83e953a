"""The command line as users meet it: real processes, their exit status and what they write."""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Repository
from tightlip import __version__, cli
from tightlip import run as pipeline
from tightlip.commands import check as check_command
from tightlip.commands import config as config_command
from tightlip.commands import rule as rule_command
from tightlip.rulebook.book import load_rulebook

BOOK = load_rulebook()
PASSWORD = "kR7vq2" + "Lw9zT4"
LEAK = f'password = "{PASSWORD}"\n'
SWITCH = 'import boto3\n\nboto3.set_stream_logger("")\n'  # a warning; in tests, a note
POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX signals and terminals")


class Done:
    """A process that has ended."""

    def __init__(self, done: subprocess.CompletedProcess[bytes]) -> None:
        self.status = done.returncode
        self.out, self.err = done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder outside git, which is the current one; and no wish for colours from outside."""
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def one_rulebook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read once for all runs in this process, not for each: it never changes, and a checkout has no index of it."""
    for module in (pipeline, rule_command, config_command):
        monkeypatch.setattr(module, "load_rulebook", lambda: BOOK)


def tightlip(*arguments: str, stdin: bytes = b"", **environ: str) -> Done:
    command = [sys.executable, "-m", "tightlip", *arguments]
    return Done(subprocess.run(command, input=stdin, capture_output=True, env={**os.environ, **environ}, check=False))


def write(path: str, text: str = LEAK) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """In this process, which is quicker."""
    status = cli.main(arguments)
    return (status, *capsys.readouterr())


@pytest.mark.parametrize("arguments", [[], ["check"], ["."], ["check", "."], ["a.py"], ["check", "a.py", "-q", "a.py"]])
def test_check_is_the_default(project: Path, arguments: list[str]) -> None:
    write("a.py")
    done = tightlip(*arguments)
    assert done.status == 1
    assert done.out.startswith("a.py:1:12: error[hardcoded-secret] ")
    assert done.err == ""


def test_the_console_script_is_the_same_command(project: Path) -> None:
    write("a.py")
    script = Path(sys.executable).parent / ("tightlip.exe" if os.name == "nt" else "tightlip")
    done = Done(subprocess.run([script, "a.py"], capture_output=True, check=False))
    assert (done.status, done.out) == (1, tightlip("a.py").out)


@pytest.mark.parametrize(
    ("files", "settings", "arguments", "status"),
    [
        ({"a.py": "x = 1\n"}, "", [], 0),
        ({}, "", [], 0),
        ({"a.py": LEAK}, "", [], 1),
        ({"a.py": LEAK}, "", ["--exit-zero"], 0),
        ({"tests/test_a.py": SWITCH}, "", ["--select", "flows"], 0),
        ({"tests/test_a.py": SWITCH}, 'fail-on = "note"', [], 0),
        ({"a.py": SWITCH}, "", [], 1),
        ({"a.py": SWITCH}, 'fail-on = "error"', [], 0),
        ({"a.py": LEAK}, 'fail-on = "error"', [], 1),
        ({"a.py": LEAK}, "", ["a.py", "missing.py"], 2),
        ({"a.py": LEAK}, "", ["a.py", "missing.py", "--exit-zero"], 2),
        ({"a.py": LEAK}, 'ignore = ["hardcoded-secret"]', [], 0),
        ({"a.py": LEAK}, 'ignore = ["hardcoded-secret"]', ["--isolated"], 1),
        ({"a.py": LEAK}, "", ["--ignore", "hardcoded-secret,known-token"], 0),
        ({"a.py": LEAK}, "", ["--select", "flows"], 0),
        ({"a.py": LEAK}, "", ["--select", "flows", "--extend-select", "hardcoded-secret"], 1),
        ({"a.py": LEAK}, "", ["--per-file-ignores", "b.py:ALL,a.py:hardcoded-secret"], 0),
        ({"a.py": LEAK}, "", ["--per-file-ignores", "b.py:hardcoded-secret"], 1),
        ({"a.py": LEAK}, 'exclude = ["a.py"]', ["a.py"], 1),
        ({"a.py": LEAK}, 'exclude = ["a.py"]', ["a.py", "--force-exclude"], 0),
        ({"a.py": LEAK, "other.toml": 'select = ["docker"]'}, "", ["--config", "other.toml", "a.py"], 0),
        ({"a.bin": "\0\1\2"}, "", [], 0),
    ],
)
def test_exit_status(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    files: dict[str, str],
    settings: str,
    arguments: list[str],
    status: int,
) -> None:
    for path, text in {**files, **({"tightlip.toml": settings} if settings else {})}.items():
        write(path, text)
    assert run(capsys, *arguments)[0] == status


def test_a_note_is_said_and_fails_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("tests/test_a.py", SWITCH)
    status, out, _ = run(capsys)
    assert status == 0
    assert "tests/test_a.py:3:1: note[revealing-debug-switch]" in out
    assert "Checked 1 file · 1 note\n" in out


def test_after_two_dashes_all_are_paths(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("-q.py")
    for arguments in (["--", "-q.py"], ["check", "--output-format", "concise", "--", "-q.py"]):
        status, out, _ = run(capsys, *arguments)
        assert (status, out.partition(":")[0]) == (1, "-q.py")
    assert run(capsys, "-q.py")[0] == 2
    assert "  -p: no such file or folder\n" in run(capsys, "--", "-p")[1]


@POSIX
def test_a_stream_that_is_closed_from_the_start_is_no_mishap(project: Path) -> None:
    write("a.py")

    def status(arguments: str, closed: str) -> int:
        command = f'exec "$PYTHON" -m tightlip {arguments} {closed}'
        return subprocess.run(
            ["sh", "-c", command], env={**os.environ, "PYTHON": sys.executable}, check=False
        ).returncode

    assert status("a.py", ">&-") == 1
    assert status("--select flows a.py", ">&- 2>&-") == 0
    assert status("--since nowhere", "2>&-") == 2
    assert status("--stdin-filename a.py --output-file report", "<&-") == 2
    assert "  a.py: standard input is closed\n" in (project / "report").read_text(encoding="utf-8")


def test_what_is_said_of_a_mistake_can_be_read(project: Path) -> None:
    """In the characters of a person, where standard error has them."""
    write("größe.toml", "select = 1\n")
    assert "größe.toml: select: must be" in tightlip("--config", "größe.toml", PYTHONIOENCODING="utf-8").err
    assert r"gr\xf6\xdfe.toml: select" in tightlip("--config", "größe.toml", PYTHONIOENCODING="ascii").err


def test_what_was_found_is_said_although_something_failed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("a.py")
    status, out, _ = run(capsys, "a.py", "missing.py")
    assert status == 2
    assert "a.py:1:12: error[hardcoded-secret]" in out
    assert "missing.py: no such file or folder" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--stagged"], "there is no option `--stagged`; did you mean `--staged`?"),
        (["--api-token=abc"], "there is no option `--api-token`"),
        (["-x"], "there is no option `-x`"),
        (["--output"], "there is no option `--output`; did you mean `--output-file`?"),
        (["--output-format", "xml"], "--output-format: invalid choice: 'xml'"),
        (["--select"], "--select: expected one argument"),
        (["--select", "hardcoded-secrets"], "no rule or family `hardcoded-secrets`; did you mean `hardcoded-secret`?"),
        (["--per-file-ignores", "tests"], "--per-file-ignores: `tests` is not GLOB:RULE"),
        (["--per-file-ignores", "tests:nope"], "--per-file-ignores: there is no rule or family `nope`"),
        (["--config", "missing.toml"], "missing.toml: cannot read the settings"),
        (["--config", "a.toml", "--isolated"], "--isolated: not allowed with argument --config"),
        (["--config", "broken.toml"], "broken.toml: ignroe: there is no such setting; did you mean `ignore`?"),
        (["--staged", "--stdin-filename", "a.py"], "--staged and --stdin-filename read different things"),
        (["--stdin-filename", "a.py", "b.py"], "give no paths with it"),
        (["--statistics", "--output-format", "json"], "--statistics is for people"),
        (["--output-file", "no/such/folder/x", "."], "cannot write no/such/folder/x: "),
        (["--staged"], "is in no git work tree"),
        (["chekc"], "there is no command, file or folder `chekc`; did you mean `check`?"),
        (["rule", "secret-in-logs"], "there is no rule `secret-in-logs`; did you mean `secret-in-log`?"),
        (["rule", "a", "b"], "one argument too many: `b`"),
        (["config", "--config", "broken.toml"], "ignroe"),
        (["config", "nowhere"], "there is no file or folder `nowhere`"),
        (["config", "--config", ""], "--config: must be the path of a file"),
        (["help"], "there is no command, file or folder `help`; did you mean `--help`?"),
        (["-"], "standard input is read with --stdin-filename PATH"),
        (["--stdin-filename", ""], "--stdin-filename takes a path, and this is none"),
        (["--output-file", ""], "--output-file takes the path of a file, and this is none"),
        (["--report", "qqq:x"], "--report: there is no format `qqq`; there are full, concise, json"),
        (["--diff"], "--diff shows what --fix or --add-ignore would write"),
        (["baseline"], "say what to do: create, accept, prune, show"),
        (["baseline", "accept", "a", "--reason", "x", "--rule", "qqq"], "`qqq`; `tightlip rule` lists all"),
    ],
)
def test_bad_usage_is_one_line_and_status_2(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    write("broken.toml", 'ignroe = ["x"]\n')
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert err.startswith("tightlip: error: ")
    assert says in err
    assert err.count("\n") == 1


def test_what_an_unknown_option_is_given_is_not_repeated(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for argument in (f"--password={PASSWORD}", f"-p{PASSWORD}"):
        assert PASSWORD not in run(capsys, argument)[2]


@pytest.mark.parametrize("arguments", [["-h"], ["--help"], ["check", "--help"], ["rule", "-h"], ["config", "-h"]])
def test_help(project: Path, arguments: list[str]) -> None:
    done = tightlip(*arguments)
    assert (done.status, done.err) == (0, "")
    assert "usage: tightlip" in done.out


def test_help_names_every_option_and_every_command(project: Path) -> None:
    overview = tightlip("--help").out
    assert all(f"  {name} " in overview for name in cli.COMMANDS)
    parser = argparse.ArgumentParser()
    check_command.add_options(parser)
    options = {option for action in parser._actions for option in action.option_strings}
    assert len(options) > 15
    shown = tightlip("check", "--help").out
    told = set(re.findall(r"^  (?:-\w(?: [A-Z]+)?, )?(-[-\w]+)", shown, re.M)) | set(
        re.findall(r"^  (-\w)\b", shown, re.M)
    )
    assert options <= told
    assert max(map(len, shown.splitlines())) <= 100


@pytest.mark.parametrize("arguments", [["version"], ["--version"], ["-V"]])
def test_version(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert run(capsys, *arguments) == (0, f"tightlip {__version__}\n", "")


def test_staged(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """The index counts: a leak that is not staged is not reported, one that is only staged is."""
    repository.add("a.py", "x = 1\n")
    repository.write("a.py", LEAK)
    assert run(capsys, "--staged")[0] == 0
    repository.add("a.py", LEAK)
    repository.write("a.py", "x = 1\n")
    status, out, _ = run(capsys, "--staged")
    assert status == 1
    assert out.startswith("a.py:1:12:")


def test_standard_input(project: Path) -> None:
    done = tightlip("--stdin-filename", "src/app.py", stdin=LEAK.encode())
    assert done.status == 1
    assert done.out.startswith("src/app.py:1:12: error[hardcoded-secret]")
    assert tightlip("--stdin-filename", "app.py", stdin=b"x = 1\n").out == "All clear: 1 file checked\n"


def test_formats(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("a.py")
    assert "fix: " in run(capsys, "--output-format", "full")[1]
    concise = run(capsys, "--output-format", "concise")[1]
    assert concise == "a.py:1:12: error[hardcoded-secret] `password` is set to a literal\n\nChecked 1 file · 1 error\n"
    (found,) = json.loads(run(capsys, "--output-format", "json")[1])["findings"]
    assert (found["path"], found["line"], found["column"], found["end_column"]) == ("a.py", 1, 12, 26)
    assert run(capsys, "--statistics")[1] == "1  error[hardcoded-secret]\n\nChecked 1 file · 1 error\n"


def test_output_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("src/a.py", "# é\n" + LEAK)
    status, out, err = run(capsys, "src", "--output-file", "report.txt")
    assert (status, out, err) == (1, "", "")
    report = (project / "report.txt").read_text(encoding="utf-8")
    assert report == run(capsys, "src")[1]


@pytest.mark.skipif(not os.path.exists("/dev/fd"), reason="needs /dev/fd")
def test_a_stream_by_its_name_is_written_to_and_never_replaced(project: Path) -> None:
    write("a.py")
    command = '"$PYTHON" -m tightlip a.py --output-format concise --output-file /dev/fd/1'
    environ = {**os.environ, "PYTHON": sys.executable}
    for script in (f"({command}) | cat", f"(echo before; {command}) > report; tail -n +2 report", f"({command}) 1>&2"):
        done = subprocess.run(["sh", "-c", script], env=environ, capture_output=True, text=True, check=False)
        assert (done.stdout or done.stderr).startswith("a.py:1:12: error[hardcoded-secret]"), script
    assert (project / "report").read_text(encoding="utf-8").startswith("before\na.py:1:12")


def test_quiet_and_verbose(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("a.bin", "\0\1\2")
    write("a.py", "x = 1\n")
    assert run(capsys, "--quiet")[1] == ""
    assert "a.bin" not in run(capsys)[1]
    assert "  a.bin: binary\n" in run(capsys, "--verbose")[1]


def test_rule_lists_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "rule")
    assert status == 0
    for card in BOOK.cards.values():
        assert re.search(rf"^  {card.id} +{card.severity.word} +{re.escape(card.summary)}", out, re.M)
        assert re.search(rf"^{card.family}$", out, re.M)


@pytest.mark.parametrize("rule", sorted(BOOK.cards))
def test_rule_shows_a_card(capsys: pytest.CaptureFixture[str], rule: str) -> None:
    status, out, _ = run(capsys, "rule", rule)
    assert status == 0
    assert out.startswith(f"{rule}  ")
    for heading in ("What it does", "Why it matters", "Bad", "Good", "How to fix", "Known misses"):
        assert f"\n{heading}\n" in out
    assert "← flagged" in out
    for markup in ("+++", "```", "expect[", "@@", "## "):
        assert markup not in out.replace("expect[rule", "")


def test_rule_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    rules = json.loads(run(capsys, "rule", "--output-format", "json")[1])["rules"]
    assert {rule["id"] for rule in rules} == set(BOOK.cards)
    (rule,) = json.loads(run(capsys, "rule", "secret-in-log", "--output-format", "json")[1])["rules"]
    assert (rule["id"], rule["family"], rule["severity"], rule["cwe"]) == ("secret-in-log", "flows", "error", 532)


def test_config(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("tightlip.toml", 'ignore = ["known-token"]\n[per-file-ignores]\n"tests/**" = ["ALL"]\n')
    out = run(capsys, "config")[1]
    assert 'ignore = ["known-token"]  # tightlip.toml\n' in out
    assert 'per-file-ignores = { "tests/**" = ["ALL"] }  # tightlip.toml\n' in out
    assert 'fail-on = "warning"  # default\n' in out
    assert "ignore = []  # default\n" in run(capsys, "config", "--isolated")[1]
    write("shown.toml", run(capsys, "config")[1])
    again = run(capsys, "config", "--config", "shown.toml")[1]
    assert 'ignore = ["known-token"]  # shown.toml\n' in again, "what it shows is a settings file"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "utf-16"])
def test_any_encoding_of_the_output_will_do(project: Path, encoding: str) -> None:
    write("a.py", f'x = "日本語 é"; {LEAK}')
    done = subprocess.run(
        [sys.executable, "-m", "tightlip"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    text = done.stdout.decode(encoding)
    assert "error[hardcoded-secret]" in text
    assert ("日本語" if encoding == "utf-16" else "\\u65e5") in text


def test_a_mistake_of_ours_shows_no_traceback_and_no_secret(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError(PASSWORD)

    monkeypatch.setattr(pipeline, "run", fails)
    status, out, err = run(capsys)
    assert (status, out) == (2, "")
    assert err.startswith("tightlip: error: internal error in tightlip.commands.check, line ")
    assert PASSWORD not in err


@POSIX
def test_ctrl_c_ends_quietly(project: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tightlip", "--stdin-filename", "a.py"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 a background job ignores it
    ) as process:
        process.stdin.write(b"x" * 200_000)  # more than a pipe holds: done when tightlip has begun to read
        process.stdin.flush()
        for _ in range(100):  # one that comes between two reads is seen only after the next
            process.send_signal(signal.SIGINT)
            try:
                status = process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
            break
        else:
            process.kill()
        assert (status, process.stdout.read(), process.stderr.read()) == (130, b"", b"")


@POSIX
@pytest.mark.parametrize("arguments", [["."], ["rule"], ["rule", "hardcoded-secret"], ["--help"], ["check", "--help"]])
def test_a_reader_that_has_seen_enough_is_no_error(project: Path, arguments: list[str]) -> None:
    write("a.py", LEAK * 500)
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "tightlip", *arguments], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1 if arguments == ["."] else 0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_an_error(project: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([sys.executable, "-m", "tightlip"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr == b"tightlip: error: cannot write the report: No space left on device\n"


@POSIX
@pytest.mark.parametrize(
    ("environ", "arguments", "colour"),
    [({}, [], True), ({"NO_COLOR": "1"}, [], False), ({}, ["--color", "never"], False), ({"TERM": "dumb"}, [], False)],
)
def test_colours_on_a_real_terminal(project: Path, environ: dict[str, str], arguments: list[str], colour: bool) -> None:
    import pty

    write("a.py")
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "tightlip", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        env={**os.environ, "TERM": "xterm", **environ},
        check=False,
    )
    shown = os.read(ours, 100_000)
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 1
    assert (b"\x1b[1;31merror\x1b[0m" in shown) is colour
    assert (b"\x1b" in shown) is colour


def test_no_colours_in_a_pipe(project: Path) -> None:
    write("a.py")
    assert "\x1b" not in tightlip().out
    assert "\x1b" in tightlip("--color", "always").out
    assert "\x1b" in tightlip(FORCE_COLOR="1").out
