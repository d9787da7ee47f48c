"""Embeds queries, passages and the sentences inside passages with one sentence-transformers model."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ingest.embedding import bundled
from ingest.embedding.kept import KeptVectors
from ingest.errors import ModelError
from ingest.records import Span
from ingest.texts import message

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vector = NDArray[np.float32]
BATCH = 16
"""Texts embedded at once: more waste more on padding, and what they pass through leaves the processor's cache."""
KEPT_QUERIES = 4096
"""Vectors of questions kept in memory: 6 MB with the bundled model."""


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
    """An embedding model, loaded at its first use: a run that embeds nothing does not wait for it.

    ``identity`` tells indexes made with different models apart, and is known without loading.
    """

    def __init__(self, load: Callable[[], SentenceTransformer], identity: str) -> None:
        self._load = load
        self._queries = KeptVectors(KEPT_QUERIES)
        self.identity = identity

    @cached_property
    def _model(self) -> SentenceTransformer:
        return self._load()

    @property
    def parts(self) -> tuple[Any, Any]:
        """The tokenizer and the transformer, for what reads texts with layers of its own; both are shared."""
        return self._model.tokenizer, self._model[0].auto_model

    @cached_property
    def dimension(self) -> int:
        """Length of every vector."""
        return int(self._model.get_embedding_dimension() or 0)

    @cached_property
    def max_tokens(self) -> int:
        """What the model reads of a text; the rest is cut off."""
        return int(self._model.max_seq_length or 512)

    def encode_queries(self, texts: Sequence[str]) -> Vector:
        """L2-normalised query vectors, shape ``(len(texts), dimension)``; those asked for lately are kept."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        return self._queries.get(texts, lambda new: self._encode(new, "query"))

    def encode_texts(self, texts: Sequence[str]) -> Vector:
        """L2-normalised passage vectors of bare texts, shape ``(len(texts), dimension)``."""
        return self._encode(list(texts), "passage")

    def encode_passages(self, passages: Sequence[Passage]) -> list[PassageVectors]:
        """Vectors of passages and of their sentences, from one pass of the model.

        A sentence's vector is the mean of its tokens' vectors inside the passage, normalised ("late chunking",
        Günther et al. 2024, arXiv:2409.04701): the sentence is embedded with its context, at no further cost.
        """
        if not passages:
            return []
        prompt = self._model.prompts.get("passage") or ""
        texts = [passage.embedded for passage in passages]
        outputs: list[dict[str, Any]] = self._model.encode(  # type: ignore[assignment]
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
        """Number of the model's tokens in each text, without the special ones; safe while queries are encoded.

        The tokenizer's parts are used: as a whole it would stop to truncate, also for a query of another thread.
        """
        backend = self._model.tokenizer.backend_tokenizer
        return [
            sum(len(backend.model.tokenize(word)) for word, _ in backend.pre_tokenizer.pre_tokenize_str(normal))
            for normal in (backend.normalizer.normalize_str(text) if backend.normalizer else text for text in texts)
        ]

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
        """The character span of each token, padding left out.

        Padded like the model's own input: else the tokenizer would stop to pad, also for the text of another thread.
        """
        encoded = self._model.tokenizer(
            prompted, return_offsets_mapping=True, truncation=True, max_length=self.max_tokens, padding=True
        )
        rows = zip(encoded["offset_mapping"], encoded["attention_mask"], strict=True)
        return [[tuple(span) for span, kept in zip(*row, strict=True) if kept] for row in rows]

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
    normalised: Vector = (vectors / np.maximum(norms, 1e-12)).astype(np.float32)
    return normalised


def load_encoder(home: Path, model: str = "") -> Encoder:
    """The encoder of ``model`` (the folder of a sentence-transformers model), or the bundled one when it is empty.

    Raises:
        ModelError: the folder is not there.  What else can go wrong with a model is raised at its first use.
    """
    if not model:
        return Encoder(lambda: _load(bundled.unpack(home)), bundled.IDENTITY)
    folder = Path(model)
    if not (folder / "modules.json").is_file():
        raise ModelError(message("not_a_model", folder=model))
    return Encoder(lambda: _load(folder), _identity(folder))


def _load(folder: Path) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model = SentenceTransformer(
            str(folder), device="cpu", local_files_only=True, model_kwargs={"dtype": _fast_dtype()}
        )
    except (OSError, ValueError) as error:
        raise ModelError(message("model_unloadable", folder=folder.name, error=error)) from error
    return model.eval()


def _identity(folder: Path) -> str:
    """The folder's name and a hash of its configuration, so that two models under one name are told apart."""
    digest = hashlib.sha256()
    for name in ("config.json", "modules.json", "config_sentence_transformers.json"):
        path = folder / name
        digest.update(path.read_bytes() if path.is_file() else b"")
    weights = sorted(path.stat().st_size for path in folder.rglob("*.safetensors"))
    digest.update(json.dumps(weights).encode())
    return f"{folder.name}-{digest.hexdigest()[:12]}"


def _fast_dtype() -> str:
    """bfloat16 where the processor multiplies it (twice as fast here, cosine 0.9999), else float32."""
    import torch

    return "bfloat16" if torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported() else "float32"
