"""Plain text, as it is; headings are not guessed."""

from __future__ import annotations

from pathlib import PurePosixPath

from ingest.readers.raw import RawFile
from ingest.readers.text import decode
from ingest.records import Document


def read_plain_text(raw: RawFile) -> list[Document]:
    """One document named after its file."""
    title = PurePosixPath(raw.name).stem
    return [Document(raw.id_stem, raw.source, "article", title, decode(raw).strip("\n").rstrip(), url=raw.url)]
