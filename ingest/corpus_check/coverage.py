"""How much the corpus holds: entries per domain, facts known and checked, words per page."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.catalogue.schema import DOMAINS, FACTS, Domain
from ingest.corpus_check.files import Corpus
from ingest.corpus_check.pages import word_count
from ingest.records import LANGUAGES


@dataclass(frozen=True, slots=True)
class DomainCoverage:
    """One domain: its entries at home, their facts, and the words of its page and of its entries' descriptions.

    ``known`` facts are those that are not null, ``checked`` those of them that a source states; ``unknown`` are null.
    """

    domain: Domain
    entries: int
    known: int
    checked: int
    unknown: int
    features: int
    products: int
    page_words_fr: int
    page_words_en: int
    description_words_fr: int
    description_words_en: int


@dataclass(frozen=True, slots=True)
class ArticleCoverage:
    """One article and its words in each language."""

    slug: str
    words_fr: int
    words_en: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The table that ``eurocommons corpus check`` prints."""

    domains: tuple[DomainCoverage, ...]
    articles: tuple[ArticleCoverage, ...]
    checked_by_fact: dict[str, tuple[int, int]]
    products: int
    products_without_alternative: int
    standards: int
    terms: int


def coverage_of(corpus: Corpus) -> Coverage:
    """Count what the corpus holds."""
    words = {page.meta.id: word_count(page.body) for page in corpus.pages}
    slugs = dict.fromkeys(page.slug for page in corpus.pages if page.meta.kind == "article")
    reference = corpus.reference
    replaced = {product.split(" (")[0] for entry in corpus.entries.values() for product in entry.replaces or ()}
    return Coverage(
        domains=tuple(_of_domain(domain, corpus, words) for domain in DOMAINS),
        articles=tuple(
            ArticleCoverage(slug, *(words.get(f"{slug}.{language}", 0) for language in LANGUAGES)) for slug in slugs
        ),
        checked_by_fact={
            fact: (
                sum(bool(entry.knows(fact) and entry.sources_of(fact)) for entry in corpus.entries.values()),
                sum(entry.knows(fact) for entry in corpus.entries.values()),
            )
            for fact in FACTS
        },
        products=len(reference.products) if reference else 0,
        products_without_alternative=sum(
            not replaced & {name, *row.covers} for name, row in (reference.products.items() if reference else ())
        ),
        standards=len(reference.standards) if reference else 0,
        terms=len(reference.glossary) if reference else 0,
    )


def _of_domain(domain: Domain, corpus: Corpus, words: dict[str, int]) -> DomainCoverage:
    entries = [entry for entry in corpus.entries.values() if entry.domain == domain]
    known = sum(entry.knows(fact) for entry in entries for fact in FACTS)
    return DomainCoverage(
        domain=domain,
        entries=len(entries),
        known=known,
        checked=known - sum(len(entry.unverified()) for entry in entries),
        unknown=len(FACTS) * len(entries) - known,
        features=len(corpus.reference.features[domain]) if corpus.reference else 0,
        products=sum(row.domain == domain for row in corpus.reference.products.values()) if corpus.reference else 0,
        page_words_fr=words.get(f"domain-{domain}.fr", 0),
        page_words_en=words.get(f"domain-{domain}.en", 0),
        description_words_fr=sum(word_count(entry.description_fr or "") for entry in entries),
        description_words_en=sum(word_count(entry.description_en or "") for entry in entries),
    )
