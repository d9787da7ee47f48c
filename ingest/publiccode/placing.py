"""Where a file's categories place the solution: domain, secondary domains, features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.catalogue.schema import DOMAINS, Domain
from ingest.errors import ReadError
from ingest.publiccode.features import feature_names, terms_of
from ingest.publiccode.mapped import Mapped
from ingest.publiccode.model import PublicCode
from ingest.publiccode.notes import note
from ingest.publiccode.texts import language_tag
from ingest.publiccode.vocabulary import Category, categories
from ingest.texts import message


def domains_of(code: PublicCode, source: str, given: Domain | None) -> tuple[Mapped[Domain], Mapped[list[Domain]]]:
    """Return the domain with the most categories, then those of two categories, or of one that is a whole domain.

    Raises ``ReadError`` where no category says the domain, and none is given.
    """
    weights: dict[Domain, int] = {}
    for category in _known_categories(code):
        weights[category.domain] = weights.get(category.domain, 0) + (2 if category.whole else 1)
    if given is None and not weights:
        listed = ", ".join(code.categories or ()) or message("no_categories_listed")
        raise ReadError(source, message("no_category", listed=listed, domains=", ".join(DOMAINS)))
    main = given or _heaviest(weights)
    secondary = [domain for domain, weight in weights.items() if domain != main and weight > 1]
    notes = () if given else (note("domain_of_categories", domain=main),)
    meaningless = tuple(f"categories: {name}" for name in code.categories or () if categories().get(name) is None)
    return Mapped(main, ("categories",), meaningless, notes), Mapped(secondary)


def _heaviest(weights: Mapping[Domain, int]) -> Domain:
    """The first of those with the most weight."""
    return max(weights, key=weights.__getitem__)


def _known_categories(code: PublicCode) -> list[Category]:
    return [known for name in code.categories or () if (known := categories().get(name))]


def features_of(code: PublicCode, domains: Sequence[Domain]) -> Mapped[list[str] | None]:
    """Return the features in the catalogue's words: those that the file lists, then those that its categories state."""
    tag, listed = _feature_list(code)
    by_name = terms_of(domains)
    found = {name: by_name.get(name.strip().casefold()) for name in listed}
    by_category = [term for category in _known_categories(code) for term in category.features]
    terms = [term for term in found.values() if term] + [term for term in by_category if term in feature_names(domains)]
    left_out = tuple(f"description.{tag}.features: {name.strip()}" for name, term in found.items() if term is None)
    return Mapped(list(dict.fromkeys(terms)) or None, (f"description.{tag}.features",) if tag else (), left_out)


def _feature_list(code: PublicCode) -> tuple[str | None, list[str]]:
    """The list in English, else in French: one language, since the lists of two say the same."""
    for language in ("en", "fr"):
        tag = language_tag(code, language)
        if tag and (features := (code.description or {})[tag].features):
            return tag, features
    return None, []
