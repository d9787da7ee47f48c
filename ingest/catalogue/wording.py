"""How one fact reads in French or in English: articles, elision, lists, licence families, countries."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.catalogue.labels import Labels, Licence, labels, licence_table
from ingest.catalogue.schema import FactSource
from ingest.records import Language

NBSP, NARROW_NBSP = "\u00a0", "\u202f"
_VOWELS = frozenset("aeiouàâäéèêëîïôöùûü")
_ABBREVIATED = re.compile(r"(?:\b(?:Inc|Ltd|Corp|Co)|\.[A-Z])\.$")
_ENDINGS = re.compile(r"-(only|or-later)$")


def typeset(text: str, language: Language) -> str:
    """Give French punctuation its no-break spaces; leave English as it is."""
    if language == "en":
        return text
    text = re.sub(r" ([;!?])", NARROW_NBSP + r"\1", text)
    text = re.sub(r" ([:»])", NBSP + r"\1", text)
    return text.replace("« ", "«" + NBSP)


def of_name(name: str) -> str:
    """« de Nextcloud », « d'Etherpad »: French « de » before a name."""
    return f"d'{name}" if name[0].lower() in _VOWELS else f"de {name}"


def full_stop(text: str) -> str:
    """End a sentence whose last word may be an abbreviation ("Mattermost, Inc.")."""
    return re.sub(r"\.\.$", ".", text)


def enumeration(items: Sequence[str], language: Language, last: str | None = None) -> str:
    """Join items: "a, b et c" in French, "a, b and c" in English; ``last`` replaces the last link."""
    link = last or ("et" if language == "fr" else "and")
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {link} {items[-1]}"


def organisations_words(kinds: Sequence[str], language: Language) -> str:
    """The kinds of organisations; where one holds « et » itself, the last is joined by « ainsi que »."""
    names = [labels(language).organisations[kind] for kind in kinds]
    link, beside = (" et ", ", ainsi qu'") if language == "fr" else (" and ", ", as well as ")
    if len(names) < 2 or not any(link in name for name in names):
        return enumeration(names, language)
    return f"{', '.join(names[:-1])}{beside}{names[-1]}"


def term(value: str, language: Language) -> str:
    """A feature, standard or product in words; names that no table translates stay as they are."""
    return labels(language).terms.get(value, value)


def licence_facts(identifier: str) -> Licence | None:
    """Family and group of an SPDX identifier, None where no table knows it."""
    return licence_table().get(_ENDINGS.sub("", identifier))


def licence_words(identifier: str, language: Language) -> str:
    """ "AGPL-3.0-or-later (copyleft réseau)": the identifier, or its name, with its family."""
    words = labels(language)
    name = words.licence_names.get(identifier, identifier)
    known = licence_facts(identifier)
    if known is None or known.family in ("aggregate", "mixed"):
        return name
    return f"{name} ({words.licence_families[known.family]})"


def check_words(sources: Sequence[FactSource], language: Language) -> str:
    """How the licence was checked: "lue dans un catalogue : …"."""
    words = labels(language)
    said = []
    for kind in dict.fromkeys(source.kind for source in sources):
        titles = [source_title(source, language) for source in sources if source.kind == kind]
        template = words.check["catalogues" if kind == "catalogue" and len(titles) > 1 else kind]
        said.append(template.format(detail=enumeration(titles, language)))
    return enumeration(said, language)


def source_title(source: FactSource, language: Language) -> str:
    """The title of what was read, its remarks translated."""
    return _replace(source.title, labels(language).check_phrases)


def to_verify(text: str, language: Language) -> str:
    """The sentence, marked as to be verified before its full stop; the dot of "Inc." stays where it is."""
    end = "." if text.endswith(".") else ""
    said = text if _ABBREVIATED.search(text) else text.removesuffix(".")
    return f"{said} ({labels(language).to_verify}){end}"


def quoted(text: str, language: Language) -> str:
    """« texte » or “text”."""
    return f"« {text} »" if language == "fr" else f"“{text}”"


def person(name: str, language: Language) -> str:
    """A steward or a support provider, its common nouns translated."""
    return _replace(name, labels(language).people)


def person_with_article(name: str, language: Language) -> str:
    """The same inside a sentence: « la communauté HedgeDoc », "the HedgeDoc community"."""
    words = labels(language)
    spelled = person(name, language)
    return _article(spelled, words) + spelled


def country_name(code: str, language: Language) -> str:
    """« Allemagne », "Germany"; the code itself for a country that no table names."""
    country = labels(language).countries.get(code)
    return country["name"] if country else code


def in_country(code: str, language: Language) -> str:
    """« en Allemagne », « aux États-Unis », "in the Netherlands"."""
    country = labels(language).countries.get(code)
    return country["in"] if country else f"({code})"


def _article(spelled: str, words: Labels) -> str:
    return next((article for pattern, article in words.articles if pattern.search(spelled)), "")


def _replace(text: str, rules: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return text
