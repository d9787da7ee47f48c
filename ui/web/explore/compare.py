"""Solutions side by side, a link to what states each fact, and the same as a document for a committee."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.comparing import COMPARED, MOST_COMPARED, comparison_of
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.quoting import Cell, Comparison, Quote
from assistant.catalogue.selection import select
from assistant.dossier.dossier import Dossier, make_dossier
from ingest.catalogue.schema import CatalogueEntry
from ingest.catalogue.wording import enumeration
from ingest.records import Language
from ui.web.pages import Visit
from ui.web.sources import place_address
from ui.web.texts import texts


@dataclass(frozen=True, slots=True)
class Chosen:
    """The entries that an address asks to compare: those kept, the ids that are none, and how many are too many."""

    entries: tuple[CatalogueEntry, ...]
    unknown: tuple[str, ...]
    left: int


def chosen(visit: Visit, catalogue: Catalogue) -> Chosen:
    """The entries of ``ids``, each once, at most ``MOST_COMPARED``."""
    ids = list(dict.fromkeys(value for name, value in visit.query if name == "ids"))
    known = [catalogue.entries[each] for each in ids if each in catalogue.entries]
    unknown = tuple(each for each in ids if each not in catalogue.entries)
    return Chosen(tuple(known[:MOST_COMPARED]), unknown, max(0, len(known) - MOST_COMPARED))


def side_by_side(entries: Sequence[CatalogueEntry], language: Language, catalogue: Catalogue) -> Comparison:
    """The usual facts of the entries, a row each."""
    return comparison_of(entries, COMPARED, language, catalogue)


def where(cell: Cell, language: Language) -> str | None:
    """The address of the first sentence that states a cell."""
    quote: Quote | None = cell.quotes[0] if cell.quotes else None
    return place_address(quote.document_id, quote.start, quote.end, language) if quote else None


def dossier_of(entries: Sequence[CatalogueEntry], language: Language, catalogue: Catalogue, snapshot: str) -> Dossier:
    """The entries compared, as a document dated today."""
    asked = Constraints(intent="compare", entries=tuple(entry.id for entry in entries))
    question = texts(language)("compare_question", names=enumeration([entry.name for entry in entries], language))
    selection = select(catalogue, asked)
    today = datetime.date.today()
    return make_dossier(question, asked, selection, catalogue, language, snapshot=snapshot, date=today)
