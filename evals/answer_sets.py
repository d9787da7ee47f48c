"""Public question sets read into one shape, with their vectors kept in a cache folder outside the repository."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ingest.embedding.encoder import Encoder, Passage, Vector
from ingest.records import Language, Span
from ingest.sentences import split_sentences

CHUNK_CHARACTERS = 900


@dataclass(frozen=True, slots=True)
class SetPassage:
    """One passage; passages of one ``group`` (an article, a page pair) are withheld together."""

    group: str
    language: Language
    title: str
    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class SetQuestion:
    """A question, the passages that answer it (indices) and, in the first of them, the sentences that do.

    ``passages`` is empty when no passage answers; ``sentences`` is empty when the set does not tell.
    """

    text: str
    language: Language
    group: str
    passages: tuple[int, ...] = ()
    sentences: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerSet:
    name: str
    passages: tuple[SetPassage, ...]
    questions: tuple[SetQuestion, ...]


@dataclass(frozen=True, slots=True)
class SetVectors:
    """Raw vectors: queries ``(q, d)``, passages ``(p, d)``, sentences ``(s, d)``; ``offsets[i]`` starts passage i."""

    queries: Vector
    passages: Vector
    sentences: Vector
    offsets: tuple[int, ...]


def load_sets(folder: Path) -> dict[str, AnswerSet]:
    """Every public set found in ``folder``, by name; those absent are left out."""
    sets = [reader(folder / place) for place, reader in READERS.values() if (folder / place).exists()]
    return {found.name: found for found in sets}


def embed(found: AnswerSet, encoder: Encoder, cache: Path) -> SetVectors:
    """The set's vectors, from ``cache`` when its texts and the model are those of an earlier run."""
    digest = hashlib.sha256(f"{encoder.identity}\n{found!r}".encode()).hexdigest()[:16]
    path = cache / f"{found.name}-{digest}.npz"
    offsets = (0, *np.cumsum([len(passage.sentences) for passage in found.passages]).tolist())
    if not path.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        vectors = encoder.encode_passages([Passage(p.title, p.text, p.sentences) for p in found.passages])
        np.savez(
            path,
            queries=encoder.encode_queries([question.text for question in found.questions]),
            passages=np.stack([vector.passage for vector in vectors]),
            sentences=np.concatenate([vector.sentences for vector in vectors]),
        )
    with np.load(path) as stored:
        return SetVectors(stored["queries"], stored["passages"], stored["sentences"], offsets)


def chunks(text: str) -> Iterator[str]:
    """Paragraphs joined up to about ``CHUNK_CHARACTERS``."""
    current = ""
    for paragraph in text.split("\n"):
        if current and len(current) + len(paragraph) > CHUNK_CHARACTERS:
            yield current
            current = ""
        current = f"{current}\n{paragraph}".strip()
    if current:
        yield current


def piaf(path: Path) -> AnswerSet:
    """PIAF: questions of six words or more (shorter ones lean on their article)."""
    passages: list[SetPassage] = []
    questions = []
    for article in json.loads(path.read_text("utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            text = paragraph["context"]
            passages.append(SetPassage(article["title"], "fr", article["title"], text, tuple(split_sentences(text, "fr"))))
            for row in paragraph["qas"]:
                start = row["answers"][0]["answer_start"]
                span = Span(start, start + len(row["answers"][0]["text"]))
                hits = overlapping(passages[-1].sentences, [span])
                if len(row["question"].split()) >= 6:
                    questions.append(SetQuestion(row["question"], "fr", article["title"], (len(passages) - 1,), hits))
    return AnswerSet("piaf", tuple(passages), tuple(questions))


def qed(path: Path) -> AnswerSet:
    """QED: Natural Questions with the paragraph and the short answers."""
    passages: dict[str, int] = {}
    records: list[SetPassage] = []
    questions = []
    for row in _rows(path):
        text, title = row["paragraph_text"], row["title_text"]
        if text not in passages:
            passages[text] = len(records)
            starts = [*row["sentence_starts"], len(text)]
            spans = tuple(_stripped(text, start, end) for start, end in zip(starts, starts[1:], strict=False))
            records.append(SetPassage(title, "en", title, text, spans))
        place = passages[text]
        answers = [Span(span["start"], span["end"]) for group in row["original_nq_answers"] for span in group]
        hits = overlapping(records[place].sentences, answers)
        questions.append(SetQuestion(row["question_text"], "en", title, (place,), hits))
    return AnswerSet("qed", tuple(records), tuple(questions))


def clapnq(folder: Path) -> AnswerSet:
    """ClapNQ: answerable questions, and as many whose passage is on the subject without the answer."""
    passages, questions = [], []
    for name in ("answerable_dev.jsonl", "unanswerable_dev.jsonl"):
        for row in _rows(folder / name):
            source = row["passages"][0]
            text, title = " ".join(source["sentences"]), source["title"]
            spans, cursor = [], 0
            for sentence in source["sentences"]:
                spans.append(Span(cursor, cursor + len(sentence)))
                cursor += len(sentence) + 1
            passages.append(SetPassage(title, "en", title, text, tuple(spans)))
            chosen = {sentence for output in row["output"] for sentence in output["selected_sentences"]}
            hits = tuple(i for i, sentence in enumerate(source["sentences"]) if sentence in chosen)
            gold = (len(passages) - 1,) if name.startswith("answerable") else ()
            questions.append(SetQuestion(row["input"], "en", title, gold, hits))
    return AnswerSet("clapnq", tuple(passages), tuple(questions))


def service_public(path: Path) -> AnswerSet:
    """French administration: the page's title is the question, the page's chunks answer it."""
    passages: list[SetPassage] = []
    questions = []
    for row in _rows(path):
        first = len(passages)
        heading = row["breadcrumb"][-1]
        for text in chunks(row["text"]):
            passages.append(SetPassage(row["id"], "fr", heading, text, tuple(split_sentences(text, "fr"))))
        questions.append(SetQuestion(row["title"], "fr", row["id"], tuple(range(first, len(passages)))))
    return AnswerSet("service_public", tuple(passages), tuple(questions))


def python_faq(path: Path) -> AnswerSet:
    """French questions of the Python FAQ, answers in English only."""
    passages: list[SetPassage] = []
    questions = []
    for row in _rows(path):
        first = len(passages)
        for text in chunks(row["answer_en"]):
            passages.append(SetPassage(row["id"], "en", "Python FAQ", text, tuple(split_sentences(text, "en"))))
        questions.append(SetQuestion(row["question_fr"], "fr", row["id"], tuple(range(first, len(passages)))))
    return AnswerSet("python_faq", tuple(passages), tuple(questions))


def parallel_sections(name: str, asked: Language, told: Language) -> Callable[[Path], AnswerSet]:
    """Aligned sections: the heading in one language asks, the section in the other answers."""

    def read(path: Path) -> AnswerSet:
        passages: list[SetPassage] = []
        questions = []
        for row in _rows(path):
            first = len(passages)
            for text in chunks(row[f"text_{told}"]):
                passages.append(SetPassage(row["id"], told, row["pair"], text, tuple(split_sentences(text, told))))
            if len(row[f"heading_{asked}"].split()) >= 4 and len(passages) > first:
                places = tuple(range(first, len(passages)))
                questions.append(SetQuestion(row[f"heading_{asked}"], asked, row["id"], places))
        return AnswerSet(name, tuple(passages), tuple(questions))

    return read


READERS: dict[str, tuple[str, Callable[[Path], AnswerSet]]] = {
    "piaf": ("piaf_fr/piaf_dev.json", piaf),
    "qed": ("qed_nq_dev_en/qed-dev.jsonlines", qed),
    "clapnq": ("clapnq_en", clapnq),
    "service_public": ("service_public_fr/questions_reponses_dev.jsonl", service_public),
    "python_faq": ("python_faq_fr_en/faq_dev.jsonl", python_faq),
    "guide_fr_en": ("parallel_opensource_guide_fr_en/sections.jsonl", parallel_sections("guide_fr_en", "fr", "en")),
    "guide_en_fr": ("parallel_opensource_guide_fr_en/sections.jsonl", parallel_sections("guide_en_fr", "en", "fr")),
    "policy_fr_en": ("parallel_dinum_policy_fr_en/sections.jsonl", parallel_sections("policy_fr_en", "fr", "en")),
    "policy_en_fr": ("parallel_dinum_policy_fr_en/sections.jsonl", parallel_sections("policy_en_fr", "en", "fr")),
}


def overlapping(sentences: Sequence[Span], spans: Sequence[Span]) -> tuple[int, ...]:
    """Indices of the sentences that share a character with one of the spans."""
    return tuple(
        i
        for i, sentence in enumerate(sentences)
        if any(sentence.start < span.end and span.start < sentence.end for span in spans)
    )


def _rows(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return Span(start + left, start + len(piece.rstrip()))
