"""The dossier over HTTP: the response in each format that is a file."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from assistant.dossier.dossier import Dossier
from assistant.dossier.formats import FORMATS, file_name

FILES: dict[str, Any] = {chosen.media_type.split(";")[0]: {"schema": {"type": "string"}} for chosen in FORMATS.values()}
"""The media types of a file, for the API's description."""


def as_file(dossier: Dossier, ending: str) -> Response:
    """The dossier in one of ``FORMATS``, to be saved under a name of its own."""
    chosen = FORMATS[ending]
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name(dossier, ending)}"',
        "Content-Language": dossier.language,
    }
    return Response(chosen.write(dossier), media_type=chosen.media_type, headers=headers)
