"""How the facts of the catalogue may be written in an answer, computed from the corpus's YAML files."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evals.cases import FactName
from evals.catalogue.facts import facts, plain
from ingest.catalogue.labels import labels
from ingest.records import Language

_NOT_DOCUMENTED = {
    "fr": ("pas documenté", "pas documentée", "pas documentés", "pas documentées", "non documenté", "ne le précise"),
    "en": ("not documented", "does not document", "do not document", "undocumented"),
}
_ARTICLES = re.compile(r"^(?:aux |au |à la |à l'|à )")
_VERSION = re.compile(r"-(?:only|or-later)$")


def wordings(entry: str, fact: FactName, language: Language) -> list[tuple[str, ...]]:
    """For each value of a fact, the wordings that state it; where no source documents it, those that say so."""
    value = facts().entries[entry][fact]
    if not value:
        return [_NOT_DOCUMENTED[language]]
    values = value if isinstance(value, list) else [value]
    return [_wordings_of(str(one), fact, language) for one in values]


def is_stated(wording: Sequence[str], text: str) -> bool:
    """Whether the text holds one of the wordings as whole words, whatever accents, capitals and punctuation."""
    words = f" {' '.join(plain(text))} "
    return any(f" {' '.join(plain(one))} " in words for one in wording)


def _wordings_of(value: str, fact: FactName, language: Language) -> tuple[str, ...]:
    words = labels(language)
    match fact:
        case "licence":
            return (words.licence_names.get(value, value), _VERSION.sub("", value))
        case "steward_country":
            return (words.countries[value]["name"], words.countries[value]["in"])
        case "steward":
            return (value, value.partition(" (")[0])
        case "governance":
            return (words.governance[value], words.governance_by[value])
        case "domain":
            return (words.domains[value],)
        case "deployment":
            return (words.deployment[value],)
        case "organisations":
            return (_ARTICLES.sub("", words.organisations[value]),)
    return (words.terms.get(value, value), value)
