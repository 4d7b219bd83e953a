"""One finding: what and where, its masked lines, how the secret got there, why it matters and how to fix it."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.model import Finding
from tightlip.report.html.text import escaped, prose

# Of a very long line this much is shown before what is marked, and after its start.
_BEFORE, _AFTER = 80, 240


def article(finding: Finding, accepted: bool) -> str:
    """The finding as an element that the page's filters know by its attributes."""
    severity, span, rule = finding.severity.word, finding.span, escaped(finding.rule)
    state = ' data-accepted="yes"' if accepted else ""
    parts = [
        f'<article class="{severity}" data-severity="{severity}" data-rule="{rule}" '
        f'data-path="{escaped(finding.path)}"{state}>',
        f'<h3><span class="severity">{severity}</span> <a href="#card.{rule}">{rule}</a> {prose(finding.message)}</h3>',
        f'<p class="place">line {span.line}, column {span.column}{_hint(finding)}</p>',
        *_lines(finding),
        *_trace(finding),
    ]
    for label, text in (("Why", finding.why), ("Fix", finding.fix)):
        if text:
            parts.append(f"<p><b>{label}:</b> {prose(text)}</p>")
    return "\n".join((*parts, "</article>"))


def _hint(finding: Finding) -> str:
    return f" · <code>{escaped(finding.redacted)}</code>" if finding.redacted else ""


def _lines(finding: Finding) -> Iterator[str]:
    snippet, span = finding.snippet, finding.span
    if not any(line.strip() for line in snippet.lines):
        return
    first, *rest = snippet.lines
    start = min(span.column - snippet.column, len(first))
    stop = span.end_column - snippet.column if span.end_line == span.line else len(first)
    cut = start - _BEFORE if start > 2 * _BEFORE else 0
    end = max(start + _AFTER, cut + _AFTER)
    before = ("…" if cut or snippet.column > 1 else "") + escaped(first[cut:start])
    after = escaped(first[stop:end]) + ("…" if len(first) > end else "")
    marked = f"{before}<mark>{escaped(first[start : min(stop, end)]) or ' '}</mark>{after}"
    rows = [marked, *(escaped(line[:_AFTER]) + ("…" if len(line) > _AFTER else "") for line in rest)]
    numbered = [f'<span class="number">{number}</span>{row}' for number, row in enumerate(rows, snippet.first_line)]
    if span.last_line >= snippet.first_line + len(rows):
        numbered.append(f'<span class="number">…</span>to line {span.last_line}')
    yield "<pre>" + "\n".join(numbered) + "</pre>"


def _trace(finding: Finding) -> Iterator[str]:
    if finding.trace:
        steps = "".join(f"<li>line {step.span.line}: {prose(step.text)}</li>" for step in finding.trace)
        yield f'<ol class="trace">{steps}</ol>'
