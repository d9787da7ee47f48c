"""One fact of one entry as a cell: its words, the sources that state it, and the place in the entry's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.fact_sentences import is_to_verify, short_value
from assistant.catalogue.quoting import Quote, quote
from assistant.dossier.references import References
from assistant.dossier.texts import text
from ingest.catalogue.labels import labels
from ingest.catalogue.schema import CatalogueEntry, Fact
from ingest.catalogue.wording import to_verify, typeset
from ingest.records import Language

COMPARED: tuple[Fact, ...] = (
    "licence",
    "steward",
    "governance",
    "deployment",
    "standards",
    "replaces",
    "commercial_support_in_europe",
    "organisations",
)
"""The facts of the comparison, in the order of its columns."""

_NAMED: tuple[Fact, ...] = ("deployment", "organisations")  # codes, which labels name
_TOGETHER: dict[Fact, tuple[Fact, ...]] = {"steward": ("steward", "steward_country")}


@dataclass(frozen=True, slots=True)
class Cell:
    """``text`` holds "not documented" or "(to be verified)" where it must; ``citations`` are numbers of references.

    ``verified`` says whether a source states the fact, None where the fact is unknown.
    ``quotes`` are the sentences of the entry's page that state it.
    """

    fact: str
    text: str
    citations: tuple[int, ...] = ()
    verified: bool | None = None
    quotes: tuple[Quote, ...] = ()


def stated(
    entry: CatalogueEntry, fact: Fact, value: str, language: Language, catalogue: Catalogue, references: References
) -> Cell:
    """The words of a fact with what supports them; an unknown fact has neither source nor quote."""
    facts = [one for one in _TOGETHER.get(fact, (fact,)) if entry.knows(one)]
    if not facts:
        return Cell(fact, value)
    return Cell(
        fact=fact,
        text=value,
        citations=references.of(entry, facts),
        verified=not is_to_verify(entry, fact),
        quotes=quote(catalogue, entry.id, facts, language),
    )


def cell_text(entry: CatalogueEntry, fact: Fact, language: Language) -> str:
    """The words of one of ``COMPARED``, marked where they are unknown or to be verified."""
    if fact in _NAMED and (codes := getattr(entry, fact)):
        names: dict[str, str] = getattr(labels(language), fact)
        return marked(", ".join(names[code] for code in codes), entry, fact, language)
    value = short_value(entry, fact, language)
    return _merged(value, language) if value else text("unknown", language)


def marked(words: str, entry: CatalogueEntry, fact: Fact, language: Language) -> str:
    """The words, set, with the mark of a fact that no source states."""
    if not is_to_verify(entry, fact):
        return typeset(words, language)
    return _merged(to_verify(words, language), language)


def _merged(words: str, language: Language) -> str:
    """Parentheses that follow one another as one."""
    return typeset(words.replace(") (", " ; " if language == "fr" else "; "), language)


def marks(citations: Sequence[int]) -> str:
    """ "[1][4]": the numbers as they stand behind a fact."""
    return "".join(f"[{n}]" for n in citations)
