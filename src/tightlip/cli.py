"""argv to a command and its options, to an exit status; imports nothing heavy."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from tightlip import __version__
from tightlip.commands import COMMANDS, UsageError
from tightlip.commands.output import say, write
from tightlip.nearest import did_you_mean

_FAILED, INTERRUPTED = 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run tightlip: 0 nothing to report, 1 findings, 2 the run could not do its work, 130 interrupted."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        say(f"error: {_explained(error)}")
        return _FAILED


def _run(arguments: list[str]) -> int:
    first = arguments[0] if arguments else ""
    if first in ("-h", "--help"):
        write(_overview())
        return 0
    if first in ("-V", "--version", "version"):
        from tightlip.judgement.forks import fork  # for this alone: it looks through what is installed

        other = fork()
        note = f"`{other}` is installed in the place of detect-secrets, which measures entropy\n" if other else ""
        write(f"tightlip {__version__}\n{note}")
        return 0
    name = _command(first)
    command = importlib.import_module(f"tightlip.commands.{name}")
    parser = _Parser(
        prog=f"tightlip {name}",
        usage=f"tightlip {name} [OPTIONS] {command.ARGUMENTS}".rstrip(),
        description=command.__doc__,
        formatter_class=_Formatter,
        allow_abbrev=False,
    )
    command.add_options(parser)
    options, unknown = parser.parse_known_intermixed_args(_without_dashes(arguments[first in COMMANDS :]))
    if unknown:
        raise UsageError(f"{_unknown(parser, unknown[0])} (see {parser.prog} --help)")
    status: int = command.run(options)
    return status


def _command(first: str) -> str:
    """The command that the first argument names; `check` when it names none, for then it is an option or a path."""
    if first in COMMANDS:
        return first
    near = (
        did_you_mean(first, (*COMMANDS, "--help")) if first[:1] not in ("", "-") and not os.path.lexists(first) else ""
    )
    if near:
        raise UsageError(f"there is no command, file or folder `{first}`{near}")
    return "check"


def _without_dashes(arguments: list[str]) -> list[str]:
    """`arguments` without their `--`, after which all are paths: one that begins with a dash, too."""
    if "--" not in arguments:
        return arguments
    at = arguments.index("--")
    paths = (os.path.join(os.curdir, path) if path.startswith("-") else path for path in arguments[at + 1 :])
    return [*arguments[:at], *paths]


class _Parser(argparse.ArgumentParser):
    """One that leaves it to `main` to say what is wrong, in one line."""

    def print_help(self, file: object = None) -> None:  # noqa: ARG002
        write(self.format_help())

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message.removeprefix('argument ')} (see {self.prog} --help)")


class _Formatter(argparse.HelpFormatter):
    """One that gets its colours (as of Python 3.14) when it writes: that takes 10 ms, which a check need not wait for.

    A parser makes one to try what it is told of its options, and no public way leads around that.
    """

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=32, width=100)

    def _set_color(self, *color: bool) -> None:
        self._color = color

    def __getattr__(self, name: str) -> object:
        if name not in ("_theme", "_decolor"):
            raise AttributeError(name)
        super()._set_color(*self._color)  # type: ignore[misc]
        return getattr(self, name)


def _overview() -> str:
    width = max(map(len, COMMANDS))
    commands = "".join(f"  {name:<{width}}  {summary}\n" for name, summary in COMMANDS.items())
    return (
        "tightlip finds the ways a secret can leak out of a code base.\n\n"
        "usage: tightlip [COMMAND] [OPTIONS] [PATH ...]\n\n"
        f"commands:\n{commands}\n"
        "`tightlip COMMAND --help` lists a command's options. Exit status: 0 nothing to report, 1 findings,\n"
        "2 the run could not do its work.\n"
    )


def _unknown(parser: argparse.ArgumentParser, given: str) -> str:
    if not given.startswith("-"):
        return f"one argument too many: `{given}`"
    # The option's name alone: what follows may be anything, a secret among it.
    name = given.partition("=")[0] if given.startswith("--") else given[:2]
    known = [option for action in parser._actions for option in action.option_strings]
    return f"there is no option `{name}`{did_you_mean(name, known)}"


def _explained(error: Exception) -> str:
    from tightlip.redact import mishap
    from tightlip.settings import SettingsError
    from tightlip.sources import SourceError

    foreseen = (UsageError, SettingsError, SourceError)
    return str(error) if isinstance(error, foreseen) else mishap(error)
