"""The catalogue as a filtered list, for ``GET /v1/catalogue``, with the predicates that questions use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Product
from assistant.catalogue.names import lexicon_of
from assistant.catalogue.predicates import Criterion, area, known_licence, verdict
from assistant.catalogue.selection import ranked
from assistant.catalogue.table_words import feature_label
from assistant.catalogue.tables import vocabulary
from assistant.catalogue.words import fold, folded_words
from assistant.errors import FilterError
from ingest.catalogue.labels import labels, licence_table
from ingest.catalogue.schema import DEPLOYMENTS, DOMAINS, GOVERNANCES, ORGANISATIONS, CatalogueEntry


@dataclass(frozen=True, slots=True)
class CatalogueFilters:
    """What the entries listed must be; None does not filter.

    ``licence`` is an identifier, a group (AGPL) or a family (permissive); ``country`` an ISO code, a name, EUROPE or
    EU; ``replaces`` a product by any of its usual names; ``support`` is "yes"; ``q`` words that name, summary, features
    or id must all hold.
    """

    replaces: str | None = None
    domain: str | None = None
    licence: str | None = None
    country: str | None = None
    governance: str | None = None
    deployment: str | None = None
    organisation: str | None = None
    standard: str | None = None
    support: str | None = None
    q: str | None = None


def filter_entries(catalogue: Catalogue, **filters: str | None) -> tuple[CatalogueEntry, ...]:
    """Return the entries that meet every one of the ``CatalogueFilters`` given, in the order of ``ranked``.

    Raises ``FilterError``, with the values allowed, for a value that no entry could have.
    """
    wanted = CatalogueFilters(**filters)
    return ranked(entries_that_meet(catalogue, wanted), tuple(_criteria(wanted, catalogue)))


def entries_that_meet(catalogue: Catalogue, wanted: CatalogueFilters) -> list[CatalogueEntry]:
    """The same in no particular order."""
    criteria = list(_criteria(wanted, catalogue))
    if wanted.q and wanted.q.strip():
        _refuse_wordless("q", wanted.q)
    kept = (entry for entry in catalogue.entries.values() if all(verdict(one, entry) for one in criteria))
    return [entry for entry in kept if _holds(entry, wanted.q)]


def criterion_for(name: str, value: str, catalogue: Catalogue) -> Criterion:
    """One filter but ``q`` as a criterion; raises ``FilterError`` for a value that no entry could have."""
    if name in _CLOSED:
        kind, allowed = _CLOSED[name]
        return Criterion(kind, _one_of(name, value, allowed))
    return _OPEN[name](value, catalogue)


def _criteria(wanted: CatalogueFilters, catalogue: Catalogue) -> Iterator[Criterion]:
    for field in fields(wanted):
        value = getattr(wanted, field.name)
        if value is not None and field.name != "q":
            yield criterion_for(field.name, value, catalogue)


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    known = next((one for one in allowed if fold(one) == fold(value)), None)
    if known is None:
        raise FilterError(name, value, known=", ".join(allowed))
    return (known,)


def _licence(value: str) -> tuple[str, ...]:
    table = vocabulary()["licences"]
    names = {**table, **dict.fromkeys(licence_table(), ())}
    name = next((key for key, texts in names.items() if fold(value) in (fold(key), *texts)), value)
    if not known_licence(name):
        raise FilterError("licence", value, "not_a_licence", known=", ".join(table))
    return (name,)


def _country(value: str) -> tuple[str, ...]:
    if value.upper() in labels("fr").countries or value.upper() in area("EUROPE") | {"EUROPE", "EU"}:
        return (value.upper(),)
    names = {**vocabulary()["countries"], **vocabulary()["regions"]}
    known = next((code for code, texts in names.items() if " ".join(folded_words(value)) in texts), None)
    if known is None:
        raise FilterError("country", value, "not_a_country")
    return (known,)


def _product(value: str, catalogue: Catalogue) -> Criterion:
    """A product by any name; one that nothing replaces selects nothing."""
    lexicon = lexicon_of(catalogue)
    terms = lexicon.names.get(folded_words(value), ())
    named = tuple(lexicon.products[term.value] for term in terms if term.kind == "product") or (
        Product(value, (value,)),
    )
    targets = tuple(dict.fromkeys(target for product in named for target in product.targets))
    return Criterion("product", targets, label="|".join(product.label for product in named))


def _refuse_wordless(name: str, value: str) -> None:
    """Raise ``FilterError`` for a value without a word: it would be in every text."""
    if not folded_words(value):
        raise FilterError(name, value, "no_words")


def _standard(value: str) -> str:
    _refuse_wordless("standard", value)
    words = " ".join(folded_words(value))
    return next((key for key, texts in vocabulary()["standards"].items() if words in texts), value)


def _holds(entry: CatalogueEntry, q: str | None) -> bool:
    if not q:
        return True
    texts = (
        entry.id,
        entry.name,
        entry.summary_fr,
        entry.summary_en,
        *(entry.features or ()),
        *map(feature_label, entry.features or ()),
    )
    held = " ".join(fold(text) for text in texts)
    return all(word in held for word in folded_words(q))


# Filters with a closed list of values, and the kind of criterion that each makes.
_CLOSED: dict[str, tuple[str, tuple[str, ...]]] = {
    "domain": ("domain", DOMAINS),
    "governance": ("governance", GOVERNANCES),
    "deployment": ("deployment", DEPLOYMENTS),
    "organisation": ("organisation", ORGANISATIONS),
    "support": ("support", ("yes",)),
}
_OPEN: dict[str, Callable[[str, Catalogue], Criterion]] = {
    "replaces": _product,
    "licence": lambda value, _: Criterion("licence", _licence(value)),
    "country": lambda value, _: Criterion("country", _country(value)),
    "standard": lambda value, _: Criterion("standard", (_standard(value),)),
}
