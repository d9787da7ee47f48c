"""What ``eurocommons eval import``, ``export`` and ``schema`` do: exit codes 0 done, 2 wrong use."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from assistant.settings import Settings
from evals.commands import DONE, say, wrong_use
from evals.errors import EvalError, OutputError
from evals.suites_format.importing import read_table, write_table
from evals.suites_format.places import own_suite, own_suites
from evals.suites_format.yaml_files import SUITES, SuiteFile, load_suites, write_suite
from evals.texts import text_of
from ingest.records import Language


def import_command(args: argparse.Namespace, settings: Settings, language: Language = "en") -> int:
    """Make a suite file of a spreadsheet, in the home where a bare name is given; nothing is written when a row is
    wrong."""
    try:
        cases = read_table(Path(args.file))
        out = (
            Path(args.out)
            if Path(args.out).suffix or Path(args.out).parent != Path()
            else own_suite(args.out, settings)
        )
        path = free_path(out, (".yml",), force=args.force)
        write_suite(cases, path)
    except EvalError as error:
        return wrong_use(error, language, as_json=args.json)
    written = text_of("report_texts", "written_to", language, count=len(cases), path=path)
    say({"cases": len(cases), "suite": str(path)} if args.json else written)
    return DONE


def export_command(args: argparse.Namespace, settings: Settings, language: Language = "en") -> int:
    """Write a suite as a spreadsheet."""
    try:
        (suite,) = load_suites([args.suite], SUITES, own_suites(settings))
        path = free_path(Path(args.out), (".csv", ".xlsx"), force=args.force)
        write_table(suite.cases, path)
    except EvalError as error:
        return wrong_use(error, language, as_json=args.json)
    written = text_of("report_texts", "written_to", language, count=len(suite.cases), path=path)
    say({"cases": len(suite.cases), "table": str(path)} if args.json else written)
    return DONE


def schema_command() -> int:
    """Print the JSON Schema of a suite file, for editors that check as one types."""
    sys.stdout.write(json.dumps(SuiteFile.model_json_schema(), ensure_ascii=False, indent=2) + "\n")
    return DONE


def free_path(path: Path, endings: tuple[str, ...], *, force: bool) -> Path:
    """The path, if it may be written.

    Raises:
        OutputError: it has another ending, or is there already and ``force`` is not given.
    """
    if path.suffix.lower() not in endings:
        raise OutputError("wrong_ending", path=path, endings=" / ".join(endings))
    if path.exists() and not force:
        raise OutputError("already_there", path=path)
    return path
