"""Figures as SVG that a page can hold: drawn by matplotlib, coloured by the page, readable by a screen reader.

Colours are given as names of custom properties ("--ec-accent"); the page's style sheet says what they are, so that one
figure serves light and dark.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif"
FONT_SIZE = 12.0


class Palette:
    """Custom properties as colours that matplotlib accepts; each gets a colour of its own, put back in the SVG."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        """The stand-in of a custom property such as "--ec-accent"."""
        stand_in = f"#{0xC0FFE0 + len(self._names):06x}"
        return self._names.setdefault(name, stand_in)

    def put_back(self, svg: str) -> str:
        """The SVG with the custom properties in place of their stand-ins."""
        for name, stand_in in self._names.items():
            svg = re.sub(re.escape(stand_in), f"var({name})", svg, flags=re.IGNORECASE)
        return svg


@contextmanager
def figure(width: float, height: float, palette: Palette) -> Iterator[Figure]:
    """An empty figure of ``width`` by ``height`` points, with our fonts and no frame."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    ink, line = palette("--ec-ink"), palette("--ec-line")
    style: Any = {
        "svg.fonttype": "none",
        "svg.hashsalt": "eurocommons",
        "font.family": "sans-serif",
        "font.size": FONT_SIZE,
        "text.color": ink,
        "text.parse_math": False,
        "axes.edgecolor": line,
        "axes.labelcolor": ink,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "xtick.color": line,
        "ytick.color": line,
        "xtick.labelcolor": ink,
        "ytick.labelcolor": ink,
        "grid.color": line,
    }
    with mpl.rc_context(style):
        yield Figure(figsize=(width / 72, height / 72), layout="constrained")


def svg(drawn: Figure, palette: Palette, label: str) -> str:
    """The figure as one SVG element; ``label`` says in a sentence what it shows."""
    written = io.StringIO()
    drawn.savefig(written, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    found = written.getvalue()
    found = found[found.index("<svg") :]
    found = re.sub(r"<metadata>.*?</metadata>", "", found, flags=re.DOTALL)
    found = re.sub(r"font: (?:[\d.]+ )?([\d.]+px) [^;\"]*", rf"font: \1 {FONT}", found)
    head = f'<svg role="img" aria-label="{html.escape(label, quote=True)}" class="ec-plot" '
    found = re.sub(r'(?<=<svg )(.*?)width="[^"]*"', r"\1", found, count=1, flags=re.DOTALL)
    found = re.sub(r'^<svg (.*?)height="[^"]*"', r"<svg \1", found, count=1, flags=re.DOTALL)
    return palette.put_back(found.replace("<svg ", head, 1))
