"""A dossier as an OpenDocument text: real headings, lists and links, a table whose header comes back on every page."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files

from odfdo import Cell, Document, Element, Header, HeaderRows, Link, List, ListItem, Paragraph, Row, Span, Style
from odfdo import Table as OdfTable

from assistant.dossier.blocks import Block, Bullets, Heading, Run, Table, Title
from assistant.dossier.blocks import Paragraph as Text
from assistant.dossier.dossier import Dossier
from assistant.dossier.layout import blocks
from assistant.version import read_version
from ingest.records import Language

_LOCALES: dict[Language, str] = {"fr": "fr-FR", "en": "en-GB"}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
_AUTOMATIC = ("table", "table-column", "table-row", "table-cell")
# Columns in centimetres, which fill the landscape page: name, the compared facts, date.
_WIDTHS = (2.5, 2.5, 2.9, 2.2, 2.5, 3.1, 3.3, 2.6, 3.4, 1.7)


def write_odt(dossier: Dossier) -> bytes:
    """The dossier as the bytes of an .odt file."""
    return odt_of(list(blocks(dossier)), dossier.language, subject=dossier.question, date=dossier.date)


def odt_of(parts: Sequence[Block], language: Language, *, subject: str, date: datetime.date) -> bytes:
    """Blocks, a title among them, as the bytes of an .odt file dated ``date``."""
    document = Document("text")
    document.body.clear()
    _remove(document, "Thumbnails/thumbnail.png")  # that of the blank document
    _add_styles(document)
    title = next(block.text for block in parts if isinstance(block, Title))
    _add_metadata(document, title, language, subject, date)
    for element in _elements(parts):
        document.body.append(element)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _remove(document: Document, part: str) -> None:
    document.del_part(part)
    document.manifest.del_full_path(part)


def _elements(parts: Sequence[Block]) -> Iterator[Element]:
    """The blocks in order: a heading above a table begins the landscape pages, the next one the portrait pages."""
    wide = False
    for place, block in enumerate(parts):
        if isinstance(block, Heading) and block.level == 1:
            turns = _leads_to_table(parts[place + 1 :])
            style = "Landscape heading" if turns else "Portrait heading" if wide else "Heading 1"
            wide = turns
            yield _heading(1, block.text, _coded(style))
        else:
            yield _element(block)


def _leads_to_table(following: Iterable[Block]) -> bool:
    """Whether a table comes before the next heading."""
    for block in following:
        if isinstance(block, Table | Heading):
            return isinstance(block, Table)
    return False


def _element(block: Block) -> Element:
    match block:
        case Title(text):
            return Paragraph(_clean(text), style="Title")
        case Heading(level, text):
            return _heading(level, text, f"Heading_20_{level}")
        case Text(runs, quoted):
            leads_in = all(run.bold for run in runs)  # a label above a list stays with it
            return _paragraph(runs, "Quotations" if quoted else "Lead_20_in" if leads_in else "Text_20_body")
        case Bullets(items):
            return _list(items)
        case Table():
            return _table(block)


def _heading(level: int, text: str, style: str) -> Element:
    heading = Header(level, _clean(text))
    heading.set_attribute("text:style-name", style)
    return heading


def _paragraph(runs: Iterable[Run], style: str) -> Element:
    paragraph = Paragraph(style=style)
    for run in runs:
        text = _clean(run.text)
        if run.url is not None:
            paragraph.append(Link(_clean(run.url), text=text, style="Internet_20_link"))
        elif run.bold:
            paragraph.append(Span(text, style="Strong_20_Emphasis"))
        else:
            paragraph.append(text)
    return paragraph


def _list(items: Iterable[Iterable[Run]]) -> Element:
    bullets = List(style="Dossier_20_list")
    for runs in items:
        item = ListItem()
        item.append(_paragraph(runs, "Text_20_body"))
        bullets.append(item)
    return bullets


def _table(table: Table) -> Element:
    element = OdfTable(table.name, style="Comparison")
    for number in range(len(table.header)):
        column = Element.from_tag("table:table-column")
        column.set_attribute("table:style-name", f"Comparison.{number}")
        element.append(column)
    head = HeaderRows()
    head.append(_row(table.header, "Comparison.Head", "Table_20_Heading"))
    element.append(head)
    for cells in table.rows:
        element.append(_row(cells, "Comparison.Cell", "Table_20_Contents"))
    return element


def _row(cells: Iterable[str], cell_style: str, paragraph_style: str) -> Element:
    row = Row(style="Comparison.Row")
    for text in cells:
        cell = Cell(cell_type="string", style=cell_style)
        cell.append(Paragraph(_clean(text), style=paragraph_style))
        row.append(cell)
    return row


def _add_styles(document: Document) -> None:
    """Styles of A4 pages, the comparison's on their side, in fonts that every office suite has or can stand in for."""
    given = Element.from_tag(files(__package__).joinpath("odt_styles.xml").read_text(encoding="utf-8"))
    for style in given.children:
        family = style.get_attribute("style:family")
        document.insert_style(style.serialize(with_ns=True), automatic=family in _AUTOMATIC)
    for number, width in enumerate(_WIDTHS):
        column = Style("table-column", name=f"Comparison.{number}", width=f"{width}cm")
        document.insert_style(column, automatic=True)


def _add_metadata(document: Document, title: str, language: Language, subject: str, date: datetime.date) -> None:
    now = datetime.datetime.combine(date, datetime.time())
    document.set_language(_LOCALES[language])
    document.meta.set_creation_date(now)
    document.meta.set_modification_date(now)
    document.meta.title = _clean(title)
    document.meta.subject = _clean(subject)
    document.meta.generator = f"eurocommons/{read_version()}"


def _coded(name: str) -> str:
    """A style's name as OpenDocument refers to it."""
    return name.replace(" ", "_20_")


def _clean(text: str) -> str:
    """One line of characters that XML can hold."""
    return " ".join(_NOT_XML.sub(" ", text).split(" ")).replace("\n", " ").replace("\t", " ").replace("\r", " ")
