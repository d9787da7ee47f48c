"""Sections by the questions that readers ask for them: a question's nearest neighbours among those written down.

Questions are nearer to each other than to what answers them (Sakata et al. 2019, "FAQ retrieval using query-question
similarity", arXiv:1905.02851).  The questions of both languages are in ``assistant/retrieval/asked/``; the embedding
model is adapted to them (``python -m evals.train_asked``), and their vectors are beside this module (``python -m
evals.embed_asked``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ingest.embedding import bundled
from ingest.embedding.encoder import Encoder
from ingest.embedding.kept import KeptVectors
from ingest.records import Language

if TYPE_CHECKING:
    from assistant.retrieval.question_layers import QuestionLayers

VECTORS = Path(__file__).with_name("asked_as.npz")
WEIGHTS = Path(__file__).with_name("question_layers.safetensors")
WITHIN = (0.74, 0.88)
"""Cosines: from the first a question begins to ask for what one written down does, from the second it surely does."""
MARGIN = 0.06
"""How far behind the nearest section another one is no longer asked for."""
SCALE = 500.0
"""Steps of a component in the file."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
KEPT = 1024
"""Vectors of questions kept in memory."""

Section = tuple[str, str]
"""The id of a document and the heading of one of its sections."""
NOWHERE: Section = ("", "")
"""The section of questions that no page answers."""


@dataclass(frozen=True, slots=True)
class Written:
    """The questions written down in both languages: their L2-normalised ``vectors``, ``(n, d)``.

    ``rows`` gives the section of each, which ``sections`` names in each language, ``kinds`` what it asks for
    ("time", "person" ... or "") and ``numbers`` those that it has ("3.2 2022", or "").
    """

    sections: Mapping[str, Sequence[Section]]
    rows: NDArray[np.int64]
    kinds: NDArray[np.str_]
    numbers: NDArray[np.str_]
    vectors: NDArray[np.float32]

    def near(
        self,
        vector: NDArray[np.float32],
        language: Language,
        kind: str = "",
        numbers: str = "",
        within: tuple[float, float] = WITHIN,
    ) -> Mapping[Section, float]:
        """How surely each section is asked for, above 0 and up to 1, by a question with the vector ``(d,)``.

        ``within`` holds the cosines from which on it begins to be asked for, and from which on it surely is.

        Sections that none of their questions is near are left out; a question that asks for another kind of thing, or
        of another number ("article 17" for "article 16"), is not near, whatever its vector says.
        """
        cosines = self.vectors @ vector
        if kind:
            cosines = np.where((self.kinds == "") | (self.kinds == kind), cosines, -1)
        if numbers:
            cosines = np.where((self.numbers == "") | np.isin(self.numbers, self._with_one_of(numbers)), cosines, -1)
        sections = self.sections[language]
        best = np.full(len(sections), -1.0)
        np.maximum.at(best, self.rows, cosines)
        begins, surely = within
        sure = np.clip((best - begins) / (surely - begins), 0, 1) * np.clip(1 - (best.max() - best) / MARGIN, 0, 1)
        return {sections[at]: float(sure[at]) for at in np.flatnonzero(sure).tolist()}

    def _with_one_of(self, numbers: str) -> list[str]:
        """The numbers of questions that share one with ``numbers``."""
        asked = set(numbers.split())
        return [each for each in set(self.numbers.tolist()) if not asked.isdisjoint(each.split())]


def numbers_of(question: str) -> str:
    """The numbers of a question, with a space between them."""
    return " ".join(_NUMBER.findall(question))


def read_written(path: Path = VECTORS) -> Written:
    """The questions with their vectors, as ``python -m evals.embed_asked`` wrote them."""
    with np.load(path) as kept:
        vectors = kept["vectors"].astype(np.float32) / SCALE
        sections = {
            name.removesuffix("_sections"): [(document, heading) for document, heading in kept[name].tolist()]
            for name in kept.files
            if name.endswith("_sections")
        }
        return Written(sections, kept["rows"].astype(np.int64), kept["kinds"], kept["numbers"], vectors)


class AskedAs:
    """Finds sections by the questions asked; what it needs is loaded at its first use, and shared between threads."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._kept = KeptVectors(KEPT)

    @cached_property
    def _layers(self) -> QuestionLayers:
        from assistant.retrieval.question_layers import QuestionLayers

        _, transformer = self._encoder.parts
        return QuestionLayers(transformer).load(WEIGHTS)

    @cached_property
    def _written(self) -> Written:
        return read_written()

    def encode(self, questions: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of questions, shape ``(len(questions), d)``; those asked for lately are kept."""
        tokenizer, _ = self._encoder.parts
        return self._kept.get(questions, lambda new: self._layers.encode(tokenizer, new, self._encoder.max_tokens))

    def near(
        self, question: str, language: Language, kind: str = "", within: tuple[float, float] = WITHIN
    ) -> Mapping[Section, float]:
        """How surely each section is asked for by a question of ``kind``, above 0 and up to 1 (``Written.near``)."""
        return self._written.near(self.encode([question])[0], language, kind, numbers_of(question), within)


def load_asked_as(encoder: Encoder) -> AskedAs | None:
    """What finds sections over the bundled model; None over another, to whose layers nothing was adapted."""
    return AskedAs(encoder) if encoder.identity == bundled.IDENTITY else None
