"""The command that writes a dossier: the file is checked before the model is loaded, and written last."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.cli_outcome import DONE, Outcome, WrongUseError
from ui.cli_texts import Texts

if TYPE_CHECKING:
    from assistant.answer import Assistant
    from assistant.dossier.dossier import Dossier


def dossier_file(args: argparse.Namespace, texts: Texts) -> Path | None:
    """The file to write, None for standard output.

    Raises:
        WrongUseError: its ending names no format, its folder does not exist, or it exists and ``--force`` is not given.
    """
    from assistant.dossier.formats import FORMATS

    if args.out is None:
        return None
    path = Path(args.out)
    if path.suffix.lower().lstrip(".") not in FORMATS:
        endings = ", ".join(f".{ending}" for ending in FORMATS)
        raise WrongUseError(texts("dossier", "no_format", file=path, endings=endings))
    if not path.parent.is_dir():
        raise WrongUseError(texts("dossier", "no_folder", folder=path.parent))
    if path.is_dir() or (path.exists() and not args.force):
        raise WrongUseError(texts("dossier", "is_folder" if path.is_dir() else "exists", file=path))
    return path


def write_dossier(
    assistant: Assistant, question: str, path: Path | None, args: argparse.Namespace, texts: Texts
) -> Outcome:
    """Ask for the dossier, and write it to the file or give it as Markdown."""
    from assistant.dossier.formats import FORMATS, to_json

    dossier = assistant.dossier(question, language=args.lang, date=datetime.date.today())
    data: dict[str, Any] = {**to_json(dossier), "file": str(path) if path else None}
    if path is None:
        return Outcome(DONE, data, FORMATS["md"].write(dossier).decode().rstrip("\n"))
    _write(path, FORMATS[path.suffix.lower().lstrip(".")].write(dossier), texts, force=args.force)
    return Outcome(DONE, data, _written(dossier, path))


def _write(path: Path, content: bytes, texts: Texts, *, force: bool) -> None:
    try:
        with path.open("wb" if force else "xb") as file:
            file.write(content)
    except OSError as error:
        raise WrongUseError(texts("dossier", "not_written", file=path, error=error)) from error


def _written(dossier: Dossier, path: Path) -> str:
    """What was written, in the dossier's language."""
    return Texts(dossier.language)("dossier", "written", file=path, outcome=" ".join(dossier.outcome))
