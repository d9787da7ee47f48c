"""An index of a retrieval suite's corpus, made by the product's own ingestion, apart from the readers' index."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from assistant.answer import Assistant
from assistant.records import Answer, Evidence
from assistant.settings import Settings
from evals.beir.reading import RetrievalSuite, Text
from evals.errors import BeirError
from ingest.embedding.encoder import Encoder, load_encoder
from ingest.pipeline import ingest
from ingest.records import Document
from ingest.store import open_index
from ingest.store.location import Location

_LINE_MARKUP = re.compile(r"(?m)^[ \t]*(\d*)([-+=.)])")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&])")


@dataclass(frozen=True, slots=True)
class Corpus:
    """An assistant over the corpus of one suite, whose documents have the suite's own ids."""

    assistant: Assistant
    ids: dict[str, str]

    @property
    def snapshot(self) -> str:
        return self.assistant.snapshot

    def ask(self, question: str, *, session_id: str | None = None) -> Answer:
        return self.assistant.ask(question, session_id=session_id)

    def search(self, query: str, *, k: int = 10) -> Sequence[Evidence]:
        hits = self.assistant.search(query, k=k)
        return [replace(hit, chunk=replace(hit.chunk, document_id=self.ids[hit.chunk.document_id])) for hit in hits]

    def document(self, document_id: str) -> Document:
        return self.assistant.document(document_id)


def open_corpus(suite: RetrievalSuite, settings: Settings) -> Corpus:
    """Index the suite's corpus below ``settings.home``, once for each content, and open it.

    Raises:
        BeirError: a document cannot be indexed.
    """
    encoder = load_encoder(settings.home, settings.embedding_model)
    home = index_home(suite, settings)
    _index(suite, home, encoder)
    ids = {_document_id(number): text.id for number, text in enumerate(suite.corpus or ())}
    return Corpus(Assistant(open_index(home, encoder), encoder), ids)


def index_home(suite: RetrievalSuite, settings: Settings) -> Path:
    """Where the index of a suite's corpus is; it can be deleted, the next run makes it again."""
    return settings.home / "beir" / f"{suite.name}-{suite.digest[:12]}"


def _index(suite: RetrievalSuite, home: Path, encoder: Encoder) -> None:
    """A file a document, given to ingestion; what a killed run has done is not done again."""
    texts = home / "texts"
    texts.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(suite.corpus or ()):
        path = texts / f"{_document_id(number)}.md"
        if not path.is_file():
            _write(path, _markdown(_document_id(number), text))
    report = ingest([str(texts)], location=Location(home), encoder=encoder, progress=True)
    if report.failed:
        first = report.failed[0]
        count = len(report.failed)
        raise BeirError("not_indexed", name=suite.name, count=count, source=first.source, error=first.error)


def _document_id(number: int) -> str:
    return f"d{number:07}"


def _markdown(document_id: str, text: Text) -> str:
    """Front matter, then the text with its marks escaped: what it says is kept as it is."""
    title = text.title.strip() or " ".join(text.text.split()[:12])
    front = yaml.safe_dump({"id": document_id, "title": title}, allow_unicode=True, width=10**6)
    body = _MARKUP.sub(r"\\\1", text.text.strip() or title)
    body = _LINE_MARKUP.sub(r"\1\\\2", body)
    return f"---\n{front}---\n{body}\n"


def _write(path: Path, content: str) -> None:
    """Whole or not at all: a killed run leaves no half file."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False) as file:
        file.write(content)
    Path(file.name).replace(path)
