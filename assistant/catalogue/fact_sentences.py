"""One fact of one entry as a sentence, or the statement that the catalogue does not document it."""

from __future__ import annotations

from collections.abc import Callable

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.phrases import by, fill, modes, terms, under
from assistant.catalogue.predicates import FACT_OF, criteria_of, verdict
from assistant.catalogue.quoting import ComposedSentence, quote
from assistant.catalogue.tables import sentences
from ingest.catalogue.labels import labels
from ingest.catalogue.schema import CatalogueEntry
from ingest.catalogue.wording import check_words, enumeration, in_country, of_name, person, person_with_article
from ingest.records import Language

# Lists that name what the sources mention: a value they leave out may hold all the same.
_OPEN_LISTS = frozenset({"standards", "features", "replaces", "commercial_support_in_europe"})
# The other facts that a sentence states, hence quotes.
_TOLD_TOGETHER = {"licence": ("licence", "licence_check"), "steward": ("steward", "steward_country")}

Values = dict[str, str]


def fact_sentence(
    entry: CatalogueEntry, field: str, constraints: Constraints, language: Language, catalogue: Catalogue
) -> ComposedSentence:
    """Say one fact; a question that expects yes or no gets it first, where the fact decides."""
    if not _known(entry, field):
        # What is silent is the fact itself: the domain's line stands for the entry, whose page states the rest.
        text = fill(sentences(language)["unknown"][field], language, name=entry.name, of_name=of_name(entry.name))
        return ComposedSentence(text, quote(catalogue, entry.id, ("name",), language))
    text = stated(entry, field, language)
    if constraints.yes_no:
        text = _with_verdict(text, entry, field, constraints, language)
    return ComposedSentence(text, quote(catalogue, entry.id, _TOLD_TOGETHER.get(field, (field,)), language))


def stated(entry: CatalogueEntry, field: str, language: Language) -> str:
    """The sentence that states a known fact."""
    values = {"name": entry.name, "of_name": of_name(entry.name)} | _VALUES[field](entry, language)
    return fill(sentences(language)["facts"][_template(entry, field)], language, **values)


def _known(entry: CatalogueEntry, field: str) -> bool:
    return entry.licence is not None if field == "licence_check" else bool(getattr(entry, field))


def _template(entry: CatalogueEntry, field: str) -> str:
    if field == "licence_check" and entry.licence_check.status == "not-checked":
        return "licence_not_checked"
    if field == "steward_country" and not entry.steward:
        return "steward_country_only"
    if field == "replaces" and any(value[0].islower() for value in entry.replaces or ()):
        return "replaces_kinds"
    if field in ("standards", "features") and len(getattr(entry, field)) == 1:
        return f"{field}_one"
    return field


def _with_verdict(text: str, entry: CatalogueEntry, field: str, constraints: Constraints, language: Language) -> str:
    asked = [criterion for criterion in criteria_of(constraints) if FACT_OF[criterion.kind] == field]
    verdicts = [verdict(criterion, entry) for criterion in asked]
    if not verdicts or None in verdicts:
        return text
    if not text.startswith(entry.name):
        text = text[0].lower() + text[1:]
    said = "yes" if all(verdicts) else "not_listed" if field in _OPEN_LISTS else "no"
    return fill(sentences(language)[said], language, sentence=text)


def _licence(entry: CatalogueEntry, language: Language) -> Values:
    return {"under": under(entry, language, families=True)}


def _check(entry: CatalogueEntry, language: Language) -> Values:
    return {"check": check_words(entry.licence_check.status, entry.licence_check.detail, language)}


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
    "domain": lambda entry, language: {"domain": labels(language).domains[entry.domain]},
    "notes": lambda entry, language: {"notes": (entry.notes_fr if language == "fr" else entry.notes) or ""},
}


def short_value(entry: CatalogueEntry, field: str, language: Language) -> str | None:
    """A fact as a bare value for a comparison, None where it is unknown."""
    if not _known(entry, field):
        return None
    values = _VALUES[field](entry, language)
    if field == "licence":
        names = labels(language).licence_names
        check = sentences(language)["to_verify"] if entry.licence_check.status == "not-checked" else ""
        return enumeration([names.get(item, item) for item in entry.licence or ()], language) + check
    if field == "steward":
        place = f" ({labels(language).countries[entry.steward_country]['name']})" if entry.steward_country else ""
        return person(entry.steward or "", language) + place
    if field == "steward_country":
        return labels(language).countries[entry.steward_country or ""]["name"]
    if field == "governance":
        return labels(language).governance[entry.governance or ""]
    return next(iter(values.values()))
