"""A report as one HTML file: style and figures within it, nothing loaded from elsewhere, every text escaped."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from evals.gate import GATES, read_gates
from evals.html_report.content import Bar, Content, Point
from evals.html_report.plots import bars, trend
from evals.metrics.table import METRICS
from evals.runs.records import GateResult
from ingest.catalogue.labels import labels
from ingest.records import Language

SHOWN_TREND = 12


class Words:
    """The words of the report in one language, and figures, dates and names as it writes them."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._table: dict[str, Any] = _texts()[language]

    def __call__(self, key: str, **values: object) -> str:
        """The text of ``key``.  Raises KeyError for a key that the table does not have."""
        return str(self._table[key]).format(**values)

    def number(self, metric: str, value: float | None) -> str:
        """A metric as people read it: a share in per cent, a time in milliseconds."""
        if value is None:
            return "–"
        unit = METRICS[metric].unit
        if unit == "ms":
            return self._decimal(f"{value:,.0f}") + " ms"
        if unit == "tokens":
            return self._decimal(f"{value:,.0f}")
        return self.share(value, 1)

    def share(self, value: float, decimals: int = 0) -> str:
        """« 97,6 % », "97.6%"."""
        return self._decimal(f"{100 * value:.{decimals}f}") + ("\u00a0%" if self.language == "fr" else "%")

    def interval(self, metric: str, low: float | None, high: float | None) -> str:
        """The 95 % interval, empty where there is none."""
        if low is None or high is None:
            return ""
        return f"{self.number(metric, low)} – {self.number(metric, high)}"

    def bound(self, gate: GateResult) -> str:
        """ "min 0.95" as « au moins 95 % »."""
        named = (each.split() for each in gate.bound.split(", ") if each)
        return ", ".join(self(f"bound_{name}", limit=self.number(gate.metric, float(limit))) for name, limit in named)

    def date(self, moment: datetime) -> str:
        """« 26 novembre 2026 », "26 November 2026"."""
        day = "1er" if moment.day == 1 and self.language == "fr" else str(moment.day)
        return f"{day} {self._table['months'][moment.month - 1]} {moment.year}"

    def metric(self, name: str) -> str:
        """A metric in words."""
        return str(self._table["metrics"].get(name, name))

    def part(self, name: str) -> str:
        """ "group: filters" in words; "all" is the whole run."""
        kind, _, rest = name.partition(": ")
        return self("whole_run") if name == "all" else f"{self(f'part_{kind}')} {self.name_of(rest)}"

    def name_of(self, name: str) -> str:
        """A group, a domain, a language or a suite in words."""
        named = self._table["names"].get(name) or labels(self.language).domains.get(name, name)
        return str(named)

    def _decimal(self, written: str) -> str:
        if self.language == "en":
            return written
        return written.replace(",", "\u202f").replace(".", ",")


def report_html(content: Content, language: Language) -> str:
    """The report in one language."""
    return _environment().get_template("report.html").render(
        content=content,
        run=content.run,
        t=Words(language),
        language=language,
        style=_asset("style.css"),
        started=datetime.fromisoformat(content.run.started),
        figures=figures(content, language),
        found=content.run.estimates.get("all", {}),
        abstention=("abstention_precision", "abstention_recall", "abstention_f1", "over_refusal_rate"),
    )  # fmt: skip


def figures(content: Content, language: Language) -> dict[str, str]:
    """The figures of a report by name; empty where one would show nothing."""
    t = Words(language)
    return {
        "groups": _bars(content.groups, "each_group", "plot_groups", t),
        "domains": _bars(content.domains, "each_domain", "plot_domains", t),
        "languages": _bars(content.languages, "each_language", "plot_languages", t),
        "trend": _trend(content.trend[-SHOWN_TREND:], t),
    }


def gate_class(gate: GateResult) -> str:
    """The verdict as a class of the style sheet."""
    return {"kept": "good", "undecided": "unsure", "falls short": "bad"}.get(gate.verdict, "")


def _bars(found: tuple[Bar, ...], gates: str, label: str, t: Words) -> str:
    if not found:
        return ""
    bounds = getattr(read_gates(GATES), gates).get("pass_rate")
    told = ", ".join(f"{t.name_of(bar.name)} {t.number('pass_rate', bar.found.value)}" for bar in reversed(found))
    names = [t.name_of(bar.name) for bar in found]
    values = [f"{t.number('pass_rate', bar.found.value)} ({bar.found.n})" for bar in found]
    return bars(found, names, values, bounds.min if bounds else None, t.share, t(label, values=told))


def _trend(points: tuple[Point, ...], t: Words) -> str:
    if len(points) < 2:
        return ""
    told = ", ".join(f"{t.date(point.started)} {t.number('pass_rate', point.found.value)}" for point in points)
    dates = [f"{point.started:%d/%m}\n{point.started:%H:%M}" for point in points]
    return trend(points, dates, t.share, t("plot_trend", values=told))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__, "."),
        autoescape=select_autoescape(enabled_extensions=("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["gate_class"] = gate_class
    return environment


def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def _texts() -> dict[str, dict[str, Any]]:
    return dict(yaml.safe_load(_asset("texts.yml")))
