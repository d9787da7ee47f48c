"""The formats that a dossier is written in, by the ending of the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from assistant.dossier.csv_table import write_csv
from assistant.dossier.dossier import Dossier
from assistant.dossier.markdown import write_markdown


@dataclass(frozen=True, slots=True)
class Format:
    """What writes a format, and its media type."""

    media_type: str
    write: Callable[[Dossier], bytes]


def _odt(dossier: Dossier) -> bytes:
    from assistant.dossier.odt import write_odt  # imported late: the library is needed for this format alone

    return write_odt(dossier)


FORMATS: Mapping[str, Format] = {
    "md": Format("text/markdown; charset=utf-8", write_markdown),
    "csv": Format("text/csv; charset=utf-8; header=present", write_csv),
    "odt": Format("application/vnd.oasis.opendocument.text", _odt),
}


def to_json(dossier: Dossier) -> dict[str, Any]:
    """The dossier as JSON values, every field under its name."""
    values: dict[str, Any] = TypeAdapter(Dossier).dump_python(dossier, mode="json")
    return values


def file_name(dossier: Dossier, ending: str) -> str:
    """A name for the file: "eurocommons-dossier-2026-11-23.odt"."""
    return f"eurocommons-dossier-{dossier.date.isoformat()}.{ending}"
