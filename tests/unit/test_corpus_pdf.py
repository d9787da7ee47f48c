"""The corpus pages that also exist as PDF: reading one gives what reading its Markdown gives."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

import ingest
from ingest.corpus_pdf.content import Paragraph, Run, paragraphs
from ingest.corpus_pdf.draw import AUTHOR, measure
from ingest.corpus_pdf.texts import texts
from ingest.corpus_pdf.typeset import BOTTOM, MARGIN, TOP, WIDTH, Sheet, typeset
from ingest.corpus_pdf.write import PDF_SLUGS, page_as_pdf, stale_pdfs, write_pdfs
from ingest.errors import ReadError
from ingest.readers import read
from ingest.readers.front_matter import FrontMatter
from ingest.readers.pdf_outline import read_outline
from ingest.readers.raw import RawFile
from ingest.records import LANGUAGES, Document
from ingest.sentences import split_sentences
from ingest.sources import builtin_corpus

CORPUS = Path(ingest.__file__).parents[1] / "corpus"
NAMES = [f"{slug}.{language}" for slug in PDF_SLUGS for language in LANGUAGES]
FRONT = '---\nid: faq.fr\nlanguage: fr\ntitle: "Les questions"\nlicence: EUPL-1.2\npublished: 2026-07-01\n---\n\n'


def document(path: Path) -> Document:
    (found,) = read(RawFile(path.as_posix(), path.name, path.read_bytes(), "stem"))
    return found


def both(name: str) -> tuple[Document, Document]:
    """A page of the corpus, from its PDF and from its Markdown."""
    return document(CORPUS / "pdf" / f"{name}.pdf"), document(CORPUS / "articles" / f"{name}.md")


def sections(of: Document) -> list[tuple[tuple[str, ...], str]]:
    return [(section.heading_path, of.text[section.start : section.end]) for section in of.sections]


def corpus(folder: Path, body: str, name: str = "faq.fr") -> Path:
    path = folder / "articles" / f"{name}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(FRONT.replace("faq.fr", name) + body, encoding="utf-8")
    return folder


def printed(folder: Path, body: str) -> Document:
    (path,) = write_pdfs(corpus(folder, body))
    return document(path)


# The PDFs of the corpus


@pytest.mark.parametrize("name", NAMES)
def test_pdf_has_the_text_of_its_page_and_nothing_else(name: str) -> None:
    pdf, page = both(name)
    assert pdf.text == f"{page.title}\n\n{page.text}"


@pytest.mark.parametrize("name", NAMES)
def test_pdf_has_the_sections_of_its_page(name: str) -> None:
    pdf, page = both(name)
    assert sections(pdf) == sections(page)


@pytest.mark.parametrize("name", NAMES)
def test_pdf_says_of_itself_what_its_page_says(name: str) -> None:
    pdf, page = both(name)
    for field in ("id", "kind", "language", "title", "translation_of", "published", "last_verified", "licence", "url"):
        assert getattr(pdf, field) == getattr(page, field), field
    assert (pdf.domains, pdf.gaps) == (page.domains, page.gaps)


@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_and_no_section_of_a_pdf_goes_over_two_pages(name: str) -> None:
    pdf, _ = both(name)
    assert len(pdf.pages) >= 2
    starts = [page.start for page in pdf.pages[1:]]
    spans = [*split_sentences(pdf.text, pdf.language or "fr"), *pdf.sections]
    assert not [pdf.text[span.start : span.end] for span in spans for at in starts if span.start < at < span.end]


@pytest.mark.parametrize("name", NAMES)
def test_bookmarks_are_the_title_and_the_headings_with_their_levels(name: str) -> None:
    lines = (CORPUS / "articles" / f"{name}.md").read_text("utf-8").split("---\n", 2)[2].splitlines()
    headings = [(len(line.split()[0]), line.lstrip("# ")) for line in lines if line.startswith("#")]
    bookmarks = read_outline(PdfReader(CORPUS / "pdf" / f"{name}.pdf"))
    assert [(mark.level, mark.title) for mark in bookmarks[1:]] == headings
    assert bookmarks[0].level == 1


def test_pdfs_of_the_corpus_are_made_from_its_pages_as_they_are() -> None:
    assert stale_pdfs(CORPUS) == []


def test_corpus_reads_each_document_once_and_these_from_pdf() -> None:
    sources = [ref.source for ref in builtin_corpus(CORPUS)]
    stems = [source.rpartition("/")[2].rpartition(".")[0] for source in sources if source.endswith((".md", ".pdf"))]
    assert len(stems) == len(set(stems))
    assert {f"corpus:pdf/{name}.pdf" for name in NAMES} <= set(sources)


def test_file_says_its_author_and_language() -> None:
    reader = PdfReader(CORPUS / "pdf" / "faq.fr.pdf")
    assert reader.metadata is not None
    assert reader.metadata.author == AUTHOR
    assert reader.root_object["/Lang"] == "fr"


# Writing


def test_writing_twice_changes_nothing(tmp_path: Path) -> None:
    told: list[Path] = []
    corpus(tmp_path, "Un texte.\n\n## Une suite\n\nDu **gras** et de l'*italique*.\n")
    written = write_pdfs(tmp_path, told.append)
    first = [(path.read_bytes(), path.stat().st_mtime_ns) for path in written]
    assert write_pdfs(tmp_path) == written == told == [tmp_path / "pdf" / "faq.fr.pdf"]
    assert [(path.read_bytes(), path.stat().st_mtime_ns) for path in written] == first


def test_first_page_shows_dates_and_licence_that_the_text_leaves_out(tmp_path: Path) -> None:
    pdf = printed(tmp_path, "Un texte.\n")
    shown = PdfReader(tmp_path / "pdf" / "faq.fr.pdf").pages[0].extract_text()
    assert "Publié le 1er juillet 2026 · licence EUPL-1.2" in shown
    assert "Les questions · page 1 sur 1" in shown
    assert pdf.text == "Les questions\n\nUn texte."


def test_list_items_keep_lines_of_their_own(tmp_path: Path) -> None:
    long = "un élément assez long pour aller à la ligne, puis encore une fois à la ligne, et ainsi de suite " * 2
    pdf = printed(tmp_path, f"Une liste :\n\n- court\n- {long}\n- **fin**\n\nUn texte après.\n\n1. un\n2. deux\n")
    assert pdf.text.split("\n") == [
        *("Les questions", "", "Une liste :", "", "- court", f"- {long.strip()}", "- fin", "", "Un texte après.", ""),
        *("1. un", "2. deux"),
    ]


def test_no_break_spaces_and_rare_letters_come_back(tmp_path: Path) -> None:
    text = "Cœur, Œuvre, «\u00a0l'État\u00a0»\u202f! 18\u202f000\u00a0€ à 3\u00a0%, n° 2, inno³, l’été… – À Ça û ÿ"
    assert printed(tmp_path, f"{text}\n\n## **Est-ce**\u202f?\n\nOui.\n").text.split("\n\n")[1:] == [
        text,
        "Est-ce\u202f?",
        "Oui.",
    ]


def test_faces_change_within_a_word_without_a_space(tmp_path: Path) -> None:
    text = printed(tmp_path, "Le mot **gras**, l'*ita*lique, [un lien](https://example.org) et `du code`.\n").text
    assert text.endswith("Le mot gras, l'italique, un lien et du code.")


@pytest.mark.parametrize("body", ["| a |\n|---|\n| b |\n", "> dit-il\n", "    code\n", "# Un titre\n", "<b>x</b>\n"])
def test_page_that_cannot_be_printed_is_an_error(body: str, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="a PDF cannot show"):
        write_pdfs(corpus(tmp_path, body))


def test_page_without_title_cannot_be_printed(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("Un texte.", encoding="utf-8")
    with pytest.raises(ReadError, match="needs 'title' and 'language'"):
        page_as_pdf(tmp_path / "x.md")


def test_date_without_day_stays_as_it_is() -> None:
    assert texts("en").about(FrontMatter(published="2026", last_verified="2026-07-02")) == (
        "Published on 2026 · verified on 2 July 2026"
    )


# Out of date


def test_pdf_is_out_of_date_when_its_page_changes(tmp_path: Path) -> None:
    write_pdfs(corpus(tmp_path, "Un texte.\n"))
    assert stale_pdfs(tmp_path) == []
    corpus(tmp_path, "Un autre texte.\n")
    assert stale_pdfs(tmp_path) == ["pdf/faq.fr.pdf"]


def test_pdf_that_is_missing_damaged_or_without_page_is_out_of_date(tmp_path: Path) -> None:
    corpus(tmp_path, "Un texte.\n", "faq.en")
    corpus(tmp_path, "Un texte.\n")
    (tmp_path / "pdf").mkdir()
    for name in ("faq.en.pdf", "context-france.fr.pdf", "other.pdf"):
        (tmp_path / "pdf" / name).write_bytes(b"%PDF-1.4 nothing")
    assert stale_pdfs(tmp_path) == [
        "pdf/context-france.fr.pdf",
        "pdf/faq.en.pdf",
        "pdf/faq.fr.pdf",
        "pdf/other.pdf",
    ]


# Lines and pages


def ten_points(run: Run, size: float) -> float:
    """Every letter as wide as half its size."""
    return len(run.text) * size / 2


def words(sheets: list[Sheet]) -> list[str]:
    return [word for sheet in sheets for line in sheet.lines for run in line.runs for word in run.text.split()]


def body(text: str, **more: Any) -> Paragraph:
    return Paragraph("body", (Run(text),), **more)


@given(st.lists(st.text(alphabet="abé-.1)", min_size=1, max_size=12), min_size=1, max_size=200))
def test_lines_hold_every_word_and_are_no_longer_than_the_page_is_wide(some: list[str]) -> None:
    some = [f"x{word}" for word in some]
    sheets = typeset([body(" ".join(some))], ten_points)
    assert words(sheets) == some
    assert all(
        line.x + sum(ten_points(run, line.size) for run in line.runs) <= WIDTH - MARGIN
        for sheet in sheets
        for line in sheet.lines
    )


@pytest.mark.parametrize("mark", ["16.", "(3)", "a)", "–"])
def test_no_line_begins_with_what_looks_like_the_mark_of_a_list(mark: str) -> None:
    for filling in range(60, 90):
        sheets = typeset([body(f"{'x' * filling} mot {mark} Suite de la phrase.")], ten_points)
        assert not [line for line in sheets[0].lines if line.runs[0].text.startswith(mark)]


def test_section_that_fits_on_a_page_is_not_cut() -> None:
    some = [Paragraph("heading", (Run("Titre"),)), *(body("mot " * 60) for _ in range(5))]
    sheets = typeset([*some, *some, *some], ten_points)
    assert [sheet.bookmarks[0].text for sheet in sheets] == ["Titre"] * len(sheets)
    assert all(BOTTOM <= line.y <= TOP for sheet in sheets for line in sheet.lines)


def test_longer_section_is_cut_between_paragraphs() -> None:
    some = [Paragraph("heading", (Run("Titre"),)), *(body(f"{n} " * 400) for n in range(100, 120))]
    sheets = typeset(some, ten_points)
    on_pages = [{word for word in words([sheet]) if word != "Titre"} for sheet in sheets]
    assert len(sheets) > 1
    assert sum(len(page) for page in on_pages) == 20
    assert all(BOTTOM <= line.y <= TOP for sheet in sheets for line in sheet.lines)


def test_stand_ins_for_no_break_spaces_are_as_wide_as_a_space() -> None:
    assert measure(Run("a\u00a0b\u202fc"), 10) == pytest.approx(measure(Run("a b c"), 10))


def test_markdown_keeps_its_roles() -> None:
    found = paragraphs("Titre", "Un *mot*.\n\n## A\n\n### B\n\n- un\n  - deux\n")
    assert [(paragraph.role, paragraph.text, paragraph.depth) for paragraph in found] == [
        ("title", "Titre", 0),
        ("body", "Un mot.", 0),
        ("heading", "A", 0),
        ("subheading", "B", 0),
        ("item", "un", 1),
        ("item", "deux", 2),
    ]
