"""Measures sentence choice and abstention: ``python -m evals.answers [--data DIR] [--json]``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from platformdirs import user_cache_path, user_data_path

from assistant.answer import open_assistant
from assistant.passages import EVIDENCE
from assistant.settings import Settings
from assistant.writing.sentences import CandidateSentence, score_sentences
from assistant.writing.support import Decision, decide
from assistant.writing.support_features import FEATURES, support_features
from evals.answer_bench import (
    CASES,
    POOLS,
    Bench,
    SentenceCase,
    SupportCase,
    open_bench,
    own_cases,
    sentence_cases,
    support_cases,
)
from evals.answer_index import found_cases, index_sets
from evals.datasets import DEFAULT_FOLDER
from ingest.errors import IndexMissing
from ingest.records import LANGUAGES

FIRST = 3
F1_TOLERANCE = 0.02


def hits(cases: Sequence[SentenceCase], score: Callable[[SentenceCase], NDArray[Any]]) -> dict[str, float]:
    """hit@1 and hit@3 over all cases, and over those whose right sentence is among the candidates."""
    ranks = [_right_rank(case.right, score(case)) for case in cases]
    within = max(sum(rank is not None for rank in ranks), 1)
    counts = {k: sum(rank is not None and rank < k for rank in ranks) for k in (1, FIRST)}
    return {
        "questions": len(ranks),
        "hit@1": counts[1] / max(len(ranks), 1),
        "hit@3": counts[FIRST] / max(len(ranks), 1),
        "retrieved": within / max(len(ranks), 1),
        "hit@1 of retrieved": counts[1] / within,
        "hit@3 of retrieved": counts[FIRST] / within,
    }


def _right_rank(right: NDArray[np.bool_], scores: NDArray[Any]) -> int | None:
    """Rank, from 0, of the best right sentence; None when there is none."""
    ranked = right[np.argsort(-scores, kind="stable")]
    return int(ranked.argmax()) if ranked.any() else None


def abstention(refused: NDArray[np.bool_], answerable: NDArray[np.bool_]) -> dict[str, float]:
    """Refusing as the positive class, and the part of the answerable questions that is refused."""
    right = int((refused & ~answerable).sum())
    precision, recall = right / max(int(refused.sum()), 1), right / max(int((~answerable).sum()), 1)
    return {
        "answerable": int(answerable.sum()),
        "not": int((~answerable).sum()),
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(precision + recall, 1e-9),
        "over-refusal": float(refused[answerable].mean()) if answerable.any() else 0.0,
    }


def best_threshold(values: NDArray[np.float64], answerable: NDArray[np.bool_], over_refusal: float = 0.1) -> float:
    """The lowest threshold whose F1 is about the best, among those that refuse less than ``over_refusal``.

    About the best is within ``F1_TOLERANCE``: where the choice hardly matters, it is better to answer.
    """
    thresholds = np.unique(values)
    figures = [abstention(values < threshold, answerable) for threshold in thresholds]
    allowed = [figure["f1"] if figure["over-refusal"] < over_refusal else -1.0 for figure in figures]
    near = np.array(allowed) >= max(allowed) - F1_TOLERANCE
    return float(thresholds[near.argmax()])


def decision_of(case: SupportCase) -> Decision:
    return decide(case.question, case.candidates, score_sentences(case.question, case.candidates))


def features_of(case: SupportCase, candidates: Sequence[CandidateSentence]) -> NDArray[np.float64]:
    everything = np.array([candidate.passage_cosine for candidate in case.candidates])
    return support_features(
        case.question, candidates, score_sentences(case.question, candidates), float(np.median(everything))
    )


def sentence_table(bench: Bench) -> dict[str, dict[str, dict[str, float]]]:
    table: dict[str, dict[str, dict[str, float]]] = {}
    for name in ("piaf", "qed"):
        if name not in bench.sets:
            continue
        for label, passages in (("right passage", 0), ("5 passages, dense", 5)):
            cases = list(sentence_cases(bench.pools[name], bench.sets[name], bench.raw[name], passages))
            table[f"{name}, {label}"] = _sentence_rows(cases)
    return table


def found_table(bench: Bench) -> dict[str, dict[str, dict[str, float]]]:
    """The same where the product finds the passages, in an index of the public sets that share one."""
    names = [name for name in POOLS[0] if name in bench.sets]
    with TemporaryDirectory(prefix="eurocommons-answers-") as at:
        sets = {name: bench.sets[name] for name in names}
        index = index_sets(sets, bench.raw, bench.encoder, Path(at))
        asked = [name for name in ("piaf", "qed") if name in sets]
        found = {name: list(found_cases(index, bench.encoder, sets[name])) for name in asked}
        index.close()
    return {f"{name}, {EVIDENCE} passages, as shipped": _sentence_rows(cases) for name, cases in found.items()}


def _sentence_rows(cases: Sequence[SentenceCase]) -> dict[str, dict[str, float]]:
    return {
        "cosine alone": hits(cases, _cosines),
        "model": hits(cases, lambda case: score_sentences(case.question, case.candidates)),
    }


def _cosines(case: SentenceCase) -> NDArray[Any]:
    cosines: NDArray[Any] = np.stack([candidate.vector for candidate in case.candidates]) @ case.question.vector
    return cosines


def abstention_table(bench: Bench) -> dict[str, dict[str, dict[str, float]]]:
    """The shipped decision beside one-figure thresholds, each set where it does best on the calibration half."""
    table = {}
    corpus, found, raw = bench.corpus, bench.sets["corpus"], bench.raw["corpus"]
    own = list(own_cases(corpus, found, raw))
    cuts = _baselines([case for case in own if case.asked.half == "calibration"])
    groups = {
        f"own {half}, {language}": [case for case in own if (case.asked.half, case.asked.language) == (half, language)]
        for half in ("held_out", "unseen", "fresh")
        for language in LANGUAGES
    } | {
        "own held_out, evidence in the other language": [
            case for case in own_cases(corpus, found, raw, other_language=True) if case.asked.half == "held_out"
        ],
    }
    if "clapnq" in bench.sets:
        cases = list(support_cases(bench.pools["clapnq"], bench.sets["clapnq"], bench.raw["clapnq"]))
        groups["clapnq"] = cases
        table["clapnq, thresholds set on it"] = _rows(cases, _baselines(cases)) | {"model": _at_its_best(cases)}
    return {name: _rows(cases, cuts) for name, cases in groups.items()} | table


def assistant_table(home: Path) -> dict[str, dict[str, dict[str, float]]]:
    """Our own cases asked of the whole assistant, typed facts included; empty where ``home`` holds no index."""
    try:
        assistant = open_assistant(Settings(home=home))
    except IndexMissing as error:
        print(f"skipped: our cases through the assistant: {error}", file=sys.stderr)
        return {}
    table = {}
    for language in LANGUAGES:
        halves = yaml.safe_load((CASES / f"answerability_{language}.yml").read_text("utf-8"))
        for half in ("held_out", "unseen", "fresh"):
            asked = [(label, question) for label, questions in halves[half].items() for question in questions]
            labels = np.array([label for label, _ in asked])
            refused = np.array([assistant.ask(question).status == "abstained" for _, question in asked], bool)
            row = abstention(refused, labels == "answerable") | {"gap refused": float(refused[labels == "gap"].mean())}
            table[f"own {half}, {language}"] = {"assistant": row}
    return table


def _at_its_best(cases: Sequence[SupportCase]) -> dict[str, float]:
    answerable = np.array([case.answerable for case in cases], bool)
    probabilities = np.array([decision_of(case).probability for case in cases])
    return abstention(probabilities < best_threshold(probabilities, answerable), answerable)


def _baselines(cases: Sequence[SupportCase]) -> dict[str, float]:
    answerable = np.array([case.answerable for case in cases], bool)
    return {name: best_threshold(_column(cases, name), answerable) for name in ("passage_cosine", "passage_coverage")}


def _column(cases: Sequence[SupportCase], name: str) -> NDArray[np.float64]:
    return np.array([features_of(case, case.candidates)[FEATURES.index(name)] for case in cases])


def _rows(cases: Sequence[SupportCase], cuts: Mapping[str, float]) -> dict[str, dict[str, float]]:
    answerable = np.array([case.answerable for case in cases], bool)
    decisions = [decision_of(case) for case in cases]
    refused = np.array([decision.status == "abstained" for decision in decisions], bool)
    rows = {f"{name} alone": abstention(_column(cases, name) < cut, answerable) for name, cut in cuts.items()}
    rows["model"] = abstention(refused, answerable)
    gaps = np.array([case.asked.label == "gap" for case in cases], bool)
    if gaps.any():
        cited = np.array([decision.reason == "gap" and decision.status == "abstained" for decision in decisions], bool)
        rows["model"] |= {"gap refused": float(refused[gaps].mean()), "gap cited": float(cited[gaps].mean())}
        rows["model"] |= {"answerable taken for gap": float(cited[answerable].mean())}
    return rows


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.answers", description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_FOLDER, help="folder of the public question sets")
    parser.add_argument("--home", type=Path, default=user_data_path("eurocommons"), help="where the model is unpacked")
    parser.add_argument("--cache", type=Path, default=user_cache_path("eurocommons"), help="where vectors are kept")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args(argv)
    if not arguments.data.is_dir():
        print(f"skipped: no public question sets in {arguments.data}; give their folder with --data", file=sys.stderr)
        return 0
    bench = open_bench(arguments.data, arguments.home, arguments.cache)
    tables = {
        "sentences": sentence_table(bench) | found_table(bench),
        "abstention": abstention_table(bench),
        "abstention of the assistant": assistant_table(arguments.home),
    }
    print(json.dumps(tables, ensure_ascii=False) if arguments.json else _text(tables))
    return 0


def _text(tables: Mapping[str, Mapping[str, Mapping[str, Mapping[str, float]]]]) -> str:
    lines = []
    for title, table in tables.items():
        lines.append(f"\n## {title}")
        for group, rows in table.items():
            lines.append(f"\n{group}")
            for name, figures in rows.items():
                shown = "  ".join(f"{key} {value:.3g}" for key, value in figures.items())
                lines.append(f"  {name:24s} {shown}")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
