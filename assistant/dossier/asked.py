"""How the question was understood: its criteria in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.phrases import criterion_words, fill, reason
from assistant.catalogue.predicates import Criterion, criteria_of
from assistant.catalogue.selection import NearMiss, NotDocumented
from assistant.catalogue.tables import sentences
from assistant.dossier.texts import text
from ingest.catalogue.wording import enumeration
from ingest.records import Language


def asked_in_words(asked: Constraints, language: Language, catalogue: Catalogue) -> tuple[str, ...]:
    """Every criterion of the question as a phrase; one phrase says that there is none."""
    return tuple(_phrases(asked, language, catalogue)) or (text("asked_nothing", language),)


def near_words(miss: NearMiss, asked: Constraints, language: Language, catalogue: Catalogue) -> str:
    """The criterion that an entry misses, and what it has instead."""
    wanted = in_words(miss.failed, asked, language, catalogue)
    why = fill("{words}", language, words=reason(miss.failed, miss.entry, language))
    return text("near_reason", language, criterion=wanted, reason=why)


def silent_words(item: NotDocumented, asked: Constraints, language: Language, catalogue: Catalogue) -> str:
    """The criteria that the facts of an entry do not let judge."""
    unknown = [in_words(criterion, asked, language, catalogue) for criterion in item.unknown]
    return text("silent_reason", language, criteria=enumeration(unknown, language))


def in_words(criterion: Criterion, asked: Constraints, language: Language, catalogue: Catalogue) -> str:
    """One criterion as a noun phrase."""
    if criterion.kind == "product":
        return _said("product", [product.label for product in asked.replaces], language, either=True)
    if criterion.kind == "similar":
        return _said("similar", _names(criterion.values, catalogue), language, either=True)
    return fill("{words}", language, words=criterion_words(criterion, language))


def _phrases(asked: Constraints, language: Language, catalogue: Catalogue) -> Iterator[str]:
    yield from (in_words(criterion, asked, language, catalogue) for criterion in criteria_of(asked))
    if asked.entries:
        yield _said("entries", _names(asked.entries, catalogue), language)
    if asked.unknown_names:
        yield _said("unknown", asked.unknown_names, language)
    if asked.excluded_entries:
        yield _said("without", _names(asked.excluded_entries, catalogue), language, either=True)
    if asked.limit:
        yield _said("limit", [str(asked.limit)], language)
    if asked.words:
        yield _said("words", asked.words, language)


def _said(key: str, values: Sequence[str], language: Language, *, either: bool = False) -> str:
    joined = enumeration(values, language, sentences(language)["or"] if either else None)
    return text(f"asked_{key}", language, values=joined)


def _names(identifiers: Sequence[str], catalogue: Catalogue) -> list[str]:
    return [catalogue.entries[one].name for one in identifiers if one in catalogue.entries]
