"""LangChain faces: embeddings, a retriever and a runnable, to compose the assistant with other chains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import Field

from assistant.records import Evidence, Filters

if TYPE_CHECKING:
    from assistant.answer import Assistant
    from ingest.embedding.encoder import Encoder


class EuroCommonsEmbeddings(Embeddings):
    """The assistant's own encoder, with its query and passage prompts."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._encoder.encode_texts(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self._encoder.encode_queries([text])[0].tolist()
        return vector


class EuroCommonsRetriever(BaseRetriever):
    """Passages for a query, best first; a document's metadata says where to read its passage.

    ``assistant`` is an open ``assistant.answer.Assistant``; ``k`` is the number of passages.
    """

    assistant: Any
    k: int = Field(default=10, ge=1)
    filters: Filters = Filters()

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [_to_document(evidence) for evidence in self.assistant.search(query, k=self.k, filters=self.filters)]


def as_runnable(assistant: Assistant) -> Runnable[str | dict[str, Any], dict[str, Any]]:
    """A runnable that answers: a question, or ``{"question", "language"?, "session_id"?, "filters"?}``, as ``POST
    /v1/ask`` takes it, gives the answer as the dictionary that ``POST /v1/ask`` gives.

    Raises:
        QuestionError: from ``invoke``, on a question that cannot be answered as asked.
    """

    def ask(asked: str | dict[str, Any]) -> dict[str, Any]:
        if isinstance(asked, str):
            return asdict(assistant.ask(asked))
        options = {key: value for key, value in asked.items() if key != "question" and value is not None}
        if isinstance(options.get("filters"), Mapping):
            options["filters"] = Filters(**options["filters"])
        return asdict(assistant.ask(asked["question"], **options))

    return RunnableLambda(ask, name="EuroCommons")


def _to_document(evidence: Evidence) -> Document:
    chunk = evidence.chunk
    return Document(
        id=chunk.id,
        page_content=chunk.text,
        metadata={
            "document_id": chunk.document_id,
            "chunk_id": chunk.id,
            "title": evidence.title,
            "kind": evidence.kind,
            "language": chunk.language,
            "url": evidence.url,
            "page": chunk.page,
            "start": chunk.start,
            "end": chunk.end,
            "score": evidence.score,
        },
    )
