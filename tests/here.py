"""tightlip in this process and the current folder, as the command line has it; a rulebook read once for all of it."""

from __future__ import annotations

import json

import pytest

from tightlip import cli
from tightlip import run as pipeline
from tightlip.rulebook.book import load_rulebook

BOOK = load_rulebook()


class Here:
    """Runs commands; each must end with the status given, else with the `usual` one."""

    def __init__(self, capsys: pytest.CaptureFixture[str], usual: int = 0) -> None:
        self.capsys, self.usual = capsys, usual

    def __call__(self, *arguments: str, status: int | None = None) -> str:
        """What the command says."""
        self.capsys.readouterr()
        assert cli.main(arguments) == (self.usual if status is None else status)
        out, err = self.capsys.readouterr()
        return out + err

    def found(self, *arguments: str) -> list[tuple[str, str, int]]:
        """Rule, path and line of what `check` reports."""
        self.capsys.readouterr()
        assert cli.main(["check", "--output-format", "json", *arguments]) in (0, 1)
        report = json.loads(self.capsys.readouterr().out)
        return [(each["rule"], each["path"], each["line"]) for each in report["findings"]]

    def paths(self, *arguments: str) -> list[str]:
        """The paths of what `check` reports."""
        return [path for _, path, _ in self.found(*arguments)]


@pytest.fixture(autouse=True)
def one_rulebook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Imported by the modules that run many commands."""
    monkeypatch.setattr(pipeline, "load_rulebook", lambda: BOOK)
