"""Learns the coefficients of sentence choice and of abstention: ``python -m evals.train_answers [--data DIR]``.

Two linear models, written beside the code that uses them (``assistant/writing/sentences.json``, ``support.json``).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path, user_data_path
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]

from assistant.writing import sentences
from assistant.writing.answer_types import asks_what_is_unknown
from assistant.writing.sentences import CandidateSentence, states_unknown
from assistant.writing.support_features import FEATURES
from evals.answer_bench import (
    ROOT,
    Bench,
    SentenceCase,
    SupportCase,
    open_bench,
    own_cases,
    sentence_cases,
    support_cases,
)
from evals.answers import abstention, best_threshold, features_of, hits
from evals.datasets import DEFAULT_FOLDER

Floats = NDArray[np.float64]
WRITING = ROOT / "assistant" / "writing"
SENTENCE_SETS = ("piaf", "qed", "clapnq")
SUPPORT_SETS = ("piaf", "qed", "clapnq", "service_public", "python_faq")
"""Not the sets of headings: other sections often answer a heading too, so its own withheld proves nothing."""
FOLDS = 5
OWN_WEIGHT = 4.0
"""Weight of our own calibration half, a public set having 1."""
MOST = 500
"""Questions taken from one public set."""
OVER_REFUSAL = 0.08
"""Part of the calibration half's answerable questions that the threshold may refuse: below the 10 % aimed at, since
questions nobody has seen do worse."""


PARTIAL_BAND = 0.02
GAP_LIMITS = {"gap": 0.2, "gap_lead": -0.5, "gap_cited": 0.15}
"""Chosen by hand on the calibration half.  ``gap_lead`` is in logits: in a near tie what is unknown wins; at -1 it also
takes 4 % of the questions that should be answered."""
SIGNS = {
    **dict.fromkeys(("passage_cosine", "sentence_cosine", "chosen_cosine", "passage_margin"), 1),
    **dict.fromkeys(("passage_coverage", "sentence_coverage"), 1),
    **dict.fromkeys(("unknown", "names_absent", "type_absent", "no_terms"), -1),
}
"""Evidence that is nearer or holds more of the question never speaks against an answer, whatever a small set says."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The sentences of one question: features ``(n, f)`` and which are right ``(n,)``."""

    features: Floats
    right: NDArray[np.bool_]


def learn_sentences(cases: Mapping[str, Sequence[Choices]], penalty: float = 1e-3) -> Floats:
    """Coefficients that make right sentences likely among the candidates (conditional logit, McFadden 1974).

    Each set counts the same, whatever its size.
    """
    groups = [(choice, 1 / len(choices) / len(cases)) for choices in cases.values() for choice in choices]
    features = np.concatenate([choice.features for choice, _ in groups])
    scale = features.std(axis=0) + 1e-6
    standard = features / scale
    right = np.concatenate([choice.right for choice, _ in groups]).astype(float)
    sizes = [len(choice.right) for choice, _ in groups]
    member = np.repeat(np.arange(len(groups)), sizes)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    weights = np.array([weight for _, weight in groups])

    def loss(coefficients: Floats) -> tuple[float, Floats]:
        logits = standard @ coefficients
        odds = np.exp(logits - np.maximum.reduceat(logits, starts)[member])
        total, good = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts)
        gradient = ((odds / total[member] - odds * right / good[member]) * weights[member]) @ standard
        value = -(weights * np.log(good / total)).sum() + penalty * coefficients @ coefficients
        return float(value), gradient + 2 * penalty * coefficients

    # A better rank, or holding what is asked for, never speaks against a sentence: where data is thin, 0.
    bounds = [
        (0, None) if name.startswith("tells_") or name == "reciprocal_rank" else (None, None)
        for name in sentences.FEATURES
    ]
    start = np.zeros(features.shape[1])
    found: Floats = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x / scale
    return found


def choices_of(cases: Sequence[SentenceCase]) -> list[Choices]:
    """Of the cases whose right sentence is among the candidates."""
    return [
        Choices(sentences.sentence_features(case.question, case.candidates), case.right)
        for case in cases
        if case.right.any()
    ]


def train_sentences(bench: Bench) -> dict[str, Any]:
    """Learn on all sets; judge on articles left out, and on sets left out."""
    names = [name for name in SENTENCE_SETS if name in bench.sets]
    cases = {
        (name, passages): list(sentence_cases(bench.pools[name], bench.sets[name], bench.raw[name], passages))
        for name in names
        for passages in (0, 5)
    }
    folds = {name: _fold([case.group for case in cases[name, 0]]) for name in names}

    def learn(kept: Mapping[str, NDArray[np.bool_]]) -> Floats:
        return learn_sentences(
            {
                f"{name}{passages}": choices_of([case for case, keep in zip(rows, kept[name], strict=True) if keep])
                for (name, passages), rows in cases.items()
                if name in kept
            }
        )

    judged: dict[str, dict[str, float]] = {}
    for name in names:
        other = learn({o: np.ones(len(folds[o]), bool) for o in names if o != name and {o, name} != {"qed", "clapnq"}})
        for passages in (0, 5):
            judged[f"{name}, {passages or 'right'} passages, set left out"] = _hits(cases[name, passages], other)
    by_fold = [learn({name: folds[name] != fold for name in names}) for fold in range(FOLDS)]
    for (name, passages), rows in cases.items():
        parts = [[case for case, at in zip(rows, folds[name], strict=True) if at == fold] for fold in range(FOLDS)]
        figures = [_hits(part, by_fold[fold]) for fold, part in enumerate(parts)]
        weights = [len(part) for part in parts]
        judged[f"{name}, {passages or 'right'} passages, articles left out"] = {
            key: round(float(np.average([figure[key] for figure in figures], weights=weights)), 3) for key in figures[0]
        }
    coefficients = learn({name: np.ones(len(folds[name]), bool) for name in names})
    return {
        "method": "conditional logit, sentences of 1 and of 5 retrieved passages; python -m evals.train_answers",
        "trained_on": names,
        "judged": judged,
        "coefficients": dict(zip(sentences.FEATURES, np.round(coefficients, 3).tolist(), strict=True)),
    }


def _fold(groups: Sequence[str]) -> NDArray[np.int64]:
    """A fold for each row, the same for rows of one group."""
    return np.unique(groups, return_inverse=True)[1] * 7919 % 104729 % FOLDS


def _hits(cases: Sequence[SentenceCase], coefficients: Floats) -> dict[str, float]:
    figures = hits(cases, lambda case: sentences.sentence_features(case.question, case.candidates) @ coefficients)
    return {key: round(figures[key], 3) for key in ("hit@1", "hit@3", "hit@3 of retrieved")}


@dataclass(frozen=True, slots=True)
class Rows:
    """Features ``(n, f)``, whether the evidence answers ``(n,)``, and the weight of each row ``(n,)``."""

    features: Floats
    answerable: NDArray[np.bool_]
    weights: Floats

    def __add__(self, other: Rows) -> Rows:
        return Rows(
            np.concatenate([self.features, other.features]),
            np.concatenate([self.answerable, other.answerable]),
            np.concatenate([self.weights, other.weights]),
        )


def rows_of(cases: Sequence[SupportCase], weight: float = 1.0) -> Rows:
    """What is known alone answers; both classes count the same in a set."""
    kept = [(case, known) for case in cases if (known := _known(case.candidates))]
    features = np.array([features_of(case, known) for case, known in kept])
    answerable = np.array([case.answerable for case, _ in kept], bool)
    weights = np.where(answerable, 1 / max(answerable.sum(), 1), 1 / max((~answerable).sum(), 1))
    return Rows(features, answerable, weights * weight)


def _known(candidates: Sequence[CandidateSentence]) -> list[CandidateSentence]:
    return [candidate for candidate in candidates if not states_unknown(candidate)]


def learn_support(rows: Rows, penalty: float = 2e-3) -> tuple[Floats, float]:
    """Coefficients and intercept of a logistic regression on raw features, with the signs of ``SIGNS``."""
    mean, scale = rows.features.mean(axis=0), rows.features.std(axis=0) + 1e-6
    standard = np.column_stack([(rows.features - mean) / scale, np.ones(len(rows.features))])
    weights = rows.weights / rows.weights.sum()
    signs = np.where(rows.answerable, 1.0, -1.0)

    def loss(coefficients: Floats) -> tuple[float, Floats]:
        margins = signs * (standard @ coefficients)
        gradient = -(weights * signs / (1 + np.exp(margins))) @ standard
        shrunk = np.append(coefficients[:-1], 0)
        return float(weights @ np.logaddexp(0, -margins) + penalty * shrunk @ shrunk), gradient + 2 * penalty * shrunk

    limits = {1: (0, None), -1: (None, 0), 0: (None, None)}
    bounds = [limits[SIGNS.get(name, 0)] for name in FEATURES] + [(None, None)]
    found = minimize(loss, np.zeros(standard.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x
    coefficients: Floats = found[:-1] / scale
    return coefficients, float(found[-1] - mean @ coefficients)


def train_support(bench: Bench) -> dict[str, Any]:
    """Learn on the public sets and our calibration half; judge on each public set left out."""
    public = {
        name: rows_of([case for case in _public(bench, name) if not case.answerable or case.found])
        for name in SUPPORT_SETS
        if name in bench.sets
    }
    clapnq = rows_of(_public(bench, "clapnq")) if "clapnq" in public else None
    own = _calibration(bench)
    judged = {}
    for name, rows in public.items():
        coefficients, intercept = learn_support(_sum([rows for other, rows in public.items() if other != name]))
        tested = clapnq if name == "clapnq" and clapnq else rows
        judged[name] = _judge(tested, coefficients, intercept)
    coefficients, intercept = learn_support(_sum([*public.values(), *own]))
    half = own[0]
    probability = 1 / (1 + np.exp(-(half.features @ coefficients + intercept)))
    abstain = best_threshold(probability, half.answerable, OVER_REFUSAL)
    return {
        "method": "logistic regression; python -m evals.train_answers",
        "trained_on": [*public, "calibration halves of tests/data/answerability_*.yml"],
        "judged_set_left_out": judged,
        "thresholds": {"abstain": round(abstain, 3), "partial": round(abstain + PARTIAL_BAND, 3), **GAP_LIMITS},
        "intercept": round(intercept, 3),
        "coefficients": dict(zip(FEATURES, np.round(coefficients, 3).tolist(), strict=True)),
    }


def _public(bench: Bench, name: str) -> list[SupportCase]:
    return list(support_cases(bench.pools[name], bench.sets[name], bench.raw[name], MOST))


def _calibration(bench: Bench) -> list[Rows]:
    """Rows of our calibration half: with all evidence, and with evidence in the other language only."""
    parts = []
    for other, weight in ((False, OWN_WEIGHT), (True, OWN_WEIGHT / 2)):
        cases = [
            case
            for case in own_cases(bench.corpus, bench.sets["corpus"], bench.raw["corpus"], other)
            if case.asked.half == "calibration" and not asks_what_is_unknown(case.asked.text)
        ]
        parts.append(rows_of(cases, weight))
    return parts


def _sum(parts: Sequence[Rows]) -> Rows:
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total


def _judge(rows: Rows, coefficients: Floats, intercept: float) -> dict[str, float]:
    """Area under the curve, and the figures at the threshold that refuses a tenth of the answerable."""
    logits = rows.features @ coefficients + intercept
    figures = abstention(logits < np.quantile(logits[rows.answerable], 0.1), rows.answerable)
    area = float(roc_auc_score(rows.answerable, logits))
    return {"auc": round(area, 3), **{key: round(figures[key], 3) for key in ("precision", "recall", "f1")}}


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.train_answers", description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_FOLDER)
    parser.add_argument("--home", type=Path, default=user_data_path("eurocommons"))
    parser.add_argument("--cache", type=Path, default=user_cache_path("eurocommons"))
    arguments = parser.parse_args(argv)
    bench = open_bench(arguments.data, arguments.home, arguments.cache)
    _write(WRITING / "sentences.json", train_sentences(bench))
    sentences.load_weights.cache_clear()
    _write(WRITING / "support.json", train_support(bench))
    return 0


def _write(path: Path, model: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(model, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(path.read_text("utf-8"))


if __name__ == "__main__":
    raise SystemExit(main())
