"""The outline of a PDF makes its sections."""

import io

import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject, NumberObject, PdfObject
from reader_files import bodies, outlined, read_one


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
