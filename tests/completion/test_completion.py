"""Completion in the real shells, where they are installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tightlip.commands import COMMANDS
from tightlip.commands.reports import FORMATS
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder

RULES = read_rulebook(rules_folder()).cards
SHELLS = ("bash", "zsh", "fish", "powershell")
OPTIONS = {"--output-format", "--output-file"}

# What stands before the cursor, and what must be offered: exactly that, or `None` for a file of the folder.
CASES: list[tuple[str, set[str] | None]] = [
    ("ba", {"baseline"}),
    ("", set(COMMANDS)),
    ("check --output-", OPTIONS),
    ("--output-", OPTIONS),
    ("check --output-format js", {"json", "json-lines"}),
    ("--output-format s", {"sarif"}),
    ("check --select secret-in-l", {"secret-in-log"}),
    ("rule private-k", {"private-key"}),
    ("baseline pr", {"prune"}),
    ("baseline --exp", {"--expires"}),
    ("rule --exp", set()),
    ("completion z", {"zsh"}),
]


def script(shell: str) -> str:
    command = (sys.executable, "-m", "tightlip", "completion", shell)
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout


def needs(shell: str) -> str:
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"needs {shell}")
    return found


def output(*command: str, stdin: str = "") -> str:
    done = subprocess.run(command, input=stdin, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_option_choice_and_rule_is_there(shell: str) -> None:
    text = script(shell)
    for word in (*COMMANDS, *FORMATS, *RULES, "add-ignore", "stdin-filename", "yes", "expires"):
        assert word in text


@pytest.mark.parametrize("shell", SHELLS[:3])
def test_the_shell_can_read_it(shell: str, tmp_path: Path) -> None:
    (tmp_path / "script").write_text(script(shell), encoding="utf-8")
    assert output(needs(shell), "-n", str(tmp_path / "script")) == ""


def in_bash(words: list[str]) -> list[str]:
    array = " ".join(f"'{word}'" for word in words)
    ask = f"COMP_WORDS=(tightlip {array}); COMP_CWORD={len(words)}; _tightlip; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    return output(needs("bash"), "--norc", stdin=f"{script('bash')}\n{ask}\n").split()


@pytest.mark.parametrize(("line", "offered"), CASES)
def test_bash(line: str, offered: set[str]) -> None:
    assert set(in_bash(line.split(" "))) == offered


def test_bash_takes_an_equals_sign_and_lists() -> None:
    assert in_bash(["check", "--output-format", "=", "js"]) == ["json", "json-lines"]
    assert set(in_bash(["check", "--color", "="])) == {"auto", "always", "never"}
    assert in_bash(["check", "--select", "known-token,private-k"]) == ["known-token,private-key"]
    assert in_bash(["check", "--output-file", ""]) == []  # `-o default` completes files


@pytest.mark.parametrize(("line", "offered"), CASES)
def test_fish(line: str, offered: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    said = output(needs("fish"), "--no-config", stdin=f"{script('fish')}\ncomplete -C 'tightlip {line}'\n")
    found = {each.partition("\t")[0] for each in said.splitlines()}
    # fish offers files besides, and where nothing begins like that what has it in the middle.
    assert (found if line else found & set(COMMANDS)) == offered or (not offered and "--expires" not in found)


# A session of zsh on a terminal of its own, in which what is offered is written down.
_ZSH = r"""
zmodload zsh/zpty
zpty session zsh -f -i
ask() { zpty -w session "$1"; }
ask "PS1=; autoload -Uz compinit; compinit -u -d $1/dump; source $1/script; LISTMAX=10000"
ask "compadd() { local -a found; if (( \${@[(I)-[OAD]]} )); then builtin compadd \"\$@\"; return; fi"
ask "builtin compadd -O found \"\$@\"; print -l -- \$found >> $1/found; builtin compadd \"\$@\" }"
ask "print > $1/ready"
for (( i = 0; i < 100; i++ )); do [[ -f $1/ready ]] && break; sleep 0.1; done
zpty -w -n session "tightlip $2"$'\t'
for (( i = 0; i < 50; i++ )); do [[ -s $1/found ]] && break; sleep 0.1; done
zpty -d session
"""


@pytest.mark.parametrize(("line", "offered"), [CASES[0], CASES[4], CASES[6], CASES[7], CASES[8]])
def test_zsh(line: str, offered: set[str], tmp_path: Path) -> None:
    zsh = needs("zsh")
    (tmp_path / "script").write_text(script("zsh"), encoding="utf-8")
    (tmp_path / "ask").write_text(_ZSH, encoding="utf-8")
    subprocess.run(
        (zsh, "-f", str(tmp_path / "ask"), str(tmp_path), line), capture_output=True, check=False, timeout=60
    )
    assert set((tmp_path / "found").read_text(encoding="utf-8").split()) == offered
