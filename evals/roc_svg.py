"""Draws ROC curves as one SVG picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

SIDE, MARGIN = 480, 56
COLOURS = ("#1b6ca8", "#c1440e", "#2e7d32", "#6a1b9a", "#00838f", "#ad7b00", "#5d4037", "#000000")

Curve = Sequence[tuple[float, float]]


def roc_svg(curves: Mapping[str, Curve]) -> str:
    """A picture of the curves by name; a point is (false passed, true accepted), both from 0 to 1."""
    width, height = SIDE + 2 * MARGIN + 170, SIDE + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif"',
        ' font-size="13">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        *_axes(),
        *(part for row, (name, curve) in enumerate(curves.items()) for part in _curve(row, name, curve)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _axes() -> list[str]:
    parts = [f'<rect x="{MARGIN}" y="{MARGIN}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#888"/>']
    for step in range(0, 11, 2):
        x, y = _place(step / 10, step / 10)
        parts.append(f'<text x="{x:.0f}" y="{MARGIN + SIDE + 18}" text-anchor="middle">{step / 10:.1f}</text>')
        parts.append(f'<text x="{MARGIN - 8}" y="{y + 4:.0f}" text-anchor="end">{step / 10:.1f}</text>')
    middle = MARGIN + SIDE / 2
    parts.append(
        f'<text x="{middle}" y="{MARGIN + SIDE + 40}" text-anchor="middle">corrupted sentences that pass</text>'
    )
    parts.append(
        f'<text transform="translate(16 {middle}) rotate(-90)" text-anchor="middle">true sentences that pass</text>'
    )
    return parts


def _curve(row: int, name: str, curve: Curve) -> list[str]:
    colour = COLOURS[row % len(COLOURS)]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (_place(*point) for point in curve))
    x, y = MARGIN + SIDE + 14, MARGIN + 18 + 20 * row
    return [
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.6"/>',
        f'<line x1="{x}" y1="{y - 4}" x2="{x + 20}" y2="{y - 4}" stroke="{colour}" stroke-width="3"/>',
        f'<text x="{x + 28}" y="{y}">{escape(name)}</text>',
    ]


def _place(false_passed: float, true_accepted: float) -> tuple[float, float]:
    return MARGIN + SIDE * false_passed, MARGIN + SIDE * (1 - true_accepted)
