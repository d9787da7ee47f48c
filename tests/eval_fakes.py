"""A suite of three questions, and a fake assistant that gets two of them right."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from fakes import FakeAssistant

from evals.commands import run_command
from evals.runner import Options, run_suites
from evals.subject import Subject
from evals.suites_format.yaml_files import load_suites

SUITE = """
group: newcomers
cases:
  - id: good-fr
    pair: good
    language: fr
    question: Qui se retrouve ?
    status: answered
    documents: [articles/coalitions]
    facts: [coalition]
  - {id: good-en, pair: good, language: en, question: "Who meets?", status: answered}
  - {id: budget, group: unanswerable, language: fr, question: "Quel budget ?", status: abstained}
"""
OTHER = 'cases: [{id: else, language: fr, question: "Autre chose ?", status: answered}]'
GATES = "run:\n  status_accuracy: {floor: 0.5}\n  abstention_recall: {floor: 1}\n"
ARGUMENTS = {
    "suites": [],
    "out": None,
    "json": False,
    "junit": None,
    "markdown": None,
    "gates": None,
    "strict": False,
    "judge": False,
    "repeats": 1,
    "seed": 1,
    "beir": None,
    "split": None,
}


class Mute(FakeAssistant):
    """A fake that abstains when asked for a budget, and can be made to fail."""

    abstains = True
    breaks = False

    def ask(self, question, **options):
        if self.breaks:
            raise ValueError("the index is on fire")
        answer = super().ask(question, **options)
        if self.abstains and "budget" in question:
            return replace(
                answer, status="abstained", text="Les documents ne le disent pas.", sentences=(), citations=()
            )
        return answer


def write_suites(folder: Path) -> Path:
    folder.mkdir()
    (folder / "mine.yml").write_text(SUITE, encoding="utf-8")
    (folder / "other.yml").write_text(OTHER, encoding="utf-8")
    return folder


def run_over(fake, suites, settings, *names, **options):
    """A run of the suites named, or of the first."""
    return run_suites(Subject(fake), load_suites(names or ["mine"], suites), settings, Options(**options))


def command_over(fake, folder, gates, settings, **arguments):
    """The command's exit code."""
    args = argparse.Namespace(**{**ARGUMENTS, **arguments})
    return run_command(args, settings, suites_folder=folder, gates=gates, open_subject=lambda *_: Subject(fake))
