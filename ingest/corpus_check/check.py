"""Runs every rule over a corpus folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ingest.corpus_check.coverage import Coverage, coverage_of
from ingest.corpus_check.entries import check_entries
from ingest.corpus_check.files import read_corpus
from ingest.corpus_check.pages import check_pages
from ingest.corpus_check.problem import Problem
from ingest.corpus_check.prose import check_prose
from ingest.corpus_check.tables import check_tables
from ingest.corpus_pdf.write import stale_pdfs


@dataclass(frozen=True, slots=True)
class CorpusReport:
    """What a check found: the problems by path, none in a sound corpus, and how much there is."""

    problems: tuple[Problem, ...]
    coverage: Coverage


def check_corpus(root: Path) -> CorpusReport:
    """Check the corpus folder ``root``; a file that cannot be read is a problem, and the others are still checked."""
    corpus, problems = read_corpus(root)
    for rule in (check_entries, check_tables, check_pages, check_prose):
        problems.extend(rule(corpus))
    stale = "is not what its Markdown page gives; run `eurocommons corpus pdf`"
    problems.extend(Problem(path, stale) for path in stale_pdfs(root))
    return CorpusReport(tuple(sorted(set(problems))), coverage_of(corpus))
