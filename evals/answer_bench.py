"""Questions with the sentences retrieved for them, on public sets and on the built-in corpus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.passages import EVIDENCE, GAP_EVIDENCE
from assistant.writing.question import QuestionFeatures, question_features
from assistant.writing.sentences import CandidateSentence
from assistant.writing.support_features import COVERAGE_VOTE
from evals.answer_sets import AnswerSet, SetPassage, SetQuestion, SetVectors, corpus_cases, embed, load_sets
from ingest.embedding.centring import Centring, Side, for_model
from ingest.embedding.encoder import Encoder, Vector, load_encoder
from ingest.lexical import LexicalIndex
from ingest.records import LANGUAGES, Language

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "data"
POOLS = (
    ("piaf", "qed", "clapnq", "service_public"),
    ("python_faq", "guide_fr_en", "policy_fr_en"),
    ("guide_en_fr", "policy_en_fr"),
)
"""Sets that share an index."""


class Pool:
    """Passages of several sets in one index."""

    def __init__(self, sets: Sequence[tuple[AnswerSet, SetVectors]], centring: Centring) -> None:
        self._centring = centring
        self.bases: dict[str, int] = {}
        self.passages: list[SetPassage] = []
        vectors, self._sentences = [], []
        for found, raw in sets:
            self.bases[found.name] = len(self.passages)
            self.passages += found.passages
            for i, passage in enumerate(found.passages):
                inside = raw.sentences[raw.offsets[i] : raw.offsets[i + 1]]
                vectors.append(centring.centre(raw.passages[i : i + 1], passage.language, "passage"))
                self._sentences.append(centring.centre(inside, passage.language, "passage"))
        self._vectors: Vector = np.concatenate(vectors)
        self._lexical = LexicalIndex.build(
            [(str(i), p.language, f"{p.title}\n{p.text}") for i, p in enumerate(self.passages)]
        )
        self.groups = np.array([passage.group for passage in self.passages])
        self.languages = np.array([passage.language for passage in self.passages])
        self.gaps = np.array([passage.gap for passage in self.passages], bool)

    def question(self, asked: SetQuestion, raw: Vector) -> QuestionFeatures:
        vector = self._centring.centre(raw[None], asked.language, "query")[0]
        idf = lru_cache(maxsize=None)(lambda stem: self._lexical.idf(stem, asked.language))
        return question_features(asked.text, asked.language, vector, idf, self._lexical.knows)

    def search(
        self, question: QuestionFeatures, k: int, without: NDArray[np.bool_] | None = None, vote: float = COVERAGE_VOTE
    ) -> list[int]:
        """The ``k`` best passages by cosine plus ``vote`` times the coverage of the words; 0 is dense alone."""
        scores = self._vectors @ question.vector
        if vote:
            scores = scores + vote * self._lexical.coverage_of(question.text, question.language)
        if without is not None:
            scores = np.where(without, -np.inf, scores)
        return [int(at) for at in np.argsort(-scores, kind="stable")[:k] if np.isfinite(scores[at])]

    def candidates(self, question: QuestionFeatures, passages: Sequence[int]) -> list[CandidateSentence]:
        return [
            CandidateSentence(
                text=self.passages[at].text[span.start : span.end],
                language=self.passages[at].language,
                vector=self._sentences[at][position],
                passage=str(at),
                passage_rank=rank,
                passage_cosine=float(self._vectors[at] @ question.vector),
                position=position,
                start=self.passages[at].start + span.start,
                document=self.passages[at].group,
                work=self.passages[at].work,
                heading=self.passages[at].title,
                gap=self.passages[at].gap,
            )
            for rank, at in enumerate(passages, 1)
            for position, span in enumerate(self.passages[at].sentences)
        ]


@dataclass(frozen=True, slots=True)
class SentenceCase:
    """Candidates for one question, and which of them hold the right answer."""

    group: str
    question: QuestionFeatures
    candidates: list[CandidateSentence]
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class SupportCase:
    """Candidates for one question, and whether they can answer it."""

    name: str
    asked: SetQuestion
    question: QuestionFeatures
    candidates: list[CandidateSentence]
    answerable: bool
    found: bool


def sentence_cases(pool: Pool, found: AnswerSet, raw: SetVectors, passages: int) -> Iterator[SentenceCase]:
    """Of each question with a known sentence; ``passages`` retrieved by cosine alone, 0 takes the right one."""
    for asked, vector in zip(found.questions, raw.queries, strict=True):
        if not asked.sentences:
            continue
        gold = pool.bases[found.name] + asked.passages[0]
        question = pool.question(asked, vector)
        candidates = pool.candidates(question, pool.search(question, passages, vote=0) if passages else [gold])
        right = np.array([c.passage == str(gold) and c.position in asked.sentences for c in candidates], bool)
        yield SentenceCase(asked.group, question, candidates, right)


def support_cases(pool: Pool, found: AnswerSet, raw: SetVectors, most: int | None = None) -> Iterator[SupportCase]:
    """Each question as it is, and again with its group taken out of the index; ``most`` questions, spread evenly."""
    step = 1 if most is None else max(1, len(found.questions) // most)
    for asked, vector in list(zip(found.questions, raw.queries, strict=True))[::step]:
        question = pool.question(asked, vector)
        gold = {pool.bases[found.name] + at for at in asked.passages}
        top = pool.search(question, EVIDENCE)
        candidates = pool.candidates(question, top)
        yield SupportCase(found.name, asked, question, candidates, bool(gold), bool(gold & set(top)))
        if gold and found.name != "clapnq":
            rest = pool.search(question, EVIDENCE, pool.groups == asked.group)
            yield SupportCase(found.name, asked, question, pool.candidates(question, rest), False, False)


def own_cases(pool: Pool, found: AnswerSet, raw: SetVectors, other_language: bool = False) -> Iterator[SupportCase]:
    """Our own questions on the corpus; ``other_language`` hides the passages in the question's language."""
    for asked, vector in zip(found.questions, raw.queries, strict=True):
        question = pool.question(asked, vector)
        without = pool.languages == (asked.language if other_language else "")
        found_rows = pool.search(question, EVIDENCE, without)
        gaps = pool.search(question, GAP_EVIDENCE, without | ~pool.gaps)
        candidates = pool.candidates(question, list(dict.fromkeys([*found_rows, *gaps])))
        yield SupportCase(found.name, asked, question, candidates, asked.label == "answerable", True)


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything the tables and the training need."""

    encoder: Encoder
    sets: Mapping[str, AnswerSet]
    raw: Mapping[str, SetVectors]
    pools: Mapping[str, Pool]

    @property
    def corpus(self) -> Pool:
        return self.pools["corpus"]


def open_bench(data: Path, home: Path, cache: Path) -> Bench:
    """Read the public sets and the corpus, and embed what the cache does not hold."""
    encoder = load_encoder(home)
    sets = load_sets(data)
    sets["corpus"] = corpus_cases(ROOT / "corpus", CASES, encoder)
    raw = {name: embed(found, encoder, cache) for name, found in sets.items()}
    centring = _centring(encoder, sets, raw)
    pools: dict[str, Pool] = {}
    for names in (*POOLS, ("corpus",)):
        present = [name for name in names if name in sets]
        if present:
            pools |= dict.fromkeys(present, Pool([(sets[name], raw[name]) for name in present], centring))
    return Bench(encoder, sets, raw, pools)


def _centring(encoder: Encoder, sets: Mapping[str, AnswerSet], raw: Mapping[str, SetVectors]) -> Centring:
    """The model's own centring; for a model without one, the means of these sets."""
    learned = for_model(encoder.identity)
    if learned.means:
        return learned
    means: dict[tuple[Language, Side], Vector] = {}
    for language in LANGUAGES:
        asked = [raw[name].queries[i] for name, found in sets.items() for i in _in(found.questions, language)]
        told = [raw[name].passages[i] for name, found in sets.items() for i in _in(found.passages, language)]
        means |= {(language, "query"): np.mean(asked, axis=0), (language, "passage"): np.mean(told, axis=0)}
    return Centring(means)


def _in(rows: Sequence[SetQuestion | SetPassage], language: Language) -> list[int]:
    return [i for i, row in enumerate(rows) if row.language == language]
