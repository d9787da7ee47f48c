"""The parts of composed sentences: one entry's facts and one criterion's values, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.needs import need_of
from assistant.catalogue.predicates import ONLY, Criterion, verdict
from assistant.catalogue.table_words import feature_label
from assistant.catalogue.tables import sentences
from ingest.catalogue.labels import labels
from ingest.catalogue.schema import CatalogueEntry
from ingest.catalogue.wording import (
    enumeration,
    full_stop,
    in_country,
    licence_words,
    of_name,
    person_with_article,
    term,
    typeset,
)
from ingest.records import Language

_INNER_QUOTES = re.compile(r"« ([^»]*)« ([^»]*) »(?=[^«]* »)")
_INNER_CURLY = re.compile(r"“([^”“]*)“([^”“]*)”([^”“]*)”")
_QUE = re.compile(r"\b([Qq])ue (?=[aeiouyàéèêAEIOUÀÉÈÊ])")


def fill(template: str, language: Language, **values: object) -> str:
    """Fill a template and set it: elided « que », parentheses merged, no-break spaces, one full stop."""
    text = template.format(**values)
    if language == "fr":
        text = _QUE.sub(r"\1u'", text)
        text = _INNER_QUOTES.sub(r"« \1“\2”", text)
    else:
        text = _INNER_CURLY.sub(r"“\1‘\2’\3”", text)
    text = text.replace(") (", " ; " if language == "fr" else "; ")
    return typeset(full_stop(text), language)


def number(count: int, language: Language) -> str:
    """A count in words up to ten."""
    words: list[str] = sentences(language)["numbers"]
    return words[count] if count < len(words) else str(count)


def summary(entry: CatalogueEntry, language: Language) -> str:
    """The summary as the end of a sentence: no full stop, no capital unless it opens with a name."""
    text = (entry.summary_fr if language == "fr" else entry.summary_en).removesuffix(".")
    first = re.split(r"[\s,-]", text, maxsplit=1)[0]
    keeps = (
        first in sentences(language)["keep_capital"]
        or first == entry.name
        or any(not char.islower() for char in first[1:])
    )
    return text if keeps or text.startswith("Nextcloud ") else text[0].lower() + text[1:]


def under(entry: CatalogueEntry, language: Language, families: bool = False) -> str:
    """« sous licence MIT », with families if wanted; « (licence à vérifier) » follows one that nobody checked."""
    table = sentences(language)
    names = labels(language).licence_names
    identifiers = list(entry.licence or ())
    if len(identifiers) == 1 and identifiers[0] in names:
        text = table["under_named"].format(name=names[identifiers[0]])
    else:
        spelled = [licence_words(item, language) if families else names.get(item, item) for item in identifiers]
        joined = enumeration(spelled, language)
        text = table["under_one" if len(identifiers) == 1 else "under_many"].format(licence=joined, licences=joined)
    return str(text) + (table["to_verify"] if not entry.sources_of("licence") else "")


def description_to_verify(names: Sequence[str], language: Language) -> str:
    """« La description de X et d'Y est à vérifier, faute de source lue. »"""
    return fill(
        sentences(language)["description_to_verify"],
        language,
        names=enumeration(names, language),
        of_names=enumeration([of_name(name) for name in names], language),
    )


def by(entry: CatalogueEntry, language: Language) -> str:
    """« par Nextcloud GmbH, en Allemagne »."""
    table = sentences(language)
    steward = person_with_article(entry.steward or "", language)
    if entry.steward_country is None:
        return str(table["by_unknown"].format(steward=steward))
    return str(table["by_in"].format(steward=steward, in_country=in_country(entry.steward_country, language)))


def terms(values: Sequence[str] | None, language: Language) -> str:
    """A list of features, standards or products in words."""
    return enumeration([term(value, language) for value in values or ()], language)


def modes(values: Sequence[str] | None, language: Language) -> str:
    """« en auto-hébergement et dans le cloud »."""
    table: dict[str, str] = sentences(language)["deployment"]
    return enumeration([table[value] for value in values or ()], language)


def what(
    criteria: Sequence[Criterion], constraints: Constraints, names: Sequence[str], form: str, language: Language
) -> str:
    """What is sought: « qui peuvent remplacer Microsoft Teams »; ``form`` is "", "_one" or "_none"."""
    table: dict[str, str] = sentences(language)["what"]
    kind = criteria[0].kind if criteria and criteria[0].is_subject else "nothing"
    needs = [need_of(value).label(language) for value in criteria[0].values] if kind == "topic" else []
    values = {
        "products": _products(constraints, language),
        "names": enumeration(names, language),
        "topics": enumeration(needs, language, last=_or(language)),
        "of_topics": enumeration([of_name(label) for label in needs], language, last=_or(language)),
        "domain": enumeration(
            [labels(language).domains[value] for value in criteria[0].values], language, last=_or(language)
        )
        if kind == "domain"
        else "",
    }
    return str(table[kind + form].format(**values))


def sought(
    criteria: Sequence[Criterion], asked: Constraints, form: str, language: Language, catalogue: Catalogue
) -> dict[str, str]:
    """What is sought and with which criteria, as the values ``what`` and ``with`` of a template.

    ``other`` and ``others`` stand before « solution » where some are left out by name.
    """
    names = [catalogue.entries[name].name for name in asked.similar_to if name in catalogue.entries]
    has_subject = bool(criteria and criteria[0].is_subject)
    if asked.every_product:  # they are all named by what is sought
        criteria = [*criteria[:1], *(one for one in criteria[1:] if one.kind != "product")]
    return {
        "what": what(criteria, asked, names, form, language),
        "with": with_criteria(criteria[1 if has_subject else 0 :], language),
        **{name: sentences(language)[name] if asked.excluded_entries else "" for name in ("other", "others")},
    }


def _products(asked: Constraints, language: Language) -> str:
    labels_of = [product.label for product in asked.replaces]
    return enumeration(labels_of, language) if asked.every_product else enumeration(labels_of, language, _or(language))


def with_criteria(criteria: Sequence[Criterion], language: Language) -> str:
    """« (critères : licence AGPL et éditeur établi en France) », nothing where there is none."""
    if not criteria:
        return ""
    template: str = sentences(language)["with" if len(criteria) == 1 else "with_many"]
    return template.format(criteria=enumeration([criterion_words(each, language) for each in criteria], language))


def semicolons(items: Sequence[str], language: Language) -> str:
    """Items that hold commas themselves."""
    return (" ; " if language == "fr" else "; ").join(items)


def criterion_words(criterion: Criterion, language: Language) -> str:
    """One criterion as a noun phrase: « éditeur établi en Europe », « licence AGPL »."""
    table: dict[str, str] = sentences(language)["criteria"]
    only = "_only" if criterion.label == ONLY else ""
    template = table[criterion.kind + ("_not" if criterion.negated else only)]
    values = enumeration(
        [_value(criterion.kind, value, language) for value in _distinct(criterion)], language, _or(language)
    )
    return template.format(values=values)


def criterion_value_words(criteria: Sequence[Criterion], language: Language) -> tuple[str, ...]:
    """The values of criteria in words, without what is said around them."""
    return tuple(_value(one.kind, value, language) for one in criteria for value in _distinct(one))


def reason(criterion: Criterion, entry: CatalogueEntry, language: Language) -> str:
    """Why an entry misses a criterion: « éditeur établi aux États-Unis »."""
    if verdict(criterion, entry) is None:
        fact = sentences(language)["facts_named"][criterion.kind]
        return str(sentences(language)["undocumented"]).format(fact=fact)
    table: dict[str, str] = sentences(language)["reasons"]
    template = table.get(criterion.kind + "_not", "") if criterion.negated else ""
    if criterion.kind == "licence" and len(entry.licence or ()) > 1:
        template = table["licence_many"]
    facts = sentences(language)["facts_named"] if criterion.kind == "undocumented" else {}
    names = [facts.get(value) or _value(criterion.kind, value, language) for value in _distinct(criterion)]
    wanted = enumeration(names, language, _or(language))
    return (template or table[criterion.kind]).format(value=_actual(criterion.kind, entry, language), wanted=wanted)


def _distinct(criterion: Criterion) -> list[str]:
    if criterion.kind in ("feature", "companion"):
        return list(dict.fromkeys(criterion.values[:1]))
    if criterion.kind == "product":  # what it was called, not all that the name covers
        return criterion.label.split("|")
    return list(criterion.values)


def _value(kind: str, value: str, language: Language) -> str:
    table: dict[str, Any] = sentences(language)
    match kind:
        case "undocumented":
            return str(table["facts_unknown"][value])
        case "topic":
            return need_of(value).label(language)
        case "domain":
            return labels(language).domains[value]
        case "feature":
            return feature_label(value) if language == "fr" else value
        case "country":
            return str(table["areas"].get(value) or in_country(value, language))
        case "governance":
            return labels(language).governance_by[value]
        case "organisation":
            return labels(language).organisations[value]
        case "deployment":
            return str(table["deployment"][value])
        case "licence":
            return str(table["licence_groups"].get(value, value))
    return value


def _actual(kind: str, entry: CatalogueEntry, language: Language) -> str:
    match kind:
        case "licence":
            names = labels(language).licence_names
            return enumeration([names.get(item, item) for item in entry.licence or ()], language)
        case "country":
            return in_country(entry.steward_country, language) if entry.steward_country else ""
        case "governance":
            return labels(language).governance_by[entry.governance] if entry.governance else ""
        case "deployment":
            return modes(entry.deployment, language)
        case "domain":
            return labels(language).domains[entry.domain]
    return ""


def _or(language: Language) -> str:
    return str(sentences(language)["or"])
