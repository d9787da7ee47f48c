"""Catalogue entries of an answer as cards: the few facts that help to choose, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ingest.catalogue import wording
from ingest.catalogue.schema import CatalogueEntry
from ingest.records import Language
from ui.web.texts import texts


@dataclass(frozen=True, slots=True)
class Card:
    """One entry.  ``criteria`` names what it misses or what nobody knows, for the entries that do not fully match."""

    id: str
    name: str
    summary: str
    licences: tuple[str, ...]
    licence_checked: bool
    steward: str
    country: str
    replaces: tuple[str, ...]
    criteria: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


def cards(entries: Iterable[Mapping[str, Any]], language: Language, said: str = "") -> tuple[Card, ...]:
    """One card for each entry, in order; an entry that the text ``said`` already presents has no summary."""
    return tuple(_card(entry, language, said) for entry in entries)


def entry_cards(entries: Iterable[CatalogueEntry], language: Language) -> tuple[Card, ...]:
    """One card for each entry of the catalogue, in order."""
    return cards(({**entry.model_dump(), "to_verify": entry.unverified()} for entry in entries), language)


def _card(entry: Mapping[str, Any], language: Language, said: str) -> Card:
    name = str(entry["name"])
    summary = str(entry.get(f"summary_{language}") or "")
    steward, country = entry.get("steward"), entry.get("steward_country")
    return Card(
        id=str(entry["id"]),
        name=name,
        summary="" if name in said else summary,
        licences=tuple(wording.licence_words(each, language) for each in _strings(entry.get("licence"))),
        licence_checked="licence" not in _strings(entry.get("to_verify", "licence")),
        steward=wording.person(str(steward), language) if steward else "",
        country=wording.country_name(str(country), language) if country else "",
        replaces=tuple(wording.term(each, language) for each in _strings(entry.get("replaces"))),
        reasons=_strings(entry.get("reasons")),
        criteria=_criteria(entry.get("failed") or entry.get("unknown") or (), language),
    )


def _criteria(found: Any, language: Language) -> tuple[str, ...]:
    """The names of one criterion or of several: "licence", "country of the steward"."""
    t = texts(language)
    criteria = [found] if isinstance(found, Mapping) else found
    return tuple(dict.fromkeys(t(f"criterion_{criterion['kind']}") for criterion in criteria))


def _strings(value: Any) -> tuple[str, ...]:
    """A list of strings, or one string, or nothing, as a tuple."""
    if not value:
        return ()
    return (value,) if isinstance(value, str) else tuple(str(each) for each in value)
