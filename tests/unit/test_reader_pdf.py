"""PDFs: pages, titles, metadata, and those that are refused."""

import io
import re

import pytest
from pypdf import PdfWriter
from reader_files import LONG, outlined, pdf, read_one
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from ingest.errors import ReadError


def test_pdf_pages_are_spans_of_the_text() -> None:
    document = read_one("a.pdf", pdf(["First page."], ["Second page."], title="Annual report"))
    assert document.title == "Annual report"
    assert [document.text[page.start : page.end] for page in document.pages] == ["First page.", "Second page."]


@pytest.mark.parametrize("title", ["untitled", "Microsoft Word - draft.docx", "report_v2.docx"])
def test_pdf_title_written_by_a_program_gives_way_to_the_first_line(title: str) -> None:
    assert read_one("a.pdf", pdf(["The strategy", LONG], title=title)).title == "The strategy"


def test_pdf_page_without_text_keeps_the_numbers_of_the_others(caplog: pytest.LogCaptureFixture) -> None:
    document = read_one("a.pdf", pdf(["One."], [], ["Three."]))
    assert [page.number for page in document.pages] == [1, 3]
    assert "no text on 1 of 3 pages" in caplog.text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (pdf([], []), "no text on any of the 2 pages: scanned images"),
        (pdf(["Secret."], encrypt=StandardEncryption("password")), "encrypted; save a copy without password"),
        (b"%PDF-1.7\ngarbage", "damaged"),
        (b"not a pdf at all", "damaged"),
        (pdf(["Text."])[:400], "damaged"),
    ],
)
def test_unreadable_pdf_says_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says):
        read_one("a.pdf", data)


def test_pdf_that_only_forbids_printing_is_read() -> None:
    restricted = StandardEncryption("", ownerPassword="owner", canPrint=0)
    assert read_one("a.pdf", pdf(["Open text."], encrypt=restricted)).text == "Open text."


def test_pdf_that_unpacks_to_too_much_is_refused() -> None:
    from pypdf.generic import DecodedStreamObject, NameObject

    writer = PdfWriter(clone_from=io.BytesIO(pdf(["Text."])))
    bomb = DecodedStreamObject()
    bomb.set_data(b" " * 100_000_000)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(bomb.flate_encode())
    data = io.BytesIO()
    writer.write(data)
    assert len(data.getvalue()) < 200_000
    with pytest.raises(ReadError, match="unpacks to more than is safe"):
        read_one("bomb.pdf", data.getvalue())


def test_pdf_with_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.pdf._MAX_PAGES", 2)
    with pytest.raises(ReadError, match="has 3 pages, the limit is 2"):
        read_one("a.pdf", pdf(["a."], ["b."], ["c."]))


def test_pdf_metadata_of_ours_fills_the_document() -> None:
    info = {
        "id": "guide.en",
        "kind": "domain",
        "language": "en",
        "translation_of": "guide.fr",
        "published": "2026-07-01",
        "last_verified": "2026-09",
        "licence": "EUPL-1.2",
        "url": "https://example.org/guide",
        "domains": "identity, cloud",
        "gaps": "true",
    }
    entries = {f"EuroCommons.{key}": value for key, value in info.items()}
    document = read_one("a.pdf", outlined([("Some text.", 800)], marks=[], info=entries), url="https://example.org/a")
    found = {key: getattr(document, key) for key in info}
    assert found == info | {"domains": ("identity", "cloud"), "gaps": True}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", "../../etc/passwd"),
        ("kind", "virus"),
        ("language", "klingon"),
        ("published", "yesterday"),
        ("url", "javascript:alert(1)"),
        ("gaps", "perhaps"),
    ],
)
def test_pdf_metadata_is_checked_like_front_matter(key: str, value: str) -> None:
    data = outlined([("Some text.", 800)], marks=[], info={f"EuroCommons.{key}": value})
    with pytest.raises(ReadError, match=f"PDF metadata entry '{key}' must be .*, not '{re.escape(value)}'"):
        read_one("a.pdf", data)


def artifacts(*lines: tuple[str, bool]) -> bytes:
    """A PDF of one page; lines marked True are artifacts."""
    data = io.BytesIO()
    drawing = canvas.Canvas(data)
    for n, (line, is_artifact) in enumerate(lines):
        drawing._code.append("/Artifact <</Type /Pagination>> BDC" if is_artifact else "/P BMC")
        drawing.drawString(50, 800 - 14 * n, line)
        drawing._code.append("EMC")
    drawing.showPage()
    drawing.save()
    return data.getvalue()


def test_what_a_pdf_marks_as_header_or_footer_is_left_out() -> None:
    data = artifacts(("Header", True), ("Texte accentu\u00e9.", False), ("page 1", True))
    assert read_one("a.pdf", data).text == "Texte accentu\u00e9."


def test_pdf_that_marks_all_its_text_as_artifacts_keeps_it() -> None:
    assert read_one("a.pdf", artifacts(("All there is.", True))).text == "All there is."
