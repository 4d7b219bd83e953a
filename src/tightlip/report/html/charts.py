"""Counts as pictures: a bar for each thing that was counted, its parts coloured by severity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tightlip.model import Severity
from tightlip.report.html.text import escaped, plural

_ROWS = 10
_ROW, _LABEL, _BAR, _NUMBER = 24, 175, 150, 35  # in the picture's own units
_LONGEST = 25  # characters that fit the label


def bars(title: str, counted: Iterable[tuple[str, Severity]], attribute: str) -> str:
    """A picture with a row for each name in `counted`, the most frequent first.

    Each row has the attribute `data-<attribute>` with its name, by which the page's script filters.
    """
    by_name: dict[str, Counter[Severity]] = {}
    for name, severity in counted:
        by_name.setdefault(name, Counter())[severity] += 1
    ordered = sorted(by_name, key=lambda name: (-by_name[name].total(), -max(by_name[name]), name))
    most = by_name[ordered[0]].total()
    rows = [_row(name, by_name[name], most, place, attribute) for place, name in enumerate(ordered[:_ROWS])]
    more = f"<p>and {len(ordered) - _ROWS:,} more</p>" if len(ordered) > _ROWS else ""
    size = f'viewBox="0 0 {_LABEL + _BAR + _NUMBER} {_ROW * len(rows)}"'
    return (
        f'<figure>\n<figcaption>{title}</figcaption>\n<svg {size} role="group" aria-label="{title}">\n'
        + "\n".join(rows)
        + f"\n</svg>\n{more}</figure>"
    )


def _row(name: str, counts: Counter[Severity], most: int, place: int, attribute: str) -> str:
    total, left = counts.total(), float(_LABEL)
    parts = []
    for severity in sorted(counts, reverse=True):
        width = max(2.0, _BAR * counts[severity] / most)
        parts.append(
            f'<rect class="{severity.word}" x="{left:.1f}" y="{place * _ROW + 4}" width="{width:.1f}" height="16"/>'
        )
        left += width
    label = name or "./"
    short = label if len(label) <= _LONGEST else f"…{label[1 - _LONGEST :]}"
    told = f"{escaped(label)}: {plural(total, 'finding')}"
    base = place * _ROW + 17
    return (
        f'<g role="button" tabindex="0" data-{attribute}="{escaped(name)}"><title>{told}</title>'
        f'<rect class="row" x="0" y="{place * _ROW}" width="{_LABEL + _BAR + _NUMBER}" height="{_ROW}"/>'
        f'<text x="{_LABEL - 8}" y="{base}" text-anchor="end">{escaped(short)}</text>{"".join(parts)}'
        f'<text x="{left + 6:.1f}" y="{base}">{total:,}</text></g>'
    )
