"""Why an entry stands where it does among those that answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.catalogue.predicates import Criterion
from assistant.catalogue.selection import home_domains, service
from assistant.catalogue.tables import sentences
from ingest.catalogue.labels import labels
from ingest.catalogue.schema import FACTS, CatalogueEntry
from ingest.catalogue.wording import enumeration
from ingest.records import Language


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that ``ranked`` looks at: how much of it the entry has, and that in words."""

    value: int
    words: str


def reasons(
    entry: CatalogueEntry,
    pool: Sequence[CatalogueEntry],
    asked: Sequence[Criterion],
    language: Language,
    audience: Sequence[str] = (),
) -> list[str]:
    """Return, in words, what ``ranked`` looks at and the entry has, in that order.

    ``pool`` is the entries that answer, among which standards are shared; ``audience`` the organisations asked for.
    """
    return [one.words for one in _looked_at(entry, pool, asked, language, audience) if one.value]


def reasons_apart(
    first: Sequence[CatalogueEntry],
    pool: Sequence[CatalogueEntry],
    asked: Sequence[Criterion],
    language: Language,
    audience: Sequence[str] = (),
) -> tuple[list[str], list[list[str]]]:
    """The reasons that the ``first`` entries have in common, and those by which each stands before the next."""
    found = [_looked_at(entry, pool, asked, language, audience) for entry in first]
    common = [same[0].words for same in zip(*found, strict=True) if same[0].value and len(set(same)) == 1]
    apart: list[list[str]] = [[] for _ in first]
    for place, (one, other) in enumerate(pairwise(found)):
        better, worse = next(((a, b) for a, b in zip(one, other, strict=True) if a.value != b.value), (None, None))
        if better and worse and better.value > worse.value:
            apart[place].append(better.words)
            apart[place + 1] += [worse.words] if worse.value else []
    return common, [list(dict.fromkeys(words)) for words in apart]


def _looked_at(
    entry: CatalogueEntry,
    pool: Sequence[CatalogueEntry],
    asked: Sequence[Criterion],
    language: Language,
    audience: Sequence[str],
) -> list[Reason]:
    table: dict[str, str] = sentences(language)["reasons_for"]
    served, shared = service(entry, asked), len(shared_standards(entry, pool))
    known = sum(entry.knows(fact) for fact in FACTS)
    checked = known - len(entry.unverified())
    suited = [labels(language).organisations[kind] for kind in audience if kind in (entry.organisations or ())]
    return [
        Reason(entry.domain in home_domains(pool, asked), table["home"]),
        Reason(len(suited), table["audience"].format(organisations=enumeration(suited, language))),
        Reason(served, _counted(table, "service", served)),
        Reason(bool(entry.licence and entry.sources_of("licence")), table["licence"]),
        Reason(bool(entry.commercial_support_in_europe), table["support"]),
        Reason(shared, _counted(table, "standards", shared)),
        Reason(checked, _counted(table, "checked", checked, known=known)),
    ]


def shared_standards(entry: CatalogueEntry, pool: Sequence[CatalogueEntry]) -> list[str]:
    """The entry's standards that another entry of the pool has too."""
    counts = Counter(standard for other in pool for standard in other.standards or ())
    return [standard for standard in entry.standards or () if counts[standard] > 1]


def _counted(table: dict[str, str], key: str, count: int, **others: int) -> str:
    return table[f"{key}_one" if count == 1 else key].format(count=count, **others)
