"""One fact of one entry as a sentence, or the statement that the catalogue does not document it."""

from __future__ import annotations

from collections.abc import Callable

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.phrases import by, criterion_words, fill, modes, terms, under
from assistant.catalogue.predicates import FACT_OF, criteria_of, verdict
from assistant.catalogue.quoting import ComposedSentence, quote
from assistant.catalogue.tables import sentences
from ingest.catalogue.labels import labels
from ingest.catalogue.schema import CatalogueEntry
from ingest.catalogue.wording import (
    check_words,
    enumeration,
    in_country,
    of_name,
    organisations_words,
    person,
    person_with_article,
    quoted,
    source_title,
    to_verify,
)
from ingest.records import Language

# Lists that name what the sources mention: a value they leave out may hold all the same.
OPEN_LISTS = frozenset({"organisations", "standards", "features", "replaces", "commercial_support_in_europe"})
# The other facts that a sentence states, hence quotes.
TOLD_TOGETHER = {
    "licence": ("licence", "licence_check"),
    "steward": ("steward", "steward_country"),
    "domain": ("domain", "secondary_domains"),
}

Values = dict[str, str]


def fact_sentence(
    entry: CatalogueEntry, field: str, constraints: Constraints, language: Language, catalogue: Catalogue
) -> ComposedSentence:
    """Say one fact; a question that expects yes or no gets it first, where the fact decides."""
    if not is_known(entry, field):
        # What is silent is the fact itself: the domain's line stands for the entry, whose page states the rest.
        text = fill(sentences(language)["unknown"][field], language, name=entry.name, of_name=of_name(entry.name))
        return ComposedSentence(text, quote(catalogue, entry.id, ("name",), language))
    text = stated(entry, field, language)
    if field != "licence" and is_to_verify(entry, field):  # the licence says so itself
        text = fill("{text}", language, text=to_verify(text, language))  # « (pays non documenté ; à vérifier) »
    if constraints.yes_no:
        text = _with_verdict(text, entry, field, constraints, language)
    return ComposedSentence(text, quote(catalogue, entry.id, TOLD_TOGETHER.get(field, (field,)), language))


def stated(entry: CatalogueEntry, field: str, language: Language) -> str:
    """The sentence that states a known fact."""
    values = {"name": entry.name, "of_name": of_name(entry.name)} | _VALUES[field](entry, language)
    return fill(sentences(language)["facts"][_template(entry, field)], language, **values)


def is_known(entry: CatalogueEntry, field: str) -> bool:
    """Whether the entry documents the fact."""
    named = {"licence_check": "licence", "limits": "limits_en", "description": "description_en"}.get(field, field)
    return bool(getattr(entry, named))


def _template(entry: CatalogueEntry, field: str) -> str:
    if field == "licence_check" and not entry.sources_of("licence"):
        return "licence_not_checked"
    if field == "steward_country" and not entry.steward:
        return "steward_country_only"
    if field == "domain" and entry.secondary_domains:
        return "domain_more"
    if field in ("standards", "features") and len(getattr(entry, field)) == 1:
        return f"{field}_one"
    return field


def _with_verdict(text: str, entry: CatalogueEntry, field: str, constraints: Constraints, language: Language) -> str:
    asked = [criterion for criterion in criteria_of(constraints) if FACT_OF[criterion.kind] == field]
    verdicts = [verdict(criterion, entry) for criterion in asked]
    if not verdicts or None in verdicts:
        return text
    missed = [criterion for criterion, found in zip(asked, verdicts, strict=True) if not found]
    if not text.startswith(entry.name):
        text = text[0].lower() + text[1:]
    said = "yes" if all(verdicts) else "not_listed" if field in OPEN_LISTS else "no"
    criteria = enumeration([criterion_words(criterion, language) for criterion in missed], language)
    return fill(sentences(language)[said], language, sentence=text, criteria=criteria)


def _licence(entry: CatalogueEntry, language: Language) -> Values:
    return {"under": under(entry, language, families=True)}


def _check(entry: CatalogueEntry, language: Language) -> Values:
    return {"check": check_words(entry.sources_of("licence"), language)}


def _country(entry: CatalogueEntry, language: Language) -> Values:
    return {
        "steward": person_with_article(entry.steward or "", language),
        "in_country": in_country(entry.steward_country or "", language),
    }


def _governance(entry: CatalogueEntry, language: Language) -> Values:
    return {"governance": labels(language).governance_by[entry.governance or ""]}


def _support(entry: CatalogueEntry, language: Language) -> Values:
    names = [person(name, language) for name in entry.commercial_support_in_europe or ()]
    return {"support": enumeration(names, language)}


def _domains(entry: CatalogueEntry, language: Language) -> Values:
    names, quoted = labels(language).domains, str(sentences(language)["quoted"])
    secondary = enumeration([quoted.format(name=names[one]) for one in entry.secondary_domains], language)
    return {"domain": names[entry.domain], "secondary": secondary}


_VALUES: dict[str, Callable[[CatalogueEntry, Language], Values]] = {
    "licence": _licence,
    "licence_check": _check,
    "steward": lambda entry, language: {"by": by(entry, language)},
    "steward_country": _country,
    "governance": _governance,
    "homepage": lambda entry, language: {"homepage": entry.homepage or ""},
    "repository": lambda entry, language: {"repository": entry.repository or ""},
    "standards": lambda entry, language: {"standards": terms(entry.standards, language)},
    "replaces": lambda entry, language: {"replaces": terms(entry.replaces, language)},
    "features": lambda entry, language: {"features": terms(entry.features, language)},
    "deployment": lambda entry, language: {"deployment": modes(entry.deployment, language)},
    "commercial_support_in_europe": _support,
    "domain": _domains,
    "organisations": lambda entry, language: {
        "organisations": organisations_words(entry.organisations or (), language)
    },
    "limits": lambda entry, language: {
        "limits": " ".join((entry.limits_fr if language == "fr" else entry.limits_en) or ())
    },
    "sources": lambda entry, language: {
        "sources": enumeration([quoted(source_title(one, language), language) for one in entry.sources], language)
    },
    "notes": lambda entry, language: {"notes": (entry.notes_fr if language == "fr" else entry.notes) or ""},
}


def short_value(entry: CatalogueEntry, field: str, language: Language) -> str | None:
    """A fact as a bare value for a comparison, None where it is unknown; one that no source states is marked."""
    if not is_known(entry, field) and not (field == "steward" and entry.steward_country):
        return None
    value = _short(entry, field, language)
    # Behind the value, not before a full stop as in a sentence: "Baserow B.V." keeps its own.
    if not is_to_verify(entry, field):
        return value
    mark = labels(language).to_verify
    if field == "steward":  # « Vates (France ; à vérifier) »
        return f"{value[:-1]}{' ; ' if language == 'fr' else '; '}{mark})"
    return f"{value} ({mark})"


def is_to_verify(entry: CatalogueEntry, field: str) -> bool:
    """Whether no source states the fact, or one that the same sentence tells."""
    return bool(set(TOLD_TOGETHER.get(field, (field,))) & set(entry.unverified()))


def _short(entry: CatalogueEntry, field: str, language: Language) -> str:
    if field == "licence":
        names = labels(language).licence_names
        return enumeration([names.get(item, item) for item in entry.licence or ()], language)
    if field == "steward":
        silent = sentences(language)["compare"]
        name = person(entry.steward, language) if entry.steward else silent["unknown"]
        country = labels(language).countries[entry.steward_country]["name"] if entry.steward_country else ""
        return f"{name} ({country or silent['no_country']})"
    if field == "steward_country":
        return labels(language).countries[entry.steward_country or ""]["name"]
    if field == "governance":
        return labels(language).governance[entry.governance or ""]
    if field == "deployment":
        return enumeration([labels(language).deployment[mode] for mode in entry.deployment or ()], language)
    return next(iter(_VALUES[field](entry, language).values()))
