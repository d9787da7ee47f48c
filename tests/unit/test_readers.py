"""What each reader makes of good, odd and hostile files."""

import io
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import NameObject, NumberObject, PdfObject
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from ingest.errors import ReadError
from ingest.readers import read
from ingest.readers.identifier import ID_PATTERN, default_id, slug
from ingest.readers.markdown import read_markdown
from ingest.readers.outline import Block, lay_out
from ingest.readers.pages import drop_running_heads, join_lines, split_lines
from ingest.readers.pdf import lay_out_pages
from ingest.readers.raw import RawFile
from ingest.readers.text import normalise
from ingest.records import Document

DATA = Path(__file__).parents[1] / "data" / "readers"


def raw(name: str, data: bytes | str, url: str | None = None) -> RawFile:
    return RawFile(f"/docs/{name}", name, data if isinstance(data, bytes) else data.encode(), "stem-1234", url)


def read_one(name: str, data: bytes | str | None = None, url: str | None = None) -> Document:
    documents = read(raw(name, (DATA / name).read_bytes() if data is None else data, url))
    assert len(documents) == 1
    return documents[0]


def bodies(document: Document) -> dict[tuple[str, ...], str]:
    return {section.heading_path: document.text[section.start : section.end] for section in document.sections}


def pdf(*pages: list[str], title: str | None = None, encrypt: StandardEncryption | None = None) -> bytes:
    data = io.BytesIO()
    drawing = canvas.Canvas(data, encrypt=encrypt)
    drawing.setTitle(title or "untitled")
    for page in pages:
        for n, line in enumerate(page):
            drawing.drawString(50, 800 - 14 * n, line)
        drawing.showPage()
    drawing.save()
    return data.getvalue()


# Markdown


def test_markdown_front_matter_fills_the_document() -> None:
    document = read_one("article.fr.md")
    assert (document.id, document.kind, document.language) == ("programme.fr", "article", "fr")
    assert (document.title, document.translation_of) == ("Le programme", "programme.en")
    assert (document.published, document.last_verified) == ("2026-07-01", "2026-09")
    assert (document.licence, document.url) == ("CC-BY-SA-4.0", "https://example.org/programme")
    assert (document.domains, document.gaps) == (("identity", "cloud"), True)


def test_markdown_text_is_readable_and_sectioned() -> None:
    document = read_one("article.fr.md")
    assert document.text.startswith(
        "Le programme\n\nUn texte d'introduction en gras, avec un lien et du code, sur deux"
    )
    assert bodies(document) == {
        (): "Un texte d'introduction en gras, avec un lien et du code, sur deux lignes.",
        ("Coalitions",): "- première\n- seconde\n- sous-point",
        ("Coalitions", "Calendrier"): "Date | Lieu\nmars | Paris\n\nmake check",
        ("Suite",): "Une citation.",
    }


def test_markdown_without_front_matter_takes_title_from_heading_and_language_from_name() -> None:
    document = read_one("guide.en.md", "# A guide\n\nText.\n")
    assert (document.title, document.language, document.id) == ("A guide", "en", "stem-1234")


def test_markdown_without_heading_takes_title_from_name() -> None:
    assert read_one("guide.md", "Text.\n").title == "guide"


def test_front_matter_title_may_differ_from_the_only_first_level_heading() -> None:
    document = read_one("a.md", "---\ntitle: Short\n---\n# A longer title\n\nText.\n\n## Part\n\nMore.\n")
    assert bodies(document) == {(): "Text.", ("Part",): "More."}


def test_several_first_level_headings_all_make_sections() -> None:
    document = read_one("a.md", "---\ntitle: Book\n---\n# One\n\na\n\n# Two\n\nb\n")
    assert bodies(document) == {("One",): "a", ("Two",): "b"}


def test_markdown_keeps_no_markup_that_could_render() -> None:
    text = read_one("hostile.md").text
    for markup in ("<", ">", "](", "javascript:", "tracker.example", "evil.example", "onerror", "alert", "hidden"):
        assert markup not in text
    assert "Click here or a picture now." in text
    assert "A reference and an autolink https://example.org/x." in text


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("id: 'Not An Id'", "'id' must be up to 100 characters of a-z"),
        ("id: 12", "'id'"),
        ("kind: page", "'kind' must be one of article, domain, catalogue, not 'page'"),
        ("language: de", "'language' must be one of fr, en, not 'de'"),
        ("title: [a]", "'title' must be text, not ['a']"),
        ("domains: cloud", "'domains' must be a list of domain ids, not 'cloud'"),
        ("gaps: 'yes'", "'gaps' must be true or false"),
        ("url: javascript:alert(1)", "'url' must be an http or https address"),
        ("url: 'https://user:pass@example.org'", "'url'"),
        ("published: soon", "'published' must be a date"),
        ("published: 2026-13-45", "not valid YAML"),
        ("title: !!python/object/apply:os.system ['true']", "not valid YAML"),
        ("title: 'open", "not valid YAML"),
        ("just words", "must be lines of 'key: value'"),
        ("title: " + "[" * 20_000, "not valid YAML"),
        ("filler: " + "x" * 70_000, "the limit is 65536"),
    ],
)
def test_front_matter_error_names_key_and_value(line: str, says: str) -> None:
    with pytest.raises(ReadError) as error:
        read_one("a.md", f"---\n{line}\n---\nText.\n")
    assert says in str(error.value)


def test_front_matter_aliases_do_not_blow_up_the_message() -> None:
    levels = "\n".join(f"  a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9))
    with pytest.raises(ReadError) as error:
        read_one("a.md", f"---\nx:\n  a0: &a0 [lol]\n{levels}\ntitle: *a8\n---\nText.\n")
    assert len(str(error.value)) < 500


def test_unknown_front_matter_keys_and_empty_front_matter_are_ignored() -> None:
    assert read_one("a.md", "---\nlayout: page\n---\nText.").text == "Text."
    assert read_one("a.md", "---\n---\nText.").text == "Text."


def test_markdown_of_front_matter_alone_is_empty() -> None:
    with pytest.raises(ReadError, match="the file is empty"):
        read_one("a.md", "---\ntitle: A\n---\n<!-- nothing -->\n")


@given(st.text(alphabet=st.sampled_from("ab é\u0301\r\n#-*>|`[]()!<\t\u00a0\u202e=1."), max_size=200))
def test_markdown_spans_are_ordered_and_inside_the_text(markdown: str) -> None:
    try:
        document = read_markdown(raw("a.md", "word\n" + markdown))[0]
    except ReadError as error:
        pytest.fail(str(error))
    assert_spans(document.text, [(section.start, section.end) for section in document.sections])
    assert unicodedata.is_normalized("NFC", document.text)
    assert not any(unicodedata.category(char) == "Cc" and char not in "\n\t" for char in document.text)


blocks = st.lists(st.builds(Block, st.text(max_size=12), st.integers(0, 6), st.booleans()), max_size=12)


@given(blocks, st.text(max_size=5))
def test_laid_out_spans_are_ordered_and_inside_the_text(given_blocks: list[Block], title: str) -> None:
    text, sections = lay_out(given_blocks, title)
    assert_spans(text, [(section.start, section.end) for section in sections])


@given(st.lists(st.text(alphabet="ab\n", max_size=10), max_size=10))
def test_page_spans_hold_the_pages_text(texts: list[str]) -> None:
    text, pages = lay_out_pages(texts)
    assert [text[page.start : page.end] for page in pages] == [one for one in texts if one]
    assert [page.number for page in pages] == [n for n, one in enumerate(texts, start=1) if one]
    assert_spans(text, [(page.start, page.end) for page in pages])


def assert_spans(text: str, spans: list[tuple[int, int]]) -> None:
    bounds = [bound for span in spans for bound in span]
    assert bounds == sorted(bounds)
    assert all(0 <= start < end <= len(text) for start, end in spans)


# Plain text and its encodings


def test_plain_text_is_kept_as_it_is() -> None:
    document = read_one("note.txt", "\ufeffDeuxième\u202f: été\r\n\r\n# pas un titre\n")
    assert (document.title, document.text) == ("Deuxième\u202f: été", "Deuxième\u202f: été\n\n# pas un titre")
    assert document.sections == ()


def test_utf_16_with_mark_is_read() -> None:
    assert read_one("note.txt", "été".encode("utf-16")).text == "été"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "the file is empty"),
        (b" \n\t\r\n ", "the file is empty"),
        ("\ufeff\u00a0\n".encode(), "the file is empty"),
        ("été".encode("latin-1"), "not UTF-8 text: byte 0xe9 at offset 0; save the file as UTF-8"),
        (b"abc\0def", "binary"),
        (b"\x89PNG\r\n\x1a\n\0\0\xff", "binary"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv"])
def test_unreadable_bytes_are_refused(name: str, data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says):
        read(raw(name, data))


@pytest.mark.parametrize("name", ["a.pdf", "a.html", "a.yml"])
def test_empty_file_of_any_kind_is_refused(name: str) -> None:
    with pytest.raises(ReadError, match="the file is empty"):
        read(raw(name, b"\n"))


def test_unknown_ending_names_the_known_ones() -> None:
    with pytest.raises(ReadError, match=r"no reader for a\.docx: .*\.md"):
        read(raw("a.docx", b"x"))


def test_normal_form() -> None:
    assert normalise("e\u0301\r\na\rb\u2028c\x07\u202e\ud800d\u00a0\u202f\te\x0cf") == "é\na\nb\ncd\u00a0\u202f\te\nf"


# HTML


def test_html_keeps_the_main_text_with_its_sections() -> None:
    document = read_one("page.html")
    assert (document.title, document.language) == ("Rejoindre une coalition", "fr")
    assert (document.published, document.url) == ("2026-03-04", "https://example.org/rejoindre")
    assert bodies(document) == {
        (): "Toute organisation européenne peut rejoindre une coalition du programme.",
        ("Les étapes",): "- Écrire à l'équipe\n- par courriel\n- Signer la charte",
        ("Les étapes", "Dates"): "Mois | Lieu\nMars | Paris\n\nPremière ligne.\nSeconde ligne.",
    }


def test_html_title_is_the_main_texts_own() -> None:
    page = (DATA / "page.html").read_text().replace("<nav>", "<div><h1>Raccourcis clavier</h1></div><nav>")
    assert read_one("page.html", page).title == "Rejoindre une coalition"


@pytest.mark.parametrize("absent", ["Menu", "Accueil", "pied de page", "script text", "<", "javascript:"])
def test_html_drops_menus_scripts_and_footers(absent: str) -> None:
    assert absent not in read_one("page.html").text


@pytest.mark.parametrize(
    "canonical", ["javascript:alert(1)", "/relative", "https://elsewhere.example/x", "data:text/html,x"]
)
def test_html_canonical_address_must_be_of_the_same_site(canonical: str) -> None:
    page = (DATA / "page.html").read_text().replace("https://example.org/rejoindre", canonical)
    assert read_one("page.html", page, url="https://example.org/a").url == "https://example.org/a"


def test_html_in_a_declared_encoding() -> None:
    page = (DATA / "page.html").read_text().replace('charset="utf-8"', 'charset="iso-8859-1"')
    assert "européenne" in read_one("page.html", page.encode("latin-1")).text


def test_html_in_a_wrong_encoding_is_refused() -> None:
    with pytest.raises(ReadError, match="not UTF-8 text"):
        read_one("page.html", (DATA / "page.html").read_text().encode("latin-1"))


def test_html_without_text_is_refused() -> None:
    with pytest.raises(ReadError, match="no readable text"):
        read_one("app.html", "<html><body><div id='app'></div><script>x()</script></body></html>")


def test_deeply_nested_html_is_read_or_refused() -> None:
    page = f"<html><body>{'<div>' * 5000}<p>{'some words here ' * 30}</p></body></html>"
    try:
        assert "some words" in read_one("deep.html", page).text
    except ReadError as error:
        assert "no readable text" in str(error)


# PDF


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


LONG = "Le programme réunit des organisations publiques et privées autour de communs"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([LONG, "numériques partagés."], f"{LONG} numériques partagés."),
        ([f"{LONG} numé-", "riques."], f"{LONG} numériques."),
        ([f"{LONG} peut-", "être utiles."], f"{LONG} peut-être utiles."),
        ([f"{LONG} open-", "source.", "L'open-source gagne."], f"{LONG} open-source.\n\nL'open-source gagne."),
        ([f"{LONG} Franco-", "Allemand."], f"{LONG} Franco- Allemand."),
        (split_lines(f"{LONG} . . . . . . 7\n2 Suite......... 8\n{LONG}"), f"{LONG} … 7\n2 Suite … 8\n{LONG}"),
        (["Titre", LONG], f"Titre\n\n{LONG}"),
        ([LONG, "", LONG], f"{LONG}\n\n{LONG}"),
        ([f"{LONG} :", "• un", "– deux", "1. trois"], f"{LONG} :\n- un\n- deux\n1. trois"),
    ],
)
def test_lines_of_a_page_become_paragraphs(lines: list[str], text: str) -> None:
    assert join_lines([lines]) == [text]


@given(
    st.lists(st.lists(st.text(alphabet=st.sampled_from("ab-\u2010ⓐ²É .•1)\u00ad"), max_size=8), max_size=6), max_size=4)
)
def test_joining_lines_loses_nothing_but_spaces_hyphens_and_bullets(pages: list[list[str]]) -> None:
    def letters(text: str) -> list[str]:
        return [char for char in text if char.isalnum()]

    split = [split_lines("\n".join(page)) for page in pages]
    joined = join_lines(split)
    assert [letters("".join(page)) for page in split] == [letters(page) for page in joined]


def test_one_endless_line_takes_no_endless_time() -> None:
    assert (
        len(read_one("a.pdf", pdf(["ab" * 50_000, "a-" * 50_000 + ".", "c" * 50_000 + "-", "d" * 50_000])).text) > 1e5
    )


def test_soft_hyphens_and_font_bullets_are_understood() -> None:
    assert split_lines("numé\u00ad\nrique\n\x7f un\n\uf0b7 deux") == ["numérique", "• un", "• deux"]


def test_running_heads_and_page_numbers_are_dropped() -> None:
    pages = [["Rapport 2026", f"Texte {word}.", f"Page {n}"] for n, word in enumerate("abc", start=1)]
    assert drop_running_heads(pages) == [["Texte a."], ["Texte b."], ["Texte c."]]


def test_two_pages_are_too_few_to_tell_running_heads() -> None:
    assert drop_running_heads([["Same"], ["Same"]]) == [["Same"], ["Same"]]


def outlined(
    *pages: list[tuple[str, float]], marks: list[tuple[str, int, int, float | None]], info: dict[str, str] | None = None
) -> bytes:
    """A PDF of lines with their heights on the page, and bookmarks: title, level from 0, page from 0, height."""
    data = io.BytesIO()
    drawing = canvas.Canvas(data)
    for n, page in enumerate(pages):
        for line, y in page:
            drawing.drawString(50, y, line)
        for mark, (_, _, at, top) in enumerate(marks):
            if at == n:
                place = {"fit": "Fit"} if top is None else {"fit": "XYZ", "left": 0, "top": top}
                drawing.bookmarkPage(f"mark{mark}", **place)
        drawing.showPage()
    for mark, (title, level, _, _) in enumerate(marks):
        drawing.addOutlineEntry(title, f"mark{mark}", level)
    drawing.save()
    writer = PdfWriter(clone_from=io.BytesIO(data.getvalue()))
    writer.add_metadata({f"/{key}": value for key, value in (info or {}).items()})
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


def test_pdf_outline_makes_sections_over_pages() -> None:
    document = read_one(
        "a.pdf",
        outlined(
            [("The Report", 800), ("Introduction.", 780), ("1 Method", 760), ("How it was done.", 740)],
            [("It went on.", 800), ("1.1 Sample and", 780), ("size", 765), ("Ten.", 740), ("2 Results", 720)],
            marks=[
                ("The report", 0, 0, 812),
                ("Method", 1, 0, None),
                ("Sample and size", 2, 1, 792),
                ("2 Results", 1, 1, None),
            ],
            info={"Title": "The report"},
        ),
    )
    assert bodies(document) == {
        (): "Introduction.",
        ("1 Method",): "How it was done.\n\nIt went on.",
        ("1 Method", "1.1 Sample and size"): "Ten.",
    }
    assert document.text.endswith("Ten.\n\n2 Results")
    assert [document.text[page.start : page.end].split("\n\n")[0] for page in document.pages] == [
        "The report",
        "It went on.",
    ]


def test_pdf_bookmark_means_the_line_at_its_height() -> None:
    page = [("Costs", 800.0), ("are below.", 780.0), ("Costs", 500.0), ("Ten euros.", 480.0), ("Gains", 460.0)]
    marks: list[tuple[str, int, int, float | None]] = [("Costs", 0, 0, 515), ("Gains", 0, 0, 475)]
    document = read_one("a.pdf", outlined(page, marks=marks, info={"Title": "Budget"}))
    assert [(section.heading_path, document.text[section.start :][:5]) for section in document.sections] == [
        ((), "Costs"),
        (("Costs",), "Ten e"),
    ]


def test_pdf_bookmark_that_the_page_does_not_show_makes_no_section() -> None:
    document = read_one("a.pdf", outlined([("Some text.", 800)], marks=[("Cover", 0, 0, None), ("…", 0, 0, None)]))
    assert (document.text, document.sections) == ("Some text.", ())


def rewritten(data: bytes, key: str, value: PdfObject | None = None) -> bytes:
    """The PDF with another value in its first bookmark, or the bookmark itself."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    first = writer.root_object["/Outlines"]["/First"]
    first[NameObject(key)] = value or first.indirect_reference
    changed = io.BytesIO()
    writer.write(changed)
    return changed.getvalue()


def test_pdf_with_a_damaged_outline_is_read_without_it(caplog: pytest.LogCaptureFixture) -> None:
    data = rewritten(outlined([("Costs", 800), ("Ten.", 780)], marks=[("Costs", 0, 0, None)]), "/A", NumberObject(3))
    document = read_one("a.pdf", data)
    assert (document.text, document.sections) == ("Costs Ten.", ())
    assert "the outline is damaged and left out" in caplog.text


def test_pdf_outline_that_never_ends_is_read() -> None:
    data = outlined([("Costs", 800), ("Ten.", 780)], marks=[("Costs", 0, 0, None)])
    for key in ("/Next", "/First"):
        assert "Ten." in read_one("a.pdf", rewritten(data, key)).text


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


def test_gaps_between_lines_end_paragraphs_where_all_short_lines_have_one() -> None:
    gapped = [(f"{LONG}.", 800), ("Fin.", 786), (f"{LONG[:60]}.", 760), (LONG, 746), ("court.", 732), ("Suite.", 700)]
    document = read_one("a.pdf", outlined(gapped, marks=[]))
    assert document.text == f"{LONG}. Fin.\n\n{LONG[:60]}. {LONG} court.\n\nSuite."


def test_gaps_say_nothing_where_short_lines_have_none() -> None:
    even = [(LONG, 800), ("Fin.", 786), (LONG, 772), ("court.", 758), ("Suite.", 700), (LONG, 650)]
    document = read_one("a.pdf", outlined(even, marks=[]))
    assert document.text == f"{LONG} Fin.\n\n{LONG} court.\n\nSuite.\n\n{LONG}"


# CSV


def test_csv_of_2020_gives_a_document_a_row() -> None:
    first, second = read(raw("sill-2020.csv", (DATA / "sill-2020.csv").read_bytes()))
    assert (first.id, first.source, first.entry) == ("stem-1234-1", "/docs/sill-2020.csv#1", None)
    assert (first.kind, first.language, first.title) == ("catalogue", "fr", "Exemple")
    assert first.facts["licence"] == ["LGPL-2.1", "MPL-2.0"]
    assert first.facts["similar"] == ["Éditeur Libre"]
    assert first.facts["state_support"] is True
    assert "Statut : recommandé\n" in first.text
    assert "Contexte d'usage : Voir le site\n" in first.text
    assert second.facts["status"] == "en fin de recommandation"
    assert "licence" not in second.facts


def test_csv_of_2019_numbers_rows_of_the_same_name() -> None:
    documents = read(raw("sill-2019.csv", (DATA / "sill-2019.csv").read_bytes()))
    assert [document.source.partition("#")[2] for document in documents] == ["exemple", "greffon", "greffon-2"]
    assert documents[1].facts == {
        "name": "Greffon",
        "function": "diffusion",
        "status": "en observation",
        "sector": "bureau",
        "component": "documents",
        "parent": "Exemple",
    }


@pytest.mark.parametrize("name", ["sill-2019.csv", "sill-2020.csv"])
def test_csv_fact_spans_hold_the_facts_line(name: str) -> None:
    for document in read(raw(name, (DATA / name).read_bytes())):
        span = document.fact_spans["function"]
        assert document.text[span.start : span.end] == f"Fonction : {document.facts['function']}"
        assert document.fact_spans.keys() == document.facts.keys()


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("a,b\n1,2\n", "expected a catalogue CSV with the columns nom, fonction, licence, statut or LOGICIEL"),
        ("nom,fonction,licence,statut\n", "a header and no rows"),
        (
            "nom,fonction,licence,statut\nA,f,MIT,X\n,f,MIT,R\nB,f\n",
            "line 2: status 'X' .*line 3: no name; line 4: 2 cells",
        ),
        ("ID,nom,fonction,licence,statut\n1,A,f,MIT,R\n1,B,f,MIT,R\n", "id '1' stands in 2 rows"),
        ('nom,fonction,licence,statut\nA,"f,MIT,R\n', "not a valid CSV file: line 2"),
        ("nom,fonction,licence,statut\n" + ",f,MIT,R\n" * 30, "and 10 more"),
    ],
)
def test_csv_errors_are_listed_together(rows: str, says: str) -> None:
    with pytest.raises(ReadError, match=says):
        read(raw("a.csv", rows))


def test_csv_with_semicolons_is_read() -> None:
    assert read_one("a.csv", "nom;fonction;licence;statut\nA;f, g;MIT;R\n").facts["function"] == "f, g"


# Ids


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Évènement à Paris", "evenement-a-paris"),
        ("programme.fr", "programme.fr"),
        ("../../etc/passwd", "etc-passwd"),
        ("cœur_de métier", "coeur-de-metier"),
        ("日本", ""),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text(), st.text())
def test_default_id_is_always_a_valid_id(source: str, readable: str) -> None:
    assert ID_PATTERN.fullmatch(default_id(source, readable))


@pytest.mark.parametrize(
    ("text", "title"),
    [("Le guide des coalitions\n\nTexte du guide.", "Le guide des coalitions"), ("Une phrase.\n\nUne autre.", "note")],
)
def test_plain_text_is_named_after_a_first_line_that_stands_apart_or_its_file(text, title):
    assert read(RawFile("/docs/note.txt", "note.txt", text.encode(), "note"))[0].title == title
