"""Learns the constants of centring and ranking from the public sets, and judges them by cross-validation.

    python -m evals.train_ranking [--data DIR] [--cache DIR] [--home DIR] [--write-centring] [--write-weights]

Each family of sets is judged with constants learned on the other families.  ``--write-centring`` and
``--write-weights`` then learn them on all the families and replace the shipped file.  The weights do not depend on the
shipped centring; a new centring is another space, in which every index must be made again.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from assistant.retrieval import ranking
from assistant.retrieval.ranking import FEATURES, Weights, features
from evals.retrieval import (
    Matrix,
    Result,
    View,
    candidates,
    evaluate,
    load_views,
    our_scores,
    parser,
    pool,
    set_cosines,
    table,
)
from ingest.embedding import centring as centring_module
from ingest.embedding.centring import SIDES, Centring, Side
from ingest.records import LANGUAGES, Language

WEIGHT_PULL = 1e-5
WEIGHT_QUERIES = 300
SEED = 0


@dataclass(frozen=True, slots=True)
class Constants:
    """All that is learned."""

    centring: Centring
    weights: Weights


def learn(views: Sequence[View]) -> Constants:
    """The constants that these sets teach."""
    return Constants(Centring(learn_means(views)), learn_weights(views))


def learn_means(views: Sequence[View]) -> dict[tuple[Language, Side], Matrix]:
    """The mean raw vector of each language and side; every family counts the same, whatever its size."""
    rows: dict[tuple[Language, Side], dict[str, list[Matrix]]] = defaultdict(lambda: defaultdict(list))
    for view in views:
        if view.one.sort == "mixed":  # its texts are those of the family's other sets
            continue
        texts: dict[Side, tuple[Matrix, list[Language]]] = {
            "query": (view.vectors.queries, [query.language for query in view.one.queries]),
            "passage": (view.vectors.passages, view.passage_languages),
        }
        for side, (vectors, languages) in texts.items():
            for language in set(languages):
                rows[language, side][view.one.family].append(vectors[np.array(languages) == language])
    return {
        (language, side): np.mean([np.concatenate(one).mean(axis=0) for one in rows[language, side].values()], axis=0)
        for language in LANGUAGES
        for side in SIDES
    }


def learn_weights(views: Sequence[View]) -> Weights:
    """One weight a feature: softmax loss over each query's candidates, families weighing the same.

    Each family's vectors are centred with means learned on the others, as those of new documents will be.
    """
    columns, right, present, shares = _training_rows(views)
    weights = torch.zeros(len(FEATURES), dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        scores = (columns @ weights).masked_fill(~present, -1e9)
        loss = (_softmax_loss(scores, right) * shares).sum() + WEIGHT_PULL * (weights**2).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    found = weights.detach()
    spread = _spread(columns[:, :, 0], present)
    # Scores stay on the scale of a centred cosine, whatever share of the meaning the uncentred ones take.
    scale = spread / _spread(columns[:, :, :2] @ found[:2], present)
    return Weights(tuple((found * scale).tolist()), spread)


def _spread(values: torch.Tensor, present: torch.Tensor) -> float:
    """The mean over queries of the standard deviation of the values that are present."""
    return float(np.mean([one[there].std() for one, there in zip(values.numpy(), present.numpy(), strict=True)]))


def _training_rows(views: Sequence[View]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Features of candidates, which are right, which are there at all, and each query's share of the loss."""
    generator = np.random.default_rng(SEED)
    rows, right, shares = [], [], []
    for view in views:
        others = [other for other in views if other.one.family != view.one.family]
        cosines = set_cosines(view, Centring(learn_means(others)))
        queries = generator.permutation(len(view.relevant))[:WEIGHT_QUERIES]
        siblings = sum(other.one.family == view.one.family for other in views)
        for query in queries:
            found = pool(view, cosines, query)
            rows.append(features(candidates(view, cosines, query, found)))
            right.append(np.isin(view.documents[found], view.relevant[query]))
            shares.append(float(right[-1].any()) / len(queries) / siblings)
    longest = max(map(len, rows))
    columns = np.zeros((len(rows), longest, len(FEATURES)))
    marks, present = np.zeros((2, len(rows), longest), bool)
    for at, (row, mark) in enumerate(zip(rows, right, strict=True)):
        columns[at, : len(row)], marks[at, : len(row)], present[at, : len(row)] = row, mark, True
    return tuple(map(torch.from_numpy, (columns, marks, present, np.array(shares))))  # type: ignore[return-value]


def _softmax_loss(scores: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """Minus the log probability of the right ones together, one value a row; a row without any gives a constant."""
    return torch.logsumexp(scores, dim=1) - torch.logsumexp(scores.masked_fill(~right, -1e9), dim=1)


def cross_validate(views: Sequence[View]) -> dict[str, Result]:
    """Metrics by set, each set with constants learned on the other families."""
    results: dict[str, Result] = {}
    for family in dict.fromkeys(view.one.family for view in views):
        constants = learn([view for view in views if view.one.family != family])
        print(f"without {family}: {_shown(constants.weights)}", file=sys.stderr)
        for view in views:
            if view.one.family == family:
                ours = our_scores(view, constants.centring, weights=constants.weights)
                results[view.one.name] = evaluate(view, ours)
    return results


def write_weights(weights: Weights, identity: str, families: Sequence[str]) -> None:
    """Replace the shipped weights."""
    values = {
        "made_by": "python -m evals.train_ranking --write-weights",
        "learned_on": list(families),
        "model": identity,
        "weights": _shown(weights),
        "spread": round(weights.spread, 4),
    }
    ranking.DATA.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")


def _shown(weights: Weights) -> dict[str, float]:
    return {name: round(weight, 4) for name, weight in zip(FEATURES, weights.features, strict=True)}


def main(arguments: Sequence[str] | None = None) -> int:
    made = parser("Learns the constants of centring and ranking, and judges them by cross-validation.")
    made.add_argument(
        "--write-centring", action="store_true", help="replace the shipped centring: indexes must be made again"
    )
    made.add_argument("--write-weights", action="store_true", help="replace the shipped weights")
    options = made.parse_args(arguments)
    torch.manual_seed(SEED)
    views, identity = load_views(options)
    families = list(dict.fromkeys(view.one.family for view in views))
    if len(families) < 2:
        print("cross-validation needs the data of two families of sets at least", file=sys.stderr)
        return 2
    print(table(cross_validate(views)))
    if options.write_centring:
        centring_module.save(centring_module.DATA, identity, Centring(learn_means(views)))
    if options.write_weights:
        write_weights(learn_weights(views), identity, families)
    return 0


if __name__ == "__main__":
    sys.exit(main())
