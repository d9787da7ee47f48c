"""How a follow-up was understood, in words; and what to say of one that has nothing before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from assistant.catalogue.catalogue import Catalogue, product_base
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.phrases import criterion_words, fill, number, what
from assistant.catalogue.predicates import Criterion, criteria_of
from assistant.catalogue.selection import documented
from assistant.catalogue.tables import sentences
from assistant.records import Answer, Sentence
from ingest.catalogue.labels import labels
from ingest.catalogue.wording import enumeration, of_name, typeset
from ingest.records import Language
from ingest.yaml_files import read_yaml

_PATH = Path(__file__).with_name("texts.yml")
_OF = re.compile(r"^(?:de |d')")
"""Before what « ne donne pas de classement » denies."""


def in_words(asked: Constraints, language: Language, catalogue: Catalogue) -> str:
    """The constraints as a phrase: « solutions qui peuvent remplacer Microsoft Teams, éditeur établi en Allemagne »."""
    if asked.entries:
        return fill("{said}", language, said=_of_entries(asked, language, catalogue))
    said = _sought(asked, language, catalogue)
    if asked.intent == "count":
        said = _text("count", language, solutions=said)
    elif asked.intent == "aggregate":
        said = _text("aggregate", language, solutions=said, fact=_fact(asked.group_by, language))
    return fill("{said}", language, said=said)


def of_domain(domain: str, language: Language) -> str:
    """« domaine virtualisation », by the domain's id."""
    return fill("{said}", language, said=_text("the_domain", language, domain=labels(language).domains[domain]))


def of_the_start(language: Language) -> str:
    """What to do first, as the pages on migrations put it."""
    return fill("{said}", language, said=_text("start", language))


def of_question(asked: str, before: str, language: Language) -> str:
    """« où exactement ? – à propos de « Quand a lieu l'événement ? » »; the question before alone if none is asked."""
    before = before.replace(" ?", "?") if language == "en" else before
    return (
        fill("{said}", language, said=_text("about_question", language, asked=asked, before=before))
        if asked
        else before
    )


def of_conversation(key: str, language: Language, **values: object) -> str:
    """A sentence of ``texts.yml`` on the conversation itself."""
    return fill("{said}", language, said=_text(key, language, **values))


def nothing_before(question: str, language: Language, catalogue: Catalogue, *, begun: bool = False) -> Answer:
    """That there is nothing to refer to, or no list where the conversation has ``begun``, and what to ask.

    What to ask is on the entry and the product that the catalogue knows best.
    """
    entry = max(catalogue.entries.values(), key=lambda one: (documented(one), one.id))
    products = Counter(product_base(item) for one in catalogue.entries.values() for item in one.replaces or ())
    known = (
        _text("example_fact", language, name=entry.name, of_name=of_name(entry.name)),
        *(_text("example_product", language, product=name) for name, _ in products.most_common(1)),
    )
    examples = [typeset(example, language) for example in known]
    said = [
        _text("no_list_before" if begun else "nothing_before", language),
        _text("nothing_ask", language, example=examples[0]),
    ]
    told = [typeset(each, language) for each in said]
    return Answer(
        question=question,
        language=language,
        status="abstained",
        text=" ".join(told),
        sentences=tuple(map(Sentence, told)),
        follow_ups=tuple(examples),
    )


def _sought(asked: Constraints, language: Language, catalogue: Catalogue) -> str:
    criteria = criteria_of(asked)
    subject = bool(criteria and criteria[0].is_subject)
    if subject:
        named = what(criteria, asked, _names(asked.similar_to, catalogue), "", language)
        said = [_text("solutions", language, what=named)]
    else:
        said = [_text("all_solutions", language)]
    said += [_criterion(criterion, asked, language, catalogue) for criterion in criteria[1 if subject else 0 :]]
    if asked.excluded_entries:
        said.append(_text("except", language, names=enumeration(_names(asked.excluded_entries, catalogue), language)))
    if asked.limit:
        said.append(
            _text("first_one" if asked.limit == 1 else "first_many", language, count=number(asked.limit, language))
        )
    return ", ".join(said)


def _of_entries(asked: Constraints, language: Language, catalogue: Catalogue) -> str:
    names = _names(asked.entries, catalogue)
    listed = [of_name(name) for name in names] if language == "fr" else names
    of_names = enumeration(listed, language)
    fields = [field for field in (asked.fact_field, *asked.more_facts) if field]
    facts = [_OF.sub("", sentences(language)["untold"][kind]) for kind in asked.untold] or [
        _fact(field, language, several=len(names) > 1) for field in fields
    ]
    if asked.intent == "compare":
        key = "compare_on" if facts else "compare"
        return _text(key, language, of_names=of_names, facts=enumeration(facts, language))
    if asked.yes_no and criteria_of(asked):
        criteria = [_criterion(criterion, asked, language, catalogue) for criterion in criteria_of(asked)]
        return _text("test", language, names=enumeration(names, language), criteria=", ".join(criteria))
    if facts:
        return _text("fact", language, facts=enumeration(facts, language), of_names=of_names)
    return _text("describe", language, of_names=of_names)


def _criterion(criterion: Criterion, asked: Constraints, language: Language, catalogue: Catalogue) -> str:
    if criterion.kind in ("product", "similar"):
        products = [product.label for product in asked.replaces] or _names(criterion.values, catalogue)
        named = [of_name(product) for product in products] if language == "fr" else products
        return _text("products", language, of_products=enumeration(named, language, sentences(language)["or"]))
    return criterion_words(criterion, language)


def _fact(field: str, language: Language, *, several: bool = False) -> str:
    if several and (plural := f"{field}_of_several") in _table():
        return _text(plural, language)
    return labels(language).facts.get(field) or _text(field, language)


def _names(identifiers: Sequence[str], catalogue: Catalogue) -> list[str]:
    return [catalogue.entries[one].name for one in identifiers if one in catalogue.entries]


@cache
def _table() -> dict[str, dict[Language, str]]:
    table: dict[str, dict[Language, str]] = read_yaml(_PATH)
    return table


def _text(key: str, language: Language, **values: object) -> str:
    return _table()[key][language].format(**values)
