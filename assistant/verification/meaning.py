"""What a sentence and its evidence have in common by vectors: the sentence as a whole, and word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.verification.words import Word, content_words
from ingest.embedding.centring import for_model
from ingest.embedding.encoder import Encoder, Passage, Vector
from ingest.records import Language, Span
from ingest.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Embedded:
    """A text's content words ``(w, d)``, sentences ``(s, d)`` and the whole ``(d,)`` as centred unit vectors."""

    text: str
    language: Language
    words: tuple[Word, ...]
    sentences: tuple[Span, ...]
    whole: Vector
    word_vectors: Vector
    sentence_vectors: Vector


def embed(texts: Sequence[tuple[str, Language]], encoder: Encoder) -> list[Embedded]:
    """Embed each distinct text once, in one batch; the result is in the order of ``texts``."""
    distinct = list(dict.fromkeys(texts))
    words = [content_words(text, language) for text, language in distinct]
    sentences = [tuple(split_sentences(text, language)) for text, language in distinct]
    passages = [
        Passage("", text, (*cut, *(Span(word.start, word.end) for word in inside)))
        for (text, _), cut, inside in zip(distinct, sentences, words, strict=True)
    ]
    centring = for_model(encoder.identity)
    made: dict[tuple[str, Language], Embedded] = {}
    for key, cut, inside, vectors in zip(distinct, sentences, words, encoder.encode_passages(passages), strict=True):
        text, language = key
        rows = centring.centre(np.vstack([vectors.passage[None], vectors.sentences]), language, "passage")
        made[key] = Embedded(text, language, inside, cut, rows[0], rows[1 + len(cut) :], rows[1 : 1 + len(cut)])
    return [made[key] for key in texts]


def word_likeness(claim: Embedded, told: Sequence[Embedded]) -> NDArray[np.float64]:
    """For each word of the claim, its highest cosine with a word of the evidence, shape ``(w,)``; -1 without any."""
    best = np.full(len(claim.words), -1.0)
    for other in told:
        if len(other.words) and len(claim.words):
            best = np.maximum(best, (claim.word_vectors @ other.word_vectors.T).max(axis=1))
    return best


def sentence_likeness(claim: Embedded, told: Sequence[Embedded]) -> float:
    """The highest cosine of the claim with a sentence, or the whole, of the evidence."""
    cosines = [float(row @ claim.whole) for other in told for row in (*other.sentence_vectors, other.whole)]
    return max(cosines, default=-1.0)


def nearest_sentences(claim: Embedded, told: Sequence[Embedded], count: int = 3) -> list[tuple[str, Language]]:
    """The told sentences nearest to the claim, nearest first."""
    found = [
        (float(row @ claim.whole), other.text[span.start : span.end], other.language)
        for other in told
        for span, row in zip(other.sentences, other.sentence_vectors, strict=True)
    ]
    return [(text, language) for _, text, language in sorted(found, key=lambda each: -each[0])[:count]]
