"""Completion for zsh, with the help of each option."""

from __future__ import annotations

import re

from tightlip.completion import Command, Grammar, Option, Value

_SPECIAL = re.compile(r"([\[\]:\\])")


def render(grammar: Grammar) -> str:
    """The script."""
    commands = " ".join(_quoted(f"{name}:{_escaped(command.help)}") for name, command in grammar.commands.items())
    lines = [
        "#compdef tightlip",
        '# zsh completion for tightlip; in ~/.zshrc, after compinit: eval "$(tightlip completion zsh)"',
        "_tightlip() {",
        f"    local -a commands=({commands}) rules=({' '.join(grammar.rules)})",
        f"    local command={grammar.default}",
        "    if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then",
        "        _describe -t commands command commands",
        "    fi",
        "    if (( CURRENT > 2 )) && (( ${commands[(I)$words[2]:*]} )); then",
        "        command=$words[2]",
        "        shift words",
        "        (( CURRENT-- ))",
        "    fi",
        "    case $command in",
        *(f"        {name}) _arguments -s {_arguments(command)} ;;" for name, command in grammar.commands.items()),
        "    esac",
        "}",
        'if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _tightlip "$@"; else compdef _tightlip tightlip; fi',
    ]
    return "\n".join(lines) + "\n"


def _arguments(command: Command) -> str:
    last = len(command.values) - 1
    values = [_quoted(f"{'*' if at == last else ''}:{_action(value)}") for at, value in enumerate(command.values)]
    return " ".join((*(_option(option) for option in command.options), *values))


def _option(option: Option) -> str:
    ends = [f"[{_escaped(option.help)}]" + (f":{_action(option.value)}" if option.value is not None else "")]
    return " ".join(
        _quoted(f"*{name}{'=' if option.value and name.startswith('--') else ''}{ends[0]}") for name in option.names
    )


def _action(value: Value) -> str:
    if value.rules:
        return "rules:_sequence compadd - $rules"
    if value.choices:
        return f"value:({' '.join(value.choices)})"
    return "file:_files" if value.files else "value: "


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
