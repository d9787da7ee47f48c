"""Dossiers as Markdown, CSV and OpenDocument, whatever their texts hold."""

import csv
import io
import re
import zipfile

import pytest
from made_dossiers import DATE, TEAMS, ask, whole
from markdown_it import MarkdownIt
from odfdo import Document

from assistant.catalogue.catalogue import Catalogue, Page
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.selection import Selection
from assistant.dossier.cells import COMPARED
from assistant.dossier.dossier import make_dossier
from assistant.dossier.formats import FORMATS
from ingest.catalogue.schema import CatalogueEntry, FactSource
from ingest.records import LANGUAGES

COLUMNS = 2 + len(COMPARED)
HOSTILE = "=1+1 *b* _i_ `c` [l](http://x.org) <b>&amp; <script>alert(1)</script> | a~b~ \\ $x$"


@pytest.fixture(scope="module")
def hostile(catalogue):
    """A dossier of one entry whose every text would be markup or a formula, and of another that it nearly is."""
    one = catalogue.entries["keycloak"]
    source = FactSource(kind="website", title=HOSTILE, url="https://x.org/<a>|b`c", facts=["licence", "description"])
    changes = {
        "id": "hostile", "name": HOSTILE, "summary_fr": HOSTILE, "description_fr": HOSTILE, "limits_fr": [HOSTILE],
        "limits_en": ["x"], "notes_fr": f"# {HOSTILE}", "notes": "x", "steward": f"@{HOSTILE}", "licence": ["-MIT"],
        "replaces": ["+1"], "homepage": "https://x.org/<a>|b`c", "sources": [source],
    }  # fmt: skip
    entry = CatalogueEntry.model_validate(one.model_dump() | changes)
    held = Catalogue({"hostile": entry}, {("hostile", "fr"): Page("hostile.fr", HOSTILE, {})})
    return make_dossier(
        f"{HOSTILE}\x00\x1b\ufffe\n# titre\n- liste",
        Constraints(intent="list"), Selection((entry,)), held, "fr", snapshot="s", date=DATE,
    )  # fmt: skip


def parsed(content):
    return MarkdownIt("commonmark").enable("table").parse(content.decode())


def plain(tokens, kind):
    """The text of each cell, heading or item, as a reader sees it."""
    shown = []
    for place, token in enumerate(tokens):
        if token.type == kind:
            children = tokens[place + 1].children
            shown.append("".join(child.content for child in children if child.type in ("text", "code_inline")))
    return shown


def test_markdown_has_the_parts_in_order_and_the_whole_table(teams):
    tokens = parsed(FORMATS["md"].write(teams))
    headings = plain(tokens, "heading_open")
    parts = ["Dossier de comparaison", "La demande", "Comment lire ce dossier", "Comparaison", "Fiches des solutions"]
    after = ["Solutions à un critère près", "Sources", "Fiches citées"]
    assert headings == [*parts, *(sheet.name for sheet in teams.matches), *after]
    assert len(plain(tokens, "th_open")) == COLUMNS
    cells = plain(tokens, "td_open")
    assert cells[::COLUMNS] == [sheet.name for sheet in teams.matches]
    assert cells[1] == f"{teams.matches[0].cells[0].text} " + "".join(
        f"[{n}]" for n in teams.matches[0].cells[0].citations
    )
    links = {child.attrs["href"] for token in tokens for child in token.children or () if child.type == "link_open"}
    assert {reference.url for reference in teams.references} <= links


def test_markdown_takes_no_text_for_markup(hostile):
    tokens = parsed(FORMATS["md"].write(hostile))
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {"text", "text_special", "strong_open", "strong_close", "link_open", "link_close"}
    assert not {token.type for token in tokens} & {"html_block", "code_block", "fence", "hr"}
    links = {child.attrs["href"] for token in tokens for child in token.children or () if child.type == "link_open"}
    assert links == {"https://x.org/%3Ca%3E%7Cb%60c", hostile.matches[0].links[1].text}
    assert HOSTILE in plain(tokens, "heading_open")
    assert HOSTILE in plain(tokens, "td_open")
    assert "titre" not in plain(tokens, "heading_open")


def rows_of(content, separator):
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))


@pytest.mark.parametrize(("language", "separator"), [("fr", ";"), ("en", ",")])
def test_csv_has_a_row_for_every_entry(catalogue, language, separator):
    dossier = ask("Alternatives to Teams, Europe, SAML", catalogue, language)
    rows = rows_of(FORMATS["csv"].write(dossier), separator)
    entries = [*dossier.matches, *dossier.near_misses, *dossier.not_documented]
    assert len({len(row) for row in rows}) == 1
    assert [row[1] for row in rows[1:]] == [entry.name for entry in entries]
    assert [row[2] for row in rows[1:]] == [
        *(sheet.cells[0].text for sheet in dossier.matches),
        *(aside.values[0] for aside in (*dossier.near_misses, *dossier.not_documented)),
    ]
    assert all("snapshot-1" in row and DATE.isoformat() in row for row in rows[1:])


def test_csv_holds_no_formula(hostile):
    header, row = rows_of(FORMATS["csv"].write(hostile), ";")
    assert not [cell for cell in row if re.match(r"\s*[=+\-@\t\r]", cell)]
    assert row[1] == f"'{HOSTILE}"
    assert row[header.index("Licence")].startswith("'-MIT")
    assert row[header.index("Produits remplacés")].startswith("'+1")
    assert row[header.index("Éditeur et pays")].startswith("'@")
    assert len(row) == len(header)


def opened(content):
    return Document(io.BytesIO(content))


def texts_of(row):
    return [paragraph.text_recursive for paragraph in row.get_elements("table:table-cell/text:p")]


def headings_of(document):
    headings = document.body.get_elements("text:h")
    return [(int(heading.get_attribute("text:outline-level")), heading.text_recursive) for heading in headings]


def test_odt_is_a_sound_package(teams):
    with zipfile.ZipFile(io.BytesIO(FORMATS["odt"].write(teams))) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert package.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        manifest = package.read("META-INF/manifest.xml").decode()
        listed = {path for path in re.findall(r'full-path="([^"]+)"', manifest) if not path.endswith("/")}
        assert listed == set(package.namelist()) - {"mimetype", "META-INF/manifest.xml"} - {
            name for name in package.namelist() if name.endswith("/")
        }
        content, styles = package.read("content.xml").decode(), package.read("styles.xml").decode()
    used = set(re.findall(r'(?:text|table|style):(?:style-name|master-page-name|page-layout-name)="([^"]+)"', content))
    defined = set(re.findall(r'style:name="([^"]+)"', content + styles))
    assert used and used <= defined


@pytest.mark.parametrize(("language", "locale"), [("fr", "fr-FR"), ("en", "en-GB")])
def test_odt_has_real_headings_a_language_and_a_table_whose_header_repeats(catalogue, language, locale):
    dossier = ask(TEAMS, catalogue, language)
    document = opened(FORMATS["odt"].write(dossier))
    assert document.language == locale
    assert document.meta.subject == dossier.question
    levels = headings_of(document)
    assert [text for level, text in levels if level == 2] == [sheet.name for sheet in dossier.matches]
    assert len([text for level, text in levels if level == 1]) >= 5
    (table,) = document.body.tables
    (head,) = table.get_elements("table:table-header-rows/table:table-row")
    assert len(head.get_elements("table:table-cell")) == COLUMNS
    rows = table.get_elements("table:table-row")
    assert len(rows) == len(dossier.matches)
    for row, sheet in zip(rows, dossier.matches, strict=True):
        cells = texts_of(row)
        assert cells[0] == sheet.name
        assert [text.split(" [")[0] for text in cells[1:-1]] == [cell.text for cell in sheet.cells]


def test_odt_turns_the_page_for_the_table_and_back(teams):
    document = opened(FORMATS["odt"].write(teams))
    styles = [
        heading.get_attribute("text:style-name")
        for heading in document.body.get_elements("text:h[@text:outline-level=1]")
    ]
    assert styles[2:4] == ["Landscape_20_heading", "Portrait_20_heading"]
    pages = {name: document.get_style("master-page", name) for name in ("Standard", "Landscape")}
    layouts = {name: page.get_attribute("style:page-layout-name") for name, page in pages.items()}
    assert layouts == {"Standard": "Portrait", "Landscape": "Landscape"}


def test_odt_takes_no_text_for_markup(hostile):
    document = opened(FORMATS["odt"].write(hostile))
    assert [text for level, text in headings_of(document) if level == 2] == [HOSTILE]
    (table,) = document.body.tables
    (row,) = table.get_elements("table:table-row")
    assert texts_of(row)[0] == HOSTILE
    assert not document.body.get_elements("//text:note | //text:script | //draw:frame")
    links = {link.get_attribute("xlink:href") for link in document.body.get_elements("//text:a")}
    assert links == {"https://x.org/<a>|b`c", hostile.matches[0].links[1].text}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_catalogue_can_be_written_in_every_format(catalogue, language):
    dossier = whole(catalogue, language)
    assert len(rows_of(FORMATS["csv"].write(dossier), ";" if language == "fr" else ",")) == 1 + len(catalogue.entries)
    tokens = parsed(FORMATS["md"].write(dossier))
    assert len(plain(tokens, "td_open")) == COLUMNS * len(catalogue.entries)
    (table,) = opened(FORMATS["odt"].write(dossier)).body.tables
    assert len(table.get_elements("table:table-row")) == len(catalogue.entries)
