"""Questions and candidate sentences made for tests, with the cosine that a test wants."""

from __future__ import annotations

from typing import Any

import numpy as np

from assistant.writing.question import QuestionFeatures, question_features
from assistant.writing.sentences import CandidateSentence
from ingest.records import Language

KNOWN = {"eurocommons", "caisse", "depots", "lance", "launched", "coalition", "coalitions", "paris", "evenement"}


def ask(text: str, language: Language = "fr", vector: tuple[float, ...] = (1.0, 0.0)) -> QuestionFeatures:
    return question_features(text, language, np.array(vector, np.float32), lambda stem: 2.0, KNOWN.__contains__)


def tell(text: str, at: int = 0, cosine: float = 0.5, language: Language = "fr", **fields: Any) -> CandidateSentence:
    """Sentence number ``at`` of a passage; its vector has this cosine to the questions of ``ask``."""
    values: dict[str, Any] = {"passage": "p1", "passage_rank": 1, "passage_cosine": 0.5, "document": "d1"}
    values |= {"start": 100 * at} | fields
    vector = np.array([cosine, np.sqrt(1 - cosine**2)], np.float32)
    return CandidateSentence(text=text, language=language, vector=vector, position=at, **values)


def texts(candidates: list[CandidateSentence], chosen: list[int]) -> list[str]:
    return [candidates[at].text for at in chosen]
