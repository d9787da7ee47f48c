"""Readers: one source's bytes to documents.

``read`` picks the reader by the file name's ending.  Every reader is a function from a ``RawFile`` to the documents
in it (one, but for catalogues and CSV files), and raises ``ReadError`` with a reason a person can act on.

Read ``raw`` first, then ``markdown``: it shows what a reader does.  ``outline`` turns headings and paragraphs into
text with sections, ``pages`` does the lines of printed pages, ``text`` defines the normal form of every text.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import PurePosixPath

from ingest.errors import ReadError
from ingest.readers.csv_catalogue import read_csv
from ingest.readers.html import read_html
from ingest.readers.markdown import read_markdown
from ingest.readers.pdf import read_pdf
from ingest.readers.plain_text import read_plain_text
from ingest.readers.raw import RawFile
from ingest.readers.yaml_file import read_yaml_file
from ingest.records import Document, Language
from ingest.texts import message

Reader = Callable[[RawFile], list[Document]]

READERS: dict[str, Reader] = {
    ".csv": read_csv,
    ".htm": read_html,
    ".html": read_html,
    ".markdown": read_markdown,
    ".md": read_markdown,
    ".pdf": read_pdf,
    ".txt": read_plain_text,
    ".xhtml": read_html,
    ".yaml": read_yaml_file,
    ".yml": read_yaml_file,
}

_LANGUAGE_IN_NAME = re.compile(r"\.(fr|en)\.[^.]+$", re.IGNORECASE)


def ending(name: str) -> str:
    """A file name's ending as ``READERS`` writes it."""
    return PurePosixPath(name).suffix.lower()


def read(raw: RawFile) -> list[Document]:
    """The documents in ``raw``; raises ``ReadError``.

    A document that does not say its language takes the one in a name such as ``guide.fr.md``.
    """
    reader = READERS.get(ending(raw.name))
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise ReadError(raw.source, message("no_reader", name=raw.name, endings=known))
    if not raw.data.strip():
        raise ReadError(raw.source, message("empty_file"))
    language = _language_in_name(raw.name)
    return [
        dataclasses.replace(document, language=document.language or language) if language else document
        for document in reader(raw)
    ]


def _language_in_name(name: str) -> Language | None:
    match = _LANGUAGE_IN_NAME.search(name)
    if match is None:
        return None
    return "fr" if match[1].lower() == "fr" else "en"
