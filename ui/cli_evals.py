"""The ``eval`` commands: they print their own outcome, and give its exit code."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

from assistant.settings import Settings
from ui.cli_outcome import Outcome
from ui.cli_texts import Texts


def _run(args: argparse.Namespace, settings: Settings, texts: Texts) -> Outcome:
    from evals.commands import run_command

    return Outcome(run_command(args, settings, texts.language))


def _compare(args: argparse.Namespace, settings: Settings, texts: Texts) -> Outcome:
    from evals.commands import compare_command

    return Outcome(compare_command(args, settings, texts.language))


def _runs(args: argparse.Namespace, settings: Settings, texts: Texts) -> Outcome:
    from evals.commands import runs_command

    return Outcome(runs_command(args, settings, texts.language))


def _report(args: argparse.Namespace, settings: Settings, texts: Texts) -> Outcome:
    from evals.report_command import report_command

    return Outcome(report_command(args, settings, texts.language))


def _import(args: argparse.Namespace, settings: Settings, texts: Texts) -> Outcome:
    from evals.suite_commands import import_command

    return Outcome(import_command(args, settings, texts.language))


def _export(args: argparse.Namespace, settings: Settings, texts: Texts) -> Outcome:
    from evals.suite_commands import export_command

    return Outcome(export_command(args, settings, texts.language))


def _review(args: argparse.Namespace, settings: Settings, texts: Texts) -> Outcome:
    from evals.review.commands import review_command

    return Outcome(review_command(args, settings, texts.language))


def _draft(args: argparse.Namespace, settings: Settings, texts: Texts) -> Outcome:
    from evals.review.draft_command import draft_command

    return Outcome(draft_command(args, settings, texts.language))


def _schema(args: argparse.Namespace, settings: Settings, texts: Texts) -> Outcome:
    from evals.suite_commands import schema_command

    return Outcome(schema_command())


EVAL_COMMANDS: Mapping[str, Callable[[argparse.Namespace, Settings, Texts], Outcome]] = {
    "eval run": _run,
    "eval compare": _compare,
    "eval runs": _runs,
    "eval report": _report,
    "eval import": _import,
    "eval export": _export,
    "eval review": _review,
    "eval draft": _draft,
    "eval schema": _schema,
}
