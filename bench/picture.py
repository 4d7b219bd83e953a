"""Bars, as an SVG that is read on white and on black."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_ROW, _LEFT, _WIDTH, _RIGHT = 22, 130, 420, 90


def bars(groups: Sequence[tuple[str, Mapping[str, float]]]) -> str:
    """A picture of seconds by name, one group below the other, each with a scale of its own; ours stands out."""
    parts, y = [], 10
    for title, values in groups:
        y += _ROW
        parts.append(f'<text x="0" y="{y}" font-weight="bold">{title}</text>')
        longest = max(values.values())
        for name, seconds in sorted(values.items(), key=lambda item: item[1]):
            y += _ROW
            width = max(1.0, seconds / longest * _WIDTH)
            colour = "#d9480f" if name == "tightlip" else "#868e96"
            said = f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
            parts.append(f'<text x="{_LEFT - 8}" y="{y}" text-anchor="end">{name}</text>')
            parts.append(f'<rect x="{_LEFT}" y="{y - 12}" width="{width:.1f}" height="15" rx="2" fill="{colour}"/>')
            parts.append(f'<text x="{_LEFT + width + 6:.1f}" y="{y}">{said}</text>')
        y += _ROW // 2
    width, height = _LEFT + _WIDTH + _RIGHT, y + 12
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="sans-serif" font-size="13" fill="#868e96">\n' + "\n".join(parts) + "\n</svg>\n"
    )
