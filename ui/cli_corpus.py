"""The commands for those who keep the corpus: check it, print what a file must be, write its PDFs."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.settings import Settings
from ui.cli_outcome import DONE, FELL_SHORT, Outcome, WrongUseError
from ui.cli_texts import Texts

if TYPE_CHECKING:
    from ingest.corpus_check.coverage import Coverage


def corpus_check(args: argparse.Namespace, settings: Settings, texts: Texts) -> Outcome:
    """Print the coverage table, then every problem; exit code 1 where there is one."""
    from ingest.corpus_check.check import check_corpus
    from ingest.reference import CORPUS

    report = check_corpus(_folder(args.folder, CORPUS, texts))
    problems = [f"✗ {problem.path}: {problem.message}" for problem in report.problems]
    verdict = texts("corpus", "problems", count=len(problems)) if problems else texts("corpus", "sound")
    text = "\n".join([*_tables(report.coverage, texts), "", *problems, verdict])
    return Outcome(FELL_SHORT if problems else DONE, {"ok": not problems, **asdict(report)}, text)


def corpus_schema(args: argparse.Namespace, settings: Settings, texts: Texts) -> Outcome:
    """Print the JSON Schema of one kind of file."""
    from ingest.corpus_check.files import KINDS

    if args.kind not in KINDS:
        raise WrongUseError(texts("corpus", "no_kind", kind=args.kind, kinds=", ".join(KINDS)))
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **KINDS[args.kind].json_schema()}
    return Outcome(DONE, schema, json.dumps(schema, ensure_ascii=False, indent=2))


def corpus_pdf(args: argparse.Namespace, settings: Settings, texts: Texts) -> Outcome:
    """Write the pages that also exist as PDF again, and say which."""
    from ingest.corpus_pdf.write import write_pdfs
    from ingest.reference import CORPUS

    written = write_pdfs(_folder(args.folder, CORPUS, texts), lambda path: None)
    return Outcome(DONE, {"written": [str(path) for path in written]}, "\n".join(map(str, written)))


def _folder(given: str | None, builtin: Path, texts: Texts) -> Path:
    folder = Path(given) if given else builtin
    if not folder.is_dir():
        raise WrongUseError(texts("corpus", "no_folder", folder=folder))
    return folder


def _tables(coverage: Coverage, texts: Texts) -> Iterator[str]:
    """Domains with their sum, facts, articles, and the sizes of the tables."""
    columns = ["domain", "entries", "known", "checked", "unknown", "features", "products"]
    columns += ["page_words_fr", "page_words_en", "description_words_fr", "description_words_en"]
    rows = [[str(getattr(domain, column)) for column in columns] for domain in coverage.domains]
    sums = [sum(getattr(domain, column) for domain in coverage.domains) for column in columns[1:]]
    heads = [texts("corpus", f"column_{column}") for column in columns]
    yield from _table([heads, *rows, [texts("corpus", "total"), *map(str, sums)]])
    yield ""
    heads = [texts("corpus", f"column_{column}") for column in ("fact", "known", "checked")]
    yield from _table(
        [heads, *([fact, str(known), str(checked)] for fact, (checked, known) in coverage.checked_by_fact.items())]
    )
    yield ""
    heads = [texts("corpus", f"column_{column}") for column in ("article", "page_words_fr", "page_words_en")]
    yield from _table([heads, *([one.slug, str(one.words_fr), str(one.words_en)] for one in coverage.articles)])
    yield ""
    yield texts(
        "corpus",
        "sizes",
        products=coverage.products,
        without=coverage.products_without_alternative,
        standards=coverage.standards,
        terms=coverage.terms,
    )


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as lines, the first column to the left, the others to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        yield "  ".join(cells).rstrip()
