"""A dossier as blocks, in the order in which a committee reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.dossier.blocks import Block, Bullets, Heading, Paragraph, Run, Runs, Table, Title
from assistant.dossier.cells import Cell, marks
from assistant.dossier.dossier import Aside, Dossier, Sheet
from assistant.dossier.references import Reference
from assistant.dossier.texts import day, text
from ingest.catalogue.labels import labels
from ingest.catalogue.wording import enumeration, typeset
from ingest.records import Language


def blocks(dossier: Dossier) -> Iterator[Block]:
    """The whole document; a part that would be empty is left out with its heading."""
    yield Title(text("title", dossier.language))
    yield from _request(dossier)
    yield from _notice(dossier)
    if dossier.matches:
        yield from _comparison(dossier)
        yield Heading(1, text("heading_sheets", dossier.language))
        for sheet in dossier.matches:
            yield from _sheet(sheet, dossier.language)
    yield from _asides("near", dossier.near_misses, dossier.language)
    yield from _asides("silent", dossier.not_documented, dossier.language)
    if dossier.matches:
        yield from _sources(dossier)
        yield from _pages(dossier)


def _request(dossier: Dossier) -> Iterator[Block]:
    language = dossier.language
    yield Heading(1, text("heading_asked", language))
    yield Paragraph(_labelled("question", "", language))
    yield Paragraph((Run(dossier.question),), quoted=True)
    yield Paragraph(_labelled("understood", "", language))
    yield Bullets(tuple((Run(criterion),) for criterion in dossier.criteria))
    yield Paragraph(_labelled("outcome", " ".join(dossier.outcome), language))
    yield Paragraph(_labelled("date", day(dossier.date, language), language))
    yield Paragraph(_labelled("snapshot", dossier.snapshot, language))


def _notice(dossier: Dossier) -> Iterator[Block]:
    yield Heading(1, text("heading_notice", dossier.language))
    yield Bullets(tuple((Run(notice),) for notice in dossier.notices))


def _comparison(dossier: Dossier) -> Iterator[Block]:
    language = dossier.language
    yield Heading(1, text("heading_table", language))
    if any(sheet.why for sheet in dossier.matches):
        yield Paragraph((Run(text("order", language)),))
    headings = [column.label for column in dossier.columns]
    yield Table(
        name=text("heading_table", language),
        header=(text("column_name", language), *headings, text("column_last_verified", language)),
        rows=tuple(
            (sheet.name, *(_cited(cell) for cell in sheet.cells), sheet.reviewed.isoformat())
            for sheet in dossier.matches
        ),
    )


def _sheet(sheet: Sheet, language: Language) -> Iterator[Block]:
    yield Heading(2, sheet.name)
    yield Paragraph((Run(sheet.summary),))
    yield Paragraph(_labelled("description", _cited(sheet.description), language))
    if sheet.limits:
        yield Paragraph(_labelled("limits", "", language))
        yield Bullets(tuple((Run(_cited(limit)),) for limit in sheet.limits))
    else:
        yield Paragraph(_labelled("limits", text("unknown", language), language))
    if sheet.notes:
        yield Paragraph(_labelled("notes", sheet.notes, language))
    if sheet.links:
        yield Paragraph((*_labelled("links", "", language), *_links(sheet.links, language)))
    if sheet.why:
        yield Paragraph(_labelled("why", enumeration(sheet.why, language), language))


def _asides(kind: str, asides: Sequence[Aside], language: Language) -> Iterator[Block]:
    if asides:
        yield Heading(1, text(f"heading_{kind}", language))
        yield Paragraph((Run(text(f"{kind}_intro", language)),))
        yield Bullets(tuple((Run(aside.name, bold=True), Run(f" – {aside.reason}")) for aside in asides))


def _sources(dossier: Dossier) -> Iterator[Block]:
    language = dossier.language
    yield Heading(1, text("heading_sources", language))
    if dossier.references:
        yield Bullets(tuple(_reference(reference, language) for reference in dossier.references))
    else:
        yield Paragraph((Run(text("no_sources", language)),))


def _pages(dossier: Dossier) -> Iterator[Block]:
    pages = [(sheet.name, sheet.document_id) for sheet in dossier.matches if sheet.document_id]
    if pages:
        yield Heading(1, text("heading_pages", dossier.language))
        yield Paragraph((Run(text("pages_intro", dossier.language)),))
        yield Bullets(tuple((Run(text("states", dossier.language, name=name, facts=page)),) for name, page in pages))


def _reference(reference: Reference, language: Language) -> Runs:
    told = _semicolon(language).join(
        text("states", language, name=one.entry, facts=enumeration(one.facts, language)) for one in reference.states
    )
    address = (Run(", "), Run(reference.url, url=reference.url)) if reference.url else ()
    return (Run(f"[{reference.n}] {reference.title}"), *address, Run(f" – {told}"))


def _links(links: Sequence[Cell], language: Language) -> Iterator[Run]:
    """ " website: address [2]; code repository: address"."""
    for place, link in enumerate(links):
        doubt = f" ({labels(language).to_verify})" if link.verified is False else ""
        label = text("states", language, name=text(link.fact, language), facts="")
        yield Run(f"{_semicolon(language) if place else ' '}{label}")
        yield Run(link.text, url=link.text)
        yield Run(f"{doubt} {marks(link.citations)}".rstrip())


def _semicolon(language: Language) -> str:
    return typeset(" ; ", language) if language == "fr" else "; "


def _cited(cell: Cell) -> str:
    return f"{cell.text} {marks(cell.citations)}".rstrip()


def _labelled(key: str, value: str, language: Language) -> Runs:
    """ "**Label:** value"."""
    label = text("states", language, name=text(key, language), facts="").rstrip()
    return (Run(label, bold=True), Run(f" {value}")) if value else (Run(label, bold=True),)
