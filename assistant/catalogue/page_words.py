"""What an entry's page says in its own sentences of what no fact tells: « Thunderbird parle-t-il à Exchange ? »"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.fact_sentences import OPEN_LISTS
from assistant.catalogue.predicates import FACT_OF, Criterion, criteria_of, verdict
from assistant.catalogue.quoting import Quote
from ingest.catalogue.schema import CatalogueEntry
from ingest.lexical import tokenise
from ingest.records import Language
from ingest.sentences import split_sentences

_DENIES = re.compile(
    r"(?i)\b(?:ne|n['’]|ni|aucune?|sans|hors|seulement|uniquement|réserv\w+|qu['’]une partie|dépend\w*|demande\w*"
    r"|not|no|nor|without|only|neither|reserv\w+|depends?|requires?|needs?)(?:\b|(?<=['’]))"
)
"""How a limit takes something back, or makes it depend on something else."""
FIELDS = ("limits", "notes", "description")
MOST = 2


def undecided(entry: CatalogueEntry, field: str, asked: Constraints) -> tuple[Criterion, ...]:
    """What is put to the test of a fact that decides none of it: one unknown, or a list that leaves all of it out."""
    tested = [(one, verdict(one, entry)) for one in criteria_of(asked) if FACT_OF[one.kind] == field]
    silent = all(held is None or (held is False and field in OPEN_LISTS) for _, held in tested)
    return tuple(one for one, _ in tested) if silent else ()


def denies(sentence: str) -> bool:
    """Whether a sentence of an entry's limits takes something back: « ne calcule pas la paie », "needs a connector"."""
    return _DENIES.search(sentence) is not None


def told_by_the_page(
    entry: CatalogueEntry,
    named: Sequence[str],
    words: Sequence[str],
    language: Language,
    catalogue: Catalogue,
    fields: Sequence[str] = FIELDS,
) -> tuple[Quote, ...]:
    """The sentences of the entry's limits, notes and description that hold a word of ``named``, the most of it first.

    The other ``words`` of the question decide among several.
    """
    keys = _stems(named, language) - _stems(catalogue.names_of(entry.id), language)
    others = _stems(words, language)
    told = [(_stems((one.text,), language), one) for one in sentences_of(entry, fields, language, catalogue)]
    found = [(keys & held, others & held, one) for held, one in told]
    best = sorted(
        ((len(key), len(other), one) for key, other, one in found if key), key=lambda each: (-each[0], -each[1])
    )
    return tuple(one for *_, one in best[:MOST])


def sentences_of(
    entry: CatalogueEntry, fields: Sequence[str], language: Language, catalogue: Catalogue
) -> Iterator[Quote]:
    """The sentences of some fields of the entry's page in a language."""
    page = catalogue.pages.get((entry.id, language))
    for field in fields:
        if page is None or (span := page.spans.get(field)) is None:
            continue
        for each in split_sentences(page.text[span.start : span.end], language):
            start, end = span.start + each.start, span.start + each.end
            yield Quote(page.document_id, field, start, end, page.text[start:end])


def _stems(texts: Sequence[str], language: Language) -> set[str]:
    return {stem for text in texts for stem in tokenise(text, language)}
