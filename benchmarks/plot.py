"""The growth of cost as a picture: cells against seconds and memory, both axes in powers of ten."""

from collections.abc import Iterable
from math import log10
from pathlib import Path

WIDTH, HEIGHT, MARGIN = 640, 360, 64
SERIES = (("seconds", "#1f3a4d"), ("megabytes", "#e69f00"))

Point = tuple[float, float, float]
"""Cells, seconds and megabytes."""


def write_plot(path: Path, points: Iterable[Point]) -> None:
    """Write an SVG of how seconds and megabytes grow with the number of cells."""
    found = sorted(points)
    left, right = _decades(cells for cells, _, _ in found)
    low, high = _decades(value for _, *values in found for value in values)

    def at(cells: float, value: float) -> tuple[float, float]:
        across = (log10(cells) - left) / (right - left)
        up = (log10(value) - low) / (high - low)
        return MARGIN + across * (WIDTH - 2 * MARGIN), HEIGHT - MARGIN - up * (HEIGHT - 2 * MARGIN)

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">',
        "<title>Seconds and megabytes against cells, from YAML to CSV</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for power in range(left, right + 1):
        x, y = at(10**power, 10**low)
        lines.append(f'<path d="M{x:.1f} {y:.1f}V{MARGIN}" stroke="#dddddd"/>')
        lines.append(f'<text x="{x:.1f}" y="{y + 18:.1f}" text-anchor="middle">{_name(power)}</text>')
    for power in range(low, high + 1):
        x, y = at(10**left, 10**power)
        lines.append(f'<path d="M{x:.1f} {y:.1f}H{WIDTH - MARGIN}" stroke="#dddddd"/>')
        lines.append(f'<text x="{x - 8:.1f}" y="{y + 4:.1f}" text-anchor="end">{_name(power)}</text>')
    for column, (name, colour) in enumerate(SERIES, 1):
        places = [at(point[0], point[column]) for point in found]
        path_of = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        lines.append(f'<path d="M{path_of}" fill="none" stroke="{colour}" stroke-width="2"/>')
        lines += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in places]
        x, y = places[-1]
        lines.append(f'<text x="{x:.1f}" y="{y - 10:.1f}" text-anchor="end" fill="{colour}">{name}</text>')
    lines.append(f'<text x="{WIDTH / 2}" y="{HEIGHT - 16}" text-anchor="middle">cells</text>')
    path.write_text("\n".join([*lines, "</svg>"]) + "\n", encoding="utf-8")


def _decades(values: Iterable[float]) -> tuple[int, int]:
    """Return the powers of ten between which the values lie."""
    logs = [log10(value) for value in values]
    low, high = int(min(logs) // 1), int(-(-max(logs) // 1))
    return low, max(high, low + 1)


def _name(power: int) -> str:
    return f"{10**power:,}".replace(",", ".") if power >= 0 else f"{10.0**power:g}"
