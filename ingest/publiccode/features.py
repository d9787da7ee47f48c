"""The catalogue's words for features, by any of their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ingest.catalogue.schema import Domain
from ingest.reference import Feature, reference


def feature_names(domains: Sequence[Domain]) -> dict[str, Feature]:
    """Return the features of some domains by their English term; of two with one term, the first domain's."""
    vocabularies = reference().features
    return {term: feature for domain in reversed(domains) for term, feature in vocabularies.get(domain, {}).items()}


def terms_of(domains: Sequence[Domain]) -> dict[str, str]:
    """Return the English term by each name of a feature, in lower case; a name of two features is left out."""
    names = defaultdict[str, set[str]](set)
    features = feature_names(domains)
    for term, feature in features.items():
        for name in (feature.fr, *feature.also):
            names[name.casefold()].add(term)
    terms = {name: next(iter(found)) for name, found in names.items() if len(found) == 1}
    return terms | {term.casefold(): term for term in features}
