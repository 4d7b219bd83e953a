"""argv to a command and its options, to an exit status; imports nothing heavy."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from tightlip import __version__
from tightlip.commands import UsageError

COMMANDS = {
    "check": "look for secrets that leak (the default)",
    "rule": "list the rules, or explain one",
    "config": "show the settings in force, and where they are from",
    "version": "show the version",
}
_FAILED, _INTERRUPTED = 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run tightlip: 0 nothing to report, 1 findings, 2 the run could not do its work, 130 interrupted."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has seen enough. Python would complain when it flushes the stream at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _FAILED
    except Exception as error:
        _say(f"tightlip: error: {_explained(error)}")
        return _FAILED
    return status


def _run(arguments: list[str]) -> int:
    first = arguments[0] if arguments else ""
    if first in ("-h", "--help"):
        sys.stdout.write(_overview())
        return 0
    if first in ("-V", "--version", "version"):
        sys.stdout.write(f"tightlip {__version__}\n")
        return 0
    name = first if first in COMMANDS else "check"
    command = importlib.import_module(f"tightlip.commands.{name}")
    parser = _Parser(
        prog=f"tightlip {name}",
        usage=f"tightlip {name} [OPTIONS] {command.ARGUMENTS}",
        description=command.__doc__,
        formatter_class=lambda prog: argparse.HelpFormatter(prog, max_help_position=32, width=100),
        allow_abbrev=False,
    )
    command.add_options(parser)
    options, unknown = parser.parse_known_args(arguments[first in COMMANDS :])
    if unknown:
        raise UsageError(_no_such_option(parser, unknown[0]))
    status: int = command.run(options)
    return status


class _Parser(argparse.ArgumentParser):
    """One that leaves it to `main` to say what is wrong, in one line."""

    def error(self, message: str) -> None:  # type: ignore[override]
        raise UsageError(f"{message.removeprefix('argument ')} (see {self.prog} --help)")


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


def _no_such_option(parser: argparse.ArgumentParser, given: str) -> str:
    from tightlip.commands import did_you_mean

    name = given.partition("=")[0]  # what follows may be anything, a secret among it
    known = [option for action in parser._actions for option in action.option_strings]
    return f"there is no option `{name}`{did_you_mean(name, known)} (see {parser.prog} --help)"


def _explained(error: Exception) -> str:
    from tightlip.redact import mishap
    from tightlip.settings import SettingsError
    from tightlip.sources import SourceError

    foreseen = (UsageError, SettingsError, SourceError)
    return str(error) if isinstance(error, foreseen) else mishap(error)


def _say(line: str) -> None:
    from tightlip.report.style import printable

    sys.stderr.write(printable(line).encode("ascii", "backslashreplace").decode() + "\n")
