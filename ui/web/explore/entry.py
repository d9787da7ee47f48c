"""One solution's page: its facts, what states each, and the solutions that serve the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.catalogue.catalogue import Catalogue, product_base
from assistant.catalogue.selection import ranked
from ingest.catalogue.labels import labels
from ingest.catalogue.schema import CatalogueEntry, Fact
from ingest.catalogue.wording import country_name, licence_facts, licence_words, person, source_title, term, typeset
from ingest.records import Language
from ui.web.sources import safe_link

MOST_SIMILAR = 6
SHOWN: tuple[Fact, ...] = (
    "licence",
    "steward",
    "steward_country",
    "governance",
    "deployment",
    "standards",
    "features",
    "replaces",
    "commercial_support_in_europe",
    "organisations",
)


@dataclass(frozen=True, slots=True)
class Value:
    """A value in words; ``criterion`` is the filter and the value that list the entries which share it."""

    text: str
    criterion: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What was read, with its address where it has one that can be opened."""

    title: str
    link: str | None


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact: no value where it is not documented, no source where it is to be verified."""

    label: str
    values: tuple[Value, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """What the page of an entry shows, in one language."""

    id: str
    name: str
    summary: str
    description: str
    described_by: tuple[Source, ...]
    limits: tuple[str, ...]
    limits_by: tuple[Source, ...]
    notes: str
    facts: tuple[FactLine, ...]
    homepage: str | None
    repository: str | None
    last_verified: str
    document_id: str
    domains: tuple[Value, ...]
    similar: tuple[CatalogueEntry, ...]


def entry_page(entry: CatalogueEntry, catalogue: Catalogue, language: Language) -> EntryPage:
    """The page of an entry."""
    french, page = language == "fr", catalogue.page(entry.id, language)
    return EntryPage(
        id=entry.id,
        name=entry.name,
        summary=typeset(entry.summary_fr if french else entry.summary_en, language),
        description=typeset((entry.description_fr if french else entry.description_en) or "", language),
        described_by=_sources(entry, ("description",), language),
        limits=tuple(typeset(one, language) for one in (entry.limits_fr if french else entry.limits_en) or ()),
        limits_by=_sources(entry, ("limits",), language),
        notes=typeset((entry.notes_fr if french else entry.notes) or "", language),
        facts=tuple(_line(entry, fact, language) for fact in SHOWN),
        homepage=safe_link(entry.homepage),
        repository=safe_link(entry.repository),
        last_verified=entry.last_verified.isoformat(),
        document_id=page.document_id if page else "",
        domains=tuple(
            Value(labels(language).domains[each], ("domain", each)) for each in (entry.domain, *entry.secondary_domains)
        ),
        similar=similar(entry, catalogue),
    )


def similar(entry: CatalogueEntry, catalogue: Catalogue) -> tuple[CatalogueEntry, ...]:
    """The entries that replace a product that this one replaces, those that share most of them first."""
    replaced = {product_base(product) for product in entry.replaces or ()}
    shared = {
        other.id: len(replaced & {product_base(product) for product in other.replaces or ()})
        for other in catalogue.entries.values()
        if other.id != entry.id
    }
    pool = ranked([catalogue.entries[each] for each, count in shared.items() if count], ())
    return tuple(sorted(pool, key=lambda other: -shared[other.id]))[:MOST_SIMILAR]


def _line(entry: CatalogueEntry, fact: Fact, language: Language) -> FactLine:
    return FactLine(labels(language).facts[fact], _values(entry, fact, language), _sources(entry, (fact,), language))


def _values(entry: CatalogueEntry, fact: Fact, language: Language) -> tuple[Value, ...]:
    held = getattr(entry, fact)
    if held is None:
        return ()
    items = held if isinstance(held, list) else [held]
    return tuple(_value(fact, item, language) for item in items)


def _value(fact: Fact, item: str, language: Language) -> Value:
    words = labels(language)
    match fact:
        case "licence":
            return Value(licence_words(item, language), ("licence", item) if licence_facts(item) else None)
        case "steward" | "commercial_support_in_europe":
            return Value(person(item, language))
        case "steward_country":
            return Value(country_name(item, language), ("country", item))
        case "governance":
            return Value(words.governance[item], ("governance", item))
        case "deployment":
            return Value(words.deployment[item], ("deployment", item))
        case "organisations":
            return Value(words.organisations[item], ("organisation", item))
        case "replaces":
            return Value(term(item, language), ("replaces", product_base(item)))
        case "standards":
            return Value(term(item, language), ("standard", item))
        case _:
            return Value(term(item, language))


def _sources(entry: CatalogueEntry, facts: Sequence[Fact], language: Language) -> tuple[Source, ...]:
    found = {source.title: source for fact in facts for source in entry.sources_of(fact)}
    return tuple(Source(source_title(source, language), safe_link(source.url)) for source in found.values())
