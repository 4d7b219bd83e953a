"""Completion for fish, with the help of each option."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.completion import Command, Grammar, Option, Value


def render(grammar: Grammar) -> str:
    """The script."""
    names = " ".join(grammar.commands)
    lines = [
        "# fish completion for tightlip; in ~/.config/fish/completions/tightlip.fish",
        *(f"complete -c tightlip -n '__fish_is_nth_token 1' -a {name} -d {_quoted(command.help)}"
          for name, command in grammar.commands.items()),
    ]  # fmt: skip
    for name, command in grammar.commands.items():
        seen = f"__fish_seen_subcommand_from {name}"
        if name == grammar.default:
            seen += f"; or not __fish_seen_subcommand_from {names}"
        lines += _of_command(command, _quoted(seen), " ".join(grammar.rules))
    return "\n".join(lines) + "\n"


def _of_command(command: Command, condition: str, rules: str) -> Iterator[str]:
    for option in command.options:
        yield f"complete -c tightlip -n {condition} {_option(option, rules)}"
    for value in command.values[:1]:
        if not value.files:
            yield f"complete -c tightlip -n {condition} {_value(value, rules)}"


def _option(option: Option, rules: str) -> str:
    names = (f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
    value = () if option.value is None else (_value(option.value, rules, "-x" if not option.value.files else "-r"),)
    return " ".join((*names, "-d", _quoted(option.help), *value))


def _value(value: Value, rules: str, takes: str = "-f") -> str:
    words = rules if value.rules else " ".join(value.choices)
    return f"{takes} -a {_quoted(words)}" if words else takes


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
