"""A follow-up that names a language: « et en anglais ? »; after a list, « plutôt français » says where from."""

from __future__ import annotations

from assistant.catalogue.constraints import Constraints
from assistant.catalogue.reading import Reading
from assistant.conversation.words import Said
from ingest.records import LANGUAGES, Language


def language_asked(said: Said, reading: Reading) -> Language | None:
    """The language that is asked for by name, where nothing else is asked."""
    for language in LANGUAGES:
        if said.has(f"languages.{language}") and said.only(f"languages.{language}", "language_frame", "idle"):
            return language
        told = said.has("told_of_a_language")  # « elle existe en français ? », of the licence spoken of
        if said.has(f"in_language.{language}") and said.is_short() and not told and not _names_any(reading):
            return language
    return None


def _names_any(reading: Reading) -> bool:
    return bool(reading.of("entry", "product", "topic", "domain", "licence", "standard", "field", "support"))


def is_origin(said: Said, last: Constraints) -> bool:
    """« French », « plutôt français » after a list: where the solutions come from, like « German »."""
    alone = any(said.only(f"languages.{language}", "replacing", "narrowing", "openers") for language in LANGUAGES)
    named = any(said.has(f"in_language.{language}") for language in LANGUAGES)
    return alone and not named and last.intent in ("list", "alternatives", "count")
