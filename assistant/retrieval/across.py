"""What a question and the passages of the other language have in common by words: translated, or written alike.

Each term of the question is one term there, whichever of its translations a passage holds: it counts once, with the
idf of all of them together, as a synonym's does (Pirkola 1998, "The effects of query structure and dictionary setups in
dictionary-based cross-language information retrieval").
"""

from __future__ import annotations

import numpy as np

from assistant.translations.table import Across, across
from ingest.lexical import COGNATE_SHARE, LexicalIndex, Scores, idf_of, surface_terms, tokenise
from ingest.records import Language


def scores_across(lexical: LexicalIndex, text: str, language: Language) -> tuple[Scores, Scores]:
    """BM25 and coverage of every row of the other language for a question in ``language``; 0 for the others.

    Coverage is the part of the question's terms that a row holds, from 0 to 1, weighted by idf squared; a word that
    only begins as one of the question's counts ``COGNATE_SHARE``.  Both have the shape ``(len(lexical),)``.
    """
    other: Language = "en" if language == "fr" else "fr"
    bm25, coverage = np.zeros(len(lexical), np.float32), np.zeros(len(lexical), np.float32)
    theirs = np.zeros(len(lexical), bool)
    theirs[lexical.rows_of(other)] = True
    total = 0.0
    for term in across(text, language):
        if tokenise(term.text, language):
            best, held = _held(lexical, term, other), _kin(lexical, term) & theirs
            direct = best > 0
            if direct.any():
                bm25 += best / best.max() * _idf(direct, theirs)
            weight = _idf(direct | held, theirs) ** 2
            coverage += weight * np.where(direct, 1, COGNATE_SHARE * held)
            total += weight
    return bm25, coverage / max(total, 1e-9)


def _held(lexical: LexicalIndex, term: Across, other: Language) -> Scores:
    """For each row the best BM25 score of a translation that it holds, or of the term itself."""
    best = np.zeros(len(lexical), np.float32)
    for stems in {tuple(tokenise(word, other)) for word in (term.text, *term.translations)}:
        rows, scores = lexical.postings_of(stems, other)
        best[rows] = np.maximum(best[rows], scores)
    return best


def _kin(lexical: LexicalIndex, term: Across) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which rows hold a word that begins as one of the term's."""
    found = np.zeros(len(lexical), bool)
    for word in surface_terms(term.text):
        found[lexical.kin_of(word)] = True
    return found


def _idf(held: np.ndarray[tuple[int], np.dtype[np.bool_]], theirs: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
    return float(idf_of(np.array([held.sum()]), int(theirs.sum()))[0])
