"""The texts of a file in French and in English; one language's text never stands for the other's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.catalogue.wording import enumeration, of_name
from ingest.errors import ReadError
from ingest.messages import Message
from ingest.publiccode.mapped import Mapped
from ingest.publiccode.model import PublicCode
from ingest.publiccode.vocabulary import words
from ingest.records import LANGUAGES, Language
from ingest.texts import message


@dataclass(frozen=True, slots=True)
class GivenTexts:
    """Texts of the entry that the caller writes, for want of the file's or in their place."""

    summary_fr: str | None = None
    summary_en: str | None = None
    description_fr: str | None = None
    description_en: str | None = None

    def summary(self, language: Language) -> str | None:
        return self.summary_fr if language == "fr" else self.summary_en

    def description(self, language: Language) -> str | None:
        return self.description_fr if language == "fr" else self.description_en


def language_tag(code: PublicCode, language: str) -> str | None:
    """Return the key under ``description`` that is in a language: ``fr`` itself, else the first such as ``fr-BE``."""
    tags = list(code.description or {})
    return next((tag for tag in [*(tag for tag in tags if tag == language), *tags] if _primary(tag) == language), None)


def texts_of(code: PublicCode, source: str, given: GivenTexts, *, say_missing: bool) -> dict[str, Mapped[str | None]]:
    """Return summaries and descriptions by the entry's field.

    Raises ``ReadError`` for a summary that is neither in the file nor given; with ``say_missing``, a sentence says
    instead that the publisher gives none in that language.
    """
    summaries = {language: _chosen(given.summary(language), _short(code, language)) for language in LANGUAGES}
    missing = [language for language, summary in summaries.items() if not summary.value]
    if missing and not (say_missing and _described_languages(code)):
        raise ReadError(source, _missing(code, missing))
    summaries |= {language: Mapped(_no_summary(code, language)) for language in missing}
    descriptions = {language: _chosen(given.description(language), _long(code, language)) for language in LANGUAGES}
    if not all(one.value for one in descriptions.values()):  # one without its twin is left out
        descriptions = {language: Mapped(None) for language in LANGUAGES}
    return {f"summary_{language}": one for language, one in summaries.items()} | {
        f"description_{language}": one for language, one in descriptions.items()
    }


def _chosen(given: str | None, found: Mapped[str | None]) -> Mapped[str | None]:
    return Mapped(given) if given else found


def _short(code: PublicCode, language: Language) -> Mapped[str | None]:
    tag = language_tag(code, language)
    text = ((code.description or {})[tag].short_description or "") if tag else ""
    # Line ends are those of the file; the no-break spaces of French are not.
    one_line = re.sub(r"[ \t\n]+", " ", text).strip()
    return Mapped(one_line, (f"description.{tag}.shortDescription",)) if one_line else Mapped(None)


def _long(code: PublicCode, language: Language) -> Mapped[str | None]:
    tag = language_tag(code, language)
    text = ((code.description or {})[tag].long_description or "").strip() if tag else ""
    return Mapped(text, (f"description.{tag}.longDescription",)) if text else Mapped(None)


def _missing(code: PublicCode, languages: Sequence[Language]) -> Message:
    there = ", ".join(_described_languages(code)) or message("none")
    keys = _together([f"description.{language}.shortDescription" for language in languages])
    fields = _together([f"summary_{language}" for language in languages])
    return message("no_summary", keys=keys, languages=there, fields=fields)


def _together(names: Sequence[str]) -> str | Message:
    """One name, or both."""
    return names[0] if len(names) == 1 else message("both", first=names[0], second=names[1])


def _no_summary(code: PublicCode, language: Language) -> str:
    known = words(language)
    spoken = [known.languages.get(_primary(tag), known.other_language) for tag in _described_languages(code)]
    name = code.name.strip()
    return known.no_summary.format(
        name=name, of_name=of_name(name), languages=enumeration(list(dict.fromkeys(spoken)), language)
    )


def _described_languages(code: PublicCode) -> list[str]:
    return [tag for tag, texts in (code.description or {}).items() if (texts.short_description or "").strip()]


def _primary(tag: str) -> str:
    return tag.split("-")[0].lower()
