"""Embeds queries, passages and the sentences inside passages with one sentence-transformers model."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ingest.embedding import bundled
from ingest.errors import ModelError
from ingest.records import Span

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vector = NDArray[np.float32]
BATCH = 32


@dataclass(frozen=True, slots=True)
class Passage:
    """What is embedded for one chunk: ``context`` (title and headings), then ``text``.

    ``sentences`` are spans in ``text``.
    """

    context: str
    text: str
    sentences: tuple[Span, ...] = ()

    @property
    def embedded(self) -> str:
        return f"{self.context}\n{self.text}" if self.context else self.text


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """L2-normalised vectors of a passage, shape ``(d,)``, and of its sentences, shape ``(len(sentences), d)``."""

    passage: Vector
    sentences: Vector


class Encoder:
    """A loaded model.  ``identity`` tells indexes made with different models apart."""

    def __init__(self, model: SentenceTransformer, identity: str) -> None:
        self._model = model
        self.identity = identity
        self.dimension = int(model.get_embedding_dimension() or 0)
        self.max_tokens = int(model.max_seq_length or 512)

    def encode_queries(self, texts: Sequence[str]) -> Vector:
        """L2-normalised query vectors, shape ``(len(texts), dimension)``."""
        return self._encode(list(texts), "query")

    def encode_texts(self, texts: Sequence[str]) -> Vector:
        """L2-normalised passage vectors of bare texts, shape ``(len(texts), dimension)``."""
        return self._encode(list(texts), "passage")

    def encode_passages(self, passages: Sequence[Passage]) -> list[PassageVectors]:
        """Vectors of passages and of their sentences, from one pass of the model.

        A sentence's vector is the mean of its tokens' vectors inside the passage, normalised ("late chunking",
        Günther et al. 2024, arXiv:2409.04701): the sentence is embedded with its context, at no further cost.
        """
        prompt = self._model.prompts.get("passage", "")
        texts = [passage.embedded for passage in passages]
        outputs: list[dict[str, Any]] = self._model.encode(  # type: ignore[assignment, call-overload]
            texts, prompt=prompt, output_value=None, batch_size=BATCH, show_progress_bar=False
        )
        offsets = self._token_offsets([prompt + text for text in texts])
        return [
            PassageVectors(
                passage=_normalise(output["sentence_embedding"].float().numpy()),
                sentences=self._sentence_vectors(passage, len(prompt), output, offset),
            )
            for passage, output, offset in zip(passages, outputs, offsets, strict=True)
        ]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Number of the model's tokens in each text, without the special ones."""
        return [len(offsets) for offsets in self.token_spans(texts)]

    def token_spans(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """For each text, the character span of each of the model's tokens."""
        if not texts:
            return []
        encoded = self._model.tokenizer(
            list(texts), add_special_tokens=False, return_offsets_mapping=True, truncation=False, verbose=False
        )
        return [list(map(tuple, offsets)) for offsets in encoded["offset_mapping"]]

    def _encode(self, texts: list[str], prompt_name: str) -> Vector:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        prompt = self._model.prompts.get(prompt_name, "")
        vectors = self._model.encode(
            texts, prompt=prompt, batch_size=BATCH, show_progress_bar=False, convert_to_tensor=True
        )
        return _normalise(vectors.float().cpu().numpy())

    def _token_offsets(self, prompted: list[str]) -> list[list[tuple[int, int]]]:
        encoded = self._model.tokenizer(
            prompted, return_offsets_mapping=True, truncation=True, max_length=self.max_tokens
        )
        return [list(map(tuple, offsets)) for offsets in encoded["offset_mapping"]]

    def _sentence_vectors(
        self, passage: Passage, prompt_length: int, output: dict[str, Any], offsets: list[tuple[int, int]]
    ) -> Vector:
        tokens = output["token_embeddings"].float().cpu().numpy()[: len(offsets)]
        shift = prompt_length + len(passage.embedded) - len(passage.text)
        starts = np.array([start for start, _ in offsets])
        ends = np.array([end for _, end in offsets])
        rows = []
        for span in passage.sentences:
            inside = (starts < span.end + shift) & (ends > span.start + shift) & (ends > starts)
            # A sentence beyond the model's length has no tokens left: the passage's own vector stands in.
            pooled = tokens[inside].mean(axis=0) if inside.any() else output["sentence_embedding"].float().numpy()
            rows.append(pooled)
        return _normalise(np.array(rows, np.float32).reshape(len(rows), -1))


def _normalise(vectors: NDArray[Any]) -> Vector:
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return (vectors / np.maximum(norms, 1e-12)).astype(np.float32)


def load_encoder(home: Path, model: str = "") -> Encoder:
    """Load ``model`` (a sentence-transformers folder or name), or the bundled one when it is empty.

    Raises:
        ModelError: the model cannot be loaded; nothing is ever downloaded.
    """
    folder = Path(model) if model else bundled.unpack(home)
    identity = _identity(folder) if model else f"{bundled.NAME}-{bundled.SHA256[:12]}"
    from sentence_transformers import SentenceTransformer

    logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
    try:
        loaded = SentenceTransformer(
            str(folder), device="cpu", local_files_only=True, model_kwargs={"dtype": _fast_dtype()}
        )
    except (OSError, ValueError) as error:
        raise ModelError(
            f"cannot load the embedding model {model or folder.name!r}: {error}. Give the folder of a"
            " sentence-transformers model that is on this machine, or leave EUROCOMMONS_EMBEDDING_MODEL unset."
        ) from error
    return Encoder(loaded.eval(), identity)


def _identity(folder: Path) -> str:
    """The folder's name and a hash of its configuration, so that two models under one name are told apart."""
    digest = hashlib.sha256()
    for name in ("config.json", "modules.json", "config_sentence_transformers.json"):
        path = folder / name
        digest.update(path.read_bytes() if path.is_file() else b"")
    weights = sorted(path.stat().st_size for path in folder.glob("*.safetensors")) if folder.is_dir() else []
    digest.update(json.dumps(weights).encode())
    return f"{folder.name}-{digest.hexdigest()[:12]}"


def _fast_dtype() -> str:
    """bfloat16 where the processor multiplies it (twice as fast here, cosine 0.9999), else float32."""
    import torch

    return "bfloat16" if torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported() else "float32"
