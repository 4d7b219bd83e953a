"""The end of a report for people: what could not be checked, by name, and one line of what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from tightlip.model import Outcome, Severity, Skipped
from tightlip.report.style import Style, printable


def text_of(paragraphs: Iterable[Iterable[str]]) -> str:
    """Paragraphs of lines as one text, with an empty line between two; empty when there are none."""
    blocks = ["\n".join(lines) for lines in map(list, paragraphs) if lines]
    return "\n\n".join(blocks) + "\n" * bool(blocks)


def footer(outcome: Outcome, style: Style) -> Iterator[list[str]]:
    """Its paragraphs. What was skipped for a good reason is named only on request, what failed always."""
    failed = [part for part in outcome.skipped if part.failed]
    partial = [part for part in outcome.skipped if part.partial and not part.failed]
    skipped = [part for part in outcome.skipped if not (part.partial or part.failed)]
    yield _named("Could not be checked:", failed, style, "bold red")
    if style.quiet:
        return
    yield _named("Checked in part:", partial, style, "bold")
    if style.verbose:
        yield _named("Skipped:", skipped, style, "bold")
    yield [" · ".join(_did(outcome, skipped, style))]


def _named(title: str, parts: Iterable[Skipped], style: Style, look: str) -> list[str]:
    lines = [f"  {style.paint(printable(part.path), 'bold')}: {printable(part.reason)}" for part in parts]
    return [style.paint(title, look), *lines] if lines else []


def _did(outcome: Outcome, skipped: list[Skipped], style: Style) -> Iterator[str]:
    clear = not outcome.findings and not any(part.failed for part in outcome.skipped)
    checked = _count(outcome.checked, "file")
    if not outcome.checked:
        yield "No files were checked"
    elif clear:
        yield f"{style.paint('All clear:', 'bold green')} {checked} checked"
    else:
        yield f"Checked {checked}"
    counts = Counter(finding.severity for finding in outcome.findings)
    if counts:
        yield ", ".join(
            style.severity(_count(counts[severity], severity.word), severity)
            for severity in sorted(counts, reverse=True)
        )
    if outcome.waived:
        yield f"{outcome.waived} suppressed"
    if skipped:
        reasons = Counter(part.reason for part in skipped).most_common()
        yield f"skipped {len(skipped)} ({', '.join(f'{printable(reason)}: {count}' for reason, count in reasons)})"
    failed = sum(part.failed and not part.partial for part in outcome.skipped)
    if failed:
        yield style.severity(f"{failed} could not be checked", Severity.ERROR)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
