"""A publiccode.yml file as the two documents of a catalogue entry."""

from __future__ import annotations

from ingest.errors import ReadError
from ingest.publiccode.importing import import_publiccode
from ingest.readers.catalogue import entry_documents
from ingest.readers.raw import RawFile
from ingest.readers.text import decode
from ingest.records import Document
from ingest.texts import message


def read_publiccode(raw: RawFile) -> list[Document]:
    """Return the documents of the solution that the file describes, ``<id>.fr`` then ``<id>.en``.

    A publisher who writes in one language gives no summary in the other: a sentence says so in its place.  Raises
    ``ReadError`` for a file that makes no entry.
    """
    try:
        imported = import_publiccode(decode(raw), raw.source, say_missing=True)
    except ReadError as error:
        raise ReadError(raw.source, message("import_takes", problem=error.reason)) from error
    return entry_documents(imported.entry, raw)
