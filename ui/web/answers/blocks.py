"""An answer with its sources as the blocks of a document."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from assistant.dossier.blocks import Block, Bullets, Heading, Paragraph, Run, Table, Title
from assistant.records import Answer, Citation, Sentence
from ingest.catalogue.wording import typeset
from ingest.records import Language
from ui.web.prose import sentences_by_paragraph
from ui.web.sources import safe_link
from ui.web.texts import texts


def answer_blocks(answer: Answer, date: datetime.date, language: Language) -> Iterator[Block]:
    """The question, the answer with its marks, its table if it has one, and what each mark cites.

    ``language`` is that of the headings; the answer and its quotes stay in theirs.
    """
    t = texts(language)
    yield Title(typeset(answer.question, answer.language))
    if answer.understood_as:
        yield Paragraph((Run(f"{t('understood_as')} {answer.understood_as}"),))
    for paragraph in sentences_by_paragraph(answer):
        yield Paragraph((Run(" ".join(_marked(sentence) for sentence in paragraph)),))
    if answer.comparison:
        yield _table(answer, language)
    if answer.citations:
        yield Heading(1, t("copy_sources"))
        yield Bullets(tuple(tuple(_source(citation, language)) for citation in answer.citations))
    yield Heading(1, t("answer_made"))
    yield Paragraph((Run(made_by(answer, date, language)),))


def made_by(answer: Answer, date: datetime.date, language: Language) -> str:
    """When, from which index and by which writer an answer was made, and what its check did."""
    t = texts(language)
    writer = t("writer_llm", model=answer.model or "") if answer.writer == "llm" else t("writer_extractive")
    told = [t("answer_date", date=t.date(date.isoformat()), snapshot=answer.snapshot), writer]
    return " ".join([*told, answer.verification.message]).strip()


def _marked(sentence: Sentence) -> str:
    return " ".join([sentence.text, "".join(f"[{n}]" for n in sentence.citations)]).strip()


def _source(citation: Citation, language: Language) -> Iterator[Run]:
    t = texts(language)
    title = typeset(citation.title, citation.language)
    page = f", {t('page', page=citation.page)}" if citation.page is not None else ""
    yield Run(f"[{citation.n}] ", bold=True)
    doubt = "" if citation.supported else f" ({t('unsupported')})"
    yield Run(f"{title}{page}{doubt}{t('quote_opens')}{citation.quote}{t('quote_closes')} ")
    if link := safe_link(citation.url):
        yield Run(link, url=link)


def _table(answer: Answer, language: Language) -> Table:
    comparison = answer.comparison or {}
    rows = tuple((row["label"], *map(_cell, row["cells"])) for row in comparison["rows"])
    header = (texts(language)("comparison_fact"), *(entry["name"] for entry in comparison["entries"]))
    return Table(texts(language)("comparison"), header, rows)


def _cell(cell: Mapping[str, Any]) -> str:
    return " ".join([cell["text"], "".join(f"[{n}]" for n in cell["citations"])]).strip()
