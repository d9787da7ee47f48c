"""What ``eurocommons eval review`` does: exit codes 0 done, 2 wrong use."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from assistant.settings import Settings
from evals.commands import DONE, say, wrong_use
from evals.errors import EvalError, ReviewError
from evals.review.candidates import Candidate
from evals.review.desk import candidates
from evals.review.proposing import proposed
from evals.review.table import write_candidates
from evals.review.terminal import Review, described
from evals.review.texts import Texts, texts_in
from evals.suite_commands import free_path
from evals.suites_format.places import own_suite
from ingest.records import Language


def review_command(args: argparse.Namespace, settings: Settings, language: Language) -> int:
    """Go through the candidates with a person, list them, or write them as a spreadsheet."""
    texts = texts_in(language)
    try:
        own_suite(args.suite, settings)  # a wrong name is told before the first decision
        found = candidates(settings, args.limit)
        if args.export:
            _export(found, args, texts)
        elif args.list or args.json:
            _list(found, texts, as_json=args.json)
        elif not found:
            say(texts("none"))
        elif not sys.stdin.isatty():
            raise ReviewError("as_is", text=texts("no_terminal"))
        else:
            Review(settings, args.suite, input, say, texts).run(found)
    except EvalError as error:
        return wrong_use(error, language, as_json=args.json)
    return DONE


def _export(found: list[Candidate], args: argparse.Namespace, texts: Texts) -> None:
    path = free_path(Path(args.export), (".csv", ".xlsx"), force=args.force)
    write_candidates(found, path, _today())
    text = texts("exported", count=len(found), path=path, suite=args.suite)
    say({"candidates": len(found), "table": str(path)} if args.json else text)


def _list(found: list[Candidate], texts: Texts, *, as_json: bool) -> None:
    if as_json:
        say({"candidates": [_values(one) for one in found]})
    else:
        listed = [*(described(one, texts) for one in found), texts("listed", count=len(found))]
        say("\n\n".join(listed) if found else texts("none"))


def _values(candidate: Candidate) -> dict[str, Any]:
    """The candidate as JSON values, with the case that would be proposed."""
    values = asdict(candidate) | {"last_asked": candidate.last_asked.isoformat()}
    return values | {"proposed": proposed(candidate, _today())}


def _today() -> date:
    return date.today()
