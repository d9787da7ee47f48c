"""Why an entry stands where it does among those that answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.catalogue.predicates import Criterion
from assistant.catalogue.selection import home_domains, service
from assistant.catalogue.tables import sentences
from ingest.catalogue.labels import labels
from ingest.catalogue.schema import FACTS, CatalogueEntry
from ingest.catalogue.wording import enumeration
from ingest.records import Language


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
    table: dict[str, str] = sentences(language)["reasons_for"]
    served = service(entry, asked)
    shared = shared_standards(entry, pool)
    checked, known = len(_known(entry)) - len(entry.unverified()), len(_known(entry))
    suited = [labels(language).organisations[kind] for kind in audience if kind in (entry.organisations or ())]
    held = [
        (entry.domain in home_domains(pool, asked), table["home"]),
        (suited, table["audience"].format(organisations=enumeration(suited, language))),
        (served, _counted(table, "service", served)),
        (entry.licence and entry.sources_of("licence"), table["licence"]),
        (entry.commercial_support_in_europe, table["support"]),
        (shared, _counted(table, "standards", len(shared))),
        (checked, _counted(table, "checked", checked, known=known)),
    ]
    return [words for holds, words in held if holds]


def shared_standards(entry: CatalogueEntry, pool: Sequence[CatalogueEntry]) -> list[str]:
    """The entry's standards that another entry of the pool has too."""
    counts = Counter(standard for other in pool for standard in other.standards or ())
    return [standard for standard in entry.standards or () if counts[standard] > 1]


def _known(entry: CatalogueEntry) -> list[str]:
    return [fact for fact in FACTS if entry.knows(fact)]


def _counted(table: dict[str, str], key: str, count: int, **others: int) -> str:
    return table[f"{key}_one" if count == 1 else key].format(count=count, **others)
