"""The figures of a report: bars with their 95 % intervals, and the pass rate over runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from evals.html_report.content import Bar, Point
from evals.plots import Palette, figure, svg

WIDTH, ROW, MARGIN = 640.0, 28.0, 46.0
TREND_HEIGHT = 220.0
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


class Share(Protocol):
    """Writes a share of 1 as per cent."""

    def __call__(self, value: float, decimals: int = 0) -> str: ...


def bars(
    found: Sequence[Bar], names: Sequence[str], values: Sequence[str], bound: float | None, share: Share, label: str
) -> str:
    """A bar for each part with its interval and its value in words, and a line at the bound; best first."""
    palette = Palette()
    with figure(WIDTH, MARGIN + ROW * len(found), palette) as drawn:
        axes = drawn.subplots()
        rows = range(len(found))
        axes.barh(rows, [bar.found.value or 0.0 for bar in found], height=0.62, color=palette("--ec-accent"))
        for row, bar, value in zip(rows, found, values, strict=True):
            if bar.found.low is not None and bar.found.high is not None:
                axes.plot([bar.found.low, bar.found.high], [row, row], color=palette("--ec-ink"), linewidth=1.4)
            axes.text(1.02, row, value, va="center", fontsize=11)
        if bound is not None:
            axes.axvline(bound, color=palette("--ec-warm"), linewidth=1.2, linestyle=(0, (4, 3)))
        axes.set_yticks(rows, list(names))
        axes.set_xlim(0, 1)
        axes.set_xticks(TICKS, [share(tick) for tick in TICKS])
        axes.tick_params(length=0)
        axes.spines[["left", "bottom"]].set_visible(False)
        return svg(drawn, palette, label)


def trend(points: Sequence[Point], dates: Sequence[str], share: Share, label: str) -> str:
    """The pass rate of each run with its interval, oldest first."""
    palette = Palette()
    with figure(WIDTH, TREND_HEIGHT, palette) as drawn:
        axes = drawn.subplots()
        places = list(range(len(points)))
        values = [point.found.value or 0.0 for point in points]
        lows = [_or(point.found.low, value) for point, value in zip(points, values, strict=True)]
        highs = [_or(point.found.high, value) for point, value in zip(points, values, strict=True)]
        axes.fill_between(places, lows, highs, color=palette("--ec-accent-soft"), linewidth=0)
        axes.plot(places, values, color=palette("--ec-accent"), linewidth=2, marker="o", markersize=6)
        for place, value in zip(places, values, strict=True):
            axes.annotate(share(value, 1), (place, value), (0, 9), textcoords="offset points", ha="center", fontsize=11)
        axes.set_xticks(places, list(dates))
        axes.set_ylim(max(0.0, min(lows) - 0.05), 1.02)
        axes.yaxis.set_major_formatter(lambda value, _: share(value))
        axes.tick_params(length=0)
        axes.margins(x=0.06)
        axes.grid(axis="y", linewidth=0.6)
        return svg(drawn, palette, label)


def _or(end: float | None, value: float) -> float:
    """The end of an interval, the value itself where there is no interval."""
    return value if end is None else end
