"""The vector half of the index: passages' vectors in Chroma, searched by cosine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from ingest.store.location import Location

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

COLLECTION = "passages"
WRITE_BATCH = 1000
Metadata = Mapping[str, str | bool]


@dataclass(frozen=True, slots=True)
class VectorHit:
    """A chunk's id and the cosine of its vector with the query's, higher is nearer."""

    chunk_id: str
    cosine: float


class VectorStore:
    """A Chroma collection; ids are chunk ids."""

    def __init__(self, location: Location, identity: str) -> None:
        # One collection a model: a rebuilt index on a shared server never meets vectors of another length.
        self._name = f"{COLLECTION}-{identity}"[:60].strip("-._")
        self._client = _client(location)
        self._collection = self._client.get_or_create_collection(
            self._name,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 300, "max_neighbors": 32}},
        )

    def upsert(self, ids: Sequence[str], vectors: NDArray[np.float32], metadatas: Sequence[Metadata]) -> None:
        for at in range(0, len(ids), WRITE_BATCH):
            part = slice(at, at + WRITE_BATCH)
            self._collection.upsert(
                ids=list(ids[part]), embeddings=vectors[part], metadatas=[dict(one) for one in metadatas[part]]
            )

    def delete(self, ids: Sequence[str]) -> None:
        for at in range(0, len(ids), WRITE_BATCH):
            self._collection.delete(ids=list(ids[at : at + WRITE_BATCH]))

    def ids(self) -> set[str]:
        return set(self._collection.get(include=[])["ids"])

    def query(self, vector: NDArray[np.float32], k: int, where: Metadata) -> list[VectorHit]:
        """The ``k`` nearest chunks whose metadata equal ``where``, nearest first."""
        found = self._collection.query(
            query_embeddings=vector[None].tolist(), n_results=k, where=_where(where), include=["distances"]
        )
        distances = (found["distances"] or [[]])[0]
        return [VectorHit(chunk, 1.0 - distance) for chunk, distance in zip(found["ids"][0], distances, strict=True)]

    def get(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Vectors by chunk id; ids that are not there are left out."""
        if not ids:
            return {}
        found = self._collection.get(ids=list(ids), include=["embeddings"])
        vectors = found["embeddings"]
        if vectors is None:
            return {}
        return {chunk: np.asarray(vector, np.float32) for chunk, vector in zip(found["ids"], vectors, strict=True)}


def clear_vectors(location: Location) -> None:
    """Remove every collection of ours, whichever model it was made with."""
    client = _client(location)
    for collection in client.list_collections():
        if collection.name.startswith(f"{COLLECTION}-"):
            client.delete_collection(collection.name)


def _where(equal: Metadata) -> dict[str, Any] | None:
    clauses = [{key: value} for key, value in equal.items()]
    if not clauses:
        return None
    return clauses[0] if len(clauses) == 1 else {"$and": clauses}


def _client(location: Location) -> ClientAPI:
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if location.chroma_url:
        parts = urlsplit(location.chroma_url)
        return chromadb.HttpClient(
            host=parts.hostname or "127.0.0.1",
            port=parts.port or 8000,
            ssl=parts.scheme == "https",
            settings=settings,
        )
    # Chroma keeps one client a path in each process, which never sees what another process wrote: take a new one.
    # Clients that are in use stay as they are.
    SharedSystemClient.clear_system_cache()
    return chromadb.PersistentClient(path=str(location.folder / "chroma"), settings=settings)
