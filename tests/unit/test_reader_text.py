"""Plain text, its encodings, and the files that no reader takes."""

import pytest
from reader_files import raw, read_one

from ingest.errors import ReadError
from ingest.readers import read
from ingest.readers.raw import RawFile
from ingest.readers.text import normalise


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


@pytest.mark.parametrize(
    ("text", "title"),
    [("Le guide des coalitions\n\nTexte du guide.", "Le guide des coalitions"), ("Une phrase.\n\nUne autre.", "note")],
)
def test_plain_text_is_named_after_a_first_line_that_stands_apart_or_its_file(text, title):
    assert read(RawFile("/docs/note.txt", "note.txt", text.encode(), "note"))[0].title == title
