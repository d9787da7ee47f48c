"""The commands that take a catalogue entry from publiccode.yml, and write one as publiccode.yml."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from assistant.settings import Settings
from ui.cli_outcome import DONE, Outcome, WrongUseError
from ui.cli_texts import Texts

if TYPE_CHECKING:
    from ingest.catalogue.schema import CatalogueEntry
    from ingest.publiccode.importing import Imported


def corpus_import(args: argparse.Namespace, settings: Settings, texts: Texts) -> Outcome:
    """Print the catalogue entry of a publiccode.yml file, or write it; what it leaves out stands in comments above."""
    from ingest.catalogue.schema import DOMAINS
    from ingest.publiccode.importing import import_publiccode
    from ingest.publiccode.texts import GivenTexts

    if args.domain not in (None, *DOMAINS):
        raise WrongUseError(texts("publiccode", "no_domain", domain=args.domain, domains=", ".join(DOMAINS)))
    given = GivenTexts(args.summary_fr, args.summary_en, args.description_fr, args.description_en)
    imported = import_publiccode(
        _read(Path(args.file), texts), args.file, domain=args.domain, entry_id=args.id, texts=given
    )
    remarks = "".join(f"# {line}\n" for line in _remarks(imported, texts))
    values = imported.entry.model_dump()
    entry = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=1000)
    data = {
        "entry": imported.entry.model_dump(mode="json"),
        "left_out": list(imported.left_out),
        "notes": [str(note) for note in imported.notes],
    }
    return _outcome(f"{remarks}{entry}", data, args.out, texts)


def corpus_export(args: argparse.Namespace, settings: Settings, texts: Texts) -> Outcome:
    """Print an entry as publiccode.yml, or write it, completed with the keys of ``--keys``."""
    from ingest.publiccode.exporting import export_publiccode

    keys = _keys(Path(args.keys), texts) if args.keys else {}
    written = export_publiccode(_entry(args.id, texts), keys)
    return _outcome(written, {"publiccode": yaml.safe_load(written)}, args.out, texts)


def _outcome(content: str, data: Mapping[str, Any], out: str | None, texts: Texts) -> Outcome:
    if out is None:
        return Outcome(DONE, data, content.rstrip("\n"))
    _write(Path(out), content, texts)
    return Outcome(DONE, {**data, "out": out}, texts("publiccode", "written", path=out))


def _remarks(imported: Imported, texts: Texts) -> list[str]:
    """What the entry leaves out, then the notes, each on one line."""
    said = [texts("publiccode", "left_out", what=what) for what in imported.left_out]
    said += [texts("publiccode", "note", what=what) for what in imported.notes]
    return [" ".join(line.splitlines()) for line in said]


def _entry(entry_id: str, texts: Texts) -> CatalogueEntry:
    from ingest.catalogue.schema import CatalogueEntry
    from ingest.reference import CORPUS

    path = CORPUS / "catalogue" / f"{entry_id}.yml"
    if path.name != f"{entry_id}.yml" or not path.is_file():
        raise WrongUseError(texts("publiccode", "no_entry", id=entry_id))
    return CatalogueEntry.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def _keys(path: Path, texts: Texts) -> dict[str, Any]:
    from ingest.publiccode.reading import MAX_CHARS

    content = _read(path, texts)
    try:
        values = yaml.safe_load(content) if len(content) <= MAX_CHARS else None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise WrongUseError(
            texts("publiccode", "cannot_read", path=path, reason=" ".join(str(error).split()))
        ) from error
    if not isinstance(values, dict):
        raise WrongUseError(texts("publiccode", "not_keys", path=path))
    return {str(key): value for key, value in values.items()}


def _read(path: Path, texts: Texts) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongUseError(texts("publiccode", "not_utf8", path=path)) from error
    except OSError as error:
        raise WrongUseError(texts("publiccode", "cannot_read", path=path, reason=error)) from error


def _write(path: Path, content: str, texts: Texts) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(content)
    except FileExistsError as error:
        raise WrongUseError(texts("publiccode", "out_exists", path=path)) from error
    except OSError as error:
        raise WrongUseError(texts("publiccode", "cannot_write", path=path, reason=error)) from error
