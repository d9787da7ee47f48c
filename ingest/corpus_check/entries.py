"""The rules of catalogue entries: known identifiers, canonical names, one name for one thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pycountry
from license_expression import get_spdx_licensing

from ingest.catalogue.labels import labels
from ingest.catalogue.schema import CatalogueEntry
from ingest.corpus_check.files import Corpus
from ingest.corpus_check.names import fold
from ingest.corpus_check.problem import Problem
from ingest.reference import Reference

_QUALIFIER = re.compile(r"\s*\([^)]*\)$")
_ADDRESS = re.compile(r"https?://[\w-]+(\.[\w-]+)+(:\d+)?(/[^\s<>\"]*)?")


def check_entries(corpus: Corpus) -> Iterator[Problem]:
    """Yield what is wrong in single entries, then the names that two of them share."""
    for path, entry in corpus.entries.items():
        for message in (*_of_one(path, entry), *(_against(entry, corpus.reference) if corpus.reference else ())):
            yield Problem(path, message)
    yield from _shared_names(corpus)


def _of_one(path: str, entry: CatalogueEntry) -> Iterator[str]:
    if path != f"catalogue/{entry.id}.yml":
        yield f"id: {entry.id!r} is not the name of the file"
    if entry.description_fr is None:
        yield "description: is missing; four to eight sentences in each language"
    if entry.steward_country and pycountry.countries.get(alpha_2=entry.steward_country) is None:
        yield f"steward_country: {entry.steward_country!r} is not an ISO 3166-1 code"
    yield from _licences(entry)
    yield from _addresses(entry)
    yield from _repeated(entry)
    for source in entry.sources:
        yield from (
            f"sources: {source.title!r} states {fact}, which is null" for fact in source.facts if not entry.knows(fact)
        )


def _licences(entry: CatalogueEntry) -> Iterator[str]:
    for licence in entry.licence or ():
        if not is_known_licence(licence):
            yield f"licence: {licence!r} is not an SPDX identifier; write LicenseRef-… and explain it in the notes"
        elif licence.startswith("LicenseRef-") and entry.notes is None and licence not in labels("en").licence_names:
            yield f"licence: {licence!r} is explained in no note"


def _addresses(entry: CatalogueEntry) -> Iterator[str]:
    sources = [("sources", source.url) for source in entry.sources]
    for field, address in (("homepage", entry.homepage), ("repository", entry.repository), *sources):
        if address and not is_well_formed(address):
            yield f"{field}: {address!r} is not a well-formed web address"


def _repeated(entry: CatalogueEntry) -> Iterator[str]:
    if entry.domain in entry.secondary_domains:
        yield f"secondary_domains: {entry.domain!r} is the domain already"
    for field in ("secondary_domains", "aliases", "licence", "replaces", "standards", "features", "deployment"):
        values = getattr(entry, field) or []
        if len(set(values)) < len(values):
            yield f"{field}: a value is given twice"


def _against(entry: CatalogueEntry, reference: Reference) -> Iterator[str]:
    for product in entry.replaces or ():
        if _QUALIFIER.sub("", product) not in reference.products:
            yield f"replaces: {product!r} is not a name of products.yml"
    for standard in entry.standards or ():
        if standard not in reference.standards:
            yield f"standards: {standard!r} is not a name of standards.yml"
    vocabulary = {
        term for domain in (entry.domain, *entry.secondary_domains) for term in reference.features.get(domain, ())
    }
    for feature in entry.features or ():
        if feature not in vocabulary:
            yield f"features: {feature!r} is not in features/{entry.domain}.yml"


def _shared_names(corpus: Corpus) -> Iterator[Problem]:
    """Names, without case, accents, spaces and hyphens, that mean two entries, or an entry and a product."""
    owners: dict[str, set[str]] = defaultdict(set)
    for path, entry in corpus.entries.items():
        for name in (entry.name, entry.id, *entry.aliases):
            owners[fold(name)].add(path)
    for name, paths in owners.items():
        if len(paths) > 1:
            first, *others = sorted(paths)
            yield Problem(first, f"aliases: {name!r} also means {', '.join(others)}")
    for product, row in corpus.reference.products.items() if corpus.reference else ():
        for name in (product, *row.other_names()):
            for path in owners.get(fold(name), ()):
                yield Problem(path, f"aliases: {name!r} means the product {product!r} of products.yml")


@cache
def _spdx() -> frozenset[str]:
    return frozenset(get_spdx_licensing().known_symbols)


def is_known_licence(identifier: str) -> bool:
    """Whether SPDX lists the identifier; one without its suffix repeats a source that does not state the suffix."""
    return identifier.startswith("LicenseRef-") or bool({identifier, f"{identifier}-only"} & _spdx())


def is_well_formed(address: str) -> bool:
    """Whether an address has a scheme, a host with a dot, and no white space."""
    return _ADDRESS.fullmatch(address) is not None
