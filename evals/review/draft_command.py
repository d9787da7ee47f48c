"""What ``eurocommons eval draft`` does: exit codes 0 done, 1 fewer than asked, 2 wrong use."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from assistant.settings import Settings
from evals.cases import Case
from evals.commands import DONE, FELL_SHORT, say, wrong_use
from evals.errors import EvalError, ReviewError
from evals.review.drafting.drafts import MAKERS, draft_pairs
from evals.review.texts import texts_in
from evals.suite_commands import free_path
from evals.suites_format.importing import write_table
from evals.suites_format.places import RETRIEVAL, own_suites
from evals.suites_format.yaml_files import SUITES, load_suites, suite_text, write_suite
from ingest.catalogue.schema import DOMAINS
from ingest.records import Language


def draft_command(args: argparse.Namespace, settings: Settings, language: Language) -> int:
    """Propose questions that no suite asks: a suite or a spreadsheet for a person to correct, or YAML on the screen."""
    try:
        path = free_path(Path(args.out), (".yml", ".csv", ".xlsx"), force=args.force) if args.out else None
        suites = load_suites((), SUITES, own_suites(settings), taken=(RETRIEVAL,))
        cases = draft_pairs(
            args.count,
            args.seed,
            [case for suite in suites for case in suite.cases],
            domains=_domains(args.domain),
            groups=[args.group] if args.group else tuple(MAKERS),
            today=date.today(),
        )
        if path and cases:
            _write(cases, path)
    except EvalError as error:
        return wrong_use(error, language, as_json=args.json)
    _report(cases, path, args, language)
    return DONE if len(cases) == 2 * args.count else FELL_SHORT


def _domains(name: str | None) -> Sequence[str]:
    if name and name not in DOMAINS:
        raise ReviewError("no_domain", name=name, domains=", ".join(DOMAINS))
    return [name] if name else DOMAINS


def _write(cases: list[Case], path: Path) -> None:
    if path.suffix.lower() == ".yml":
        write_suite(cases, path)
    else:
        write_table(cases, path)


def _report(cases: list[Case], path: Path | None, args: argparse.Namespace, language: Language) -> None:
    """The outcome on standard output; what to do with it on standard error."""
    texts, pairs = texts_in(language), len(cases) // 2
    if args.json:
        rows = [case.model_dump(mode="json", exclude_defaults=True) for case in cases]
        say({"pairs": pairs, "file": str(path) if path and cases else None, "cases": rows})
    elif path and cases:
        say(texts("drafted", pairs=pairs, path=path))
    elif cases:
        say(suite_text(cases).rstrip())
    if pairs < args.count:
        sys.stderr.write(texts("fewer", pairs=pairs, count=args.count) + "\n")
