"""Public retrieval sets in French and English, read from a folder of downloaded data into one record type."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from ingest.records import Language

DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "shared" / "evaldata"
MIN_PIAF_WORDS = 6
CHUNK_CHARACTERS = 1200
OTHER: dict[Language, Language] = {"fr": "en", "en": "fr"}

Sort = Literal["monolingual", "crosslingual", "mixed"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One indexed text.  ``document`` is what the qrels name: a document's score is that of its best passage."""

    id: str
    document: str
    language: Language
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Query:
    """A question; ``language`` is the set's own, a retriever should detect it."""

    id: str
    language: Language
    text: str


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Questions, what they are asked of, and for each question id the documents that answer it.

    ``family`` names the texts' origin: sets of one family share texts, so what is learned on one must not be
    judged on another.
    """

    name: str
    family: str
    sort: Sort
    passages: tuple[Passage, ...]
    queries: tuple[Query, ...]
    qrels: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Pair:
    """A text in both languages and what asks for it: ``headings`` are short, ``questions`` name the document too."""

    id: str
    headings: Mapping[Language, str]
    questions: Mapping[Language, str]
    texts: Mapping[Language, str]


def load_sets(folder: Path = DEFAULT_FOLDER, names: Iterable[str] = ()) -> list[RetrievalSet]:
    """Every set whose data is below ``folder`` (only those named, when ``names`` is not empty).

    Missing data is said on standard error and skipped.
    """
    wanted = set(names)
    sets: list[RetrievalSet] = []
    for family, read in READERS.items():
        try:
            sets += read(folder)
        except FileNotFoundError as error:
            print(
                f"{family}: skipped, there is no {error.filename}. Give the data's folder with --data.", file=sys.stderr
            )
    if unknown := wanted - {one.name for one in sets}:
        print(f"unknown or missing sets: {', '.join(sorted(unknown))}", file=sys.stderr)
    return [one for one in sets if not wanted or one.name in wanted]


def _piaf(folder: Path) -> list[RetrievalSet]:
    articles = json.loads((folder / "piaf_fr" / "piaf_dev.json").read_text(encoding="utf-8"))["data"]
    passages, queries, qrels = [], [], {}
    for number, (article, paragraph) in enumerate((a, p) for a in articles for p in a["paragraphs"]):
        passages.append(_passage(f"piaf-{number}", "fr", article["title"], paragraph["context"]))
        for question in paragraph["qas"]:
            if len(question["question"].split()) >= MIN_PIAF_WORDS:
                queries.append(Query(question["id"], "fr", question["question"]))
                qrels[question["id"]] = frozenset({f"piaf-{number}"})
    return [RetrievalSet("piaf fr", "piaf", "monolingual", tuple(passages), tuple(queries), qrels)]


def _service_public(folder: Path) -> list[RetrievalSet]:
    rows = list(_json_lines(folder / "service_public_fr" / "questions_reponses_dev.jsonl"))
    passages = chain.from_iterable(_chunks(row["id"], "fr", "", row["text"]) for row in rows)
    queries = tuple(Query(row["id"], "fr", row["title"]) for row in rows)
    qrels = {row["id"]: frozenset({row["id"]}) for row in rows}
    return [RetrievalSet("service-public fr", "service-public", "monolingual", tuple(passages), queries, qrels)]


def _qed(folder: Path) -> list[RetrievalSet]:
    rows = list(_json_lines(folder / "qed_nq_dev_en" / "qed-dev.jsonlines"))
    texts = {(row["title_text"], row["paragraph_text"]): f"qed-{i}" for i, row in reversed(list(enumerate(rows)))}
    passages = tuple(_passage(name, "en", title, text) for (title, text), name in texts.items())
    queries = tuple(Query(str(row["example_id"]), "en", row["question_text"]) for row in rows)
    qrels = {str(row["example_id"]): frozenset({texts[row["title_text"], row["paragraph_text"]]}) for row in rows}
    return [RetrievalSet("qed en", "qed", "monolingual", passages, queries, qrels)]


def _clapnq(folder: Path) -> list[RetrievalSet]:
    names = {"answerable_dev.jsonl": True, "unanswerable_dev.jsonl": False}
    passages: dict[str, Passage] = {}
    queries, qrels = [], {}
    for name, answerable in names.items():
        for row in _json_lines(folder / "clapnq_en" / name):
            source = row["passages"][0]
            passage = passages.setdefault(
                source["text"], _passage(f"clapnq-{len(passages)}", "en", source["title"], source["text"])
            )
            if answerable:
                queries.append(Query(row["id"], "en", row["input"]))
                qrels[row["id"]] = frozenset({passage.id})
    return [RetrievalSet("clapnq en", "clapnq", "monolingual", tuple(passages.values()), tuple(queries), qrels)]


def _python_faq(folder: Path) -> list[RetrievalSet]:
    return _directions("python-faq", _python_faq_pairs(folder), same_language=True)


def _opensource_guide(folder: Path) -> list[RetrievalSet]:
    pairs = _section_pairs(folder / "parallel_opensource_guide_fr_en")
    return _directions("opensource-guide", pairs, same_language=False)


def _dinum(folder: Path) -> list[RetrievalSet]:
    return _directions("dinum", _section_pairs(folder / "parallel_dinum_policy_fr_en"), same_language=False)


READERS: dict[str, Callable[[Path], list[RetrievalSet]]] = {
    "piaf": _piaf,
    "service-public": _service_public,
    "qed": _qed,
    "clapnq": _clapnq,
    "python-faq": _python_faq,
    "opensource-guide": _opensource_guide,
    "dinum": _dinum,
}


def _python_faq_pairs(folder: Path) -> list[Pair]:
    pairs = []
    for row in _json_lines(folder / "python_faq_fr_en" / "faq_dev.jsonl"):
        questions: dict[Language, str] = {"fr": row["question_fr"], "en": row["question_en"]}
        pairs.append(Pair(row["id"], questions, questions, {"fr": row["answer_fr"], "en": row["answer_en"]}))
    return pairs


def _section_pairs(folder: Path) -> list[Pair]:
    """Sections asked for by their document's title and their heading."""
    titles = {(row["pair"], row["lang"]): row["title"] for row in _json_lines(folder / "docs.jsonl")}
    return [
        Pair(
            row["id"],
            {"fr": row["heading_fr"], "en": row["heading_en"]},
            {
                "fr": f"{titles[row['pair'], 'fr']} : {row['heading_fr']}",
                "en": f"{titles[row['pair'], 'en']}: {row['heading_en']}",
            },
            {"fr": row["text_fr"], "en": row["text_en"]},
        )
        for row in _json_lines(folder / "sections.jsonl")
        if row["text_fr"].strip() and row["text_en"].strip()
    ]


def _directions(family: str, pairs: list[Pair], same_language: bool) -> list[RetrievalSet]:
    """Sets from parallel texts: across languages both ways, an index of mixed languages, and each language alone."""
    ways: list[tuple[Language, Language]] = [("fr", "en"), ("en", "fr")]
    if same_language:
        ways += [("fr", "fr"), ("en", "en")]
    return [_one_way(family, pairs, source, target) for source, target in ways] + [_mixed(family, pairs)]


def _one_way(family: str, pairs: list[Pair], source: Language, target: Language) -> RetrievalSet:
    passages = chain.from_iterable(_chunks(pair.id, target, "", pair.texts[target]) for pair in pairs)
    queries = tuple(Query(pair.id, source, pair.questions[source]) for pair in pairs)
    qrels = {pair.id: frozenset({pair.id}) for pair in pairs}
    sort: Sort = "monolingual" if source == target else "crosslingual"
    return RetrievalSet(f"{family} {source}-{target}", family, sort, tuple(passages), queries, qrels)


def _mixed(family: str, pairs: list[Pair]) -> RetrievalSet:
    """Every other text in French, the others in English; each is asked for by its headings in both languages."""
    languages: list[Language] = ["fr" if number % 2 else "en" for number in range(len(pairs))]
    passages = chain.from_iterable(
        _chunks(pair.id, language, "", pair.texts[language]) for pair, language in zip(pairs, languages, strict=True)
    )
    queries = tuple(
        Query(f"{pair.id} {language}", language, text) for pair in pairs for language, text in pair.headings.items()
    )
    qrels = {f"{pair.id} {language}": frozenset({pair.id}) for pair in pairs for language in pair.headings}
    return RetrievalSet(f"{family} mixed", family, "mixed", tuple(passages), queries, qrels)


def _passage(name: str, language: Language, title: str, text: str) -> Passage:
    return Passage(name, name, language, title, text)


def _chunks(document: str, language: Language, title: str, text: str) -> Iterator[Passage]:
    """Whole lines packed into passages of about ``CHUNK_CHARACTERS``."""
    packed: list[str] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if packed and len(packed[-1]) + len(line) < CHUNK_CHARACTERS:
            packed[-1] += "\n" + line
        else:
            packed.append(line)
    for number, chunk in enumerate(packed):
        yield Passage(f"{document}/{number}", document, language, title, chunk)


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)
