"""The entries kept, by domain and by family of licences, as bars whose parts lead to the entries they count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from assistant.catalogue.predicates import has_licence
from evals.plots import Palette, figure, svg
from ingest.catalogue.labels import labels
from ingest.catalogue.schema import DOMAINS, CatalogueEntry
from ingest.records import Language
from ui.web.pages import Visit
from ui.web.texts import texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OTHER = "other"
FAMILIES = ("network-copyleft", "strong-copyleft", "weak-copyleft", "permissive", OTHER)
WIDTH, ROW, MARGIN = 620, 26, 64
_MOST_NUMBERED = 12
"""A part shorter than the longest bar by more than this has no room for its number."""


Part = tuple[str, str]
"""A domain and a family of licences."""


def catalogue_plot(entries: Iterable[CatalogueEntry], visit: Visit) -> str:
    """An SVG of stacked bars: a bar for each domain, a part for each family.

    An entry of several domains or families counts in each, as for the filters: a part is a link to the entries that
    it counts.  Where a domain was chosen there is its bar alone, and where a licence was, no link.
    """
    chosen = dict(visit.query)
    counts, totals = Counter[Part](), Counter[str]()
    for entry in entries:
        for domain in {entry.domain, *entry.secondary_domains}:
            if chosen.get("domain", domain) != domain:
                continue
            totals[domain] += 1
            counts.update((domain, name) for name in families(entry))
    linked = [] if "licence" in chosen else [part for part in counts if part[1] != OTHER]
    links = {(domain, name): visit.address(domain=domain, licence=name) for domain, name in linked}
    return _drawn(_sorted(counts), _sorted(totals), _sorted(links), visit.language)


def families(entry: CatalogueEntry) -> list[str]:
    """The families of licences that keep the entry; "other" for those that are rare and for what is unknown."""
    return [name for name in FAMILIES if name != OTHER and has_licence(entry, name)] or [OTHER]


@lru_cache(maxsize=64)
def _drawn(
    counts: tuple[tuple[Part, int], ...],
    totals: tuple[tuple[str, int], ...],
    links: tuple[tuple[Part, str], ...],
    language: Language,
) -> str:
    palette, held, address, total = Palette(), dict(counts), dict(links), dict(totals)
    domains = [each for each in reversed(DOMAINS) if each in total]
    with figure(WIDTH, MARGIN + ROW * len(domains), palette) as drawn:
        axes = drawn.subplots()
        longest = max(sum(held.get((domain, name), 0) for name in FAMILIES) for domain in domains)
        starts = [0] * len(domains)
        for name in FAMILIES:
            sizes = [held.get((domain, name), 0) for domain in domains]
            _family(axes, name, domains, sizes, starts, address, palette, language, longest)
            starts = [start + size for start, size in zip(starts, sizes, strict=True)]
        names = [_short(labels(language).domains[each]) for each in domains]
        axes.set_yticks(range(len(domains)), names)
        axes.tick_params(length=0)
        axes.spines[["left", "bottom"]].set_visible(False)
        axes.set_xticks([])
        axes.margins(x=0.01, y=0.02)
        drawn.legend(loc="outside upper left", ncols=3, frameon=False, fontsize=11, handlelength=1, columnspacing=1.2)
        told = _told([(domain, total[domain]) for domain in reversed(domains)], language)
        # A picture to a screen reader: its links are for the pointer, the facets are the same by keyboard.
        return svg(drawn, palette, told).replace(' target="_blank"', ' tabindex="-1"')


def _family(
    axes: Axes,
    name: str,
    domains: Sequence[str],
    sizes: Sequence[int],
    starts: Sequence[int],
    address: Mapping[Part, str],
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
        bar.set_url(address.get((domain, name)))
        if size * _MOST_NUMBERED >= largest:
            said = axes.text(start + size / 2, row, str(size), ha="center", va="center", fontsize=11)
            said.set_color(palette("--ec-on-plot"))
            said.set_url(address.get((domain, name)))


def _short(label: str) -> str:
    """A domain's name on one line, or two where it is long."""
    label = label[:1].upper() + label[1:]
    if len(label) <= 30:
        return label
    middle = min((at for at, char in enumerate(label) if char == " "), key=lambda at: abs(at - len(label) / 2))
    return f"{label[:middle]}\n{label[middle + 1 :]}"


def _told(totals: Iterable[tuple[str, int]], language: Language) -> str:
    """The figure in words: a number for each domain."""
    names = labels(language).domains
    listed = ", ".join(f"{names[domain]} {total}" for domain, total in totals)
    return texts(language)("plot_told", domains=listed)


def _sorted(values: Mapping[Any, Any]) -> tuple[Any, ...]:
    return tuple(sorted(values.items()))
