"""A YAML file: a catalogue entry, a glossary, or a publiccode.yml file."""

from __future__ import annotations

from typing import Any

import yaml

from ingest.errors import ReadError
from ingest.publiccode.reading import is_publiccode
from ingest.readers.catalogue import read_entry
from ingest.readers.glossary import is_glossary, read_glossary
from ingest.readers.publiccode import read_publiccode
from ingest.readers.raw import RawFile
from ingest.readers.text import one_line
from ingest.records import Document
from ingest.texts import message


def read_yaml_file(raw: RawFile) -> list[Document]:
    """The documents in the file, by what its values look like; raises ``ReadError``."""
    values = _values(raw)
    if is_glossary(values):
        return read_glossary(values, raw)
    if is_publiccode(values):
        return read_publiccode(raw)
    return read_entry(values, raw)


def _values(raw: RawFile) -> Any:
    try:
        return yaml.safe_load(raw.data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ReadError(raw.source, message("not_utf8", offset=error.start)) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # a date of 45 days; nesting without end
        raise ReadError(raw.source, message("not_yaml", error=one_line(str(error)))) from error
