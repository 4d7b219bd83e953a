"""Completion for PowerShell 5 and newer."""

from __future__ import annotations

from tightlip.completion import Command, Grammar, Value

_TAIL = """\
Register-ArgumentCompleter -Native -CommandName tightlip -ScriptBlock {
    param($word, $tree, $cursor)
    $before = @($tree.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { "$_" })
    $command = $default
    $offset = 1
    if ($before.Count -gt 1 -and $commands.ContainsKey($before[1])) { $command = $before[1]; $offset = 2 }
    $known = $commands[$command]
    $last = if ($before.Count -gt $offset) { $before[-1] } else { '' }
    $prefix = ''
    if ($known.Values.ContainsKey($last)) { $found = $known.Values[$last] }
    elseif ($word.StartsWith('-')) { $found = $known.Options }
    elseif ($before.Count -eq 1) { $found = @($commands.Keys) }
    else { $found = $known.Words }
    if ($found.Count -and $found[0] -eq '<rules>') {
        $found = $rules
        $prefix = $word.Substring(0, $word.LastIndexOf(',') + 1)
    }
    $found | Where-Object { "$prefix$_".StartsWith($word) } | Sort-Object | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new("$prefix$_", $_, 'ParameterValue', $_)
    }
}.GetNewClosure()
"""


def render(grammar: Grammar) -> str:
    """The script."""
    lines = [
        "# PowerShell completion for tightlip; in $PROFILE:",
        "# tightlip completion powershell | Out-String | Invoke-Expression",
        f"$default = {_quoted(grammar.default)}",
        f"$rules = {_array(grammar.rules)}",
        "$commands = @{",
        *(f"    {_quoted(name)} = {_command(command)}" for name, command in grammar.commands.items()),
        "}",
    ]
    return "\n".join(lines) + "\n" + _TAIL


def _command(command: Command) -> str:
    options = tuple(name for option in command.options for name in option.names)
    values = "; ".join(
        f"{_quoted(name)} = {_words(option.value)}"
        for option in command.options
        if option.value is not None
        for name in option.names
    )
    words = _words(command.values[0]) if command.values else "@()"
    return f"@{{ Options = {_array(options)}; Words = {words}; Values = @{{ {values} }} }}"


def _words(value: Value) -> str:
    return _array(("<rules>",) if value.rules else value.choices)


def _array(words: tuple[str, ...]) -> str:
    return f"@({', '.join(map(_quoted, words))})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
