"""Plain text, as it is; headings are not guessed."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from ingest.readers.raw import RawFile
from ingest.readers.text import decode
from ingest.records import Document

_TITLE = re.compile(r"\s*(\S[^\n]{1,98}[^\s.;,:])[^\S\n]*\n[^\S\n]*\n")


def read_plain_text(raw: RawFile) -> list[Document]:
    """One document, named after its first line where that stands apart as a title does, else after its file."""
    text = decode(raw).strip("\n").rstrip()
    found = _TITLE.match(text)
    title = found[1] if found else PurePosixPath(raw.name).stem
    return [Document(raw.id_stem, raw.source, "article", title, text, url=raw.url)]
