"""The entries kept, by domain and by family of licences, as bars whose parts lead to the entries they count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from evals.plots import Palette, figure, svg
from ingest.catalogue.labels import labels
from ingest.catalogue.schema import DOMAINS, CatalogueEntry
from ingest.catalogue.wording import licence_facts
from ingest.records import Language
from ui.web.pages import Visit
from ui.web.texts import texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FAMILIES = ("network-copyleft", "strong-copyleft", "weak-copyleft", "permissive", "other")
WIDTH, ROW, MARGIN = 620, 26, 64
_MOST_NUMBERED = 12
"""A part shorter than the longest bar by more than this has no room for its number."""


def catalogue_plot(entries: Iterable[CatalogueEntry], visit: Visit) -> str:
    """An SVG of stacked bars: a bar for each domain, a part for each family; each part is a link that filters."""
    counts = Counter((entry.domain, family(entry)) for entry in entries)
    links = tuple(
        (domain, name, visit.address(domain=domain, licence=name) if name != "other" else visit.address(domain=domain))
        for domain, name in counts
    )
    return _drawn(tuple(sorted(counts.items())), tuple(sorted(links)), visit.language)


def family(entry: CatalogueEntry) -> str:
    """The family of the entry's first licence; "other" for those that are rare and for what is unknown."""
    facts = licence_facts(entry.licence[0]) if entry.licence else None
    return facts.family if facts and facts.family in FAMILIES else "other"


@lru_cache(maxsize=64)
def _drawn(
    counts: tuple[tuple[tuple[str, str], int], ...], links: tuple[tuple[str, str, str], ...], language: Language
) -> str:
    palette, held = Palette(), dict(counts)
    domains = [each for each in reversed(DOMAINS) if any(domain == each for domain, _ in held)]
    address = {(domain, name): link for domain, name, link in links}
    with figure(WIDTH, MARGIN + ROW * len(domains), palette) as drawn:
        axes = drawn.subplots()
        totals = [sum(held.get((domain, name), 0) for name in FAMILIES) for domain in domains]
        starts = [0] * len(domains)
        for name in FAMILIES:
            sizes = [held.get((domain, name), 0) for domain in domains]
            _family(axes, name, domains, sizes, starts, address, palette, language, max(totals))
            starts = [start + size for start, size in zip(starts, sizes, strict=True)]
        names = [_short(labels(language).domains[each]) for each in domains]
        axes.set_yticks(range(len(domains)), names)
        axes.tick_params(length=0)
        axes.spines[["left", "bottom"]].set_visible(False)
        axes.set_xticks([])
        axes.margins(x=0.01, y=0.02)
        drawn.legend(loc="outside upper left", ncols=3, frameon=False, fontsize=11, handlelength=1, columnspacing=1.2)
        return svg(drawn, palette, _told(dict(zip(domains, totals, strict=True)), language))


def _family(
    axes: Axes,
    name: str,
    domains: Sequence[str],
    sizes: Sequence[int],
    starts: Sequence[int],
    address: Mapping[tuple[str, str], str],
    palette: Palette,
    language: Language,
    largest: int,
) -> None:
    """One family's part of every bar, each with its number where there is room, and its link."""
    label = labels(language).licence_families.get(name) or texts(language)("plot_other")
    bars = axes.barh(domains, sizes, left=starts, height=0.72, color=palette(f"--ec-plot-{name}"), label=label)
    for row, (bar, domain, size, start) in enumerate(zip(bars, domains, sizes, starts, strict=True)):
        if not size:
            continue
        bar.set_url(address[domain, name])
        if size * _MOST_NUMBERED >= largest:
            said = axes.text(start + size / 2, row, str(size), ha="center", va="center", fontsize=11)
            said.set_color(palette("--ec-on-plot"))
            said.set_url(address[domain, name])


def _short(label: str) -> str:
    """A domain's name on one line, or two where it is long."""
    label = label[:1].upper() + label[1:]
    if len(label) <= 30:
        return label
    middle = min((at for at, char in enumerate(label) if char == " "), key=lambda at: abs(at - len(label) / 2))
    return f"{label[:middle]}\n{label[middle + 1 :]}"


def _told(totals: Mapping[str, int], language: Language) -> str:
    """The figure in words: a number for each domain."""
    names = labels(language).domains
    listed = ", ".join(f"{names[domain]} {total}" for domain, total in reversed(list(totals.items())))
    return texts(language)("plot_told", domains=listed)
