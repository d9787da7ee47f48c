"""Ranking metrics against trec_eval, BEIR folders, and what a ranking is made of."""

import json
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
import pytrec_eval
import yaml
from fakes import CHUNK, EVIDENCE, FakeAssistant

from evals.beir.indexing import _markdown
from evals.beir.ranking import documents_of, rank_queries
from evals.beir.reading import BUILTIN, Text, read_beir
from evals.errors import BeirError
from evals.metrics.ranking import average_precision, ndcg_at, ranking_scores, recall_at, reciprocal_rank
from ingest.readers.markdown import read_markdown
from ingest.readers.raw import RawFile

CORPUS = Path(__file__).parents[2] / "corpus"
TREC = {
    "recall_at_10": "recall_10",
    "recall_at_100": "recall_100",
    "ndcg_at_10": "ndcg_cut_10",
    "mrr": "recip_rank",
    "map": "map",
}


def random_query(chance):
    """A ranking of 150 documents of 300, and grades from -1 to 3 for 30 of them, some never found."""
    documents = [f"d{n}" for n in range(300)]
    ranked = chance.sample(documents, 150)
    return ranked, {one: chance.randint(-1, 3) for one in chance.sample(documents, 30)}


@pytest.mark.parametrize("seed", range(25))
def test_they_agree_with_trec_eval(seed):
    ranked, grades = random_query(Random(seed))
    scores = {one: float(len(ranked) - place) for place, one in enumerate(ranked)}
    judge = pytrec_eval.RelevanceEvaluator({"q": grades}, {"recall.10,100", "ndcg_cut.10", "recip_rank", "map"})
    theirs = judge.evaluate({"q": scores})["q"]

    assert ranking_scores(ranked, grades) == pytest.approx({ours: theirs[name] for ours, name in TREC.items()})


def test_a_query_without_a_relevant_document_has_no_score():
    assert set(ranking_scores(["a"], {"a": 0}).values()) == {None}


def test_a_perfect_and_a_hopeless_ranking():
    assert ranking_scores(["a", "b"], {"a": 2, "b": 1}) == dict.fromkeys(TREC, 1.0)
    assert ranking_scores(["c"], {"a": 2, "b": 1}) == dict.fromkeys(TREC, 0.0)
    assert recall_at(1, ["a", "b"], {"a": 1, "b": 1}) == 0.5
    assert reciprocal_rank(["c", "a"], {"a": 1}) == 0.5
    assert average_precision(["a", "c", "b"], {"a": 1, "b": 1}) == pytest.approx((1 + 2 / 3) / 2)
    assert ndcg_at(10, ["b", "a"], {"a": 3, "b": 1}) < 1


@pytest.fixture
def beir(tmp_path):
    """Writes a small suite and returns its folder."""

    def write(qrels="query-id\tcorpus-id\tscore\nq1\td1\t2\n", corpus=True, queries=None, split="test"):
        folder = tmp_path / "small"
        (folder / "qrels").mkdir(parents=True)
        (folder / "qrels" / f"{split}.tsv").write_text(qrels, encoding="utf-8")
        texts = queries or [{"_id": "q1", "text": "Qui ?"}, {"_id": "q2", "text": "Where?"}]
        (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, texts)), encoding="utf-8")
        if corpus:
            (folder / "corpus.jsonl").write_text('{"_id": "d1", "title": "T", "text": "Texte"}\n', encoding="utf-8")
        return folder

    return write


def test_a_folder_is_read_with_the_queries_that_are_judged(beir):
    suite = read_beir(beir())

    assert (suite.name, suite.queries, suite.qrels) == ("small", (Text("q1", "Qui ?"),), {"q1": {"d1": 2}})
    assert suite.corpus == (Text("d1", "Texte", "T"),)


def test_trec_grades_without_a_header_are_read_too(beir):
    assert read_beir(beir(qrels="q1\t0\td1\t1\nq2\t0\td1\t0\n")).qrels == {"q1": {"d1": 1}, "q2": {"d1": 0}}


def test_the_only_split_is_taken_and_another_can_be_asked(beir):
    folder = beir(split="dev")

    assert read_beir(folder).qrels
    with pytest.raises(BeirError, match=r"no test\.tsv; there are: dev"):
        read_beir(folder, "test")


def test_without_a_corpus_the_index_is_searched(beir):
    assert read_beir(beir(corpus=False)).corpus is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"qrels": "q1\td1\thigh\nq1\td1\tlow\n"}, ["test.tsv, line 2", "low"]),
        ({"qrels": "q1 d1\n"}, ["there is no grade"]),
        ({"qrels": "q9\td1\t1\n"}, ["queries.jsonl", "q9"]),
        ({"qrels": "q1\td9\t1\n"}, ["corpus.jsonl", "none of the 1 documents"]),
        ({"queries": [{"_id": "q1"}]}, ["queries.jsonl, line 1", "'text'"]),
        ({"queries": [{"_id": "q1", "text": "a"}, {"_id": "q1", "text": "b"}]}, ["line 2", "twice"]),
    ],
)
def test_a_wrong_folder_is_refused_by_file_and_line(beir, change, words):
    with pytest.raises(BeirError) as error:
        read_beir(beir(**change))

    assert [word for word in words if word not in str(error.value)] == []


def test_a_folder_that_is_not_there_says_what_belongs_in_it(tmp_path):
    with pytest.raises(BeirError, match=r"queries\.jsonl"):
        read_beir(tmp_path / "none")


def test_the_built_in_suite_is_in_both_languages_and_judges_existing_documents(built_in_ids):
    suite = read_beir(BUILTIN)

    assert sorted(one.id[-2:] for one in suite.queries) == ["en"] * 24 + ["fr"] * 24
    assert {document for grades in suite.qrels.values() for document in grades} <= built_in_ids


@pytest.fixture
def built_in_ids():
    """Ids of pages and entries without their language."""
    pages = [*CORPUS.glob("articles/*.md"), *CORPUS.glob("domains/*.md")]
    ids = {yaml.safe_load(path.read_text(encoding="utf-8").split("---")[1])["id"] for path in pages}
    return {one.rpartition(".")[0] for one in ids} | {path.stem for path in CORPUS.glob("catalogue/*.yml")}


def hit(document_id):
    return replace(EVIDENCE, chunk=replace(CHUNK, document_id=document_id))


def test_a_document_ranks_where_its_best_passage_does():
    hits = [hit(name) for name in ("b.fr", "a.fr", "b.en", "c")]

    assert documents_of(hits, {"b", "a.fr"}) == ("b", "a.fr", "c")


def test_each_query_is_ranked_by_the_assistant(beir):
    fake = FakeAssistant()
    suite = read_beir(beir(qrels="q1\tarticles/coalitions\t1\n", corpus=False))
    (result,) = rank_queries(suite, fake)

    assert (result.key, result.ranked, result.scores["mrr"]) == ("small/q1", ("articles/coalitions",), 1)
    assert fake.searched[0][0] == "Qui ?"


@pytest.mark.parametrize("text", ["# not a title\n* star _x_ <b> [a](b) `c` | d", "1. un\n2. deux", "plain & simple"])
def test_the_marks_of_a_text_reach_the_index_as_they_are(text):
    (document,) = read_markdown(RawFile("s", "d0000001.md", _markdown("d0000001", Text("x", text, "T")).encode(), "s"))

    assert (document.id, document.title) == ("d0000001", "T")
    assert "".join(document.text.split()) == "".join(text.split())
