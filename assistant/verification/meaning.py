"""What a sentence and its evidence have in common by vectors: the sentence as a whole, and word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.verification.order import exchanged, kept_steps
from assistant.verification.words import Word, content_words
from ingest.embedding.centring import for_model
from ingest.embedding.encoder import Encoder, Passage, Vector
from ingest.records import Language, Span
from ingest.sentences import split_sentences

NEAREST = 3
"""Told sentences that a claim is compared with."""
_REACH = 2
"""Words on each side of a name that are compared with those around it in the evidence."""


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


@dataclass(frozen=True, slots=True)
class Aligned:
    """How the words of a claim and those of the told sentence nearest to it find each other.

    ``claim`` holds the highest cosine of each word of the claim; ``mutual`` is the part of its words, from 0 to 1, that
    are the nearest of the word nearest to them.  ``steps`` and ``exchanged``: see ``order``.
    """

    claim: NDArray[np.float64]
    mutual: float
    steps: float
    exchanged: float


def align(claim: Embedded, told: Sequence[Embedded]) -> Aligned:
    """The words of a claim, which has some, against those of the nearest told sentence; -1 where none has a word."""
    ranked = [each for each in _ranked(claim, told) if each[2]]
    if not ranked:
        return Aligned(np.full(len(claim.words), -1.0), 0.0, 0.0, 0.0)
    nearest, _, inside = ranked[0]
    cosines = claim.word_vectors @ nearest.word_vectors[inside].T
    back = cosines.argmax(axis=0)[cosines.argmax(axis=1)]
    mutual = float((back == np.arange(len(back))).mean())
    same = np.array([[word.stem == nearest.words[at].stem for at in inside] for word in claim.words])
    steps = kept_steps(np.where(same, 1.0, cosines))
    moved = exchanged(same, np.eye(len(same), dtype=bool))
    return Aligned(cosines.max(axis=1), mutual, steps, moved)


def names_in(text: str, words: Sequence[Word]) -> list[str]:
    """The words of a text that have a capital, folded; "" for the others."""
    return [word.folded if text[word.start].isupper() else "" for word in words]


def displacement(mine: Sequence[str], theirs: Sequence[str], cosines: NDArray[np.floating[Any]]) -> float:
    """The largest mean shortfall of the words around a shared name; ``cosines`` has a row a word of the claim."""
    found = [0.0]
    for at, name in enumerate(mine):
        places = [place for place, other in enumerate(theirs) if name and other == name]
        around = [row for row in _around(at, len(mine)) if row != at]
        if places and around:
            near = sorted({column for place in places for column in _around(place, len(theirs))})
            found.append(float((cosines[around].max(axis=1) - cosines[np.ix_(around, near)].max(axis=1)).mean()))
    return max(found)


def _around(at: int, length: int) -> range:
    return range(max(at - _REACH, 0), min(at + _REACH + 1, length))


def nearest_sentences(claim: Embedded, told: Sequence[Embedded], count: int = NEAREST) -> list[tuple[str, Language]]:
    """The told sentences nearest to the claim, nearest first."""
    ranked = _ranked(claim, told)[:count]
    return [(each.text[span.start : span.end], each.language) for each, span, _ in ranked]


def _ranked(claim: Embedded, told: Sequence[Embedded]) -> list[tuple[Embedded, Span, list[int]]]:
    """The told sentences with the places of their words, those first that are likest and share most of the stems."""
    mine = {word.stem for word in claim.words}
    found = []
    for each in told:
        for row, span in zip(each.sentence_vectors, each.sentences, strict=True):
            inside = [at for at, word in enumerate(each.words) if span.start <= word.start < span.end]
            theirs = {each.words[at].stem for at in inside}
            shared = len(mine & theirs)
            share = shared / max(len(mine), 1) + shared / max(len(theirs), 1)
            found.append((float(row @ claim.whole) + share / 2, each, span, inside))
    return [(each, span, inside) for _, each, span, inside in sorted(found, key=lambda one: -one[0])]
