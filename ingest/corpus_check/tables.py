"""The rules of products, standards, features and the glossary: every name means one thing, every reference exists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ingest.corpus_check.files import Corpus
from ingest.corpus_check.names import fold
from ingest.corpus_check.problem import Problem
from ingest.records import LANGUAGES
from ingest.reference import Reference

GLOSSARY_TERMS, PRODUCTS = 250, 120


def check_tables(corpus: Corpus) -> Iterator[Problem]:
    """Yield what is wrong in the tables; nothing where one of them could not be read, which is told already."""
    if corpus.reference is None:
        return
    yield from _products(corpus.reference)
    yield from _standards(corpus.reference)
    yield from _features(corpus)
    yield from _glossary(corpus.reference)


def _products(reference: Reference) -> Iterator[Problem]:
    names = ((label, name) for label, row in reference.products.items() for name in (label, *row.other_names()))
    yield from _one_meaning("products.yml", names)
    for label, row in reference.products.items():
        for covered in row.covers:
            if covered not in reference.products or covered == label:
                yield Problem("products.yml", f"{label}: covers {covered!r}, which is not another product of the table")


def _standards(reference: Reference) -> Iterator[Problem]:
    names = ((label, name) for label, row in reference.standards.items() for name in (label, *row.aliases))
    yield from _one_meaning("standards.yml", names)


def _features(corpus: Corpus) -> Iterator[Problem]:
    assert corpus.reference is not None
    french: dict[str, set[str]] = defaultdict(set)
    used = {feature for entry in corpus.entries.values() for feature in entry.features or ()}
    for domain, terms in corpus.reference.features.items():
        path = f"features/{domain}.yml"
        yield from _one_meaning(path, ((term, name) for term, row in terms.items() for name in {term, *row.also}))
        for term, row in terms.items():
            french[term].add(row.fr)
            if term not in used:
                yield Problem(path, f"{term!r} is a feature of no entry")
    for term, words in french.items():
        if len(words) > 1:
            yield Problem("features", f"{term!r} has several readings in French: {', '.join(sorted(words))}")


def _glossary(reference: Reference) -> Iterator[Problem]:
    yield from _one_meaning("glossary.yml", ((str(place), term.id) for place, term in enumerate(reference.glossary)))
    for language in LANGUAGES:
        names = ((term.id, name) for term in reference.glossary for name in set(term.names(language)))
        yield from _one_meaning("glossary.yml", names)
    if len(reference.glossary) < GLOSSARY_TERMS:
        yield Problem("glossary.yml", f"holds {len(reference.glossary)} terms, at least {GLOSSARY_TERMS} are expected")
    if len(reference.products) < PRODUCTS:
        yield Problem("products.yml", f"holds {len(reference.products)} products, at least {PRODUCTS} are expected")


def _one_meaning(path: str, names: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    owners: dict[str, set[str]] = defaultdict(set)
    for owner, name in names:
        owners[fold(name)].add(owner)
    for name, found in owners.items():
        if len(found) > 1:
            yield Problem(path, f"{name!r} means several things: {', '.join(sorted(found))}")
