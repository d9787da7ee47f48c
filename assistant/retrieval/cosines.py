"""What the vectors of candidates say of a question: cosines to a passage and to its sentences, centred and not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.centring import Centring
from ingest.records import Language

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Cosines:
    """Of ``n`` passages, each array of shape ``(n,)``.

    ``dense`` is the cosine of question and passage, ``sentence`` the highest of question and sentence, both centred;
    ``uncentred`` is the mean of the same two before centring.  ``distance`` is how far the passage's vector lies from
    the mean of its language: the higher, the less its text is like others.
    """

    dense: Vectors
    sentence: Vectors
    uncentred: Vectors
    distance: Vectors


def cosines(
    question: Vectors,
    uncentred: Vectors,
    passages: Vectors,
    sentences: Sequence[Vectors],
    languages: Sequence[Language],
    centring: Centring,
) -> Cosines:
    """``question`` ``(d,)`` is centred, and ``uncentred`` the same before; ``passages`` ``(n, d)`` and the vectors of
    their ``sentences`` are centred, and get back what centring took out.  A passage without sentences is its own.
    """
    if len(passages) == 0:
        nothing = np.zeros(0, np.float32)
        return Cosines(nothing, nothing, nothing, nothing)
    parts = [own if len(own) else passage[None] for own, passage in zip(sentences, passages, strict=True)]
    counts = [len(part) for part in parts]
    starts = np.cumsum([0, *counts])[:-1]
    stacked = np.concatenate(parts)
    of_stacked = [language for language, count in zip(languages, counts, strict=True) for _ in range(count)]
    of_passages = centring.uncentred_cosines(uncentred, passages, languages, "passage")
    of_sentences = centring.uncentred_cosines(uncentred, stacked, of_stacked, "passage")
    raw: Vectors = np.mean([of_passages, np.maximum.reduceat(of_sentences, starts)], axis=0)
    return Cosines(
        dense=passages @ question,
        sentence=np.maximum.reduceat(stacked @ question, starts),
        uncentred=raw,
        distance=centring.lengths(passages, languages, "passage"),
    )
