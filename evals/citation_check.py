"""Measures the citation check: ``python -m evals.citation_check [--data DIR] [--json] [--out DIR]``.

True sentences of public sets and of the corpus should pass, the same made false should not.  Each family is judged by
the coefficients that the other fold of families taught, on the half of its documents that no rule was written on.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from platformdirs import user_data_path
from sklearn.metrics import roc_auc_score, roc_curve  # type: ignore[import-untyped]

from assistant.verification.checker import CitationChecker
from assistant.verification.model import WAYS, learned
from assistant.verification.prior import EVEN, shifted
from evals.citation_pairs import FAMILIES, FOLDS, KEYS, MOST, parallel, wrong_texts
from evals.corruptions import ASKED, UNSEEN
from evals.datasets import DEFAULT_FOLDER
from evals.labels import is_supported
from evals.roc_svg import roc_svg
from evals.train_citations import LEAST_TRUE, MOST_FALSE, Judged, judge, way_of
from ingest.embedding.encoder import load_encoder

LEVELS = (0.01, 0.02, 0.03, 0.05, 0.08, 0.1)
"""Parts of the false sentences that may pass, at which thresholds are compared."""
GROUPS = (
    "true accepted",
    "of those that readers found supported",
    "false passed",
    "of the kinds asked for",
    "unseen kinds passed",
)
LITTLE = (0.2, 0.1, 0.05)
"""Parts of a model's sentences that are supported, at which more is asked of each: it starts at a tenth."""


def score(one: Judged) -> float:
    """Probability that the pair is true, from the fold that does not hold its family; of one in neither, from all.

    The least of its clauses, where that is more.
    """
    examined = one.examined
    clauses = [score(Judged(one.pair, clause)) for clause in examined.clauses]
    if examined.features is None:
        whole = 1.0 if examined.verbatim else 0.0
    else:
        whole = learned(examined.way, _other_fold(one.pair.family)).probability(examined.features)
    return max(whole, min(clauses, default=0.0))


def passes(one: Judged, prior: float = EVEN) -> bool:
    """Whether the sentence would reach the reader, at the threshold of the fold that does not hold its family.

    ``prior`` is the part of its writer's sentences that is supported.
    """
    examined = one.examined
    if examined.clauses and all(passes(Judged(one.pair, clause), prior) for clause in examined.clauses):
        return True
    if examined.features is None:
        return examined.verbatim
    whole = replace(one, examined=replace(examined, clauses=()))
    return shifted(score(whole), prior) >= learned(examined.way, _other_fold(one.pair.family)).threshold


def _other_fold(family: str) -> int | None:
    if family not in FAMILIES:
        return None
    return next(fold for fold, families in enumerate(FOLDS) if family not in families)


def report(judged: Sequence[Judged]) -> dict[str, Any]:
    """Acceptance of each true kind, passing of each false kind and AUC, for each family and over all."""
    families = list(dict.fromkeys(one.pair.family for one in judged))
    ways = {way: [one for one in judged if way_of(one) == way] for way in WAYS}
    return {
        "aims": {"true accepted": LEAST_TRUE, "false passed": MOST_FALSE},
        "families": {name: _figures([one for one in judged if one.pair.family == name]) for name in families},
        "ways": {way: _figures(rows) for way, rows in ways.items() if rows},
        "all": _figures(judged),
    }


def _figures(judged: Sequence[Judged]) -> dict[str, Any]:
    figures = _passed([one for one in judged if not one.pair.reworded])
    reworded = _passed([one for one in judged if one.pair.reworded])
    auc = roc_auc_score([one.pair.true for one in judged], [score(one) for one in judged])
    return figures | {"in other words": reworded, "auc": round(float(auc), 3)}


def _passed(judged: Sequence[Judged]) -> dict[str, Any]:
    true = [one for one in judged if one.pair.true]
    unseen = [one for one in judged if one.pair.kind in UNSEEN]
    false = [one for one in judged if not one.pair.true and one.pair.kind not in UNSEEN]
    asked = [one for one in false if one.pair.kind in ASKED]
    told = [one for one in true if not one.pair.reworded and is_supported(one.pair.claim)]
    groups = dict(zip(GROUPS, (true, told, false, asked, unseen), strict=True))
    return {
        **{name: _rate(rows) for name, rows in groups.items()},
        "true kinds": _by_kind(true),
        "false kinds": _by_kind(false),
        "unseen kinds": _by_kind(unseen),
        "true accepted where as many false ones pass": {
            "kinds asked for": _reached(true, asked),
            "kinds seen": _reached(true, false),
            "kinds asked for, found supported": _reached(told, asked),
        },
        "of a model of which little is supported": {
            f"{prior:.0%}": {name: _rate(rows, prior)["rate"] for name, rows in groups.items() if rows}
            for prior in LITTLE
        },
    }


def _reached(true: Sequence[Judged], false: Sequence[Judged]) -> dict[str, float]:
    """The part of the true sentences that score more than all but ``LEVELS`` of the false ones."""
    scores = np.array([score(one) for one in true])
    limits = sorted((score(one) for one in false), reverse=True)
    return {
        f"{level:.0%}": round(float((scores > limits[int(level * len(limits))]).mean()), 3)
        for level in LEVELS
        if limits and len(scores)
    }


def _rate(judged: Sequence[Judged], prior: float = EVEN) -> dict[str, float]:
    passed = sum(passes(one, prior) for one in judged)
    return {"n": len(judged), "passed": passed, "rate": round(passed / max(len(judged), 1), 4)}


def _by_kind(judged: Sequence[Judged]) -> dict[str, dict[str, float]]:
    kinds = sorted({one.pair.kind for one in judged})
    return {kind: _rate([one for one in judged if one.pair.kind == kind]) for kind in kinds}


def _print(figures: dict[str, Any]) -> None:
    for name, row in (*figures["families"].items(), *figures["ways"].items(), ("all", figures["all"])):
        print(f"\n{name}: AUC {row['auc']}")
        _print_rates(row)
        print("  said in other words:")
        _print_rates(row["in other words"])
    aims = figures["aims"]
    print(
        f"\naims: true accepted at least {aims['true accepted']:.0%}, false passed at most {aims['false passed']:.0%}"
    )


def _print_rates(row: dict[str, Any]) -> None:
    for title in GROUPS:
        if row[title]["n"]:
            print(f"  {title:38} {row[title]['rate']:7.1%}  of {row[title]['n']}")
    for kinds, reached in row["true accepted where as many false ones pass"].items():
        if reached:
            at_levels = ", ".join(f"{rate:.1%} at {level}" for level, rate in reached.items())
            print(f"  true accepted, {kinds}: {at_levels}")
    for prior, rates in row["of a model of which little is supported"].items():
        print(f"  with {prior} supported: " + ", ".join(f"{name} {rate:.1%}" for name, rate in rates.items()))
    for group in ("true kinds", "false kinds", "unseen kinds"):
        for kind, rate in row[group].items():
            print(f"    {kind:20} {rate['rate']:7.1%}  of {rate['n']}")


def _write(folder: Path, judged: Sequence[Judged], figures: dict[str, Any]) -> None:
    """``citation_check.json``, and the ROC of each family as ``roc.csv`` and ``roc.svg``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "citation_check.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    curves, lines = {}, ["family,false_passed,true_accepted,threshold"]
    for family in [*dict.fromkeys(one.pair.family for one in judged), "all"]:
        rows = [one for one in judged if family in ("all", one.pair.family)]
        false, true, limits = roc_curve([one.pair.true for one in rows], [score(one) for one in rows])
        curves[family] = list(zip(false.tolist(), true.tolist(), strict=True))
        lines += [
            f"{family},{x:.5f},{y:.5f},{min(limit, 1.0):.5f}"
            for x, y, limit in zip(false, true, np.asarray(limits, float), strict=True)
        ]
    (folder / "roc.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "roc.svg").write_text(roc_svg(curves), encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m evals.citation_check",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="examples:\n"
        "  python -m evals.citation_check --data ../shared/evaldata --out build/citations\n"
        "  python -m evals.citation_check --parallel manual.jsonl   our own texts in both languages",
    )
    parser.add_argument("--data", type=Path, default=DEFAULT_FOLDER, help="folder of the public sets")
    parser.add_argument(
        "--parallel",
        type=Path,
        metavar="FILE",
        help=f"judge these texts instead: JSON lines with {', '.join(KEYS)}",
    )
    parser.add_argument("--home", type=Path, default=user_data_path("eurocommons"), help="where the model is unpacked")
    parser.add_argument(
        "--half",
        choices=("dev", "test", "both"),
        help="half of each family's documents (test, or both of one's own texts)",
    )
    parser.add_argument("--most", type=int, default=MOST, help="true sentences of one kind in one half of a family")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--out", type=Path, help="folder for the figures and the ROC curves (JSON, CSV and SVG)")
    arguments = parser.parse_args(argv)
    if arguments.parallel and (wrong := wrong_texts(arguments.parallel)):
        print(f"{arguments.parallel}: {wrong}; give JSON lines with {', '.join(KEYS)}", file=sys.stderr)
        return 2
    if not arguments.parallel and not arguments.data.is_dir():
        print(f"there is no folder {arguments.data}: give the folder of the public sets with --data", file=sys.stderr)
        return 2
    checker = CitationChecker(load_encoder(arguments.home))
    families = {"parallel": parallel(str(arguments.parallel.resolve()))} if arguments.parallel else FAMILIES
    found = judge(families, arguments.data, checker, arguments.most)
    half = arguments.half or ("both" if arguments.parallel else "test")
    judged = [one for one in found if half in ("both", one.pair.half)]
    if not judged:
        print(f"no sentence to judge in {arguments.parallel or arguments.data}, half: {half}", file=sys.stderr)
        return 2
    figures = report(judged)
    if arguments.out:
        _write(arguments.out, judged, figures)
    if arguments.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        _print(figures)
    whole = figures["all"]
    reached = whole["true accepted"]["rate"] >= LEAST_TRUE and whole["false passed"]["rate"] <= MOST_FALSE
    return 0 if reached else 1


if __name__ == "__main__":
    raise SystemExit(main())
