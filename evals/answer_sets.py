"""Public question sets read into one shape, with their vectors kept in a cache folder outside the repository."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from ingest.chunking import chunk_document
from ingest.embedding.encoder import Encoder, Passage, Vector
from ingest.readers import read
from ingest.records import LANGUAGES, Language, Span
from ingest.sentences import split_sentences
from ingest.sources import builtin_corpus, load
from ingest.store.index import passage_context

CHUNK_CHARACTERS = 900


@dataclass(frozen=True, slots=True)
class SetPassage:
    """One passage; passages of one ``group`` (an article, a page pair) are withheld together.

    ``title`` is embedded before the text.  ``start``, ``work`` and ``gap`` are those of a candidate sentence.
    """

    group: str
    language: Language
    title: str
    text: str
    sentences: tuple[Span, ...]
    start: int = 0
    work: str = ""
    gap: bool = False


@dataclass(frozen=True, slots=True)
class SetQuestion:
    """A question, the passages that answer it (indices) and, in the first of them, the sentences that do.

    ``passages`` is empty when no passage answers; ``sentences`` is empty when the set does not tell.  ``label`` and
    ``half`` are those of our own cases.
    """

    text: str
    language: Language
    group: str
    passages: tuple[int, ...] = ()
    sentences: tuple[int, ...] = ()
    label: str = ""
    half: str = ""


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
    """The set's vectors; those of texts met in an earlier run, with the same model, come from ``cache``."""
    path = cache / f"{found.name}-{encoder.identity}.npz"
    known = _read(path)
    inputs = {_key(passage): Passage(passage.title, passage.text, passage.sentences) for passage in found.passages}
    missing = [key for key in inputs if key not in known]
    asked = list(dict.fromkeys(f"query: {question.text}" for question in found.questions))
    unasked = [key for key in asked if key not in known]
    if missing:
        encoded = encoder.encode_passages([inputs[key] for key in missing])
        known |= {key: np.vstack([v.passage[None], v.sentences]) for key, v in zip(missing, encoded, strict=True)}
    queries = encoder.encode_queries([key.removeprefix("query: ") for key in unasked])
    known |= {key: row[None] for key, row in zip(unasked, queries, strict=True)}
    if missing or unasked:
        _write(path, {key: known[key] for key in (*inputs, *asked)})
    rows = [known[_key(passage)] for passage in found.passages]
    return SetVectors(
        queries=np.concatenate([known[f"query: {question.text}"] for question in found.questions]),
        passages=np.stack([row[0] for row in rows]),
        sentences=np.concatenate([row[1:] for row in rows]),
        offsets=(0, *np.cumsum([len(row) - 1 for row in rows]).tolist()),
    )


def _key(passage: SetPassage) -> str:
    """Of all that is embedded, and of nothing else."""
    return hashlib.sha256(repr((passage.title, passage.text, passage.sentences)).encode()).hexdigest()


def _read(path: Path) -> dict[str, Vector]:
    """Rows by key: a query's vector, or a passage's and then its sentences'."""
    if not path.is_file():
        return {}
    with np.load(path) as stored:
        ends = np.cumsum(stored["counts"])
        return dict(zip(stored["keys"].tolist(), np.split(stored["rows"], ends[:-1]), strict=True))


def _write(path: Path, known: dict[str, Vector]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    counts = [len(rows) for rows in known.values()]
    scratch = path.with_suffix(".part.npz")
    np.savez(scratch, keys=np.array(list(known)), counts=counts, rows=np.concatenate(list(known.values())))
    scratch.replace(path)


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
            spans = tuple(split_sentences(text, "fr"))
            passages.append(SetPassage(article["title"], "fr", article["title"], text, spans))
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
            spans = tuple(_stripped(text, start, end) for start, end in pairwise(starts))
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


def corpus_cases(corpus: Path, cases: Path, encoder: Encoder) -> AnswerSet:
    """The built-in corpus, cut as ingestion does, with our own questions (``answerability_*.yml``)."""
    passages = []
    for ref in builtin_corpus(corpus):
        for document in read(load(ref)):
            default = document.language or "fr"
            for chunk in chunk_document(document, encoder.token_spans, partial(_always, default)):
                context = passage_context(document.title, chunk.heading_path)
                work = document.translation_of or document.id
                place = (chunk.start, work, document.gaps)
                passages.append(SetPassage(document.id, chunk.language, context, chunk.text, chunk.sentences, *place))
    return AnswerSet("corpus", tuple(passages), tuple(_cases(cases)))


def _always(language: Language, _: str) -> Language:
    return language


def _cases(folder: Path) -> Iterator[SetQuestion]:
    for language in LANGUAGES:
        halves = yaml.safe_load((folder / f"answerability_{language}.yml").read_text("utf-8"))
        for half, labels in halves.items():
            for label, texts in labels.items():
                yield from (SetQuestion(text, language, "", label=label, half=half) for text in texts)


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
