"""What the command line prints for people: values in, text out."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.records import Answer, Citation, Evidence
from ingest.messages import Figure
from ingest.records import Language
from ui.cli_table import table_text
from ui.cli_texts import Texts

if TYPE_CHECKING:
    from ingest.report import IngestReport
    from ui.cli_check import Check

SNIPPET_CHARS = 220
SIGNS = {"ok": "✓", "warn": "!", "fail": "✗"}


def answer_text(answer: Answer, *, explain: bool = False, width: int | None = None, streamed: bool = False) -> str:
    """The answer, its numbered sources with their quotes, then what else to ask, in the answer's language.

    ``explain`` puts before it what the question was understood to ask of the catalogue; ``width`` is the terminal's,
    which a comparison is laid out for, and None leaves its Markdown as it is.  ``streamed``: the text was shown
    already, and what follows it is wanted.
    """
    texts = Texts(answer.language)
    parts = [_understood(answer, texts)] if explain else []
    if not streamed:
        parts += [*taken_as(answer.understood_as, answer.language), _said(answer, width)]
    if answer.citations:
        parts.append("\n".join([texts("answer", "sources"), *_sources(answer.citations, texts)]))
    if answer.follow_ups:
        parts.append("\n".join([texts("answer", "follow_ups"), *(f"- {question}" for question in answer.follow_ups)]))
    if answer.model:
        parts.append(_written_by(answer, texts))
    return "\n\n".join(parts)


def _written_by(answer: Answer, texts: Texts) -> str:
    """Who wrote, and what of it was left out."""
    wrote = [texts("answer", "written_by", model=answer.model)] if answer.writer == "llm" else []
    return " ".join(filter(None, [*wrote, answer.verification.message]))


def _said(answer: Answer, width: int | None) -> str:
    """The text, a comparison laid out for the terminal."""
    table = table_text(answer.comparison, width) if answer.comparison and width else None
    return (answer.text.replace(answer.sentences[-1].text, table) if table else answer.text).strip()


def taken_as(understood: str | None, language: Language) -> list[str]:
    """What a follow-up stands for."""
    return [f"{Texts(language)('answer', 'understood')} {understood}"] if understood else []


def _understood(answer: Answer, texts: Texts) -> str:
    """The parsed question, one constraint a line."""
    if answer.constraints.get("intent", "none") == "none":
        return texts("answer", "understood_nothing")
    lines = [f"- {name}: {json.dumps(value, ensure_ascii=False)}" for name, value in answer.constraints.items()]
    return "\n".join([texts("answer", "understood"), *lines])


def hits_text(hits: Sequence[Evidence], texts: Texts) -> str:
    """Rank, score, title and page of each hit, and the beginning of its passage."""
    return "\n".join(_hit(hit, texts) for hit in hits) if hits else texts("answer", "no_hit")


def report_text(report: IngestReport, texts: Texts) -> str:
    """One line of counts, and one for each source that failed."""
    failures = [texts("messages", "failed_source", source=one.source, error=one.error) for one in report.failed]
    counts = texts(
        "messages",
        "ingested",
        added=report.added,
        updated=report.updated,
        unchanged=report.unchanged,
        deleted=report.deleted,
        failed=len(report.failed),
        chunks=report.chunks,
        seconds=Figure(str(report.seconds)),
        snapshot=report.snapshot,
    )
    return "\n".join([*failures, counts])


def checks_text(checks: Sequence[Check]) -> str:
    """One line a check, and one for what to do where it is not well."""
    width = max(len(check.name) for check in checks)
    lines = []
    for check in checks:
        lines.append(f"{SIGNS[check.status]} {check.name:<{width}}  {check.message}")
        if check.advice:
            lines.append(f"  {'':<{width}}  → {check.advice}")
    return "\n".join(lines)


def _sources(citations: Sequence[Citation], texts: Texts) -> Iterator[str]:
    for citation in citations:
        place = [citation.title, *_page(citation.page, texts), *([citation.url] if citation.url else [])]
        doubt = [] if citation.supported else [texts("answer", "unsupported")]
        yield " ".join([f"[{citation.n}]", ", ".join(place), *doubt])
        yield textwrap.indent(texts("answer", "quote", quote=_one_line(citation.quote)), "    ")


def _hit(hit: Evidence, texts: Texts) -> str:
    head = ", ".join([hit.title, *_page(hit.chunk.page, texts)])
    snippet = textwrap.shorten(_one_line(hit.chunk.text), SNIPPET_CHARS, placeholder=" …")
    return f"{hit.rank:>3}. {hit.score:.3f}  {head}\n            {snippet}"


def _page(page: int | None, texts: Texts) -> list[str]:
    return [] if page is None else [texts("answer", "page", page=page)]


def _one_line(text: str) -> str:
    return " ".join(text.split(" ")).replace("\n", " ").strip()
