"""The catalogue as a filtered list, for ``GET /v1/catalogue``, with the predicates that questions use."""

from __future__ import annotations

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints, Product
from assistant.catalogue.names import feature_label, lexicon_of
from assistant.catalogue.predicates import area, criteria_of, known_licence, verdict
from assistant.catalogue.selection import ranked
from assistant.catalogue.tables import vocabulary
from assistant.catalogue.words import fold, folded_words
from ingest.catalogue.labels import labels
from ingest.catalogue.schema import DEPLOYMENTS, DOMAINS, CatalogueEntry


def filter_entries(
    catalogue: Catalogue,
    *,
    domain: str | None = None,
    licence: str | None = None,
    country: str | None = None,
    replaces: str | None = None,
    standard: str | None = None,
    deployment: str | None = None,
    q: str | None = None,
) -> tuple[CatalogueEntry, ...]:
    """Return the entries that meet every filter given, in the order of ``ranked``.

    ``licence`` is an identifier, a group (AGPL) or a family (permissive); ``country`` an ISO code, a name, EUROPE or
    EU; ``replaces`` a product by any of its usual names; ``q`` words that name, summary, features or id must all hold.
    Raises ``ValueError``, with the values allowed, for a value that no entry could have.
    """
    asked = Constraints(
        intent="list",
        domains=_one_of("domain", domain, DOMAINS),
        licences=_licence(licence),
        countries=_country(country),
        replaces=_product(replaces, catalogue),
        standards=((_standard(standard),),) if standard else (),
        deployment=_one_of("deployment", deployment, DEPLOYMENTS),
    )
    criteria = criteria_of(asked)
    kept = [entry for entry in catalogue.entries.values() if all(verdict(one, entry) for one in criteria)]
    return ranked((entry for entry in kept if _holds(entry, q)), criteria)


def _one_of(name: str, value: str | None, allowed: tuple[str, ...]) -> tuple[str, ...]:
    if value is None:
        return ()
    if value not in allowed:
        raise ValueError(f"{name} {value!r} is not one of {', '.join(allowed)}")
    return (value,)


def _licence(value: str | None) -> tuple[str, ...]:
    if value is None:
        return ()
    table = vocabulary()["licences"]
    name = next((key for key, texts in table.items() if fold(value) in (fold(key), *texts)), value)
    if not known_licence(name):
        raise ValueError(f"licence {value!r} is not a licence of the catalogue, nor one of {', '.join(table)}")
    return (name,)


def _country(value: str | None) -> tuple[str, ...]:
    if value is None:
        return ()
    if value.upper() in labels("fr").countries or value.upper() in area("EUROPE") | {"EUROPE", "EU"}:
        return (value.upper(),)
    names = {**vocabulary()["countries"], **vocabulary()["regions"]}
    known = next((code for code, texts in names.items() if " ".join(folded_words(value)) in texts), None)
    if known is None:
        raise ValueError(f"country {value!r} is not a two-letter code or a country's name, EUROPE or EU")
    return (known,)


def _product(value: str | None, catalogue: Catalogue) -> tuple[Product, ...]:
    """A product by any name; one that nothing replaces selects nothing."""
    if value is None:
        return ()
    lexicon = lexicon_of(catalogue)
    terms = lexicon.names.get(folded_words(value), ())
    labels_found = [term.value for term in terms if term.kind == "product"]
    return tuple(lexicon.products[label] for label in labels_found) or (Product(value, (value,)),)


def _standard(value: str) -> str:
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
