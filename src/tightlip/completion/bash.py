"""Completion for bash 3.2 and newer, which macOS still has."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.completion import Command, Grammar, Value

_HEAD = """\
# bash completion for tightlip; in ~/.bashrc: eval "$(tightlip completion bash)"
_tightlip() {
    local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" command=""
    # bash takes --option=value for three words.
    if [[ $current == = ]]; then
        current=""
    elif [[ $previous == = ]]; then
        previous="${COMP_WORDS[COMP_CWORD-2]}"
    fi
"""
_TAIL = """\
}
complete -o default -o bashdefault -F _tightlip tightlip
"""
_RULES = """\
COMPREPLY=($(compgen -P "${current%"${current##*,}"}" -W "$rules" -- "${current##*,}"))"""


def render(grammar: Grammar) -> str:
    """The script."""
    names = " ".join(grammar.commands)
    lines = [
        f'    local rules="{" ".join(grammar.rules)}"',
        "    if [[ $COMP_CWORD -gt 1 ]]; then",
        f'        case " {names} " in *" ${{COMP_WORDS[1]}} "*) command="${{COMP_WORDS[1]}}" ;; esac',
        "    fi",
        f'    command="${{command:-{grammar.default}}}"',
        '    COMPREPLY=()',
        '    case "$command $previous" in',
        *(line for name, command in grammar.commands.items() for line in _values(name, command)),
        "    esac",
        '    if [[ $current == -* ]]; then',
        '        case "$command" in',
        *(f'        {name}) COMPREPLY=($(compgen -W "{_options(command)}" -- "$current")) ;;'
          for name, command in grammar.commands.items()),
        "        esac",
        "        return",
        "    fi",
        "    if [[ $COMP_CWORD -eq 1 ]]; then",
        f'        COMPREPLY=($(compgen -W "{names}" -- "$current"))',
        "        return",
        "    fi",
        '    case "$command" in',
        *(f"    {name}) {_reply(command.values[0])} ;;"
          for name, command in grammar.commands.items() if command.values and not command.values[0].files),
        "    esac",
    ]  # fmt: skip
    return _HEAD + "\n".join(lines) + "\n" + _TAIL


def _values(name: str, command: Command) -> Iterator[str]:
    """What is said after an option that takes a value; without a reply bash completes files."""
    for option in command.options:
        if option.value is not None:
            words = "|".join(f'"{name} {each}"' for each in option.names)
            yield f"    {words}) {_reply(option.value)}; return ;;"


def _reply(value: Value) -> str:
    if value.rules:
        return _RULES
    return f'COMPREPLY=($(compgen -W "{" ".join(value.choices)}" -- "$current"))' if value.choices else ":"


def _options(command: Command) -> str:
    return " ".join(name for option in command.options for name in option.names if name.startswith("--"))
